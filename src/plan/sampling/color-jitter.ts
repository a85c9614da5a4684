import type { ColorJitter } from '../../spec/augmentation.ts';
import type { PlannedOperation } from './randaugment/operation.ts';
import { drawBelow, type RandomSource } from './random-stream.ts';

/** Pillow's operations behind the three, which torchvision calls too. */
const OPERATIONS = ['Brightness', 'Contrast', 'Color'] as const;

/**
 * Plans torchvision's ColorJitter, as timm's create_transform uses it: brightness, contrast, saturation and hue in a
 * random order, the first three by a factor uniform in [max(0, 1 - s), 1 + s], the hue by a shift uniform in [-s, s].
 *
 * The draws of the first three come from one stream, in a fixed order: factors first, then the order. The hue has a
 * stream of its own, for its shift and its place among them, so that it moves none of their draws.
 */
export function planColorJitter(
  jitter: ColorJitter,
  random: RandomSource,
  hueRandom: RandomSource,
): PlannedOperation[] {
  const planned = OPERATIONS.map((name, k): PlannedOperation => {
    const least = Math.max(0, 1 - jitter[k]!);
    return { name, argument: least + (1 + jitter[k]! - least) * random.nextDouble() };
  });
  for (let last = planned.length - 1; last > 0; last -= 1) {
    const at = drawBelow(random, last + 1);
    [planned[last], planned[at]] = [planned[at]!, planned[last]!];
  }
  const [, , , hue = 0] = jitter;
  if (hue > 0) {
    const argument = hue * (2 * hueRandom.nextDouble() - 1);
    planned.splice(drawBelow(hueRandom, planned.length + 1), 0, { name: 'Hue', argument });
  }
  return planned.filter(({ name }) => {
    const at = (OPERATIONS as readonly string[]).indexOf(name);
    return at < 0 || jitter[at]! > 0;
  });
}

/**
 * True if colours are jittered in addition to this RandAugment. As in timm: if there is no RandAugment, or if its
 * operations are the three of "3-Augment", which its string names.
 */
export function jittersBeside(randaugment: string | undefined): boolean {
  return randaugment === undefined || randaugment.includes('3a');
}
