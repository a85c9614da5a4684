/** Which steps were sent to a rank: a bitmap for each block of steps, because they come from several servers, in any order. */

/** Steps of a block. */
export const BLOCK_STEPS = 1024;
export const BLOCK_BYTES = BLOCK_STEPS / 8;

/** The block of a step, and the step's place in it. */
export function blockOf(step: number): { block: number; bit: number } {
  return { block: Math.floor(step / BLOCK_STEPS), bit: step % BLOCK_STEPS };
}

export function hasBit(bits: Uint8Array, bit: number): boolean {
  return ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

/** @returns a copy with the bit set */
export function withBit(bits: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bits);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) | (1 << (bit & 7));
  return copy;
}

/** True if a bit before this one is set. */
export function hasBitBefore(bits: Uint8Array, bit: number): boolean {
  const byte = bit >> 3;
  for (let k = 0; k < byte; k += 1) if (bits[k] !== 0) return true;
  return ((bits[byte] ?? 0) & ((1 << (bit & 7)) - 1)) !== 0;
}

/** The blocks of the steps from 0 to `last`, all of which are set. */
export function blocksUpTo(last: number): { block: number; bits: Uint8Array }[] {
  const { block: end, bit } = blockOf(last);
  return Array.from({ length: end + 1 }, (_, block) => {
    const bits = new Uint8Array(BLOCK_BYTES);
    const count = block < end ? BLOCK_STEPS : bit + 1;
    bits.fill(0xff, 0, count >> 3);
    if (count & 7) bits[count >> 3] = (1 << (count & 7)) - 1;
    return { block, bits };
  });
}
