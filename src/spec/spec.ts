/** Run specs: reading and checking them. Their fields are in fields.ts. */

import { findProblem } from './check-stages.ts';
import { DEFAULT_EPOCHS, type RunSpec, runSpecSchema } from './fields.ts';
import { problemError, schemaError } from './problem.ts';
import { withStageBatches } from './stage-batches.ts';

export { differingFields, sameSpec, specDigest } from './canonical.ts';
export { nameSchema } from './field-types.ts';
export { type RunSpec, type RunSpecInput, runSpecSchema } from './fields.ts';

/**
 * Checks a run spec, fills in its defaults and resolves the batches of its stages. Throws INVALID_FIELD with the path of every wrong field.
 *
 * @param input plain data; unknown fields are errors
 */
export function parseRunSpec(input: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(input);
  if (!parsed.success) throw schemaError(parsed.error, input);
  const epochsGiven = (input as { equivalent_epochs?: unknown }).equivalent_epochs !== undefined;
  const spec = withStageBatches(withoutGlobalScope(withOneBudget(parsed.data, epochsGiven)));
  const problem = findProblem(spec);
  if (problem !== undefined) throw problemError(problem);
  return spec;
}

/** Equivalent epochs can be given in two places; the shorter form is kept, so that equal budgets are equal specs. */
function withOneBudget({ budget, ...rest }: RunSpec, epochsGiven: boolean): RunSpec {
  if (budget === undefined) return rest;
  if (epochsGiven && rest.equivalent_epochs !== DEFAULT_EPOCHS) {
    const rule = 'must not be given together with budget';
    throw problemError({ field: 'equivalent_epochs', value: rest.equivalent_epochs, rule });
  }
  const { equivalent_epochs: epochs } = budget;
  return epochs === undefined
    ? { ...rest, equivalent_epochs: DEFAULT_EPOCHS, budget }
    : { ...rest, equivalent_epochs: epochs };
}

/** The order that a spec has without the field, so that equal orders are equal specs. */
function withoutGlobalScope({ shuffle, datasets, ...rest }: RunSpec): RunSpec {
  const window = shuffle?.scope === 'window' ? { shuffle } : {};
  const mixed = datasets?.map(({ shuffle: own, ...one }) => (own?.scope === 'window' ? { ...one, shuffle: own } : one));
  return { ...rest, ...window, ...(mixed === undefined ? {} : { datasets: mixed }) };
}
