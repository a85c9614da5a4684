/** The checks of a spec that involve several fields. Each returns the path of a field, its value and the rule. */

import { type ImageSize, shorterSide, sidesOf, sizeText } from '../types.ts';
import { namedMagnitude } from './auto-augment/config.ts';
import { cropProblem } from './crop-place.ts';
import type { RunSpec } from './fields.ts';
import { type MicroBatching, microBatchFor } from './micro-batch.ts';
import { mixtureProblem } from './mixture.ts';
import type { Problem } from './problem.ts';
import type { MicroBatchRule, StageDefinition } from './stage-definition.ts';
import { sizeOf } from './stage-size.ts';
import { accounting, stageDefinitions } from './stages.ts';

/** The first problem of a spec; undefined if there is none. */
export function findProblem(spec: RunSpec): Problem | undefined {
  return (
    mixtureProblem(spec) ??
    multipleProblem(spec) ??
    strengthProblem(spec) ??
    stageProblem(spec) ??
    tableProblem(spec) ??
    costProblem(spec) ??
    workingSideProblem(spec) ??
    cropProblem(spec)
  );
}

/** Sides that a model of this multiple cannot take. */
function multipleProblem(spec: RunSpec): Problem | undefined {
  const { base_size: base, side_multiple: multiple } = spec;
  const { height, width } = sidesOf(base);
  if (height % multiple !== 0 || width % multiple !== 0) {
    return { field: 'side_multiple', value: multiple, rule: `must divide base_size, ${sizeText(base)}` };
  }
  const k = stageDefinitions(spec).findIndex(({ bandwidth }) => bandwidth % multiple !== 0);
  if (k < 0) return undefined;
  const stage = stageDefinitions(spec)[k]!;
  const side = stage.bandwidth;
  const named = stage.size === undefined ? `side ${side}` : `${sizeText(stage.size)}, whose shorter side is ${side}`;
  const rule = `stage ${k} trains at ${named}, which is not a multiple of side_multiple, ${multiple}`;
  return { field: `schedule.stages.${k}.bandwidth`, value: side, rule };
}

function stageProblem(spec: RunSpec): Problem | undefined {
  const stages = stageDefinitions(spec);
  let before = 0;
  for (const [k, stage] of stages.entries()) {
    const field = `schedule.stages.${k}`;
    if (stage.until <= before) {
      const rule = `must be greater than ${before}, where the previous stage ends`;
      return { field: `${field}.until`, value: stage.until, rule };
    }
    const most = shorterSide(spec.base_size);
    if (stage.bandwidth > most) {
      const rule = `must be at most ${baseText(spec.base_size, most)}`;
      return { field: `${field}.bandwidth`, value: stage.bandwidth, rule };
    }
    const problem = batchProblem(spec, k) ?? worldProblem(stage, k, spec.global_batch, spec.world_size, spec.base_size);
    if (problem !== undefined) return problem;
    before = stage.until;
  }
  if (before === 1) return undefined;
  return { field: `schedule.stages.${stages.length - 1}.until`, value: before, rule: 'must be 1 in the last stage' };
}

/** "base_size", or "the shorter side of base_size"; with `value`, its value. */
function baseText(baseSize: ImageSize, value?: number): string {
  if (typeof baseSize === 'number') return value === undefined ? 'base_size' : `base_size, ${value}`;
  const shorter = `the shorter side of base_size, ${sizeText(baseSize)}`;
  return value === undefined ? shorter : `${value}, ${shorter}`;
}

/** A stage's three ways of dividing its batch must agree. */
function batchProblem(spec: RunSpec, k: number): Problem | undefined {
  const stage = 'stages' in spec.schedule ? spec.schedule.stages[k] : undefined;
  const { global_batch: batch, micro_batch: micro, accumulation } = stage ?? {};
  if (batch === undefined || micro === undefined || accumulation === undefined) return undefined;
  const product = micro * accumulation * spec.world_size;
  if (product === batch) return undefined;
  const rule = `must be micro_batch * accumulation * world_size, ${product}`;
  return { field: `schedule.stages.${k}.global_batch`, value: batch, rule };
}

/**
 * The reason why a world of this many ranks cannot share a stage's batches; undefined if it can.
 *
 * @param k the stage's position
 * @param runBatch samples of a batch if the stage does not say
 */
export function worldProblem(
  stage: Pick<StageDefinition, 'globalBatch' | 'bandwidth' | 'size' | 'mixing' | 'replay' | 'micro'>,
  k: number,
  runBatch: number,
  worldSize: number,
  baseSize: ImageSize,
): Problem | undefined {
  const value = stage.globalBatch ?? runBatch;
  const field = stage.globalBatch === undefined ? 'global_batch' : `schedule.stages.${k}.global_batch`;
  if (value % worldSize !== 0) return { field, value, rule: `must be a multiple of world_size, ${worldSize}` };
  const size = value / worldSize;
  if (stage.mixing !== undefined && size % 2 !== 0) {
    return {
      field,
      value,
      rule: `must be even on each of ${worldSize} ranks, because mixing works on pairs of images`,
    };
  }
  if (stage.replay !== undefined) {
    const { times, split } = stage.replay;
    if (size % (times * split) !== 0) {
      const rule = `on each of ${worldSize} ranks it must be a multiple of replay's times * split, ${times * split}`;
      return { field, value, rule };
    }
  }
  const { microBatch, accumulation } = microBatching(stage.micro, size, sizeOf(stage), baseSize);
  if (Number.isInteger(microBatch) && Number.isInteger(accumulation)) return undefined;
  const name = stage.micro?.microBatch === undefined ? 'accumulation' : 'micro_batch';
  const own = stage.micro?.microBatch ?? stage.micro?.accumulation ?? 0;
  return {
    field: `schedule.stages.${k}.${name}`,
    value: own,
    rule: `must divide the ${size} samples of each rank's batch`,
  };
}

/** How a rank's batch is divided at a size; fractions if it cannot be. */
export function microBatching(
  rule: MicroBatchRule | undefined,
  rankBatch: number,
  size: ImageSize,
  baseSize: ImageSize,
): MicroBatching {
  const { microBatch, accumulation, fitting } = rule ?? {};
  if (microBatch !== undefined) return { microBatch, accumulation: rankBatch / microBatch };
  if (accumulation !== undefined) return { microBatch: rankBatch / accumulation, accumulation };
  if (fitting !== undefined) return microBatchFor(rankBatch, fitting, size, baseSize);
  return { microBatch: rankBatch, accumulation: 1 };
}

/** Strengths that would silently do nothing. */
function strengthProblem(spec: RunSpec): Problem | undefined {
  if ('preset' in spec.schedule) return undefined;
  for (const [k, stage] of spec.schedule.stages.entries()) {
    const field = (name: string): string => `schedule.stages.${k}.${name}`;
    for (const name of ['mixup_alpha', 'cutmix_alpha'] as const) {
      const value = stage[name];
      // 0 for something that is already off is harmless.
      if (spec.mixing === undefined && value !== undefined && value !== 0) {
        return { field: field(name), value: JSON.stringify(value), rule: "above 0 needs the run's mixing" };
      }
    }
    const randaugment = stage.randaugment ?? (spec.randaugment === 'preset' ? 'none' : spec.randaugment);
    if (stage.magnitude !== undefined && randaugment === 'none') {
      const rule = "needs a randaugment, the stage's or the run's";
      return { field: field('magnitude'), value: JSON.stringify(stage.magnitude), rule };
    }
    if (stage.magnitude !== undefined && namedMagnitude(randaugment) === undefined) {
      const rule =
        `must be left out with randaugment ${randaugment}: AutoAugment's policies have a magnitude for each ` +
        'operation; use a "rand-..." or "augmix-..." string';
      return { field: field('magnitude'), value: JSON.stringify(stage.magnitude), rule };
    }
  }
  return undefined;
}

/** Tables must have an entry for every side in use. */
function tableProblem(spec: RunSpec): Problem | undefined {
  const sides = stageDefinitions(spec).map((stage) => stage.bandwidth);
  const { cost, flops } = accounting(spec, 1);
  const tables = [
    {
      field: 'cost.table',
      table: cost.kind === 'table' ? cost.table : undefined,
      needed: [...sides, shorterSide(spec.base_size)],
    },
    { field: 'budget.flops_per_image', table: typeof flops === 'object' ? flops : undefined, needed: sides },
  ];
  for (const { field, table, needed } of tables) {
    const missing = table && needed.find((side) => !table.has(side));
    if (missing !== undefined)
      return { field, value: [...table!.keys()].join(', '), rule: `has no entry for side ${missing}` };
  }
  return undefined;
}

/** A cost model that the budget does not use would silently do nothing. */
function costProblem(spec: RunSpec): Problem | undefined {
  const { budget, cost } = accounting(spec, 1);
  if (cost.kind === 'quadratic' || budget.unit === 'equivalent_epochs') return undefined;
  return {
    field: 'cost',
    value: cost.kind,
    rule: `is only for budgets of equivalent_epochs, but this one is in ${budget.unit}`,
  };
}

/** Refuses working sides that would do nothing, or that the low-frequency crop cannot handle. */
function workingSideProblem(spec: RunSpec): Problem | undefined {
  const entries = Object.entries(spec.working_sides ?? {});
  if (spec.fidelity === 'exact' && spec.working_sides !== undefined) {
    return { field: 'working_sides', value: JSON.stringify(spec.working_sides), rule: 'needs fidelity matched' };
  }
  const bandwidths = stageDefinitions(spec).map((stage) => stage.bandwidth);
  for (const [bandwidth, value] of entries) {
    const field = `working_sides.${bandwidth}`;
    if (!bandwidths.includes(Number(bandwidth))) return { field, value, rule: 'no stage has this bandwidth' };
    const most = shorterSide(spec.base_size);
    if (value < Number(bandwidth) || value > most) {
      const rule = `must be ${bandwidth}..${most}, the bandwidth to ${baseText(spec.base_size)}`;
      return { field, value, rule };
    }
  }
  return undefined;
}
