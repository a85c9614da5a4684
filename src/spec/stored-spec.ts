import type { RunSpec } from './fields.ts';
import type { StageSpec } from './schedule-spec.ts';
import { parseRunSpec } from './spec.ts';
import { rankBatch } from './stage-batches.ts';

/** The fields of a decided stage that tell how many ranks its batch was resolved for. */
export interface DecidedBatch {
  /** Position of the stage in the schedule. */
  index: number;
  /** Samples of a batch over all ranks. */
  globalBatch: number;
}

/**
 * Reads the spec of a stored run, which may be from a release that knew fewer fields: those have their defaults.
 *
 * Older releases stored batches of `micro_batch * accumulation * world_size` unresolved, and let a join replace
 * `world_size`. For such a run the decided stages tell the number of ranks that it was opened with.
 *
 * @param json the spec as it was stored
 * @param decided the stages of the run's schedule log
 * @throws INVALID_FIELD if the spec breaks a rule that this release has
 */
export function readStoredSpec(json: string, decided: readonly DecidedBatch[]): RunSpec {
  const stored = JSON.parse(json) as { world_size?: number; schedule?: { stages?: StageSpec[] } };
  for (const [k, stage] of (stored.schedule?.stages ?? []).entries()) {
    const samples = rankBatch(stage);
    const batch = decided.find(({ index }) => index === k)?.globalBatch;
    if (samples === undefined || batch === undefined || stage.global_batch !== undefined) continue;
    return parseRunSpec({ ...stored, world_size: batch / samples });
  }
  return parseRunSpec(stored);
}
