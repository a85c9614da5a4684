import type { PlannedAugMix } from '../../plan/sampling/auto-augment/augmix.ts';
import { applyOp } from './apply-op.ts';
import { blend } from './blend.ts';
import { mapSamples, type Rgb, type RgbImage } from './image.ts';

/**
 * AugMix, naively; the image given stays as it is. Source: timm/data/auto_augment.py, AugMixAugment, `_apply_basic` and
 * `_apply_blended`.
 *
 * @param fill colour of what a geometric operation brings in from outside
 */
export function augmix(image: RgbImage, { chains, blend: share }: PlannedAugMix, fill: Rgb): RgbImage {
  const results = chains.map(({ weight, operations }) => ({
    weight,
    result: operations.reduce((current, operation) => applyOp(current, operation, fill), image),
  }));
  if (share === undefined) return results.reduce((mixed, { weight, result }) => blend(mixed, result, weight), image);
  const sums = new Float32Array(image.data.length);
  for (const { weight, result } of results) {
    for (const [k, value] of result.data.entries()) sums[k] = sums[k]! + Math.fround(weight * value);
  }
  const mixed = mapSamples(image, (_, place) => Math.trunc(Math.max(0, Math.min(255, sums[place]!))));
  return blend(image, mixed, share);
}
