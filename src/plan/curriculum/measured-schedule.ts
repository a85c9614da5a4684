import { type Accounting, sampleCost } from '../../spec/budget.ts';
import { given, type StageDefinition } from '../../spec/stage-definition.ts';
import { sizeOf } from '../../spec/stage-size.ts';
import { measuredCost, type SizeTime } from './measured-cost.ts';
import { freshSamples, type Stage } from './schedule.ts';

/** The reports of a run's trainers. */
export interface Measurements {
  /** The step that all ranks have consumed; -1 before the first. */
  consumedStep: number;
  /** Ranks of the current world. */
  worldSize: number;
  /** Time that training took, and that time multiplied by the number of ranks, in seconds. */
  wallSeconds: number;
  acceleratorSeconds: number;
  /** Mean duration of a step in seconds and how many it is the mean of, by position of the stage. */
  stepTimes: ReadonlyMap<number, { seconds: number; steps: number }>;
}

export interface MeasuredInput extends Accounting {
  stages: readonly StageDefinition[];
  globalBatch: number;
  /** The parts that are decided, in order. */
  decided: readonly Stage[];
  measured: Measurements;
}

/** Steps of the first part, before anything is measured, and of the last parts of a stage. */
const FEW_STEPS = 16;
/** Steps of the longest part, so that one wrong report of a step's duration decides little. */
const MANY_STEPS = 1_000_000;
/** A part is decided when this many steps, or half of them, are left of the part before. */
const LOOKAHEAD_STEPS = 64;

/**
 * Decides the next part of a schedule whose stages end by measurement. Parts are appended where the decided ones end,
 * so no decision changes a step that a server may have sent. Each part takes half of the estimated rest of its stage,
 * so that the parts approach the stage's end ever more closely.
 *
 * @returns the part, an empty list if the run is over, or undefined if it is too early to decide
 */
export function decideNext(input: MeasuredInput): Stage[] | undefined {
  const { decided, measured, stages } = input;
  const last = decided.at(-1);
  if (last === undefined) return [firstPart(input)];
  const horizon = last.firstStep + last.steps;
  const left = horizon - 1 - measured.consumedStep;
  if (left > Math.min(LOOKAHEAD_STEPS, Math.floor(last.steps / 2))) return undefined;
  if (measured.stepTimes.size === 0) return undefined;
  const spent = spentShare(input) + left * stepShareOf(input, last.index);
  const ends = spent + stepShareOf(input, last.index) / 2 >= stages[last.index]!.until;
  const index = ends ? last.index + 1 : last.index;
  if (index === stages.length) return [];
  return [part(input, last, index, spent)];
}

function firstPart(input: MeasuredInput): Stage {
  const { until, globalBatch = input.globalBatch, ...settings } = input.stages[0]!;
  return {
    ...{ index: 0, firstStep: 0, steps: FEW_STEPS, firstPosition: 0, budgetStart: 0, budgetEnd: 0, globalBatch },
    ...given(settings),
    span: [0, until],
  };
}

/** @param spent share of the budget that will be spent where the part begins */
function part(input: MeasuredInput, last: Stage, index: number, spent: number): Stage {
  const { until, globalBatch = input.globalBatch, ...settings } = input.stages[index]!;
  const begins = index === 0 ? 0 : input.stages[index - 1]!.until;
  // The reported share of the budget never falls, even if time was overestimated before.
  const budgetStart = Math.max(last.budgetEnd, Math.min(spent, until), index === last.index ? 0 : begins);
  const share = stepShareOf(input, index);
  const remaining = (until - Math.max(spent, 0)) / share;
  const wanted = remaining <= 2 * FEW_STEPS ? Math.round(remaining) : Math.floor(remaining / 2);
  const steps = Math.min(Math.max(1, wanted), MANY_STEPS);
  const firstStep = last.firstStep + last.steps;
  const firstPosition = last.firstPosition + last.steps * freshSamples(last);
  const origin = last.origin ?? { firstStep: last.firstStep, firstPosition: last.firstPosition };
  return {
    ...{ index, firstStep, steps, firstPosition, budgetStart, globalBatch },
    budgetEnd: Math.max(budgetStart, Math.min(until, spent + steps * share)),
    ...given(settings),
    span: [begins, until],
    ...(index === last.index ? { origin } : {}),
  };
}

/** Share of the budget that the consumed steps have cost. */
function spentShare(input: MeasuredInput): number {
  const { budget, measured, decided } = input;
  if (budget.unit === 'wall_hours') return measured.wallSeconds / (budget.amount * 3600);
  if (budget.unit === 'accelerator_hours') return measured.acceleratorSeconds / (budget.amount * 3600);
  return decided.reduce((sum, stage) => {
    const consumed = Math.max(0, Math.min(stage.steps, measured.consumedStep + 1 - stage.firstStep));
    return sum + consumed * stepShareOf(input, stage.index);
  }, 0);
}

/** Share of the budget that a step of a stage costs, as measured, or as estimated from other stages. */
function stepShareOf(input: MeasuredInput, index: number): number {
  const { budget, measured, baseSize, sampleCount } = input;
  if (budget.unit === 'equivalent_epochs') {
    const cost = measuredCost(sizeTimes(input), sizeOf(input.stages[index]!), baseSize);
    return (batchOf(input, index) * cost) / (budget.amount * sampleCount);
  }
  const ranks = budget.unit === 'accelerator_hours' ? measured.worldSize : 1;
  return (secondsOf(input, index) * ranks) / (budget.amount * 3600);
}

/** Seconds of a step: of the stage itself, or of the nearest one before it, scaled by area and batch. */
function secondsOf(input: MeasuredInput, index: number): number {
  for (let known = index; known >= 0; known -= 1) {
    const seconds = input.measured.stepTimes.get(known)?.seconds;
    if (seconds === undefined) continue;
    const work = (k: number): number => batchOf(input, k) * sampleCost(sizeOf(input.stages[k]!), input.baseSize);
    return (seconds * work(index)) / work(known);
  }
  throw new RangeError('no step has been measured');
}

/** Mean time of a sample by size, from the times of the stages' steps. */
export function sizeTimes(input: Pick<MeasuredInput, 'stages' | 'globalBatch' | 'measured'>): SizeTime[] {
  return [...input.measured.stepTimes].map(([index, { seconds, steps }]) => {
    const batch = batchOf(input, index);
    return { size: sizeOf(input.stages[index]!), seconds: seconds / batch, samples: steps * batch };
  });
}

function batchOf({ stages, globalBatch }: Pick<MeasuredInput, 'stages' | 'globalBatch'>, index: number): number {
  return stages[index]!.globalBatch ?? globalBatch;
}
