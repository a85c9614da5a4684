import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

const f32 = Math.fround;

/**
 * torchvision's Gaussian blur with 23 taps: rows, then columns, each sum in single precision from the centre out.
 *
 * @param sigma standard deviation in pixels
 */
export function gaussianBlur23({ width, height, data }: RgbImage, sigma: number): RgbImage {
  const weights = kernel(sigma);
  const along = (values: ArrayLike<number>, length: number, stride: number): number[] =>
    Array.from(values, (own, place) => {
      const position = Math.floor(place / stride) % length;
      const at = (k: number): number => values[place + (mirror(position + k, length) - position) * stride]!;
      return weights
        .slice(1)
        .reduce((sum, weight, k) => f32(sum + f32(f32(at(-k - 1) + at(k + 1)) * weight)), f32(own * weights[0]!));
    });
  const rows = along(data, width, 3);
  return { width, height, data: Uint8Array.from(along(rows, height, 3 * width), halfToEven) };
}

function kernel(sigma: number): number[] {
  const density: number[] = [];
  for (let x = 0; x <= 11; x += 1) density.push(f32(Math.exp(-0.5 * f32(f32(x / f32(sigma)) ** 2))));
  let sum = 0;
  for (const value of density) sum += value;
  const total = f32(2 * sum - density[0]!);
  return density.map((value) => f32(value / total)).filter((weight) => weight > 1e-10);
}

/** The index of a line that is mirrored about its first and last pixel. */
function mirror(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const inside = ((index % period) + period) % period;
  return inside < length ? inside : period - inside;
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

export const ORACLES: Record<string, Oracle> = { GaussianBlur23: gaussianBlur23 };
