/** (a, b, c, d, e, f) takes an output point (x, y) to the input point (a x + b y + c, d x + e y + f), in pixels. */
export type AffineMatrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** An input point in pixels; pixel (0, 0) covers 0 to 1 on both axes. */
export interface Point {
  x: number;
  y: number;
}
