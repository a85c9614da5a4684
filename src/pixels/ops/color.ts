import type { PixelEngine } from '../kernels/engine.ts';
import { FACTOR } from './arguments.ts';
import { ENHANCE, ENHANCE_INCREASING } from './level-rules.ts';
import type { Operation } from './operation.ts';

/**
 * Colour: a blend of every pixel with its grey value. Source: Pillow, ImageEnhance.Color.
 *
 * @param factor 0 gives a grey image, 1 the image, more is more colourful
 */
export function color(engine: PixelEngine, factor: number): void {
  const { width, height } = engine.image;
  engine.transform((kernels, source, target) => kernels.blendWithGrey(source, target, width * height, factor));
}

export const COLOR: Operation = {
  name: 'Color',
  argument: FACTOR,
  levels: { Color: ENHANCE, ColorIncreasing: ENHANCE_INCREASING },
  execution: { pixels: color },
  cost: {},
};
