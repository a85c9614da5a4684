import { invalidOption } from './errors.ts';
import type { ValidationSplit } from './options.ts';
import type { RunInfo } from './run.ts';
import { ownSize, pairOf } from './sizes.ts';
import type { StreamPlan } from './stream-plan.ts';

/** The validation data of a run: one stage, whose batches may be short at the end. Throws `INVALID_FIELD` if it has none, or no batch fits the world. */
export function validationPlan(
  run: RunInfo,
  { size, pad }: ValidationSplit,
  rank: number,
  worldSize: number,
): StreamPlan {
  const baseSize = run.spec.baseSize ?? 0;
  const side = size ?? Math.min(...pairOf(baseSize));
  const samples = run.validationSampleCount;
  const globalBatch = run.spec.validation?.globalBatch ?? run.spec.globalBatch ?? 0;
  if (samples === 0) throw invalidOption('spec.validation', undefined, `given: run ${run.run} has no validation data`);
  if (globalBatch % worldSize !== 0) throw invalidOption('worldSize', worldSize, `a divisor of ${globalBatch} samples`);
  const rankBatch = globalBatch / worldSize;
  const left = (step: number): number => samples - step * globalBatch - rank * rankBatch;
  const totalSteps = Math.max(0, Math.ceil((pad ? samples : left(0)) / globalBatch));
  const stage = {
    ...{ index: 0, firstStep: 0, steps: totalSteps, budgetStart: 0, budgetEnd: 1, globalBatch },
    ...{ bandwidth: side, size: ownSize(side, baseSize, run.spec.sideMultiple ?? 1) },
    ...{ magnitude: undefined, randaugment: '', erasingProbability: 0, mixupAlpha: 0, cutmixAlpha: 0 },
    ...{ microBatch: rankBatch, accumulation: 1, replay: undefined, open: false },
  };
  const samplesAt = (step: number): number => (pad ? rankBatch : Math.max(0, Math.min(rankBatch, left(step))));
  // Validation images come at their final side, whichever side crops the training images.
  const shown = { ...run.spec, crop: 'server' } as const;
  return { run: { ...run, spec: shown, stages: [stage], totalSteps }, spec: run.spec, samplesAt };
}
