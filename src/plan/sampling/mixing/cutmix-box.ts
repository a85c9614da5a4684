import type { Box } from '../../../types.ts';
import { drawBelow, type RandomSource } from '../random-stream.ts';

/**
 * The box that an image takes from its partner, by timm's rule (timm/data/mixup.py, rand_bbox): sides of sqrt(1 - lambda)
 * of the image's, rounded down, around a uniform centre, cut at the borders.
 *
 * @param ratio sqrt(1 - lambda), in the caller's precision
 */
export function drawCutmixBox(ratio: number, width: number, height: number, random: RandomSource): Box {
  const boxHeight = Math.trunc(height * ratio);
  const boxWidth = Math.trunc(width * ratio);
  const cy = drawBelow(random, height);
  const cx = drawBelow(random, width);
  return between(
    [clip(cx - half(boxWidth), width), clip(cx + half(boxWidth), width)],
    [clip(cy - half(boxHeight), height), clip(cy + half(boxHeight), height)],
  );
}

/** The same with sides that are uniform between two shares of the image's, wholly inside it (rand_bbox_minmax). */
export function drawMinmaxBox(
  [least, greatest]: readonly [number, number],
  width: number,
  height: number,
  random: RandomSource,
): Box {
  const side = (length: number): number => {
    const [from, to] = [Math.trunc(length * least), Math.trunc(length * greatest)];
    // numpy refuses an empty range, which occurs if both shares round to the same number of pixels.
    return from + drawBelow(random, Math.max(1, to - from));
  };
  const boxHeight = side(height);
  const boxWidth = side(width);
  const y = drawBelow(random, Math.max(1, height - boxHeight));
  const x = drawBelow(random, Math.max(1, width - boxWidth));
  return { x, y, width: boxWidth, height: boxHeight };
}

const half = (length: number): number => Math.floor(length / 2);

const clip = (value: number, limit: number): number => Math.max(0, Math.min(limit, value));

function between([x0, x1]: [number, number], [y0, y1]: [number, number]): Box {
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}
