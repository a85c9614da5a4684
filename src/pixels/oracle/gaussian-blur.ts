import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

const PASSES = 3;
/** Fractional bits of the weights. */
const WEIGHT_BITS = 24;

const f32 = Math.fround;

/**
 * Pillow's approximate Gaussian blur: three box blurs of a fractional radius along the rows, then three along the
 * columns, rounded to bytes after each. Source: Pillow, ImageFilter.GaussianBlur and libImaging/BoxBlur.c.
 *
 * @param radius standard deviation in pixels, 0 or more
 */
export function gaussianBlur(image: RgbImage, radius: number): RgbImage {
  const { width, height } = image;
  const boxRadius = gaussianBoxRadius(radius);
  let data = image.data.slice();
  for (let pass = 0; pass < PASSES; pass += 1) data = boxBlur(data, width, 3, boxRadius);
  for (let pass = 0; pass < PASSES; pass += 1) data = boxBlur(data, height, width * 3, boxRadius);
  return { width, height, data };
}

/** The radius of the boxes whose convolution has the variance of the Gaussian, in single precision. */
export function gaussianBoxRadius(radius: number): number {
  const variance = f32(f32(f32(radius) * f32(radius)) / PASSES);
  const length = f32(Math.sqrt(12 * variance + 1));
  const whole = f32(Math.floor((length - 1) / 2));
  const numerator = f32(f32(2 * whole + 1) * f32(f32(whole * f32(whole + 1)) - f32(3 * variance)));
  const denominator = f32(6 * f32(variance - f32(f32(whole + 1) * f32(whole + 1))));
  return f32(whole + f32(numerator / denominator));
}

/** Weights with 24 fractional bits of a box of a fractional radius. */
export interface BoxWeights {
  /** Whole pixels on each side of the centre. */
  radius: number;
  /** Weight of each of the 2 * radius + 1 inner pixels. */
  inner: number;
  /** Weight of each of the two pixels beyond them. */
  edge: number;
}

export function boxWeights(boxRadius: number): BoxWeights {
  const radius = Math.trunc(boxRadius);
  const inner = Math.trunc(f32(2 ** WEIGHT_BITS / f32(f32(boxRadius * 2) + 1)));
  return { radius, inner, edge: Math.floor((2 ** WEIGHT_BITS - (2 * radius + 1) * inner) / 2) };
}

/**
 * One box blur along one axis.
 *
 * @param length pixels along the axis
 * @param stride bytes from one pixel of the axis to the next
 */
function boxBlur(data: Uint8Array, length: number, stride: number, boxRadius: number): Uint8Array<ArrayBuffer> {
  const { radius, inner, edge } = boxWeights(boxRadius);
  return Uint8Array.from(data, (_, place) => {
    const position = Math.floor(place / stride) % length;
    const tap = (k: number): number => {
      const clamped = Math.max(0, Math.min(length - 1, position + k));
      return data[place + (clamped - position) * stride]!;
    };
    let sum = 0;
    for (let k = -radius; k <= radius; k += 1) sum += tap(k);
    const edges = tap(-radius - 1) + tap(radius + 1);
    return (sum * inner + edges * edge + 2 ** (WEIGHT_BITS - 1)) >>> WEIGHT_BITS;
  });
}

export const ORACLES: Record<string, Oracle> = { GaussianBlur: gaussianBlur };
