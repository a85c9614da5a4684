/** One affine transformation, for all parts of it. The matrix takes output to source positions. */

export let source: usize = 0;
export let width: i32 = 0;
export let height: i32 = 0;
export let bicubic: bool = false;
export let a0: f64 = 0;
export let a1: f64 = 0;
export let a2: f64 = 0;
export let a3: f64 = 0;
export let a4: f64 = 0;
export let a5: f64 = 0;

export function setImage(image: usize, columns: i32, rows: i32): void {
  source = image;
  width = columns;
  height = rows;
}

export function setMatrix(m0: f64, m1: f64, m2: f64, m3: f64, m4: f64, m5: f64): void {
  a0 = m0;
  a1 = m1;
  a2 = m2;
  a3 = m3;
  a4 = m4;
  a5 = m5;
}

export function setInterpolation(isBicubic: bool): void {
  bicubic = isBicubic;
}

/** Source column of an output pixel's centre, in doubles and in Pillow's order of operations. */
// @ts-ignore: decorator
@inline
export function sourceX(x: i32, y: i32): f64 {
  return a0 * (<f64>x + 0.5) + a1 * (<f64>y + 0.5) + a2;
}

/** Source row of an output pixel's centre. */
// @ts-ignore: decorator
@inline
export function sourceY(x: i32, y: i32): f64 {
  return a3 * (<f64>x + 0.5) + a4 * (<f64>y + 0.5) + a5;
}
