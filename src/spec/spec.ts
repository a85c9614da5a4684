import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { DTYPES, FIDELITIES, FILTERS, IMAGENET_MEAN, IMAGENET_STD, LOW_FREQUENCY_OPERATORS } from '../types.ts';
import { AUGMENT_INTERPOLATIONS } from './augmentation.ts';
import { colorJitterSchema, erasingSchema, mixingSchema, rgbSchema } from './augmentation-spec.ts';
import { findProblem, type Problem } from './check-stages.ts';
import { CROP_PLACES } from './crop-place.ts';
import { DEFAULT_OUTPUTS, outputsSchema } from './outputs.ts';
import { budgetSchema, costSchema, microBatch, randaugmentSchema, scheduleSchema, sideKey } from './schedule-spec.ts';

/** Names of runs and dataset ids: nothing that could be taken for a path or break a log line. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const nameSchema = z
  .string()
  .max(LIMITS.nameLength, `must have at most ${LIMITS.nameLength} characters`)
  .regex(NAME, "must be letters, digits, '.', '_' and '-', and begin with a letter or digit");

const even = (value: number): boolean => value % 2 === 0;

/** As the published runs have. */
const DEFAULT_EPOCHS = 200;

const range = (low: number, high: number) =>
  z.tuple([z.number().gt(0), z.number().gt(0)]).refine(([a, b]) => a <= b && a >= low && b <= high, {
    error: `must be two numbers in order within ${low}..${high}`,
  });

/** Validation data, and what is done to it: timm's evaluation transform. */
const validationSchema = z.strictObject({
  dataset: nameSchema,
  global_batch: z.int().min(1).max(LIMITS.globalBatch).optional(),
  crop_pct: z.number().min(LIMITS.cropPctMin).lte(1).default(0.875),
  interpolation: z.enum(FILTERS).default('bicubic'),
});

/** The fields of a run spec as users write them, in YAML, JSON or over RPC, with the defaults. */
export const runSpecSchema = z.strictObject({
  dataset: nameSchema,
  seed: z.int().min(0).default(0),
  base_size: z.int().min(LIMITS.baseSizeMin).max(LIMITS.baseSizeMax).refine(even, 'must be even').default(224),
  schedule: scheduleSchema.default({ preset: 'efficienttrain++' }),
  equivalent_epochs: z.number().gt(0).max(LIMITS.equivalentEpochs).default(DEFAULT_EPOCHS),
  budget: budgetSchema.optional(),
  cost: costSchema.default('quadratic'),
  global_batch: z.int().min(1).max(LIMITS.globalBatch).default(256),
  world_size: z.int().min(1).max(LIMITS.worldSize).default(1),
  base_micro_batch: microBatch.optional(),
  dtype: z.enum(DTYPES).default('uint8'),
  fidelity: z.enum(FIDELITIES).default('exact'),
  working_sides: z.record(sideKey, z.int().max(LIMITS.baseSizeMax).refine(even, 'must be even')).optional(),
  low_frequency: z.enum(LOW_FREQUENCY_OPERATORS).default('spectral'),
  crop: z.enum(CROP_PLACES).default('server'),
  outputs: outputsSchema,
  interpolation: z.enum([...FILTERS, 'random']).default('bicubic'),
  crop_scale: range(1e-6, 1).default([0.08, 1]),
  crop_ratio: range(1e-3, 1e3).default([3 / 4, 4 / 3]),
  horizontal_flip: z.number().min(0).max(1).default(0.5),
  randaugment: z.union([z.literal('preset'), randaugmentSchema]).default('preset'),
  augment_interpolation: z.enum(AUGMENT_INTERPOLATIONS).default('random'),
  color_jitter: colorJitterSchema.default([0, 0, 0]),
  erasing: erasingSchema.optional(),
  mixing: mixingSchema.optional(),
  mean: rgbSchema(-1e-9, 1).default([...IMAGENET_MEAN]),
  std: rgbSchema(0, 10).default([...IMAGENET_STD]),
  validation: validationSchema.optional(),
  max_bad_samples: z
    .number()
    .min(0)
    .refine((value) => value < 1 || Number.isInteger(value), 'must be a whole number, or a share below 1')
    .default(100),
});

/** A run spec with every default filled in. */
export type RunSpec = z.infer<typeof runSpecSchema>;
/** A run spec as a user may write it. */
export type RunSpecInput = z.input<typeof runSpecSchema>;

/** Fields that may change while a run lives: they do not shape its batches. */
const OPERATIONAL_FIELDS: ReadonlySet<string> = new Set<keyof RunSpec>(['max_bad_samples', 'validation', 'world_size']);

/**
 * Checks a run spec and fills in its defaults. Throws INVALID_FIELD with the path of every wrong field.
 *
 * @param input plain data; unknown fields are errors
 */
export function parseRunSpec(input: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(input);
  if (!parsed.success) throw fieldError(flattenIssues(parsed.error.issues), input);
  const spec = withOneBudget(parsed.data, (input as { equivalent_epochs?: unknown }).equivalent_epochs !== undefined);
  const problem = findProblem(spec);
  if (problem !== undefined) throw problemError(problem);
  return spec;
}

/** Equivalent epochs have two places; the shorter one is kept, so that equal budgets are equal specs. */
function withOneBudget({ budget, ...rest }: RunSpec, epochsGiven: boolean): RunSpec {
  if (budget === undefined) return rest;
  if (epochsGiven && rest.equivalent_epochs !== DEFAULT_EPOCHS) {
    const rule = 'must not be given beside budget';
    throw problemError({ field: 'equivalent_epochs', value: rest.equivalent_epochs, rule });
  }
  const { equivalent_epochs: epochs } = budget;
  return epochs === undefined
    ? { ...rest, equivalent_epochs: DEFAULT_EPOCHS, budget }
    : { ...rest, equivalent_epochs: epochs };
}

/** The error for a field whose value breaks a rule. */
export function problemError({ field, value, rule }: Problem): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${field}: ${rule} (given: ${value})`, {
    field,
    fields: field,
    value: String(value),
  });
}

type Issue = z.core.$ZodIssue;

interface FieldIssue {
  path: string;
  message: string;
  bound: string | undefined;
}

/** A failed union hides the issues of its branches: those of the branch that fits best, in type first, are the user's. */
function flattenIssues(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): FieldIssue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const best = [...issue.errors].sort(
        (a, b) => depth(b) - depth(a) || misfits(a) - misfits(b) || a.length - b.length,
      )[0]!;
      return flattenIssues(best, path);
    }
    const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    return [{ path: path.map(String).join('.'), message, bound: boundOf(issue) }];
  });
}

/** What would have been allowed, for programs: a number's limit, or the list of words; undefined for any other issue. */
function boundOf(issue: Issue): string | undefined {
  if (issue.code === 'too_big') return String(issue.maximum);
  if (issue.code === 'too_small') return String(issue.minimum);
  return issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : undefined;
}

/** Issues that speak of another type altogether. */
const misfits = (issues: readonly Issue[]): number =>
  issues.filter(({ code, path }) => code === 'invalid_type' && path.length === 0).length;

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

function fieldError(issues: FieldIssue[], input: unknown): CrescendoError {
  const described = issues.map(({ path, message }) => {
    const value = valueAt(input, path);
    const given = value === undefined ? '' : ` (given: ${JSON.stringify(value)})`;
    return `${path || 'spec'}: ${message}${given}`;
  });
  const [first] = issues;
  const value = first && valueAt(input, first.path);
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${described.join('; ')}`, {
    field: first?.path ?? '',
    fields: issues.map((issue) => issue.path).join(','),
    ...(value === undefined ? {} : { value: String(value) }),
    ...(first?.bound === undefined ? {} : { bound: first.bound }),
  });
}

function valueAt(input: unknown, path: string): unknown {
  let value = input;
  for (const part of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'object' ? undefined : value;
}

/** The fields of a spec that shape its batches, as a string that is equal for equal specs. */
function canonical(spec: RunSpec): string {
  // A field that is younger than stored runs has no part in their digests.
  const { outputs, ...older } = spec;
  const given = String(outputs) === String(DEFAULT_OUTPUTS) ? older : spec;
  const fields = Object.entries(given).filter(([name]) => !OPERATIONAL_FIELDS.has(name));
  return JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** SHA-256 of the batch-shaping fields, in hexadecimal. */
export function specDigest(spec: RunSpec): string {
  return createHash('sha256').update(canonical(spec)).digest('hex');
}

/** Names of the batch-shaping fields in which two specs differ. */
export function differingFields(a: RunSpec, b: RunSpec): string[] {
  // Fields without a default may stand in one of the two alone.
  const all = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof RunSpec)[]);
  const names = [...all].filter((name) => !OPERATIONAL_FIELDS.has(name));
  return names.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
}
