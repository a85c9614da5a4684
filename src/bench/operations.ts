import { FILL } from '../make/execute.ts';
import type { PixelEngine } from '../pixels/kernels/engine.ts';
import { applyOperations } from '../pixels/ops/apply.ts';
import { isGeometric, OPERATION_RULES, OPERATIONS } from '../pixels/ops/index.ts';
import { type LevelContext, levelArgument } from '../plan/sampling/randaugment/levels.ts';
import type { PlannedOperation } from '../plan/sampling/randaugment/operation.ts';
import { planRandAugment } from '../plan/sampling/randaugment/plan.ts';
import { PURPOSE, RandomStream } from '../plan/sampling/random-stream.ts';
import { presetRandAugment } from '../spec/presets.ts';
import { parseRandAugment } from '../spec/randaugment/config.ts';
import { cpuMilliseconds, type Repetitions, repeat, type Variant } from './repeat.ts';
import type { BenchReport, OperationResult, RandAugmentResult } from './report.ts';
import { type DifferenceSummary, summarizeDifferences } from './statistics.ts';

/** Side of the images, in pixels. */
export const OPERATIONS_SIDE = 224;

const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic'] as const;
/**
 * A strong magnitude that is not round: noise produces such magnitudes, and round ones put pixels at simple fractions
 * of the source's.
 */
const LEVEL = 8.62;
const MAGNITUDES = [0, 4, 9] as const;
/** Images of one pass: few of an operation, many of draws. */
const OPERATION_IMAGES = 48;
const DRAWN_IMAGES = 400;

const CONTEXT: LevelContext = { translateConst: Math.trunc(0.45 * OPERATIONS_SIDE), translatePct: 0.45 };

/** An operation, or what a configuration draws, and the plans of one pass over the images. */
interface Case<Result> {
  result: Result;
  plans: readonly PlannedOperation[][];
}

/**
 * Measures every operation by itself, and what the curriculum's configurations draw, in turn.
 *
 * @param crops RGB images of OPERATIONS_SIDE a side, 1 or more
 */
export async function benchOperations(
  engine: PixelEngine,
  crops: readonly Uint8Array[],
  repetitions: Repetitions,
): Promise<Pick<BenchReport, 'operations' | 'randaugment'>> {
  const [operations, configs] = [operationCases(), configCases()];
  const variants = [...operations, ...configs].map(({ plans }) => planVariant(engine, crops, plans));
  const costs = (await repeat(variants, repetitions)).map((times) => summarizeDifferences(times));
  return {
    operations: operations.map(({ result }, k) => ({ ...result, cpu_ms: costs[k]!.median, ...noiseOf(costs[k]!) })),
    randaugment: configs.map(({ result }, k) => {
      const cost = costs[operations.length + k]!;
      return { ...result, cpu_ms_per_image: cost.median, ...noiseOf(cost) };
    }),
  };
}

function noiseOf({ below }: DifferenceSummary): { below_noise_ms?: number } {
  return below === undefined ? {} : { below_noise_ms: below };
}

function operationCases(): Case<Omit<OperationResult, 'cpu_ms'>>[] {
  return OPERATIONS.flatMap(({ name, cost }) => {
    if (cost === undefined) return [];
    const rule = OPERATION_RULES.get(name);
    const argument = cost.argument ?? (rule && levelArgument(rule, LEVEL, false, CONTEXT));
    const operation: PlannedOperation = argument === undefined ? { name } : { name, argument };
    const variants = isGeometric(name) ? INTERPOLATIONS : [null];
    return variants.map((interpolation) => {
      const planned = interpolation === null ? operation : { ...operation, interpolation };
      return { result: { name, interpolation }, plans: Array.from({ length: OPERATION_IMAGES }, () => [planned]) };
    });
  });
}

function configCases(): Case<Omit<RandAugmentResult, 'cpu_ms_per_image'>>[] {
  return MAGNITUDES.map((magnitude) => {
    const config = presetRandAugment(magnitude);
    const parsed = parseRandAugment(config);
    const plans = Array.from({ length: DRAWN_IMAGES }, (_, k) =>
      planRandAugment(
        OPERATION_RULES,
        parsed,
        { ...CONTEXT, interpolation: 'random' },
        new RandomStream(0, 0, k, PURPOSE.augment),
      ),
    );
    return { result: { config }, plans };
  });
}

/** CPU milliseconds of one plan, without the time that it takes to load the images. */
function planVariant(
  engine: PixelEngine,
  crops: readonly Uint8Array[],
  plans: readonly PlannedOperation[][],
): Variant<number> {
  const load = (k: number): void => engine.loadImage(crops[k % crops.length]!, OPERATIONS_SIDE, OPERATIONS_SIDE);
  return async () => {
    const copying = await cpuMilliseconds(() => {
      for (let k = 0; k < plans.length; k += 1) load(k);
    });
    const all = await cpuMilliseconds(() => {
      for (const [k, plan] of plans.entries()) {
        load(k);
        applyOperations(engine, plan, FILL);
      }
    });
    return (all - copying) / plans.length;
  };
}
