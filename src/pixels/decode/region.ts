import type { Box, DecodeScale } from '../../types.ts';
import type { McuSize } from './jpeg-structure.ts';

/**
 * The part of a JPEG to decode so that the pixels inside `crop` are those of a full decode, bit for bit: the crop
 * rounded out to whole MCUs, and, if chroma is subsampled, extended by one MCU on each side, because its interpolation
 * looks across the MCU's edge. At a smaller scale, all of these shrink accordingly.
 *
 * @param crop box inside the image, both in pixels of the scale
 * @param mcu returns the MCU size, or undefined if the image can only be decoded whole; called only if it matters
 */
export function decodeRegionOf(
  crop: Box,
  { width, height }: { width: number; height: number },
  mcu: () => McuSize | undefined,
  scale: DecodeScale = 1,
): Box {
  const whole = { x: 0, y: 0, width, height };
  if (crop.width === width && crop.height === height) return whole;
  const size = mcu();
  if (size === undefined) return whole;
  const [x, right] = roundOut(crop.x, crop.x + crop.width, width, size.width, scale);
  const [y, bottom] = roundOut(crop.y, crop.y + crop.height, height, size.height, scale);
  return { x, y, width: right - x, height: bottom - y };
}

function roundOut(start: number, end: number, length: number, mcu: number, scale: DecodeScale): [number, number] {
  const step = mcu / scale;
  // An MCU of eight pixels is one block: nothing on this axis is subsampled.
  const margin = mcu > 8 ? step : 0;
  const first = Math.max(0, Math.floor(start / step) * step - margin);
  const last = Math.min(length, Math.ceil(end / step) * step + margin);
  return [first, last];
}

/** Pixels of an image, or of a side, at 1/scale: the last one may be incomplete. */
export function scaledSize({ width, height }: Size, scale: DecodeScale): Size {
  return { width: Math.ceil(width / scale), height: Math.ceil(height / scale) };
}

/** The pixels at 1/scale that a box of the image touches. */
export function scaledBox({ x, y, width, height }: Box, scale: DecodeScale): Box {
  const [left, top] = [Math.floor(x / scale), Math.floor(y / scale)];
  const [right, bottom] = [Math.ceil((x + width) / scale), Math.ceil((y + height) / scale)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

type Size = Pick<Box, 'width' | 'height'>;

/** Throws a RangeError unless `crop` is a box of whole pixels inside the image. */
export function checkCrop(crop: Box, width: number, height: number): void {
  const { x, y, width: w, height: h } = crop;
  const whole = [x, y, w, h].every(Number.isSafeInteger);
  if (whole && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= width && y + h <= height) return;
  throw new RangeError(`the crop ${w} x ${h} at ${x}, ${y} does not lie inside ${width} x ${height} pixels`);
}
