import type { PixelEngine } from '../kernels/engine.ts';
import type { Operation } from './operation.ts';

/** Taps on either side of the centre: timm's kernel has 23 in all. */
const RADIUS = 11;
/** Weights below this cannot move a byte's value by 1e-7. */
const NEGLIGIBLE = 1e-10;
const round = Math.fround;

/** The weights from the centre out, in the single precision of torchvision's `_get_gaussian_kernel1d`. */
function kernel(sigma: number): Float32Array {
  const density = Array.from({ length: RADIUS + 1 }, (_, x) => {
    const distance = round(x / round(sigma));
    return round(Math.exp(-0.5 * round(distance * distance)));
  });
  const sum = round(2 * density.reduce((total, value) => total + value, 0) - density[0]!);
  const weights = density.map((value) => round(value / sum));
  return Float32Array.from(weights.filter((weight) => weight > NEGLIGIBLE));
}

/**
 * A Gaussian blur by a kernel of 23 taps. Source: torchvision, `gaussian_blur` of Pillow images, which convolves a tensor
 * of floats and rounds halves to even. Nobody promises in which order torch adds the 529 products, so a value that lies
 * on the border of two bytes may end at the other one. torch refuses sides below 12 pixels; here they are mirrored again.
 *
 * @param sigma standard deviation in pixels
 */
export function gaussianBlur23(engine: PixelEngine, sigma: number): void {
  engine.convolve(kernel(sigma));
}

export const GAUSSIAN_BLUR_23: Operation = {
  name: 'GaussianBlur23',
  argument: { unit: 'standard deviation in pixels', low: 1e-3, usual: [0.1, 2] },
  execution: { pixels: gaussianBlur23 },
  cost: { argument: 1.7 },
};
