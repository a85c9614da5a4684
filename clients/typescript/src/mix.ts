import type { Batch } from './batch.ts';
import { invalidOption } from './errors.ts';
import type { BatchMixing } from './mixing.ts';
import { checkPixels } from './pixels.ts';

/** Adding and subtracting it rounds a number of 0..2^32 to the nearest integer, and halves to even ones. */
const ROUNDING = 2 ** 52;

/** Options of `mix`. */
export interface MixOptions {
  /** Order of the values: `NHWC` (the default) as in a batch, or `NCHW` as `normalize` gives it by default. */
  layout?: 'NHWC' | 'NCHW';
}

/** Where one image takes what from. */
interface Pair {
  /** First values of the image and of its partner, and the number of values. */
  at: number;
  other: number;
  length: number;
}

/**
 * Mixes the images of a batch as the server would have, for runs that leave it to the client (`where: 'client'`). The values
 * are those of timm's `Mixup` on float32 images and of its `FastCollateMixup` on bytes, to the bit. `softTargets` mixes
 * the labels.
 *
 * @param batch images, the shape of the batch, [samples, height, width, channels], and how they are mixed
 * @returns new memory of the same type; the images as they are if they are mixed already (`mixing.applied`), or not at
 * all
 * @throws CrescendoError `INVALID_ARGUMENT`, reason `INVALID_FIELD`, for an option or a mixing that does not fit
 */
export function mix<Pixels extends Uint8Array | Float32Array>(
  batch: { images: Pixels } & Pick<Batch, 'shape' | 'mixing'>,
  { layout = 'NHWC' }: MixOptions = {},
): Pixels {
  const { images, shape, mixing } = batch;
  checkPixels(batch);
  if (layout !== 'NCHW' && layout !== 'NHWC') throw invalidOption('layout', layout, "'NHWC' or 'NCHW'");
  if (
    mixing === undefined ||
    mixing.applied ||
    mixing.lambdas.every((lambda, k) => lambda === 1 && !boxOf(mixing, k))
  ) {
    return images;
  }
  const [samples] = shape;
  const { partners, lambdas } = mixing;
  if (partners.length !== samples || lambdas.length !== samples || partners.some((partner) => partner >= samples)) {
    throw invalidOption('mixing', `for ${partners.length} images`, `for the batch's ${samples} images`);
  }
  const length = images.length / samples;
  const result = images.slice() as Pixels;
  for (let k = 0; k < samples; k += 1) {
    const pair = { at: k * length, other: partners[k]! * length, length };
    const box = boxOf(mixing, k);
    if (box !== undefined) takeBox(images, result, pair, planesOf(shape, layout), box);
    else if (lambdas[k] !== 1 && images instanceof Uint8Array) blendBytes(images, result, pair, lambdas[k]!);
    else if (lambdas[k] !== 1) blend(images, result, pair, lambdas[k]!);
  }
  return result;
}

type Box = [x: number, y: number, width: number, height: number];

/** The box that an image takes from its partner, if it takes one. */
function boxOf({ boxes }: BatchMixing, image: number): Box | undefined {
  const [x = 0, y = 0, width = 0, height = 0] = boxes?.subarray(4 * image, 4 * image + 4) ?? [];
  return width > 0 && height > 0 ? [x, y, width, height] : undefined;
}

/** An image as planes of rows; a row has `step` values for each column. */
interface Planes {
  count: number;
  height: number;
  width: number;
  step: number;
}

function planesOf([, height, width, channels]: Batch['shape'], layout: 'NHWC' | 'NCHW'): Planes {
  return layout === 'NHWC' ? { count: 1, height, width, step: channels } : { count: channels, height, width, step: 1 };
}

function takeBox(
  images: Uint8Array | Float32Array,
  result: Uint8Array | Float32Array,
  { at, other }: Pair,
  { count, height, width, step }: Planes,
  [x, y, boxWidth, boxHeight]: Box,
): void {
  const columns = Math.min(boxWidth, width - x) * step;
  for (let plane = 0; plane < count; plane += 1) {
    for (let row = y; row < Math.min(y + boxHeight, height); row += 1) {
      const place = ((plane * height + row) * width + x) * step;
      result.set(images.subarray(other + place, other + place + columns), at + place);
    }
  }
}

/** Each product and each sum is rounded to float32, as torch does. */
function blend(
  images: Uint8Array | Float32Array,
  result: Uint8Array | Float32Array,
  { at, other, length }: Pair,
  lambda: number,
): void {
  const [own, rest] = [Math.fround(lambda), Math.fround(1 - lambda)];
  for (let k = 0; k < length; k += 1) {
    result[at + k] = Math.fround(Math.fround(images[at + k]! * own) + Math.fround(images[other + k]! * rest));
  }
}

/** The same, rounded to bytes. */
function blendBytes(
  images: Uint8Array,
  result: Uint8Array | Float32Array,
  { at, other, length }: Pair,
  lambda: number,
): void {
  const products = (weight: number): Float32Array => Float32Array.from({ length: 256 }, (_, byte) => byte * weight);
  const [own, rest] = [products(Math.fround(lambda)), products(Math.fround(1 - lambda))];
  for (let k = 0; k < length; k += 1) {
    result[at + k] = Math.fround(own[images[at + k]!]! + rest[images[other + k]!]!) + ROUNDING - ROUNDING;
  }
}
