import type { PixelEngine } from '../kernels/engine.ts';
import type { Operation } from './operation.ts';

/**
 * Shifts the hue through Pillow's bytes of hue, saturation and value, which loses something even where the factor is 0.
 * Source: torchvision, `adjust_hue` of Pillow images.
 *
 * @param factor turns of the colour circle, -0.5..0.5
 */
export function hue(engine: PixelEngine, factor: number): void {
  const { width, height } = engine.image;
  // As NumPy casts: towards zero, then modulo 256.
  const shift = Math.trunc(factor * 255) & 255;
  engine.transform((kernels, source, target) => kernels.shiftHue(source, target, width * height, shift));
}

export const HUE: Operation = {
  name: 'Hue',
  argument: { unit: 'turns', low: -0.5, high: 0.5, usual: [-0.5, 0.5] },
  execution: { pixels: hue },
  cost: { argument: 0.07 },
};
