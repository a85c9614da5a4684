import { philox4x32 } from './philox.ts';

/**
 * The purposes of the draws of a stream. Every purpose has its own stream, so that a new kind of draw, or one more draw
 * of an old kind, leaves all others as they are. The numbers are part of the engine's version: never reuse one.
 */
export const PURPOSE = {
  /** Round keys of an epoch's permutation; the stream's index is the dataset's position in a mixture. */
  permutation: 1,
  /** Crop box. */
  crop: 2,
  /** Horizontal flip. */
  flip: 3,
  /** Filter of the crop's resize. */
  interpolation: 4,
  /** RandAugment's operations and their arguments. */
  augment: 5,
  /** The samples that replace a bad one. */
  replacement: 6,
  /** Factors and order of colour jitter. */
  colorJitter: 7,
  /** Boxes of random erasing, and the colours of mode `rand`. */
  erase: 8,
  /** Noise of random erasing's mode `pixel`. */
  eraseNoise: 9,
  /** Mixup and cutmix; the stream's index is the step and its epoch the rank. */
  mixing: 10,
  /** Draws from the replay buffer; the stream's index is the step and its epoch the rank. */
  replay: 11,
  /** Whether an image is made grey. */
  grayscale: 12,
  /** Shift of the hue, and its place in the order of colour jitter. */
  hue: 13,
  /** Whether an image is blurred, and its standard deviation. */
  gaussianBlur: 14,
  /** Vertical flip. */
  verticalFlip: 15,
  /** AugMix's weights of its chains and of the image. */
  augmix: 16,
  /** Round keys of an epoch's permutation of shards; the stream's index is as for `permutation`. */
  shards: 17,
  /** Round keys of the permutation of a window's samples; the stream's index has the dataset's position above 32 bits. */
  window: 18,
  /** Round keys of the order of a mixture's positions in a global batch; the stream's index is the first of them. */
  slots: 19,
} as const;

export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** A source of random numbers, as the samplers see it. */
export interface RandomSource {
  /** The next 32 random bits, as an unsigned integer. */
  nextUint32(): number;
  /** The next double in [0, 1), made from 53 random bits. */
  nextDouble(): number;
}

const TWO_32 = 2 ** 32;

/**
 * Where a stream's blocks lie in Philox's space: the key, and all words of the counter except the first, which counts.
 *
 * The third word has the bits 0 to 20 for the upper part of the index, 21 to 23 for the repeat, and the purpose above.
 */
export function streamWords(
  seed: number,
  epoch: number,
  index: number,
  purpose: Purpose,
  repeat = 0,
): { counter: [number, number, number]; key: [number, number] } {
  return {
    counter: [index >>> 0, Math.floor(index / TWO_32) + repeat * 0x200000 + purpose * 0x1000000, epoch],
    key: [seed >>> 0, Math.floor(seed / TWO_32)],
  };
}

/**
 * The draws of one (seed, epoch, sample index, purpose, repeat). They have separate bits of Philox's key and counter,
 * so no two streams can collide.
 */
export class RandomStream implements RandomSource {
  readonly #key0: number;
  readonly #key1: number;
  readonly #counter = new Uint32Array(4);
  readonly #block = new Uint32Array(4);
  #used = 4;

  /**
   * @param seed 0..2^53-1
   * @param epoch 0..2^32-1
   * @param index sample index, 0..2^53-1
   * @param repeat which of the sample's repeats in the epoch, 0..7
   */
  constructor(seed: number, epoch: number, index: number, purpose: Purpose, repeat = 0) {
    const { counter, key } = streamWords(seed, epoch, index, purpose, repeat);
    [this.#key0, this.#key1] = key;
    this.#counter.set(counter, 1);
  }

  nextUint32(): number {
    if (this.#used === 4) {
      philox4x32(this.#counter, this.#key0, this.#key1, this.#block);
      this.#counter[0]! += 1;
      this.#used = 0;
    }
    const word = this.#block[this.#used]!;
    this.#used += 1;
    return word;
  }

  nextDouble(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }
}

/** The streams of one sample, by purpose. */
export type SampleStreams = (purpose: Purpose) => RandomStream;

/** A uniform integer in [0, bound), without bias; `bound` is 1..2^32. */
export function drawBelow(random: RandomSource, bound: number): number {
  // The largest multiple of `bound` that 32 bits hold: words above it would favour small remainders.
  const limit = TWO_32 - (TWO_32 % bound);
  let word = random.nextUint32();
  while (word >= limit) word = random.nextUint32();
  return word % bound;
}
