import type { PlannedOp } from '../../sampling/randaugment/planned-op.ts';
import { autoContrast } from './autocontrast.ts';
import { brightness } from './brightness.ts';
import { color } from './color.ts';
import { contrast } from './contrast.ts';
import { desaturate } from './desaturate.ts';
import { equalize } from './equalize.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import type { RgbImage } from './image.ts';
import { invert } from './invert.ts';
import { posterize } from './posterize.ts';
import { rotate } from './rotate.ts';
import { sharpness } from './sharpness.ts';
import { shearX, shearY } from './shear.ts';
import { solarize } from './solarize.ts';
import { solarizeAdd } from './solarize-add.ts';
import { translateX, translateY } from './translate.ts';

/** Applies one planned operation; the image given stays as it is. */
export function applyOp(image: RgbImage, op: PlannedOp): RgbImage {
  switch (op.name) {
    case 'AutoContrast':
      return autoContrast(image);
    case 'Equalize':
      return equalize(image);
    case 'Invert':
      return invert(image);
    case 'Posterize':
      return posterize(image, op.argument);
    case 'Solarize':
      return solarize(image, op.argument);
    case 'SolarizeAdd':
      return solarizeAdd(image, op.argument);
    case 'Color':
      return color(image, op.argument);
    case 'Contrast':
      return contrast(image, op.argument);
    case 'Brightness':
      return brightness(image, op.argument);
    case 'Sharpness':
      return sharpness(image, op.argument);
    case 'Desaturate':
      return desaturate(image, op.argument);
    case 'GaussianBlur':
      return gaussianBlur(image, op.argument);
    case 'Rotate':
      return rotate(image, op.argument, op.interpolation, op.fill);
    case 'ShearX':
      return shearX(image, op.argument, op.interpolation, op.fill);
    case 'ShearY':
      return shearY(image, op.argument, op.interpolation, op.fill);
    case 'TranslateX':
      return translateX(image, op.argument, op.interpolation, op.fill);
    case 'TranslateY':
      return translateY(image, op.argument, op.interpolation, op.fill);
    case 'TranslateXRel':
      return translateX(image, op.argument * image.width, op.interpolation, op.fill);
    case 'TranslateYRel':
      return translateY(image, op.argument * image.height, op.interpolation, op.fill);
  }
}
