import type { Interpolation } from './affine.ts';
import type { Rgb, RgbImage } from './image.ts';

/**
 * A naive version of an operation: it makes a new image and leaves the given one as it is. Modules of this folder export
 * theirs as `ORACLES`, by the operation's name.
 *
 * @param argument 0 for an operation without one
 * @param fill colour of what a geometric operation brings in from outside
 */
export type Oracle = (image: RgbImage, argument: number, interpolation: Interpolation, fill: Rgb) => RgbImage;
