import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PRESET_NAMES } from '../curriculum/presets.ts';
import { presetStages, type StageDefinition } from '../curriculum/schedule.ts';
import { CrescendoError } from '../errors.ts';
import { DTYPES, FILTERS, IMAGENET_MEAN, IMAGENET_STD, LOW_FREQUENCY_OPERATORS } from '../image/types.ts';
import { LIMITS } from '../limits.ts';
import { parseRandAugment } from '../sampling/randaugment/config.ts';
import { AUGMENT_INTERPOLATIONS } from '../sampling/randaugment/plan.ts';
import {
  colorJitterSchema,
  erasingSchema,
  mixingSchema,
  rgbSchema,
  stageErasing,
  stageMixing,
  stageStrengthFields,
} from './augmentation-spec.ts';

/** Names of runs and dataset ids: nothing that could be taken for a path or break a log line. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export const nameSchema = z
  .string()
  .max(LIMITS.nameLength, `must have at most ${LIMITS.nameLength} characters`)
  .regex(NAME, "must be letters, digits, '.', '_' and '-', and begin with a letter or digit");

const even = (value: number): boolean => value % 2 === 0;

/** Checked by timm's rules; the error names the section of the string. */
const randaugmentSchema = z.string().superRefine((text, context) => {
  if (text === 'none') return;
  try {
    parseRandAugment(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const stageSchema = z.strictObject({
  until: z.number().gt(0).lte(1),
  bandwidth: z
    .int()
    .min(LIMITS.bandwidthMin)
    .refine(even, 'must be even: the low-frequency crop keeps as many negative as positive frequencies'),
  global_batch: z.int().min(1).max(LIMITS.globalBatch).optional(),
  randaugment: randaugmentSchema.optional(),
  ...stageStrengthFields,
});

const scheduleSchema = z.union([
  z.strictObject({ preset: z.enum(PRESET_NAMES) }),
  z.strictObject({ stages: z.array(stageSchema).min(1).max(LIMITS.stages) }),
]);

const range = (low: number, high: number) =>
  z.tuple([z.number().gt(0), z.number().gt(0)]).refine(([a, b]) => a <= b && a >= low && b <= high, {
    error: `must be two numbers in order within ${low}..${high}`,
  });

/** The fields of a run spec as users write them, in YAML, JSON or over RPC, with the defaults. */
export const runSpecSchema = z.strictObject({
  dataset: nameSchema,
  seed: z.int().min(0).default(0),
  base_size: z.int().min(LIMITS.baseSizeMin).max(LIMITS.baseSizeMax).refine(even, 'must be even').default(224),
  schedule: scheduleSchema.default({ preset: 'efficienttrain++' }),
  equivalent_epochs: z.number().gt(0).max(LIMITS.equivalentEpochs).default(200),
  global_batch: z.int().min(1).max(LIMITS.globalBatch).default(256),
  world_size: z.int().min(1).max(LIMITS.worldSize).default(1),
  dtype: z.enum(DTYPES).default('uint8'),
  low_frequency: z.enum(LOW_FREQUENCY_OPERATORS).default('spectral'),
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
const OPERATIONAL_FIELDS: ReadonlySet<string> = new Set<keyof RunSpec>(['max_bad_samples']);

/**
 * Checks a run spec and fills in its defaults. Throws INVALID_FIELD with the path of every wrong field.
 *
 * @param input plain data; unknown fields are errors
 */
export function parseRunSpec(input: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(input);
  if (!parsed.success) throw fieldError(flattenIssues(parsed.error.issues), input);
  const spec = parsed.data;
  checkSchedule(spec);
  return spec;
}

type Issue = z.core.$ZodIssue;

/** A failed union hides the issues of its branches: those of the branch that fits best, in type first, are the user's. */
function flattenIssues(
  issues: readonly Issue[],
  prefix: readonly PropertyKey[] = [],
): { path: string; message: string }[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const best = [...issue.errors].sort(
        (a, b) => depth(b) - depth(a) || misfits(a) - misfits(b) || a.length - b.length,
      )[0]!;
      return flattenIssues(best, path);
    }
    return [{ path: path.map(String).join('.'), message: issue.message }];
  });
}

/** Issues that speak of another type altogether. */
const misfits = (issues: readonly Issue[]): number =>
  issues.filter(({ code, path }) => code === 'invalid_type' && path.length === 0).length;

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

function fieldError(issues: { path: string; message: string }[], input: unknown): CrescendoError {
  const described = issues.map(({ path, message }) => {
    const value = valueAt(input, path);
    const given = value === undefined ? '' : ` (given: ${JSON.stringify(value)})`;
    return `${path || 'spec'}: ${message}${given}`;
  });
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${described.join('; ')}`, {
    field: issues[0]?.path ?? '',
    fields: issues.map((issue) => issue.path).join(','),
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

/** The checks that look at several fields together. */
function checkSchedule(spec: RunSpec): void {
  checkStageMixing(spec);
  const stages = stageDefinitions(spec);
  let before = 0;
  for (const [k, stage] of stages.entries()) {
    const field = `schedule.stages.${k}`;
    if (stage.until <= before) {
      throw invalid(`${field}.until`, stage.until, `must be greater than ${before}, where the stage before it ends`);
    }
    if (stage.bandwidth > spec.base_size) {
      throw invalid(`${field}.bandwidth`, stage.bandwidth, `must be at most base_size, ${spec.base_size}`);
    }
    const batch = stage.globalBatch ?? spec.global_batch;
    const name = stage.globalBatch === undefined ? 'global_batch' : `${field}.global_batch`;
    if (batch % spec.world_size !== 0) {
      throw invalid(name, batch, `must be a multiple of world_size, ${spec.world_size}`);
    }
    if (stage.mixing !== undefined && (batch / spec.world_size) % 2 !== 0) {
      throw invalid(name, batch, `must be even on each of ${spec.world_size} ranks: mixing takes images in pairs`);
    }
    before = stage.until;
  }
  if (before !== 1) throw invalid(`schedule.stages.${stages.length - 1}.until`, before, 'must be 1 in the last stage');
}

/** Alphas of a stage without a `mixing` of the run would silently do nothing. */
function checkStageMixing(spec: RunSpec): void {
  if (spec.mixing !== undefined || 'preset' in spec.schedule) return;
  for (const [k, stage] of spec.schedule.stages.entries()) {
    for (const name of ['mixup_alpha', 'cutmix_alpha'] as const) {
      const value = stage[name];
      if (value) throw invalid(`schedule.stages.${k}.${name}`, value, "above 0 needs the run's mixing");
    }
  }
}

function invalid(field: string, value: number, rule: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `invalid run spec: ${field}: ${rule} (given: ${value})`, {
    field,
    fields: field,
    value: String(value),
  });
}

/** The stages that a spec asks for. */
export function stageDefinitions(spec: RunSpec): StageDefinition[] {
  const { randaugment } = spec;
  if ('preset' in spec.schedule) {
    return presetStages(spec.schedule.preset, spec.base_size).map((stage) => ({
      ...stage,
      ...(randaugment === 'preset' ? {} : { randaugment: active(randaugment) }),
      erasing: stageErasing(spec, {}),
      mixing: stageMixing(spec, {}),
    }));
  }
  return spec.schedule.stages.map((stage) => ({
    until: stage.until,
    bandwidth: stage.bandwidth,
    globalBatch: stage.global_batch,
    randaugment: active(stage.randaugment ?? (randaugment === 'preset' ? 'none' : randaugment)),
    erasing: stageErasing(spec, stage),
    mixing: stageMixing(spec, stage),
  }));
}

function active(randaugment: string): string | undefined {
  return randaugment === 'none' ? undefined : randaugment;
}

/** The fields of a spec that shape its batches, as a string that is equal for equal specs. */
function canonical(spec: RunSpec): string {
  const fields = Object.entries(spec).filter(([name]) => !OPERATIONAL_FIELDS.has(name));
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
