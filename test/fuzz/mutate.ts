import { drawBelow, type RandomStream } from '../../src/plan/sampling/random-stream.ts';
import type { FuzzTarget } from './target.ts';

const EDITS_MAX = 4;
/** Half of the edits go to the start of a file, which contains the structure. */
const START = 700;
/** Values at which counts and lengths overflow. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

/** A copy of the seed with one to four edits. */
export function mutant(target: FuzzTarget, seed: Uint8Array, random: RandomStream): Buffer {
  if (target.mutate !== undefined) return target.mutate(seed, random);
  const regions = target.regions?.(seed);
  let bytes: Buffer = Buffer.from(seed);
  for (let edits = 1 + drawBelow(random, EDITS_MAX); edits > 0; edits -= 1) {
    bytes = regions === undefined ? anyEdit(bytes, random) : valueEdit(bytes, regions, random);
  }
  return bytes;
}

function valueEdit(bytes: Buffer, regions: readonly { start: number; end: number }[], random: RandomStream): Buffer {
  const { start, end } = regions[drawBelow(random, regions.length)]!;
  bytes[start + drawBelow(random, end - start)] = byte(random);
  return bytes;
}

function anyEdit(bytes: Buffer, random: RandomStream): Buffer {
  const length = Math.max(1, bytes.length);
  const at = drawBelow(random, drawBelow(random, 2) === 0 ? Math.min(START, length) : length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (drawBelow(random, 6)) {
    case 0:
      return Buffer.concat([before, after.subarray(1 + drawBelow(random, 20))]);
    case 1:
      return Buffer.concat([before, Buffer.of(byte(random)), after]);
    case 2: {
      // Says something twice.
      const from = drawBelow(random, length);
      return Buffer.concat([before, bytes.subarray(from, from + drawBelow(random, 64)), after]);
    }
    case 3:
      return at === 0 ? bytes : Buffer.from(before);
    default:
      if (at < bytes.length) bytes[at] = byte(random);
      return bytes;
  }
}

function byte(random: RandomStream): number {
  return drawBelow(random, 3) === 0 ? EDGES[drawBelow(random, EDGES.length)]! : drawBelow(random, 256);
}
