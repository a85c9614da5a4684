import { type Decoder, type ImageHeader, scaledBox } from '../pixels/decode/index.ts';
import type { PixelEngine } from '../pixels/kernels/engine.ts';
import { applyOperations } from '../pixels/ops/apply.ts';
import { erase, sampleValues } from '../pixels/ops/erase.ts';
import type { SampleRecipe } from '../plan/sampling/recipe.ts';
import type { Box } from '../types.ts';

/** What geometric operations bring in from outside with the usual normalisation: the mean colour of ImageNet. */
export const FILL = [124, 116, 104] as const;

/** What one worker needs to turn bytes into pixels. */
export interface Executor {
  engine: PixelEngine;
  decoder: Decoder;
}

/**
 * Turns an encoded image into the pixels of one sample: decode the region, crop and resize, flip, augment,
 * low-frequency crop, erase. No randomness, no state, no I/O.
 *
 * @param plan gives the recipe for the size that the image's header states
 * @returns B x B x 3 pixels (HWC) as bytes, a view into the engine's memory that the next sample overwrites
 * @throws BAD_IMAGE or IMAGE_TOO_LARGE
 */
export async function executeSample(
  executor: Executor,
  bytes: Uint8Array,
  plan: (header: ImageHeader) => SampleRecipe,
): Promise<Uint8Array> {
  const { engine, decoder } = executor;
  const header = await decoder.readHeader(bytes);
  const recipe = plan(header);
  await decodeCrop(executor, bytes, header, recipe);
  applyOperations(engine, recipe.operations, recipe.fill);
  const pixels = engine.lowFrequency(recipe.bandwidth, recipe.lowFrequency, recipe.dtype);
  const { erasing } = recipe;
  if (erasing !== undefined) erase(engine, sampleValues(pixels, recipe.dtype), recipe.bandwidth, erasing, erasing);
  return pixels;
}

/** Makes the crop, resized and flipped, the engine's current image. */
export async function decodeCrop(
  { engine, decoder }: Executor,
  bytes: Uint8Array,
  header: ImageHeader,
  recipe: SampleRecipe,
): Promise<void> {
  const { size, filter, flip } = recipe;
  const allocate = (width: number, height: number): Uint8Array => engine.region(width, height);
  const region = await decoder.decodeRegion(bytes, header, recipe.crop, allocate, recipe.scale);
  const crop = within(scaledBox(recipe.crop, region.scale), region);
  const window = recipe.window && within(divided(recipe.window, region.scale), region);
  engine.cropResize(region, crop, { width: size, height: size }, filter, flip, window);
}

function divided({ x, y, width, height }: Box, scale: number): Box {
  return { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
}

/** The box, counted from the first pixel of the region. */
function within(box: Box, region: Box): Box {
  return { ...box, x: box.x - region.x, y: box.y - region.y };
}
