import type { ErasingConfig, ErasingMode } from '../../spec/augmentation.ts';
import { type Box, type ImageSize, sidesOf } from '../../types.ts';
import { drawBelow, PURPOSE, type RandomSource, RandomStream } from './random-stream.ts';
import { roundHalfEven } from './round-half-even.ts';

/** The boxes to erase in one image, and their fillings. */
export interface PlannedErasing {
  mode: ErasingMode;
  boxes: Box[];
  /**
   * `rand`: three draws for each box, `pixel`: nothing. A draw is a whole number of 0..65535 that stands for a quantile
   * of the standard normal distribution; see `NOISE_LEVELS`.
   */
  colours?: [number, number, number][];
  /** `pixel`: which stream the noise of the boxes comes from, in order of boxes, rows, columns and channels. */
  noise?: { seed: number; epoch: number; index: number; repeat?: number };
}

/**
 * Normal variables are drawn from this many equally likely quantiles, (k + 1/2) / 65536. Two draws cost one random word
 * and no logarithm, and the greatest is 4.32. The difference is not visible in bytes.
 */
export const NOISE_LEVELS = 65_536;

const ATTEMPTS = 10;

/**
 * Plans random erasing by timm's rule (timm/data/random_erasing.py): up to ten boxes of a uniform area and a log-uniform
 * ratio for each box that is wanted; a box that fits in none of the ten attempts is left out.
 *
 * Fillings are defined in normalised space, as training sees them: `const` is 0, `rand` and `pixel` are N(0, 1).
 *
 * @param size of the image, after the low-frequency crop
 * @param repeat which of the sample's repeats in the epoch
 * @returns undefined if the image stays whole
 */
export function planErasing(
  config: ErasingConfig,
  seed: number,
  epoch: number,
  index: number,
  size: ImageSize,
  repeat = 0,
): PlannedErasing | undefined {
  const random = new RandomStream(seed, epoch, index, PURPOSE.erase, repeat);
  // timm erases unless u > probability; a probability of 0 must erase nothing.
  if (config.probability === 0 || random.nextDouble() > config.probability) return undefined;
  const [least, greatest] = config.count;
  const count = least + drawBelow(random, greatest - least + 1);
  const { width, height } = sidesOf(size);
  const boxes: Box[] = [];
  for (let k = 0; k < count; k += 1) {
    const box = drawErasedBox(config, width, height, count, random);
    if (box !== undefined) boxes.push(box);
  }
  if (boxes.length === 0) return undefined;
  const { mode } = config;
  if (mode === 'pixel') {
    return { mode, boxes, noise: { seed, epoch, index, ...(repeat === 0 ? {} : { repeat }) } };
  }
  if (mode === 'const') return { mode, boxes };
  const level = (): number => random.nextUint32() >>> 16;
  return { mode, boxes, colours: boxes.map(() => [level(), level(), level()]) };
}

/** @param count boxes that share the area; undefined if ten attempts fail */
export function drawErasedBox(
  { area, ratio }: Pick<ErasingConfig, 'area' | 'ratio'>,
  width: number,
  height: number,
  count: number,
  random: RandomSource,
): Box | undefined {
  const logRatio = [Math.log(ratio[0]), Math.log(ratio[1])] as const;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const target = ((area[0] + (area[1] - area[0]) * random.nextDouble()) * (width * height)) / count;
    const aspect = Math.exp(logRatio[0] + (logRatio[1] - logRatio[0]) * random.nextDouble());
    const boxHeight = roundHalfEven(Math.sqrt(target * aspect));
    const boxWidth = roundHalfEven(Math.sqrt(target / aspect));
    if (boxWidth >= width || boxHeight >= height) continue;
    const y = drawBelow(random, height - boxHeight + 1);
    const x = drawBelow(random, width - boxWidth + 1);
    return { x, y, width: boxWidth, height: boxHeight };
  }
  return undefined;
}
