import type { PixelEngine } from '../kernels/engine.ts';
import { unsigned } from './level-rules.ts';
import type { Operation } from './operation.ts';

const PASSES = 3;
const ONE = 2 ** 24;
const round = Math.fround;

/** Radius of the box whose third convolution with itself has the variance of the Gaussian, in single precision. */
function boxRadius(radius: number): number {
  const sigma2 = round(round(round(radius) * round(radius)) / PASSES);
  const length = round(Math.sqrt(12 * sigma2 + 1));
  const whole = round(Math.floor(round(round(length - 1) / 2)));
  const odd = round(2 * whole + 1);
  const numerator = round(odd * round(round(whole * round(whole + 1)) - round(3 * sigma2)));
  const denominator = round(6 * round(sigma2 - round(round(whole + 1) * round(whole + 1))));
  return round(whole + round(numerator / denominator));
}

/**
 * A Gaussian blur as box blurs: three along the rows, then three along the columns, with bytes after each. Source:
 * Pillow, ImageFilter.GaussianBlur and libImaging/BoxBlur.c.
 *
 * @param radius standard deviation in pixels, more than 0
 */
export function gaussianBlur(engine: PixelEngine, radius: number): void {
  const { width, height } = engine.image;
  const box = boxRadius(radius);
  const whole = Math.trunc(box);
  const inner = Math.trunc(round(ONE / round(box * 2 + 1)));
  const outer = Math.floor((ONE - (whole * 2 + 1) * inner) / 2);
  for (let pass = 0; pass < PASSES; pass += 1) {
    engine.transform((kernels, source, target) => {
      kernels.boxBlurRows(source, target, width, height, whole, inner, outer);
    });
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    engine.transform((kernels, source, target, scratch) => {
      kernels.boxBlurColumns(source, target, width, height, scratch, whole, inner, outer);
    });
  }
}

export const GAUSSIAN_BLUR: Operation = {
  name: 'GaussianBlur',
  argument: { unit: 'radius in pixels', low: 1e-3, usual: [0.1, 4.1] },
  levels: {
    GaussianBlur: unsigned((share) => Math.min(2, Math.max(0.1, 0.1 + 1.9 * share))),
    GaussianBlurRand: { ...unsigned((share) => 2 * Math.min(1, Math.max(0, share))), drawnFrom: 0.1 },
  },
  execution: { pixels: gaussianBlur },
  cost: {},
};
