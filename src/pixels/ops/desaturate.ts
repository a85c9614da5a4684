import type { PixelEngine } from '../kernels/engine.ts';
import { color } from './color.ts';

/**
 * Takes colour away. Source: timm's desaturate.
 *
 * @param strength 0 gives the image, 1 a grey one; clipped to that range
 */
export function desaturate(engine: PixelEngine, strength: number): void {
  color(engine, Math.max(0, Math.min(1, 1 - strength)));
}
