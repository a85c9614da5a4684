import type { Box } from './box.ts';
import type { McuSize } from './jpeg-structure.ts';

/**
 * The part of a JPEG to decode so that the pixels inside `crop` are those of a full decode, bit for bit: the crop
 * rounded out to whole MCUs, and where chroma is subsampled one MCU more on each side, as its interpolation looks
 * across the MCU's edge.
 *
 * @param crop box inside the image
 * @param mcu gives the MCU size, or undefined if the image can only be decoded whole; asked only if it matters
 */
export function decodeRegionOf(
  crop: Box,
  { width, height }: { width: number; height: number },
  mcu: () => McuSize | undefined,
): Box {
  const whole = { x: 0, y: 0, width, height };
  if (crop.width === width && crop.height === height) return whole;
  const size = mcu();
  if (size === undefined) return whole;
  const [x, right] = roundOut(crop.x, crop.x + crop.width, width, size.width);
  const [y, bottom] = roundOut(crop.y, crop.y + crop.height, height, size.height);
  return { x, y, width: right - x, height: bottom - y };
}

function roundOut(start: number, end: number, length: number, mcu: number): [number, number] {
  // An MCU of eight pixels is one block: nothing on this axis is subsampled.
  const margin = mcu > 8 ? mcu : 0;
  const first = Math.max(0, Math.floor(start / mcu) * mcu - margin);
  const last = Math.min(length, Math.ceil(end / mcu) * mcu + margin);
  return [first, last];
}

/** Throws a RangeError unless `crop` is a box of whole pixels inside the image. */
export function checkCrop(crop: Box, width: number, height: number): void {
  const { x, y, width: w, height: h } = crop;
  const whole = [x, y, w, h].every(Number.isSafeInteger);
  if (whole && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= width && y + h <= height) return;
  throw new RangeError(`the crop ${w} x ${h} at ${x}, ${y} does not lie inside ${width} x ${height} pixels`);
}
