import { a0, a1, a2, a3, a4, a5, height, width } from './job';

/** The output pixels of a row whose source positions lie inside the image: from `first` to before `last`. */
export let first: i32 = 0;
export let last: i32 = 0;

/**
 * Finds them for row y, by Pillow's own test of its own rounded positions: rounding keeps order, so along a row each
 * coordinate rises or falls, and those inside are one interval.
 */
export function findBounds(y: i32): void {
  const yi = <f64>y + 0.5;
  const w = <f64>width;
  const h = <f64>height;
  const byX = a1 * yi;
  const byY = a4 * yi;
  const left = crossing(a0, byX, a2, a0 < 0 ? w : 0);
  const top = crossing(a3, byY, a5, a3 < 0 ? h : 0);
  const right = crossing(a0, byX, a2, a0 < 0 ? 0 : w);
  const bottom = crossing(a3, byY, a5, a3 < 0 ? 0 : h);
  first = max(left, top);
  last = max(first, min(right, bottom));
}

/**
 * The first column of the row at which the coordinate a (x + 0.5) + b + c reaches `limit`, or falls below it where a is
 * negative; the width if none does.
 */
function crossing(a: f64, b: f64, c: f64, limit: f64): i32 {
  if (a == 0) return passed(0, a, b, c, limit) ? 0 : width;
  // The exact quotient, but for rounding: what is left are steps of one.
  const guess = (limit - b - c) / a - 0.5;
  let x = guess > 0 ? (guess < <f64>width ? <i32>guess : width) : 0;
  while (x > 0 && passed(x - 1, a, b, c, limit)) x--;
  while (x < width && !passed(x, a, b, c, limit)) x++;
  return x;
}

// @ts-ignore: decorator
@inline
function passed(x: i32, a: f64, b: f64, c: f64, limit: f64): bool {
  const position = a * (<f64>x + 0.5) + b + c;
  return a < 0 ? position < limit : position >= limit;
}
