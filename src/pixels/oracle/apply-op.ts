import type { PlannedOperation } from '../../plan/sampling/randaugment/plan.ts';
import type { OperationName } from '../../spec/randaugment/operations.ts';
import { autoContrast } from './autocontrast.ts';
import { brightness } from './brightness.ts';
import { color } from './color.ts';
import { contrast } from './contrast.ts';
import { desaturate } from './desaturate.ts';
import { equalize } from './equalize.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import type { Rgb, RgbImage } from './image.ts';
import { invert } from './invert.ts';
import { posterize } from './posterize.ts';
import { rotate } from './rotate.ts';
import { sharpness } from './sharpness.ts';
import { shearX, shearY } from './shear.ts';
import { solarize } from './solarize.ts';
import { solarizeAdd } from './solarize-add.ts';
import { translateX, translateY } from './translate.ts';

/** Operations without an argument. */
const PLAIN: Partial<Record<OperationName, (image: RgbImage) => RgbImage>> = {
  AutoContrast: autoContrast,
  Equalize: equalize,
  Invert: invert,
};

/** Operations with one argument; the "increasing" forms differ from the others in their arguments alone. */
const VALUED: Partial<Record<OperationName, (image: RgbImage, argument: number) => RgbImage>> = {
  Posterize: posterize,
  PosterizeIncreasing: posterize,
  PosterizeOriginal: posterize,
  Solarize: solarize,
  SolarizeIncreasing: solarize,
  SolarizeAdd: solarizeAdd,
  Color: color,
  ColorIncreasing: color,
  Contrast: contrast,
  ContrastIncreasing: contrast,
  Brightness: brightness,
  BrightnessIncreasing: brightness,
  Sharpness: sharpness,
  SharpnessIncreasing: sharpness,
  Desaturate: desaturate,
  GaussianBlur: gaussianBlur,
};

/** Operations that move pixels. */
const GEOMETRIC: Partial<Record<OperationName, typeof rotate>> = {
  Rotate: rotate,
  ShearX: shearX,
  ShearY: shearY,
  TranslateX: translateX,
  TranslateY: translateY,
  TranslateXRel: (image, share, ...rest) => translateX(image, share * image.width, ...rest),
  TranslateYRel: (image, share, ...rest) => translateY(image, share * image.height, ...rest),
};

/**
 * Applies one planned operation; the image given stays as it is.
 *
 * @param fill colour of what a geometric operation brings in from outside
 * @throws RangeError if the operation lacks the argument or the interpolation that it needs
 */
export function applyOp(image: RgbImage, operation: PlannedOperation, fill: Rgb): RgbImage {
  const { name, argument, interpolation } = operation;
  const plain = PLAIN[name];
  if (plain !== undefined) return plain(image);
  if (argument === undefined) throw new RangeError(`operation ${name} needs an argument`);
  const valued = VALUED[name];
  if (valued !== undefined) return valued(image, argument);
  if (interpolation === undefined) throw new RangeError(`operation ${name} needs an interpolation`);
  return GEOMETRIC[name]!(image, argument, interpolation, fill);
}
