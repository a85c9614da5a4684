/**
 * Global batches that follow from `micro_batch * accumulation * world_size`. They are resolved once, when a run is
 * opened, and stored with it: the number of ranks may change while a run lives, and its batches may not.
 */

import { worldProblem } from './check-stages.ts';
import type { RunSpec } from './fields.ts';
import type { StageSpec } from './schedule-spec.ts';
import { stageDefinitions } from './stages.ts';

/** Samples that one rank trains in a step of a stage that says both how much a device takes and how often. */
export function rankBatch({ micro_batch: micro, accumulation }: StageSpec): number | undefined {
  return micro === undefined || accumulation === undefined ? undefined : micro * accumulation;
}

/** The spec with the global batch of every stage that says it by its micro-batches. */
export function withStageBatches(spec: RunSpec): RunSpec {
  if ('preset' in spec.schedule) return spec;
  const stages = spec.schedule.stages.map((stage) => {
    const samples = rankBatch(stage);
    if (samples === undefined || stage.global_batch !== undefined) return stage;
    return { ...stage, global_batch: samples * spec.world_size };
  });
  return { ...spec, schedule: { ...spec.schedule, stages } };
}

/** A stage whose batch would be another in a request's world. */
export interface StageWorldMismatch {
  stage: number;
  /** Samples of the stage's batches over all ranks, as the run was opened. */
  globalBatch: number;
  /** Number of ranks that these batches were resolved for. */
  worldSize: number;
  /** What is wrong, what fits, and the way on. */
  rule: string;
}

/** The first stage whose batch a request's number of ranks would change; undefined if there is none. */
export function stageWorldMismatch(run: RunSpec, wanted: RunSpec): StageWorldMismatch | undefined {
  if ('preset' in run.schedule || 'preset' in wanted.schedule) return undefined;
  for (const [k, stage] of run.schedule.stages.entries()) {
    const samples = rankBatch(stage);
    const other = wanted.schedule.stages[k];
    const { global_batch: batch } = stage;
    if (samples === undefined || batch === undefined || other === undefined) continue;
    if (other.micro_batch !== stage.micro_batch || other.accumulation !== stage.accumulation) continue;
    if (other.global_batch === batch) continue;
    const shared = worldFits(run, wanted.world_size)
      ? `; joined without a spec, ${wanted.world_size} ranks share batches of ${batch}`
      : '';
    const rule =
      `stage ${k} has batches of ${batch} samples, micro_batch ${stage.micro_batch} * accumulation ` +
      `${stage.accumulation} on ${batch / samples} ranks, and on ${wanted.world_size} ranks they would be of ` +
      `${other.global_batch}: world_size ${batch / samples} fits${shared}`;
    return { stage: k, globalBatch: batch, worldSize: batch / samples, rule };
  }
  return undefined;
}

function worldFits(spec: RunSpec, worldSize: number): boolean {
  return stageDefinitions(spec).every(
    (stage, k) => worldProblem(stage, k, spec.global_batch, worldSize, spec.base_size) === undefined,
  );
}

/** How far from a number of ranks those that fit are looked for. */
const NEAR = 256;

/** The numbers of ranks nearest to one that does not fit, below and above it, that do. */
export function nearestWorlds(worldSize: number, fits: (worldSize: number) => boolean): number[] {
  const distances = Array.from({ length: NEAR }, (_, k) => k + 1);
  const below = distances.map((distance) => worldSize - distance).find((world) => world >= 1 && fits(world));
  const above = distances.map((distance) => worldSize + distance).find(fits);
  return [below, above].filter((world) => world !== undefined);
}
