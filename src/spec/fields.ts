/**
 * The fields of a run spec: the one definition of their names, types, bounds, defaults and meanings.
 *
 * Everything else follows from here and from the messages of proto/: the checks, the digest's canonical form, the
 * protobuf codec of the server and of both clients, the JSON Schema, docs/spec.md, the TypeScript client's types and the
 * Python client's dataclasses (`npm run generate`). So a new field is one line here, with its meaning, and one in the
 * contract. Its default must be what servers did before the field existed; see canonical.ts.
 *
 * In a meaning, a name in backquotes is a field, which each language spells in its own way, or a word in double quotes.
 */

import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import {
  CROP_PLACES,
  DTYPES,
  FIDELITIES,
  FILTERS,
  IMAGENET_MEAN,
  IMAGENET_STD,
  LOW_FREQUENCY_OPERATORS,
} from '../types.ts';
import { AUGMENT_INTERPOLATIONS, ERASING_MODES, MIXING_MODES, MIXING_PLACES } from './augmentation.ts';
import {
  alpha,
  checkUnits,
  even,
  evenSide,
  microBatch,
  nameSchema,
  ordered,
  positive,
  randaugmentSchema,
  range,
  rgb,
  share,
  sideKey,
  sideTable,
  strength,
} from './field-types.ts';
import { outputsSchema } from './outputs.ts';
import { PRESET_NAMES } from './presets.ts';

/** What generators need besides a field's type: how the absence of a value reads, and where it travels. */
export interface FieldNote {
  /** What a field without a default means where it is left out: "the run's". */
  absent?: string;
  /** For a field that takes two in the contract: the names of a single value's field and of a table's. */
  travelsAs?: { value: string; table: string };
  /** For a list in which a single number stands for all: it travels as a list of one. */
  single?: true;
}

/** The notes, by the outermost schema of a field. */
export const fieldNotes = z.registry<FieldNote>();

export const replaySchema = z
  .strictObject({
    times: z.int().min(2).max(64).describe('Times that a sample is shown on average, 2 or more.'),
    size: z.int().min(1).max(100_000).describe('Fresh batches that the buffer holds.'),
    split: z.int().min(1).max(4096).default(32).describe('Chunks into which a fresh batch is split.'),
  })
  .describe(
    'A buffer of augmented samples, for trainers that are faster than their data. Each batch is a fresh part and ' +
      'samples of earlier batches of the same stage and rank.',
  );

export const stageSchema = z
  .strictObject({
    until: z.number().gt(0).lte(1).describe('Share of the budget at which the stage ends; 1 in the last stage.'),
    bandwidth: z
      .int()
      .min(LIMITS.bandwidthMin)
      .refine(even, 'must be even: the low-frequency crop keeps as many negative as positive frequencies')
      .describe('Side B of the images in pixels; even, at most the base size.'),
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
      .describe('RandAugment as a timm config string, or "none".'),
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
      .describe('Magnitude of RandAugment, not only whole numbers. Needs a `randaugment`.'),
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
      "Base size that the stages' bandwidths are written for: they are scaled to `base_size`, to even numbers.",
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
    samples: positive.optional().describe('Samples trained, whatever their side.'),
    steps: positive.optional().describe('Global steps.'),
    flops: positive.optional().describe('FLOPs of training. Needs `flops_per_image`.'),
    wall_hours: positive
      .optional()
      .describe('Hours of training. The ends of stages are decided while training, from reported step times.'),
    accelerator_hours: positive
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

/** Strength of each of three; a single number stands for all three. */
const colorJitterSchema = z
  .union([z.number().min(0).max(10), z.array(z.number().min(0).max(10)).length(3)])
  .transform((value): [number, number, number] =>
    typeof value === 'number' ? [value, value, value] : [value[0]!, value[1]!, value[2]!],
  );

export const erasingSchema = z
  .strictObject({
    probability: share.default(0.25).describe('Probability that an image is erased.'),
    mode: z
      .enum(ERASING_MODES)
      .default('pixel')
      .describe(
        'What the boxes are filled with: "const" is 0, "rand" one draw of N(0, 1) for each channel of a box, "pixel" a ' +
          'draw for each channel of each pixel.',
      ),
    count: z
      .tuple([z.int().min(1).max(100), z.int().min(1).max(100)])
      .refine(([a, b]) => a <= b, 'must be two numbers in order')
      .default([1, 1])
      .describe('Least and greatest number of boxes.'),
    area: ordered(1e-6, 1)
      .default([0.02, 1 / 3])
      .describe("Least and greatest share of the image's area that its boxes cover."),
    ratio: ordered(1e-3, 1e3)
      .default([0.3, 1 / 0.3])
      .describe('Least and greatest aspect ratio of a box, height / width.'),
  })
  .describe(
    "Random erasing by timm's rule, after the low-frequency crop. Fillings are defined where training sees them, in " +
      'normalised space. Byte images get the nearest byte: the mean colour is then up to half a byte from 0, and draws ' +
      'outside 0..255 end at the border.',
  );

export const mixingSchema = z
  .strictObject({
    where: z
      .enum(MIXING_PLACES)
      .default('server')
      .describe(
        'Who mixes the pixels. "server": batches come mixed, bytes rounded to the nearest as by timm\'s ' +
          'FastCollateMixup, and erasing comes after mixing. "client": the lambdas and boxes come with the batch for the ' +
          "client to mix, as by timm's Mixup, after erasing.",
      ),
    mode: z
      .enum(MIXING_MODES)
      .default('batch')
      .describe('What shares one draw: all images of a "batch", a "pair" of partners, or no two images ("elem").'),
    mixup_alpha: alpha.default(0.8).describe("Alpha of mixup's Beta distribution, 0 for no mixup."),
    cutmix_alpha: alpha.default(1).describe("Alpha of cutmix's Beta distribution, 0 for no cutmix."),
    cutmix_minmax: ordered(0, 1)
      .refine(([a, b]) => a < b, 'must be two different shares')
      .optional()
      .register(fieldNotes, { absent: 'derived from lambda' })
      .describe('Least and greatest share of a side that a cutmix box takes.'),
    probability: share.default(1).describe('Probability of mixing.'),
    switch_probability: share.default(0.5).describe('Probability of cutmix where both are on.'),
    correct_lambda: z.boolean().default(true).describe('Corrects lambda to the box that was taken.'),
    label_smoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0.1)
      .describe('Share of the soft targets that is spread over all classes.'),
  })
  .describe(
    "Mixup, cutmix and label smoothing by timm's rules. Images are mixed within a rank's batch, image i with image " +
      'n - 1 - i; the number of images must be even.',
  );

export const validationSchema = z
  .strictObject({
    dataset: nameSchema.describe('Id of a dataset that the server was configured with.'),
    global_batch: z
      .int()
      .min(1)
      .max(LIMITS.globalBatch)
      .optional()
      .register(fieldNotes, { absent: "the run's" })
      .describe('Samples of a batch over all ranks.'),
    crop_pct: z
      .number()
      .min(LIMITS.cropPctMin)
      .lte(1)
      .default(0.875)
      .describe('Share of the resized short side that the image covers, in (0, 1].'),
    interpolation: z.enum(FILTERS).default('bicubic').describe('Filter of the resize.'),
  })
  .describe("Validation data, and timm's evaluation transform of it.");

/** The default of `equivalent_epochs`, which the published runs have. */
export const DEFAULT_EPOCHS = 200;

/** The fields of a run spec as users write them, in YAML, JSON or over RPC, with the defaults. */
export const runSpecSchema = z
  .strictObject({
    dataset: nameSchema.describe('Id of a dataset that the server was configured with; never a path.'),
    seed: z.int().min(0).default(0).describe('Seed of every random draw, 0..2^53 - 1.'),
    base_size: evenSide.min(LIMITS.baseSizeMin).default(224).describe('Side of the full image in pixels, even.'),
    schedule: scheduleSchema
      .default({ preset: 'efficienttrain++' })
      .describe('The curriculum: name of a preset, or stages in order.'),
    equivalent_epochs: z
      .number()
      .gt(0)
      .max(LIMITS.equivalentEpochs)
      .default(DEFAULT_EPOCHS)
      .describe('Whole budget in passes over the data at the base size. Not to be given besides `budget`.'),
    budget: budgetSchema
      .optional()
      .register(fieldNotes, { absent: '`equivalent_epochs`' })
      .describe('The budget in another unit.'),
    cost: costSchema
      .default('quadratic')
      .register(fieldNotes, { travelsAs: { value: 'cost', table: 'cost_by_side' } })
      .describe(
        'Cost of a sample by its side, in budgets of equivalent epochs: "quadratic" counts by area, a table by side in ' +
          'pixels, and "measured" is fitted to the reported step times while training.',
      ),
    global_batch: z.int().min(1).max(LIMITS.globalBatch).default(256).describe('Samples of a batch over all ranks.'),
    world_size: z
      .int()
      .min(1)
      .max(LIMITS.worldSize)
      .default(1)
      .describe('Number of ranks; divides the global batch of every stage. May change while a run lives.'),
    base_micro_batch: microBatch
      .optional()
      .register(fieldNotes, { absent: 'whole batches' })
      .describe(
        'Samples that fit a device at the base size. Stages that say nothing of their own get the largest micro-batch ' +
          'that fits at their side.',
      ),
    dtype: z
      .enum(DTYPES)
      .default('uint8')
      .describe('Type of the pixels. Floats are in units of 0..255, not clamped after the low-frequency crop.'),
    fidelity: z
      .enum(FIDELITIES)
      .default('exact')
      .describe(
        '"exact" gives Pillow\'s and timm\'s pixels to the bit. With "matched" the work follows the stage\'s side: faster, ' +
          'close to exact but not the same.',
      ),
    working_sides: z
      .record(sideKey, evenSide)
      .optional()
      .register(fieldNotes, { absent: "the server's rule, which keeps about 40 dB of PSNR" })
      .describe(
        'For fidelity "matched": side in pixels of the grid on which RandAugment acts, by bandwidth; even, from the ' +
          'bandwidth to `base_size`.',
      ),
    low_frequency: z
      .enum(LOW_FREQUENCY_OPERATORS)
      .default('spectral')
      .describe("Operator of the low-frequency crop: the Fourier crop, or Pillow's Lanczos resize."),
    crop: z
      .enum(CROP_PLACES)
      .default('server')
      .describe(
        'Who takes the low frequencies. With "client", training images come as bytes of the base size, for the ' +
          "trainer's device to crop to what `dtype` says, as the adapters of the Python client do: for spectral runs of " +
          'exact fidelity in which the server neither erases nor mixes.',
      ),
    outputs: outputsSchema
      .default(['images'])
      .describe(
        'Tensors of a batch, "images" first. "crop_box" is float32 of shape (N, 4): x and y of the top left corner, width ' +
          "and height of each sample's crop, in pixels of the stored image, before the resize and the flip.",
      ),
    interpolation: z
      .enum([...FILTERS, 'random'])
      .default('bicubic')
      .describe('Filter of the resize to the base size; "random" draws bilinear or bicubic for each sample.'),
    crop_scale: range(1e-6, 1)
      .default([0.08, 1])
      .describe("Least and greatest share of the image's area that a crop covers."),
    crop_ratio: range(1e-3, 1e3)
      .default([3 / 4, 4 / 3])
      .describe('Least and greatest aspect ratio of a crop, width / height.'),
    horizontal_flip: share.default(0.5).describe('Probability of a horizontal flip.'),
    randaugment: z
      .union([z.literal('preset'), randaugmentSchema])
      .default('preset')
      .describe(
        'RandAugment of every stage: "preset" (what the schedule\'s preset says, nothing for custom stages), "none", or ' +
          'a timm config string such as "rand-m9-mstd0.5-inc1".',
      ),
    augment_interpolation: z
      .enum(AUGMENT_INTERPOLATIONS)
      .default('random')
      .describe('Filter of RandAugment\'s geometric operations; "random" draws bilinear or bicubic for each.'),
    color_jitter: colorJitterSchema
      .default([0, 0, 0])
      .register(fieldNotes, { single: true })
      .describe(
        'Strength of colour jitter, or one for each of brightness, contrast and saturation. It acts where timm lets it: ' +
          'without RandAugment, or together with the operations of a "3a" config.',
      ),
    erasing: erasingSchema.optional().register(fieldNotes, { absent: 'none' }).describe('Random erasing.'),
    mixing: mixingSchema
      .optional()
      .register(fieldNotes, { absent: 'none' })
      .describe('Mixup, cutmix and label smoothing.'),
    mean: rgb(-1e-9, 1)
      .default([...IMAGENET_MEAN])
      .describe(
        "Mean of each channel in the trainer's normalisation, in units of 0..1: the colour that geometric operations " +
          'bring in, and the filling of random erasing.',
      ),
    std: rgb(0, 10)
      .default([...IMAGENET_STD])
      .describe("Standard deviation of each channel in the trainer's normalisation, in units of 0..1."),
    validation: validationSchema
      .optional()
      .register(fieldNotes, { absent: 'none' })
      .describe('Validation data. May change while a run lives.'),
    max_bad_samples: z
      .number()
      .min(0)
      .refine((value) => value < 1 || Number.isInteger(value), 'must be a whole number, or a share below 1')
      .default(100)
      .describe(
        'Bad samples that are replaced before the run ends: a count, or a share of the dataset if it lies between 0 and ' +
          '1. May change while a run lives.',
      ),
  })
  .describe('What a run is.');

/** A run spec with every default filled in. */
export type RunSpec = z.infer<typeof runSpecSchema>;
/** A run spec as a user may write it. */
export type RunSpecInput = z.input<typeof runSpecSchema>;

/** Fields that may change while a run lives: they do not shape its batches. */
export const OPERATIONAL_FIELDS: ReadonlySet<string> = new Set<keyof RunSpec>([
  'max_bad_samples',
  'validation',
  'world_size',
]);
