import type { PixelEngine } from '../kernels/engine.ts';
import type { SampleRecipe } from '../sampling/recipe.ts';
import { applyOperations } from './augment/apply.ts';
import type { Decoder, ImageHeader } from './decode/index.ts';
import { erase, sampleValues } from './erase.ts';

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
  const { crop, size } = recipe;
  const region = await decoder.decodeRegion(bytes, header, crop, (width, height) => engine.region(width, height));
  engine.cropResize(
    region,
    { x: crop.x - region.x, y: crop.y - region.y, width: crop.width, height: crop.height },
    { width: size, height: size },
    recipe.filter,
    recipe.flip,
  );
  applyOperations(engine, recipe.operations, recipe.fill);
  const pixels = engine.lowFrequency(recipe.bandwidth, recipe.lowFrequency, recipe.dtype);
  const { erasing } = recipe;
  if (erasing !== undefined) erase(engine, sampleValues(pixels, recipe.dtype), recipe.bandwidth, erasing, erasing);
  return pixels;
}
