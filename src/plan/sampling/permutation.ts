import { PURPOSE, type Purpose, RandomStream } from './random-stream.ts';

/** More rounds than a cipher with large blocks needs, because small datasets have halves of one or two bits. */
const ROUNDS = 12;

/** Largest number of elements: two halves of 16 bits. */
export const PERMUTATION_MAX = 2 ** 32;

/**
 * A keyed pseudo-random permutation of 0..size-1 with O(1) memory: a balanced Feistel network over the next even
 * number of bits, walked along its cycle until it falls inside the range.
 *
 * Source: Black, Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002 (generalised Feistel, cycle walking).
 * The expected number of walks is below 4, as the network's domain is less than four times the size.
 */
export class Permutation {
  readonly size: number;
  readonly #halfBits: number;
  readonly #roundKeys: Uint32Array;

  /**
   * @param size number of elements, 1..2^32
   * @param seed the run's seed
   * @param epoch every epoch has its own order
   * @param stream which of an epoch's orders: the purpose, and the index of the random stream that gives the round keys
   */
  constructor(
    size: number,
    seed: number,
    epoch: number,
    { purpose = PURPOSE.permutation, index = 0 }: { purpose?: Purpose; index?: number } = {},
  ) {
    if (!Number.isInteger(size) || size < 1 || size > PERMUTATION_MAX) {
      throw new RangeError(`a permutation needs 1..2^32 elements, not ${size}`);
    }
    this.size = size;
    let halfBits = 1;
    while (2 ** (2 * halfBits) < size) halfBits += 1;
    this.#halfBits = halfBits;
    const random = new RandomStream(seed, epoch, index, purpose);
    this.#roundKeys = Uint32Array.from({ length: ROUNDS }, () => random.nextUint32());
  }

  /** The element at `position`, 0..size-1. */
  at(position: number): number {
    if (!Number.isInteger(position) || position < 0 || position >= this.size) {
      throw new RangeError(`position ${position} is outside 0..${this.size - 1}`);
    }
    let value = this.#encrypt(position);
    while (value >= this.size) value = this.#encrypt(value);
    return value;
  }

  #encrypt(value: number): number {
    const shift = 2 ** this.#halfBits;
    const mask = shift - 1;
    let left = Math.floor(value / shift);
    let right = value % shift;
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = left ^ (mix(right ^ this.#roundKeys[round]!) & mask);
      left = right;
      right = next;
    }
    return left * shift + right;
  }
}

/** A 32-bit finaliser (MurmurHash3's constants): every input bit moves every output bit. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  // The upper bits are the best mixed; the halves take the lower ones.
  return (h ^ (h >>> 16)) >>> 0;
}
