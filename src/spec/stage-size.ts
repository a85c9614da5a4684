/**
 * The size at which a stage trains. A stage is named by its bandwidth B, the shorter side of its images; with a
 * rectangular base size, the longer side follows, so that the stage keeps the same share of both axes.
 */
import { areaOf, type ImageSize, imageSize, shorterSide, sidesOf } from '../types.ts';
import { PRESET_BASE_SIZE } from './presets.ts';

export interface StageSize {
  /** B, the shorter side in pixels. */
  bandwidth: number;
  /** [height, width] in pixels of images that are not square; left out for squares. */
  size?: readonly [height: number, width: number] | undefined;
}

/** The size of a stage's images. */
export function sizeOf({ bandwidth, size }: StageSize): ImageSize {
  return size ?? bandwidth;
}

/** Scales a side that is written for another base size, to the nearest even number. */
export function scaleBandwidth(bandwidth: number, baseSize: number, writtenFor: number = PRESET_BASE_SIZE): number {
  return Math.max(2, 2 * Math.round((bandwidth * baseSize) / writtenFor / 2));
}

/**
 * The size of a stage whose shorter side is given. The longer side is the even multiple of `multiple` that is nearest to
 * the same share of the base size's longer side, so that the area is as near as that multiple allows.
 */
export function ownSize(bandwidth: number, baseSize: ImageSize, multiple: number): StageSize {
  if (typeof baseSize === 'number') return { bandwidth };
  const [height, width] = baseSize;
  const step = evenMultiple(multiple);
  const exact = (bandwidth * Math.max(height, width)) / Math.min(height, width);
  const longer = Math.max(step, step * Math.round(exact / step));
  return stageSize(height < width ? [bandwidth, longer] : [longer, bandwidth]);
}

/**
 * The size of a preset's stage, whose side is written for a base size of 224. Cost goes by area, so of the sizes around
 * the exact one the size is taken whose area is nearest.
 *
 * @param multiple divides every side and the base size; 1 rounds the side of a square to the nearest even number
 */
export function presetSize(bandwidth: number, baseSize: ImageSize, multiple: number): StageSize {
  if (typeof baseSize !== 'number') return presetRectangle(bandwidth, baseSize, multiple);
  if (multiple === 1) return { bandwidth: scaleBandwidth(bandwidth, baseSize) };
  const exact = (bandwidth * baseSize) / PRESET_BASE_SIZE;
  const [below, above] = multiplesAround(exact, evenMultiple(multiple));
  return { bandwidth: below > 0 && exact ** 2 - below ** 2 <= above ** 2 - exact ** 2 ? below : above };
}

/**
 * Each side is one of the two multiples around its exact length. Both sides are shorter than those of the base size, or
 * both are equal to them: the low-frequency crop shortens both axes. No size is taken that lies across the base size.
 */
function presetRectangle(bandwidth: number, baseSize: readonly [number, number], multiple: number): StageSize {
  const share = bandwidth / PRESET_BASE_SIZE;
  const [height, width] = baseSize;
  const around = (side: number): number[] =>
    multiplesAround(side * share, evenMultiple(multiple)).filter((length) => length > 0 && length <= side);
  const candidates = around(height)
    .flatMap((h) => around(width).map((w): [number, number] => [h, w]))
    .filter(([h, w]) => h < height === w < width && (h - w) * (height - width) >= 0);
  const missing = ([h, w]: [number, number]): number => Math.abs(h * w - areaOf(baseSize) * share ** 2);
  const nearest = candidates.reduce<[number, number] | undefined>(
    (best, size) => (best !== undefined && missing(best) <= missing(size) ? best : size),
    undefined,
  );
  // A base size of a single multiple has no smaller one on that axis.
  return stageSize(nearest ?? [height, width]);
}

function stageSize(sides: readonly [height: number, width: number]): StageSize {
  const [height, width] = sides;
  const size = imageSize(sidesOf(sides));
  return { bandwidth: shorterSide(size), ...(typeof size === 'number' ? {} : { size: [height, width] }) };
}

/** The least even multiple of a number: every side is even. */
function evenMultiple(multiple: number): number {
  return multiple % 2 === 0 ? multiple : 2 * multiple;
}

/** The greatest multiple of a step that is at most `exact`, and the next one. */
function multiplesAround(exact: number, step: number): [below: number, above: number] {
  const below = step * Math.floor(exact / step);
  return [below, below + step];
}
