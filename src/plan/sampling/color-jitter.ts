import type { ColorJitter } from '../../spec/augmentation.ts';
import type { PlannedOperation } from './randaugment/plan.ts';
import { drawBelow, type RandomSource } from './random-stream.ts';

/** Pillow's operations behind the three, which torchvision calls too. */
const OPERATIONS = ['Brightness', 'Contrast', 'Color'] as const;

/**
 * Plans torchvision's ColorJitter without a hue, as timm's create_transform uses it: brightness, contrast and saturation
 * in a random order, each by a factor uniform in [max(0, 1 - s), 1 + s].
 *
 * Always seven draws or more of a fixed order: factors first, then the order.
 */
export function planColorJitter(jitter: ColorJitter, random: RandomSource): PlannedOperation[] {
  const planned = OPERATIONS.map((name, k): PlannedOperation => {
    const least = Math.max(0, 1 - jitter[k]!);
    return { name, argument: least + (1 + jitter[k]! - least) * random.nextDouble() };
  });
  for (let last = planned.length - 1; last > 0; last -= 1) {
    const at = drawBelow(random, last + 1);
    [planned[last], planned[at]] = [planned[at]!, planned[last]!];
  }
  return planned.filter(({ name }) => jitter[OPERATIONS.indexOf(name as (typeof OPERATIONS)[number])]! > 0);
}

/**
 * True if colours are jittered beside this RandAugment. timm: where there is no RandAugment, and where its operations
 * are the three of "3-Augment", which names them in its string.
 */
export function jittersBeside(randaugment: string | undefined): boolean {
  return randaugment === undefined || randaugment.includes('3a');
}
