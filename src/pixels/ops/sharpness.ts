import type { PixelEngine } from '../kernels/engine.ts';
import { FACTOR } from './arguments.ts';
import { ENHANCE, ENHANCE_INCREASING } from './level-rules.ts';
import type { Operation } from './operation.ts';

/**
 * Sharpness: a blend with the image smoothed over 3 x 3 pixels. Source: Pillow, ImageEnhance.Sharpness.
 *
 * @param factor 0 gives the smoothed image, 1 the image, more is sharper
 */
export function sharpness(engine: PixelEngine, factor: number): void {
  const { width, height } = engine.image;
  engine.transform((kernels, source, target) => kernels.blendWithSmooth(source, target, width, height, factor));
}

export const SHARPNESS: Operation = {
  name: 'Sharpness',
  argument: FACTOR,
  levels: { Sharpness: ENHANCE, SharpnessIncreasing: ENHANCE_INCREASING },
  execution: { pixels: sharpness },
  cost: {},
};
