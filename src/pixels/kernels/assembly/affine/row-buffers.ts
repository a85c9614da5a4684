/**
 * What is computed for one output row before its pixels: planes of 4 bytes a pixel, then planes of 16 bytes a pixel.
 * Rows have at most 512 pixels (LIMITS.baseSizeMax), and are done in fours.
 */

/** Address of a pixel's first tap, in the padded image. */
// @ts-ignore: decorator
@inline
export const TAPS: usize = 0;
/** The fractions of a pixel's position, as floats in 0..1. */
// @ts-ignore: decorator
@inline
export const ACROSS: usize = 2048;
// @ts-ignore: decorator
@inline
export const DOWN: usize = 2 * 2048;
/** Bicubic: the weights of the four rows, one plane each, as integers with 22 fractional bits. */
// @ts-ignore: decorator
@inline
export const ROW_WEIGHTS: usize = 3 * 2048;
/** Bicubic: the weights of the four columns, side by side, as floats times 2^-22. */
// @ts-ignore: decorator
@inline
export const COLUMN_WEIGHTS: usize = 7 * 2048;
/** The interpolated pixels; see `pack.ts`. */
// @ts-ignore: decorator
@inline
export const VALUES: usize = 11 * 2048;
/** Bytes of all of it. */
// @ts-ignore: decorator
@inline
export const ROW_BUFFERS: usize = 15 * 2048;
