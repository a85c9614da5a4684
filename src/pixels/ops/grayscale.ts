import type { PixelEngine } from '../kernels/engine.ts';
import { color } from './color.ts';
import type { Operation } from './operation.ts';

/**
 * The grey value (L) of every pixel on all three channels. Source: torchvision, `to_grayscale` of Pillow images with
 * three output channels, over Pillow's convert('L'). That is what Pillow's Color gives with the factor 0, to the bit.
 */
export function grayscale(engine: PixelEngine): void {
  color(engine, 0);
}

export const GRAYSCALE: Operation = { name: 'Grayscale', execution: { pixels: grayscale }, cost: {} };
