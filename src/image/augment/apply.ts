import { CrescendoError } from '../../errors.ts';
import type { PixelEngine } from '../../kernels/engine.ts';
import type { OperationName } from '../../sampling/randaugment/operations.ts';
import type { PlannedOperation } from '../../sampling/randaugment/plan.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { type AffineOptions, rotate, shear, translate } from './geometry.ts';
import {
  autoContrastTable,
  brightnessTable,
  contrastTable,
  equalizeTable,
  invertTable,
  posterizeTable,
  solarizeAddTable,
  solarizeTable,
} from './tables.ts';

type Executor = (engine: PixelEngine, argument: number, options: AffineOptions) => void;

const color: Executor = (engine, factor) => {
  const { width, height } = engine.image;
  engine.transform((kernels, source, target) => kernels.blendWithGrey(source, target, width * height, factor));
};
const sharpness: Executor = (engine, factor) => {
  const { width, height } = engine.image;
  engine.transform((kernels, source, target) => kernels.blendWithSmooth(source, target, width, height, factor));
};
const contrast: Executor = (engine, factor) => engine.applyTables(contrastTable(factor, engine.greyMean()));
const brightness: Executor = (engine, factor) => engine.applyTables(brightnessTable(factor));
const posterize: Executor = (engine, bits) => engine.applyTables(posterizeTable(bits));
const solarize: Executor = (engine, threshold) => engine.applyTables(solarizeTable(threshold));

/** How each operation is executed; "increasing" forms differ in their arguments alone. */
const EXECUTORS: Readonly<Record<OperationName, Executor>> = {
  AutoContrast: (engine) => engine.applyTables(autoContrastTable(engine.histogram())),
  Equalize: (engine) => engine.applyTables(equalizeTable(engine.histogram())),
  Invert: (engine) => engine.applyTables(invertTable()),
  Rotate: rotate,
  Posterize: posterize,
  PosterizeIncreasing: posterize,
  PosterizeOriginal: posterize,
  Solarize: solarize,
  SolarizeIncreasing: solarize,
  SolarizeAdd: (engine, addend) => engine.applyTables(solarizeAddTable(addend)),
  Color: color,
  ColorIncreasing: color,
  Contrast: contrast,
  ContrastIncreasing: contrast,
  Brightness: brightness,
  BrightnessIncreasing: brightness,
  Sharpness: sharpness,
  SharpnessIncreasing: sharpness,
  ShearX: (engine, factor, options) => shear(engine, 'x', factor, options),
  ShearY: (engine, factor, options) => shear(engine, 'y', factor, options),
  TranslateX: (engine, pixels, options) => translate(engine, 'x', pixels, options),
  TranslateY: (engine, pixels, options) => translate(engine, 'y', pixels, options),
  TranslateXRel: (engine, share, options) => translate(engine, 'x', share * engine.image.width, options),
  TranslateYRel: (engine, share, options) => translate(engine, 'y', share * engine.image.height, options),
  Desaturate: (engine, strength, options) => color(engine, Math.max(0, Math.min(1, 1 - strength)), options),
  GaussianBlur: gaussianBlur,
};

/** Operations without an argument. */
const BARE: ReadonlySet<OperationName> = new Set<OperationName>(['AutoContrast', 'Equalize', 'Invert']);

/**
 * Applies one operation with its final argument to the engine's current image: Pillow's pixels, bit for bit.
 *
 * @param fill colour of what a geometric operation brings in from outside
 */
export function applyOperation(engine: PixelEngine, operation: PlannedOperation, fill: AffineOptions['fill']): void {
  const { name, argument, interpolation = 'bilinear' } = operation;
  if (argument === undefined && !BARE.has(name)) {
    throw new CrescendoError('INVALID_FIELD', `operation ${name} needs an argument`, {
      field: 'argument',
      value: name,
    });
  }
  EXECUTORS[name](engine, argument ?? 0, { interpolation, fill });
}
