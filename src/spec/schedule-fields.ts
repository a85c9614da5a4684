/** The fields of a run spec for stages, budget and cost. See fields.ts. */

import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { fieldNotes } from './field-notes.ts';
import { checkUnits, even, microBatch, positive, randaugmentSchema, sideTable, strength } from './field-types.ts';
import { weight } from './mixture-fields.ts';
import { PRESET_NAMES } from './presets.ts';

export const replaySchema = z
  .strictObject({
    times: z.int().min(2).max(64).describe('How often a sample is shown on average, 2 or more.'),
    size: z.int().min(1).max(100_000).describe('Fresh batches that the buffer holds.'),
    split: z.int().min(1).max(4096).default(32).describe('Chunks into which a fresh batch is split.'),
  })
  .describe(
    'A buffer of augmented samples, for trainers that are faster than their data. Each batch consists of a fresh ' +
      'part and of samples from earlier batches of the same stage and rank.',
  );

export const stageSchema = z
  .strictObject({
    until: z.number().gt(0).lte(1).describe('Share of the budget at which the stage ends; 1 in the last stage.'),
    bandwidth: z
      .int()
      .min(LIMITS.bandwidthMin)
      .refine(even, 'must be even: the low-frequency crop keeps as many negative as positive frequencies')
      .describe('Side B of the images in pixels, the shorter one of rectangles; even, at most the base size.'),
    global_batch: z
      .int()
      .min(1)
      .max(LIMITS.globalBatch)
      .optional()
      .register(fieldNotes, {
        absent: "`micro_batch` * `accumulation` * `world_size` where both are given, else the run's",
      })
      .describe('Samples of a batch over all ranks.'),
    randaugment: randaugmentSchema
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe('RandAugment, AutoAugment or AugMix as a timm config string, or "none".'),
    erasing_probability: strength(1)
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe('Probability of random erasing.'),
    mixup_alpha: strength(1000)
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe("Alpha of mixup, 0 for no mixup. Needs the run's `mixing`."),
    cutmix_alpha: strength(1000)
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe("Alpha of cutmix, 0 for no cutmix. Needs the run's `mixing`."),
    magnitude: strength(10)
      .optional()
      .register(fieldNotes, { absent: "the config string's" })
      .describe(
        'Magnitude of RandAugment or AugMix, which need not be whole. Needs a `randaugment`; AutoAugment has none to set.',
      ),
    micro_batch: microBatch
      .optional()
      .register(fieldNotes, { absent: 'it follows from the rest' })
      .describe('Samples that a device trains at a time.'),
    accumulation: z
      .int()
      .min(1)
      .max(65_536)
      .optional()
      .register(fieldNotes, { absent: 'it follows from the rest' })
      .describe("Micro-batches of a rank's batch."),
    weights: z
      .array(weight)
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe("Weights of the run's `datasets` in this stage, in their order. Each dataset goes on where it is."),
    replay: replaySchema.optional().register(fieldNotes, { absent: 'none' }).describe('Replay buffer of the stage.'),
  })
  .describe('One stage of a custom schedule. A strength is a number, or a straight line over the stage.');

const preset = z.enum(PRESET_NAMES);
const presetSchema = z.strictObject({ preset: preset.describe('Name of a published schedule.') });
const stageListSchema = z.strictObject({
  stages: z.array(stageSchema).min(1).max(LIMITS.stages).describe('The stages in order.'),
  reference_size: z
    .int()
    .min(LIMITS.baseSizeMin)
    .max(8192)
    .refine(even, 'must be even')
    .optional()
    .register(fieldNotes, { absent: '`base_size`' })
    .describe(
      "Base size for which the stages' bandwidths are given: they are scaled to `base_size`, the shorter side of " +
        'rectangles, and rounded to even numbers.',
    ),
});

export type ScheduleSpec = z.infer<typeof presetSchema> | z.infer<typeof stageListSchema>;

/** A preset may be written as its name only. */
export const scheduleSchema = z
  .union([preset, presetSchema, stageListSchema])
  .transform((schedule): ScheduleSpec => (typeof schedule === 'string' ? { preset: schedule } : schedule));

export const budgetSchema = z
  .strictObject({
    equivalent_epochs: positive
      .max(LIMITS.equivalentEpochs)
      .optional()
      .describe('Passes over the data at the base size.'),
    samples: positive.max(Number.MAX_SAFE_INTEGER).optional().describe('Samples trained, whatever their side.'),
    steps: positive.max(LIMITS.steps).optional().describe('Global steps.'),
    flops: positive.optional().describe('FLOPs of training. Needs `flops_per_image`.'),
    wall_hours: positive
      .max(LIMITS.budgetHours)
      .optional()
      .describe('Hours of training. The ends of stages are decided while training, from reported step times.'),
    accelerator_hours: positive
      .max(LIMITS.budgetHours)
      .optional()
      .describe('Hours of training times ranks. The ends of stages are decided while training.'),
    flops_per_image: z
      .union([positive, sideTable])
      .optional()
      .register(fieldNotes, { travelsAs: { value: 'flops_at_base_size', table: 'flops_by_side' } })
      .describe('FLOPs of one image: at the base size, scaled by area, or a table by side in pixels.'),
  })
  .superRefine(checkUnits)
  .describe('A training budget in exactly one unit.');

export const costSchema = z.union([z.enum(['quadratic', 'measured']), z.strictObject({ table: sideTable })]);
