import { CrescendoError } from '../errors.ts';
import { nameSchema } from '../spec/spec.ts';

/** Throws INVALID_FIELD if no run may have this name. */
export function checkRunName(field: string, name: string): void {
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `${field}: ${parsed.error.issues[0]?.message} (given: ${JSON.stringify(name)})`,
    { field, value: name },
  );
}
