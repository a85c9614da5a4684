import type { EncodedImage, ImageHeader } from '../pixels/decode/index.ts';
import type { EvaluationRecipe } from './evaluation.ts';
import type { Executor } from './execute.ts';

/**
 * Turns an encoded image into the pixels of one evaluation sample. Only the part of the image that the result shows is
 * decoded and resized, with the same pixels as in a resize of the whole image.
 *
 * @param image the whole file, or an image of which only what the recipe needs is read
 * @param plan gives the recipe for the size that the image's header states
 * @returns pixels (HWC) of the plan's size as bytes, a view into the engine's memory that the next sample overwrites
 * @throws BAD_IMAGE or IMAGE_TOO_LARGE
 */
export async function executeEvaluation(
  { engine, decoder }: Executor,
  image: Uint8Array | EncodedImage,
  plan: (header: ImageHeader) => EvaluationRecipe,
): Promise<Uint8Array> {
  const header = await decoder.readHeader(image);
  const { resized, window, source, filter, dtype } = plan(header);
  const region = await decoder.decodeRegion(image, header, source, (width, height) => engine.region(width, height));
  engine.resizeWindow(region, header, resized, window, filter);
  return engine.pixels(dtype);
}
