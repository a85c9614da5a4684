/** Heights and widths: how messages and specs write them, and the sizes that follow from a side. */
import type { crescendo } from '@crescendo/proto';

/** Height and width of images in pixels. */
export type ImagePair = readonly [height: number, width: number];

/** Height and width of a size, which may be the side of a square. */
export function pairOf(size: number | ImagePair): ImagePair {
  return typeof size === 'number' ? [size, size] : size;
}

/** Height and width of a stage's images; squares travel as their bandwidth only. */
export function sizeOf({
  size,
  bandwidth,
}: Pick<crescendo.v1.IStage | crescendo.v1.IBatchHeader, 'size' | 'bandwidth'>): ImagePair {
  const [height, width] = size ?? [];
  return height === undefined || width === undefined ? pairOf(bandwidth ?? 0) : [height, width];
}

/**
 * The size of images whose shorter side is given: the server's rule for stages and validation images. The longer side is
 * the even multiple of `multiple` that is nearest to the same share of the base size's longer side.
 */
export function ownSize(side: number, baseSize: number | ImagePair, multiple: number): ImagePair {
  const [height, width] = pairOf(baseSize);
  if (height === width) return [side, side];
  const step = multiple % 2 === 0 ? multiple : 2 * multiple;
  const exact = (side * Math.max(height, width)) / Math.min(height, width);
  const longer = Math.max(step, step * Math.round(exact / step));
  return height < width ? [side, longer] : [longer, side];
}
