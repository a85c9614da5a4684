import { CrescendoError } from '../../errors.ts';

/** Operations without an argument. */
export const PLAIN_OP_NAMES = ['AutoContrast', 'Equalize', 'Invert'] as const;

/** Operations with one argument, which is for each of them: */
export const VALUE_OP_NAMES = [
  /** Bits kept; 0 or less gives black. */
  'Posterize',
  /** Threshold, 0..256, from which samples are inverted. */
  'Solarize',
  /** What is added to samples below 128. */
  'SolarizeAdd',
  /** Blend factor; 1 changes nothing. Likewise the three that follow. */
  'Color',
  'Contrast',
  'Brightness',
  'Sharpness',
  /** Share of the colour taken away, 0..1. */
  'Desaturate',
  /** Standard deviation in pixels. */
  'GaussianBlur',
] as const;

/** Operations that move pixels, by one argument, which is for each of them: */
export const GEOMETRIC_OP_NAMES = [
  /** Degrees, counter-clockwise. */
  'Rotate',
  /** Input columns per row, input rows per column. */
  'ShearX',
  'ShearY',
  /** Pixels, to the left and up. */
  'TranslateX',
  'TranslateY',
  /** Share of the width, share of the height. */
  'TranslateXRel',
  'TranslateYRel',
] as const;

export type PlainOpName = (typeof PLAIN_OP_NAMES)[number];
export type ValueOpName = (typeof VALUE_OP_NAMES)[number];
export type GeometricOpName = (typeof GEOMETRIC_OP_NAMES)[number];
export type OpName = PlainOpName | ValueOpName | GeometricOpName;

/** How geometric operations interpolate. */
export const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic'] as const;
export type Interpolation = (typeof INTERPOLATIONS)[number];

/** A colour: red, green, blue, each 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** One operation with its final argument, as plain data: no randomness is left, and JSON gives it back unchanged. */
export type PlannedOp =
  | { readonly name: PlainOpName }
  | { readonly name: ValueOpName; readonly argument: number }
  | {
      readonly name: GeometricOpName;
      readonly argument: number;
      readonly interpolation: Interpolation;
      /** Colour of what comes from outside the image. */
      readonly fill: Rgb;
    };

/** The interpolation of a plan: a fixed one, or bilinear or bicubic drawn for each geometric operation. */
export type InterpolationSetting = Interpolation | 'random';

/**
 * Reads the interpolation setting of RandAugment. timm takes Pillow's other filters too, and then fails at the first
 * geometric operation that it draws; they are refused here.
 *
 * @throws INVALID_FIELD
 */
export function parseInterpolationSetting(value: string): InterpolationSetting {
  const known: readonly string[] = [...INTERPOLATIONS, 'random'];
  if (known.includes(value)) return value as InterpolationSetting;
  const message = `randaugment interpolation "${value}": must be one of ${known.join(', ')}`;
  throw new CrescendoError('INVALID_FIELD', message, { field: 'interpolation', value, known: known.join(',') });
}

export function isPlainOpName(name: OpName): name is PlainOpName {
  return (PLAIN_OP_NAMES as readonly string[]).includes(name);
}

export function isGeometricOpName(name: OpName): name is GeometricOpName {
  return (GEOMETRIC_OP_NAMES as readonly string[]).includes(name);
}
