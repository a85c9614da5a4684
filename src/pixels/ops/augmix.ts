import type { PlannedAugMix } from '../../plan/sampling/auto-augment/augmix.ts';
import { CHANNELS } from '../../types.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import type { AffineOptions } from './affine.ts';
import { applyOperations } from './apply.ts';

/** Kernels write whole vectors: room after each image. */
const SLACK = 64;

/**
 * AugMix of the engine's current image: every chain begins with the image itself, and their results are mixed with it.
 * timm's pixels, bit for bit. Source: timm/data/auto_augment.py, AugMixAugment.
 *
 * @param fill RGB colour, 0..255, with which a geometric operation fills
 * @throws INVALID_FIELD if an operation cannot be applied
 */
export function applyAugMix(engine: PixelEngine, { chains, blend }: PlannedAugMix, fill: AffineOptions['fill']): void {
  const { width, height } = engine.image;
  const samples = width * height * CHANNELS;
  // In the region's memory: the image as it was, then the sum of the chains as floats, or the image blended so far.
  const room = Math.ceil(samples / SLACK) * SLACK + SLACK;
  const blended = blend === undefined;
  engine.inPlace((kernels, image, kept) => kernels.startChains(image, kept, kept + room, samples, blended));
  for (const { weight, operations } of chains) {
    applyOperations(engine, operations, fill);
    engine.inPlace((kernels, image, kept) => {
      const add = blended ? kernels.blendChain : kernels.addChain;
      add(image, kept, kept + room, samples, weight);
    });
  }
  engine.inPlace((kernels, image, kept) => {
    if (blended) kernels.takeBlended(image, kept + room, samples);
    else kernels.blendSum(image, kept, kept + room, samples, blend);
  });
}
