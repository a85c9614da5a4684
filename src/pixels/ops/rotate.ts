import { CHANNELS } from '../../types.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import { type AffineOptions, affine } from './affine.ts';
import { signed } from './level-rules.ts';
import type { Operation } from './operation.ts';

/**
 * Rotates about the middle, keeping the size. Source: Pillow, Image.rotate.
 *
 * @param degrees positive values turn counter-clockwise
 */
export function rotate(engine: PixelEngine, degrees: number, options: AffineOptions): void {
  const { width, height } = engine.image;
  const remainder = degrees % 360;
  const turn = remainder < 0 ? remainder + 360 : remainder;
  if (turn === 0) return;
  if (turn === 180 || ((turn === 90 || turn === 270) && width === height)) {
    quarterTurns(engine, turn / 90);
    return;
  }
  const radians = -(turn * (Math.PI / 180));
  const cos = toFifteenDecimals(Math.cos(radians));
  const sin = toFifteenDecimals(Math.sin(radians));
  const negativeSin = toFifteenDecimals(-Math.sin(radians));
  const [cx, cy] = [width / 2, height / 2];
  const a2 = cos * -cx + sin * -cy + cx;
  const a5 = negativeSin * -cx + cos * -cy + cy;
  affine(engine, [cos, sin, a2, negativeSin, cos, a5], options);
}

/** As Python's round(value, 15). */
function toFifteenDecimals(value: number): number {
  return Number(value.toFixed(15));
}

/** Exact turns, which Pillow makes by moving pixels; quarter turns of square images only. */
function quarterTurns(engine: PixelEngine, turns: number): void {
  const { width, height, data } = engine.image;
  const output = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from =
        turns === 2
          ? (height - 1 - y) * width + (width - 1 - x)
          : turns === 1
            ? x * width + (width - 1 - y)
            : (height - 1 - x) * width + y;
      output.set(data.subarray(from * CHANNELS, (from + 1) * CHANNELS), (y * width + x) * CHANNELS);
    }
  }
  engine.loadImage(output, width, height);
}

export const ROTATE: Operation = {
  name: 'Rotate',
  argument: { unit: 'degrees counter-clockwise', usual: [-200, 200] },
  levels: { Rotate: signed((share) => share * 30) },
  execution: { moves: rotate },
  cost: {},
};
