/** The fields of a run spec for jitter, erasing and mixing. See fields.ts. */

import { z } from 'zod';
import { ERASING_MODES, MIXING_MODES, MIXING_PLACES } from './augmentation.ts';
import { fieldNotes } from './field-notes.ts';
import { alpha, ordered, share } from './field-types.ts';

const strength = z.number().min(0).max(10);

/**
 * Strength of brightness, contrast and saturation, for which a single number may stand, and perhaps of the hue. A hue of
 * 0 is left out: equal jitter is an equal spec.
 */
export const colorJitterSchema = z
  .union([
    strength,
    z
      .array(strength)
      .min(3)
      .max(4)
      .refine(([, , , hue = 0]) => hue <= 0.5, 'the fourth, of the hue, must be <=0.5'),
  ])
  .transform((value): [number, number, number] | [number, number, number, number] => {
    if (typeof value === 'number') return [value, value, value];
    const [brightness, contrast, saturation, hue] = value as [number, number, number, number?];
    return hue ? [brightness, contrast, saturation, hue] : [brightness, contrast, saturation];
  });

export const erasingSchema = z
  .strictObject({
    probability: share.default(0.25).describe('Probability that an image is erased.'),
    mode: z
      .enum(ERASING_MODES)
      .default('pixel')
      .describe(
        'Filling of the boxes: "const" is 0, "rand" one draw of N(0, 1) for each channel of a box, "pixel" a ' +
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
    "Random erasing by timm's rule, after the low-frequency crop. Fillings are defined in normalised space, " +
      'as training sees them. Byte images get the nearest byte: the mean colour is then up to half a byte from 0, and draws ' +
      'outside 0..255 are clamped.',
  );

export const mixingSchema = z
  .strictObject({
    where: z
      .enum(MIXING_PLACES)
      .default('server')
      .describe(
        'Which side mixes the pixels. "server": batches come mixed, bytes rounded to the nearest as in timm\'s ' +
          'FastCollateMixup, and erasing comes after mixing. "client": the lambdas and boxes come with the batch for the ' +
          "client to mix, as in timm's Mixup, after erasing.",
      ),
    mode: z
      .enum(MIXING_MODES)
      .default('batch')
      .describe('Which images share one draw: all of a "batch", a "pair" of partners, or none ("elem").'),
    mixup_alpha: alpha.default(0.8).describe("Alpha of mixup's Beta distribution, 0 for no mixup."),
    cutmix_alpha: alpha.default(1).describe("Alpha of cutmix's Beta distribution, 0 for no cutmix."),
    cutmix_minmax: ordered(0, 1)
      .refine(([a, b]) => a < b, 'must be two different shares')
      .optional()
      .register(fieldNotes, { absent: 'derived from lambda' })
      .describe('Least and greatest share of a side that a cutmix box takes.'),
    probability: share.default(1).describe('Probability of mixing.'),
    switch_probability: share.default(0.5).describe('Probability of cutmix if both are on.'),
    correct_lambda: z.boolean().default(true).describe('Corrects lambda to the box that was taken.'),
    label_smoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0.1)
      .describe('Share of the soft targets that is spread over all classes.'),
    until: z
      .number()
      .gt(0)
      .lte(1)
      .default(1)
      .register(fieldNotes, { since: 4 })
      .describe(
        "Share of the budget from which on nothing is mixed any more, as after timm's `--mixup-off-epoch`. Soft targets " +
          'stay smoothed.',
      ),
  })
  .describe(
    "Mixup, cutmix and label smoothing by timm's rules. Images are mixed within a rank's batch, image i with image " +
      'n - 1 - i; the number of images must be even.',
  );
