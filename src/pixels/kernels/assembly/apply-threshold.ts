import { pinned } from './pinned';

/**
 * The operations that vectors do without a table: samples below a threshold are raised by `addend`, at most to 255, the
 * others flip the bits of `flip`; of all the bits of `keep` are kept. Whole vectors are read and written.
 */
export function applyThreshold(image: usize, pixels: i32, below: i32, addend: i32, flip: i32, keep: i32): void {
  const limit = pinned(i8x16.splat(<i8>below));
  const raise = pinned(i8x16.splat(<i8>addend));
  const flipped = pinned(i8x16.splat(<i8>flip));
  const kept = pinned(i8x16.splat(<i8>keep));
  const end = image + <usize>pixels * 3;
  for (let at = image; at < end; at += 16) {
    const samples = v128.load(at);
    const low = i8x16.lt_u(samples, limit);
    const chosen = v128.bitselect(i8x16.add_sat_u(samples, raise), v128.xor(samples, flipped), low);
    v128.store(at, v128.and(chosen, kept));
  }
}
