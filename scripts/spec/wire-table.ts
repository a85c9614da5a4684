import type { SpecPart } from './definition.ts';

/** The table by which src/spec/codec.ts converts specs, as a module. */
export function wireTable(spec: SpecPart): string {
  const fields = spec.fields.map(({ wire }) => wire);
  return (
    '/** How the fields of a run spec travel. Generated from src/spec/fields.ts and proto/. */\n' +
    `export const SPEC_FIELDS = ${JSON.stringify(fields, null, 2)} as const;\n`
  );
}
