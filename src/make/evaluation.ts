import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { tapBounds } from '../pixels/kernels/filters.ts';
import { roundHalfEven } from '../plan/sampling/round-half-even.ts';
import { type Box, type Dtype, type Filter, type ImageSize, type Size, sidesOf } from '../types.ts';

/** The evaluation transform of timm: resize and keep the ratio, cut the centre out. */
export interface EvaluationConfig {
  /** Size of the result, each side 1 to `LIMITS.baseSizeMax`. */
  size: ImageSize;
  /** Share of the resized image's short side that the result covers: timm's crop_pct, `LIMITS.cropPctMin` to 1. */
  cropPct: number;
  filter: Filter;
  dtype: Dtype;
}

/** What is done to an image of a given size: plain data. */
export interface EvaluationRecipe {
  /** Size of the whole image after resizing. */
  resized: Size;
  /** The part of it that is the result. */
  window: Box;
  /** The part of the image that the result reads. */
  source: Box;
  filter: Filter;
  dtype: Dtype;
}

/**
 * Plans the evaluation of an image as timm's transforms_imagenet_eval and torchvision's Resize and CenterCrop do: the
 * short side becomes floor(size / cropPct), the long side keeps the ratio and is truncated, and the centre is rounded
 * half to even. Of a rectangular result, the axis of the image that is the scarcer one becomes floor(side / cropPct), and
 * both are rounded half to even (timm's ResizeKeepRatio).
 *
 * @param width image width in pixels, from its header
 * @param height image height in pixels
 * @throws INVALID_FIELD if size or cropPct is out of range. Above 1 torchvision would pad with black
 */
export function planEvaluation(width: number, height: number, config: EvaluationConfig): EvaluationRecipe {
  checkConfig(config);
  const { size, cropPct, filter, dtype } = config;
  const resized = resizedSize(width, height, size, cropPct);
  const shown = sidesOf(size);
  const start = (axis: 'width' | 'height'): number => roundHalfEven((resized[axis] - shown[axis]) / 2);
  const window = { x: start('width'), y: start('height'), ...shown };
  const columns = { input: width, output: resized.width, first: window.x, count: shown.width };
  const rows = { input: height, output: resized.height, first: window.y, count: shown.height };
  const [left, right] = tapBounds(columns, filter);
  const [top, bottom] = tapBounds(rows, filter);
  const source = { x: left, y: top, width: right - left, height: bottom - top };
  return { resized, window, source, filter, dtype };
}

/** Size of the whole image after resizing. */
function resizedSize(width: number, height: number, size: ImageSize, cropPct: number): Size {
  if (typeof size === 'number') {
    const short = Math.floor(size / cropPct);
    const [least, greatest] = [Math.min(width, height), Math.max(width, height)];
    // An image that already has the size is not resized. The product is exact, as in Python: it is far below 2^53.
    const long = Math.trunc((short * greatest) / least);
    return width <= height ? { width: short, height: long } : { width: long, height: short };
  }
  const target = { width: Math.floor(size[1] / cropPct), height: Math.floor(size[0] / cropPct) };
  const ratio = Math.min(height / target.height, width / target.width);
  return { width: roundHalfEven(width / ratio), height: roundHalfEven(height / ratio) };
}

/** The part of a stored image that an evaluation shows, in its pixels; its sides may lie between pixels. */
export function shownBox({ resized, window }: EvaluationRecipe, width: number, height: number): Box {
  const [across, down] = [width / resized.width, height / resized.height];
  return { x: window.x * across, y: window.y * down, width: window.width * across, height: window.height * down };
}

function checkConfig({ size, cropPct }: EvaluationConfig): void {
  const sides = typeof size === 'number' ? [size] : size;
  const wrong = sides.find((side) => !(Number.isInteger(side) && side >= 1 && side <= LIMITS.baseSizeMax));
  if (wrong !== undefined) throw invalid('size', wrong, `1..${LIMITS.baseSizeMax}, whole`);
  // The comparison is false for NaN.
  if (!(cropPct >= LIMITS.cropPctMin && cropPct <= 1)) throw invalid('crop_pct', cropPct, `${LIMITS.cropPctMin}..1`);
}

function invalid(field: string, value: number, bound: string): CrescendoError {
  const metadata = { field, value: String(value), bound };
  return new CrescendoError('INVALID_FIELD', `${field} of an evaluation must be ${bound}, not ${value}`, metadata);
}
