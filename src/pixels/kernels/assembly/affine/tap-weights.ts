/**
 * Weights for `taps.ts`: integers with 22 fractional bits in four planes, of 32-bit pairs of 16 bits, an entry for each
 * sample: the upper 11 bits of the first two taps, their lower bits, and both of the other two taps.
 */

/** Bytes of a plane: 512 pixels (LIMITS.baseSizeMax) of three samples, and some more that vectors read. */
// @ts-ignore: decorator
@inline
export const PLANE: usize = 3 * 512 * 4 + 64;
/** Bytes of all planes. */
// @ts-ignore: decorator
@inline
export const PLANES: usize = 4 * PLANE;

/** Whether 1 / 128 divides the position: the weights of a bicubic are then whole numbers of 2^-21. */
// @ts-ignore: decorator
@inline
export function isCoarse(position: f64): bool {
  return position * 128 == nearest(position * 128);
}

/** Whether positions with this fraction surely have the same taps as Pillow's, from which they differ by far less. */
// @ts-ignore: decorator
@inline
export function isSure(fraction: f64): bool {
  return fraction > 1e-6 && fraction < 1 - 1e-6;
}

/**
 * Writes the weights of `count` samples with the fraction t of a position. With s = 1 - t they are s and t, for a bicubic
 * with a = -1 -s (t s), s + s (t s), t + t (t s), -t (t s).
 */
export function writeWeights(at: usize, count: i32, t: f64, bicubic: bool): void {
  const s = 1 - t;
  const ts = t * s;
  const first = fixed(bicubic ? -s * ts : s);
  const second = fixed(bicubic ? s + s * ts : t);
  const third = fixed(bicubic ? t + t * ts : 0);
  const fourth = fixed(bicubic ? -t * ts : 0);
  for (let k = 0; k < count; k++) {
    const to = at + (<usize>k << 2);
    store<i32>(to, upper(first, second));
    store<i32>(to, lower(first, second), PLANE);
    store<i32>(to, upper(third, fourth), 2 * PLANE);
    store<i32>(to, lower(third, fourth), 3 * PLANE);
  }
}

function fixed(weight: f64): i32 {
  return <i32>nearest(weight * 4194304.0);
}

function upper(a: i32, b: i32): i32 {
  return ((a >> 11) & 0xffff) | ((b >> 11) << 16);
}

function lower(a: i32, b: i32): i32 {
  return (a & 0x7ff) | ((b & 0x7ff) << 16);
}
