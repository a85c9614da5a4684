import type { Box } from './box.ts';
import { SUBSAMPLING } from './turbojpeg.ts';

/**
 * The part of a JPEG to decode so that the pixels inside `crop` are those of a full decode, bit for bit: the crop
 * rounded out to whole MCUs, and where chroma is subsampled one MCU more on each side, as its interpolation looks
 * across the MCU's edge.
 *
 * @param subsampling index in SUBSAMPLING; -1, which the library cannot crop, gives the whole image
 */
export function decodeRegionOf(crop: Box, width: number, height: number, subsampling: number): Box {
  const mcu = SUBSAMPLING[subsampling];
  if (mcu === undefined) return { x: 0, y: 0, width, height };
  const [x, right] = roundOut(crop.x, crop.x + crop.width, width, mcu.mcuWidth);
  const [y, bottom] = roundOut(crop.y, crop.y + crop.height, height, mcu.mcuHeight);
  return { x, y, width: right - x, height: bottom - y };
}

function roundOut(start: number, end: number, length: number, mcu: number): [number, number] {
  // An MCU of eight pixels is one block: nothing on this axis is subsampled.
  const margin = mcu > 8 ? mcu : 0;
  const first = Math.max(0, Math.floor(start / mcu) * mcu - margin);
  const last = Math.min(length, Math.ceil(end / mcu) * mcu + margin);
  return [first, last];
}
