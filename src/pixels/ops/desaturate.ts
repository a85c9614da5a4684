import type { PixelEngine } from '../kernels/engine.ts';
import { color } from './color.ts';
import { unsigned } from './level-rules.ts';
import type { Operation } from './operation.ts';

/**
 * Takes colour away. Source: timm's desaturate.
 *
 * @param strength 0 gives the image, 1 a grey one; clipped to that range
 */
export function desaturate(engine: PixelEngine, strength: number): void {
  color(engine, Math.max(0, Math.min(1, 1 - strength)));
}

export const DESATURATE: Operation = {
  name: 'Desaturate',
  argument: { unit: 'strength', usual: [0, 1] },
  levels: { Desaturate: unsigned((share) => Math.min(1, Math.max(0.5, 0.5 + 0.5 * share))) },
  execution: { pixels: desaturate },
  cost: {},
};
