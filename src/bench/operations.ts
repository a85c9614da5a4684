import { presetRandAugment } from '../curriculum/presets.ts';
import { applyOperations } from '../image/augment/apply.ts';
import { FILL } from '../image/execute.ts';
import type { PixelEngine } from '../kernels/engine.ts';
import { parseRandAugment } from '../sampling/randaugment/config.ts';
import { type LevelContext, levelArgument } from '../sampling/randaugment/levels.ts';
import { GEOMETRIC, type OperationName } from '../sampling/randaugment/operations.ts';
import { type AffineInterpolation, type PlannedOperation, planRandAugment } from '../sampling/randaugment/plan.ts';
import { PURPOSE, RandomStream } from '../sampling/random-stream.ts';
import { cpuMilliseconds, median } from './timing.ts';

/** Side of the images, in pixels. */
export const OPERATIONS_SIDE = 224;

/** One operation; later versions add fields. Times are CPU milliseconds per image on one core. */
export interface OperationResult {
  name: OperationName;
  /** Of geometric operations; null for the others. */
  interpolation: AffineInterpolation | null;
  cpu_ms: number;
}

/** The mean over what a configuration draws, without the drawing. */
export interface RandAugmentResult {
  config: string;
  cpu_ms_per_image: number;
}

/** Every operation once; "increasing" forms are the same with other arguments. */
const NAMES: readonly OperationName[] = [
  ...([
    'AutoContrast',
    'Equalize',
    'Invert',
    'Posterize',
    'Solarize',
    'SolarizeAdd',
    'Brightness',
    'Contrast',
  ] as const),
  ...(['Color', 'Sharpness', 'Desaturate', 'GaussianBlur'] as const),
  ...(['Rotate', 'ShearX', 'ShearY', 'TranslateXRel', 'TranslateYRel'] as const),
];
const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic'] as const;
/** A strong one, and not round: noise makes them so, and round ones put pixels at simple fractions of the source's. */
const LEVEL = 8.62;
const MAGNITUDES = [0, 4, 9] as const;
/** Images of one pass: few of an operation, many of draws. */
const OPERATION_IMAGES = 48;
const DRAWN_IMAGES = 400;

const CONTEXT: LevelContext = { translateConst: Math.trunc(0.45 * OPERATIONS_SIDE), translatePct: 0.45 };

/** @param crops RGB images of OPERATIONS_SIDE a side, 1 or more */
export function benchOperations(engine: PixelEngine, crops: readonly Uint8Array[], passes: number): OperationResult[] {
  return NAMES.flatMap((name) => {
    const argument = levelArgument(name, LEVEL, false, CONTEXT);
    const operation: PlannedOperation = argument === undefined ? { name } : { name, argument };
    const variants = GEOMETRIC.has(name) ? INTERPOLATIONS : [null];
    return variants.map((interpolation) => {
      const planned = interpolation === null ? operation : { ...operation, interpolation };
      const plans = Array.from({ length: OPERATION_IMAGES }, () => [planned]);
      return { name, interpolation, cpu_ms: measure(engine, crops, plans, passes) };
    });
  });
}

export function benchRandAugment(
  engine: PixelEngine,
  crops: readonly Uint8Array[],
  passes: number,
): RandAugmentResult[] {
  return MAGNITUDES.map((magnitude) => {
    const config = presetRandAugment(magnitude);
    const parsed = parseRandAugment(config);
    const plans = Array.from({ length: DRAWN_IMAGES }, (_, k) =>
      planRandAugment(parsed, { ...CONTEXT, interpolation: 'random' }, new RandomStream(0, 0, k, PURPOSE.augment)),
    );
    return { config, cpu_ms_per_image: measure(engine, crops, plans, passes) };
  });
}

/** Milliseconds of one plan: the median pass, less what it takes to bring the images in. */
function measure(
  engine: PixelEngine,
  crops: readonly Uint8Array[],
  plans: readonly PlannedOperation[][],
  passes: number,
): number {
  const load = (k: number): void => engine.loadImage(crops[k % crops.length]!, OPERATIONS_SIDE, OPERATIONS_SIDE);
  const times: number[] = [];
  // The first pass warms caches and the compiler.
  for (let pass = -1; pass < passes; pass += 1) {
    const copying = cpuMilliseconds(() => {
      for (let k = 0; k < plans.length; k += 1) load(k);
    });
    const all = cpuMilliseconds(() => {
      for (const [k, plan] of plans.entries()) {
        load(k);
        applyOperations(engine, plan, FILL);
      }
    });
    if (pass >= 0) times.push((all - copying) / plans.length);
  }
  return Math.max(0, median(times));
}
