import { CrescendoError } from '../../errors.ts';
import type { PlannedOperation } from '../../plan/sampling/randaugment/plan.ts';
import type { OperationName } from '../../spec/randaugment/operations.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import type { AffineOptions } from './affine.ts';
import { autoContrast } from './auto-contrast.ts';
import { brightness } from './brightness.ts';
import { color } from './color.ts';
import { contrast } from './contrast.ts';
import { desaturate } from './desaturate.ts';
import { equalize } from './equalize.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { invert } from './invert.ts';
import { PendingTable } from './pending-table.ts';
import { posterize } from './posterize.ts';
import { rotate } from './rotate.ts';
import { sharpness } from './sharpness.ts';
import { shearX, shearY } from './shear.ts';
import { solarize } from './solarize.ts';
import { solarizeAdd } from './solarize-add.ts';
import type { TableOperation } from './table.ts';
import { translateX, translateXRel, translateY, translateYRel } from './translate.ts';

/** Makes a new current image of the engine's current image. */
type PixelOperation = (engine: PixelEngine, argument: number, options: AffineOptions) => void;

/** How an operation is executed: as a table, or pixel by pixel. */
type Execution = { table: TableOperation } | { pixels: PixelOperation };

/** All operations; "increasing" forms differ in their arguments alone. */
const EXECUTIONS: Readonly<Record<OperationName, Execution>> = {
  AutoContrast: { table: autoContrast },
  Equalize: { table: equalize },
  Invert: { table: invert },
  Rotate: { pixels: rotate },
  Posterize: { table: posterize },
  PosterizeIncreasing: { table: posterize },
  PosterizeOriginal: { table: posterize },
  Solarize: { table: solarize },
  SolarizeIncreasing: { table: solarize },
  SolarizeAdd: { table: solarizeAdd },
  Color: { pixels: color },
  ColorIncreasing: { pixels: color },
  Contrast: { table: contrast },
  ContrastIncreasing: { table: contrast },
  Brightness: { table: brightness },
  BrightnessIncreasing: { table: brightness },
  Sharpness: { pixels: sharpness },
  SharpnessIncreasing: { pixels: sharpness },
  ShearX: { pixels: shearX },
  ShearY: { pixels: shearY },
  TranslateX: { pixels: translateX },
  TranslateY: { pixels: translateY },
  TranslateXRel: { pixels: translateXRel },
  TranslateYRel: { pixels: translateYRel },
  Desaturate: { pixels: desaturate },
  GaussianBlur: { pixels: gaussianBlur },
};

/** Operations without an argument. */
const BARE: ReadonlySet<OperationName> = new Set<OperationName>(['AutoContrast', 'Equalize', 'Invert']);

/**
 * Applies operations with their final arguments, in order, to the engine's current image: Pillow's pixels, bit for bit.
 * Tables that follow each other are applied as one.
 *
 * @param fill RGB colour, 0..255, of what a geometric operation brings in from outside
 * @throws INVALID_FIELD if an operation lacks its argument; the image is then as it was
 */
export function applyOperations(
  engine: PixelEngine,
  operations: readonly PlannedOperation[],
  fill: AffineOptions['fill'],
): void {
  for (const operation of operations) checkArgument(operation);
  const pending = new PendingTable(engine);
  for (const { name, argument = 0, interpolation = 'bilinear' } of operations) {
    const execution = EXECUTIONS[name];
    if ('table' in execution) {
      pending.add(execution.table, argument);
    } else {
      pending.flush();
      execution.pixels(engine, argument, { interpolation, fill });
    }
  }
  pending.flush();
}

/** The same of one operation. */
export function applyOperation(engine: PixelEngine, operation: PlannedOperation, fill: AffineOptions['fill']): void {
  applyOperations(engine, [operation], fill);
}

function checkArgument({ name, argument }: PlannedOperation): void {
  if (argument !== undefined || BARE.has(name)) return;
  throw new CrescendoError('INVALID_FIELD', `operation ${name} needs an argument`, { field: 'argument', value: name });
}
