/**
 * The fields of a run spec: with the parts that it imports, the one definition of their names, types, bounds, defaults
 * and meanings.
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
import { AUGMENT_INTERPOLATIONS, REPEATS_MAX } from './augmentation.ts';
import { colorJitterSchema, erasingSchema, mixingSchema } from './augmentation-fields.ts';
import { fieldNotes } from './field-notes.ts';
import {
  baseSize,
  evenSide,
  microBatch,
  nameSchema,
  randaugmentSchema,
  range,
  rgb,
  share,
  sideKey,
} from './field-types.ts';
import { datasetsSchema, LABEL_JOININGS } from './mixture-fields.ts';
import { outputsSchema } from './outputs.ts';
import { budgetSchema, costSchema, scheduleSchema } from './schedule-fields.ts';
import { shuffleSchema } from './shuffle-fields.ts';

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
    dataset: nameSchema
      .optional()
      .register(fieldNotes, { absent: 'must be given, or `datasets`' })
      .describe('Id of a dataset that the server was configured with; never a path.'),
    datasets: datasetsSchema
      .optional()
      .register(fieldNotes, { absent: '`dataset` only', since: 6 })
      .describe(
        'A mixture of datasets, in place of `dataset`. Each global batch has samples of each by its weight, to the sample; an ' +
          'epoch of the budget is as many samples as all of them have together.',
      ),
    labels: z
      .enum(LABEL_JOININGS)
      .optional()
      .register(fieldNotes, { absent: 'the datasets must have the same classes' })
      .describe(
        'How the classes of `datasets` are joined: "by_name" makes classes of the same name one, "offset" keeps the classes ' +
          'of each dataset apart, those of the second after those of the first.',
      ),
    seed: z.int().min(0).default(0).describe('Seed of every random draw, 0..2^53 - 1.'),
    shuffle: shuffleSchema
      .optional()
      .register(fieldNotes, { absent: 'scope "global"' })
      .describe('The order in which an epoch draws its samples.'),
    base_size: baseSize
      .default(224)
      .register(fieldNotes, { single: true, listSince: 4 })
      .describe(
        'Size of the full image in pixels: its side, or height and width, all even. The bandwidths of stages count its ' +
          'shorter side, and every stage keeps the same share of both sides.',
      ),
    side_multiple: z
      .int()
      .min(1)
      .max(LIMITS.baseSizeMax)
      .default(1)
      .register(fieldNotes, { since: 2 })
      .describe(
        "Divides every side: a preset's sides are the multiples whose area is nearest the preset's, and the bandwidths " +
          'of own stages must be multiples. For a vision transformer, the side of its patches (docs/models.md). 1 rounds ' +
          "a preset's sides to even numbers.",
      ),
    schedule: scheduleSchema
      .default({ preset: 'efficienttrain++' })
      .describe('The curriculum: name of a preset, or stages in order.'),
    equivalent_epochs: z
      .number()
      .gt(0)
      .max(LIMITS.equivalentEpochs)
      .default(DEFAULT_EPOCHS)
      .describe('Whole budget in passes over the data at the base size. Not to be given together with `budget`.'),
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
      .describe('Number of ranks; divides the global batch of every stage. May change during a run.'),
    base_micro_batch: microBatch
      .optional()
      .register(fieldNotes, { absent: 'whole batches' })
      .describe(
        'Samples that fit on a device at the base size. Stages that do not set their own get the largest micro-batch ' +
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
        '"exact" gives Pillow\'s and timm\'s pixels to the bit. With "matched", the work follows the stage\'s side: faster, ' +
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
        'Which side takes the low frequencies. With "client", training images come as bytes of the base size, and the ' +
          "trainer's device crops them to `dtype`, as the adapters of the Python client do. This needs a spectral run of " +
          'exact fidelity in which the server neither erases nor mixes.',
      ),
    outputs: outputsSchema
      .default(['images'])
      .register(fieldNotes, { since: 2 })
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
    vertical_flip: share
      .default(0)
      .register(fieldNotes, { since: 4 })
      .describe('Probability of a vertical flip, after the horizontal one.'),
    augmentation_repeats: z
      .int()
      .min(1)
      .max(REPEATS_MAX)
      .default(1)
      .register(fieldNotes, { since: 4 })
      .describe(
        'Repeated augmentation: how often each sample comes in an epoch, each time with draws of its own. The repeats ' +
          'of a sample follow each other, on different ranks if there are enough; the budget counts each of them.',
      ),
    randaugment: z
      .union([z.literal('preset'), randaugmentSchema])
      .default('preset')
      .describe(
        'RandAugment of every stage: "preset" (what the schedule\'s preset says, nothing for custom stages), "none", or ' +
          'any string of timm\'s `auto_augment`, such as "rand-m9-mstd0.5-inc1", "original", "3a" or "augmix-m3-w3".',
      ),
    augment_interpolation: z
      .enum(AUGMENT_INTERPOLATIONS)
      .default('random')
      .describe('Filter of the geometric operations; "random" draws bilinear or bicubic for each.'),
    color_jitter: colorJitterSchema
      .default([0, 0, 0])
      .register(fieldNotes, { single: true })
      .describe(
        'Strength of colour jitter, or one for each of brightness, contrast and saturation, and perhaps of the hue: its ' +
          'greatest shift in turns, 0 to 0.5. It acts where timm lets it: without RandAugment, or together with the ' +
          'operations of a "3a" config.',
      ),
    grayscale: share
      .default(0)
      .register(fieldNotes, { since: 2 })
      .describe("Probability that an image is made grey (torchvision's RandomGrayscale), after colour jitter."),
    gaussian_blur: share
      .default(0)
      .register(fieldNotes, { since: 2 })
      .describe(
        "Probability that an image is blurred, after that: torchvision's GaussianBlur of 23 taps, with a standard " +
          'deviation of 0.1 to 2 pixels.',
      ),
    erasing: erasingSchema.optional().register(fieldNotes, { absent: 'none' }).describe('Random erasing.'),
    mixing: mixingSchema
      .optional()
      .register(fieldNotes, { absent: 'none' })
      .describe('Mixup, cutmix and label smoothing.'),
    mean: rgb(-1e-9, 1)
      .default([...IMAGENET_MEAN])
      .describe(
        "Mean of each channel in the trainer's normalisation, in units of 0..1: determines the colour with which " +
          'geometric operations fill, and the filling of random erasing.',
      ),
    std: rgb(0, 10)
      .default([...IMAGENET_STD])
      .describe("Standard deviation of each channel in the trainer's normalisation, in units of 0..1."),
    validation: validationSchema
      .optional()
      .register(fieldNotes, { absent: 'none' })
      .describe('Validation data. May change during a run.'),
    weight: z
      .number()
      .min(0.01)
      .max(100)
      .default(1)
      .describe(
        "How much of the server's workers each stream of the run gets, relative to streams of other runs with weight 1, " +
          'while they are busy; 0.01 to 100. May change during a run.',
      ),
    max_bad_samples: z
      .number()
      .min(0)
      .refine((value) => value < 1 || Number.isInteger(value), 'must be a whole number, or a share below 1')
      .default(100)
      .describe(
        'Bad samples that are replaced before the run ends: a count, or a share of the dataset if it lies between 0 and ' +
          '1. May change during a run.',
      ),
  })
  .describe('What a run is.');

/** A run spec with every default filled in. */
export type RunSpec = z.infer<typeof runSpecSchema>;
/** A run spec as a user may write it. */
export type RunSpecInput = z.input<typeof runSpecSchema>;

/** Fields that may change during a run because they do not shape its batches. */
export const OPERATIONAL_FIELDS: ReadonlySet<string> = new Set<keyof RunSpec>([
  'max_bad_samples',
  'validation',
  'weight',
  'world_size',
]);
