import { type Decoder, type EncodedImage, type ImageHeader, scaledBox } from '../pixels/decode/index.ts';
import type { PixelEngine } from '../pixels/kernels/engine.ts';
import { applyOperations } from '../pixels/ops/apply.ts';
import { applyAugMix } from '../pixels/ops/augmix.ts';
import { erase, sampleValues } from '../pixels/ops/erase.ts';
import { SAMPLE_STEPS, type Step } from '../plan/program.ts';
import type { SampleRecipe } from '../plan/sampling/recipe.ts';
import { type Box, sidesOf } from '../types.ts';

/** The colour with which geometric operations fill, for the usual normalisation: the mean colour of ImageNet. */
export const FILL = [124, 116, 104] as const;

/** The tools with which one worker turns bytes into pixels. */
export interface Executor {
  engine: PixelEngine;
  decoder: Decoder;
}

/**
 * Turns an encoded image into the pixels of one sample. No randomness, no state, and no I/O except reading an
 * `EncodedImage`.
 *
 * @param image the whole file, or an image of which only what the recipe needs is read
 * @param plan gives the recipe for the size that the image's header states
 * @param steps those of a program's phase, with `decode` first; by default, all steps of a single sample
 * @returns pixels (HWC) of the recipe's bandwidth as bytes, a view into the engine's memory that the next sample overwrites; without the
 *   step `low-frequency` the image as it is before that
 * @throws BAD_IMAGE or IMAGE_TOO_LARGE
 */
export async function executeSample(
  executor: Executor,
  image: Uint8Array | EncodedImage,
  plan: (header: ImageHeader) => SampleRecipe,
  steps: readonly Step[] = SAMPLE_STEPS,
): Promise<Uint8Array> {
  const { engine, decoder } = executor;
  const header = await decoder.readHeader(image);
  const recipe = plan(header);
  const { bandwidth, dtype, erasing } = recipe;
  let pixels: Uint8Array | undefined;
  for (const step of steps) {
    if (step === 'decode') await decodeCrop(executor, image, header, recipe);
    else if (step === 'augment') augment(engine, recipe);
    else if (step === 'low-frequency') pixels = engine.lowFrequency(bandwidth, recipe.lowFrequency, dtype);
    else if (step === 'erase' && erasing !== undefined) {
      pixels ??= engine.pixels(dtype);
      erase(engine, sampleValues(pixels, dtype), sidesOf(bandwidth).width, erasing, erasing);
    }
  }
  return pixels ?? engine.pixels(dtype);
}

function augment(engine: PixelEngine, { augmix, operations, fill }: SampleRecipe): void {
  if (augmix !== undefined) applyAugMix(engine, augmix, fill);
  applyOperations(engine, operations, fill);
}

/** Sets the engine's current image to the crop, resized and flipped. */
export async function decodeCrop(
  { engine, decoder }: Executor,
  image: Uint8Array | EncodedImage,
  header: ImageHeader,
  recipe: SampleRecipe,
): Promise<void> {
  const { size, filter, flip } = recipe;
  const allocate = (width: number, height: number): Uint8Array => engine.region(width, height);
  const region = await decoder.decodeRegion(image, header, recipe.crop, allocate, recipe.scale);
  const crop = within(scaledBox(recipe.crop, region.scale), region);
  const window = recipe.window && within(divided(recipe.window, region.scale), region);
  engine.cropResize(region, crop, sidesOf(size), filter, flip, window);
  if (recipe.flipVertical) engine.flipVertical();
}

function divided({ x, y, width, height }: Box, scale: number): Box {
  return { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
}

/** The box, counted from the first pixel of the region. */
function within(box: Box, region: Box): Box {
  return { ...box, x: box.x - region.x, y: box.y - region.y };
}
