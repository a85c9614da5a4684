import { invalidOption } from './errors.ts';
import type { BatchStreamOptions } from './options.ts';
import type { RunInfo } from './run.ts';

/** What `Client.validation` takes beside the options of `Client.batches`. */
export interface ValidationOptions extends Omit<BatchStreamOptions, 'start' | 'state'> {
  /** Side of the images in pixels, even; the base size. */
  size?: number;
  /**
   * Fills the last batch up, so that every rank gets the same number of whole batches; see `Batch.valid`. By default the
   * last batch is short, and a rank that has no sample left gets one batch fewer.
   */
  pad?: boolean;
}

/** Which validation samples a stream has. */
export interface ValidationSplit {
  size: number | undefined;
  pad: boolean;
}

/** A run as its validation data: one stage, whose batches may be short at the end. */
export interface ValidationRun extends RunInfo {
  /** Samples of this rank's batch at a step. */
  samplesAt(step: number): number;
}

/** Makes the run's validation of an opened run. Throws `INVALID_FIELD` if it has none, or no batch fits the world. */
export function validationRun(
  run: RunInfo,
  { size = run.spec.baseSize ?? 0, pad }: ValidationSplit,
  rank: number,
  worldSize: number,
): ValidationRun {
  const samples = run.validationSampleCount;
  const globalBatch = run.spec.validation?.globalBatch ?? run.spec.globalBatch ?? 0;
  if (samples === 0) throw invalidOption('spec.validation', undefined, `given: run ${run.run} has no validation data`);
  if (globalBatch % worldSize !== 0) throw invalidOption('worldSize', worldSize, `a divisor of ${globalBatch} samples`);
  const rankBatch = globalBatch / worldSize;
  const left = (step: number): number => samples - step * globalBatch - rank * rankBatch;
  const totalSteps = Math.max(0, Math.ceil((pad ? samples : left(0)) / globalBatch));
  const stage = {
    ...{ index: 0, firstStep: 0, steps: totalSteps, budgetStart: 0, budgetEnd: 1, bandwidth: size, globalBatch },
    ...{ magnitude: undefined, randaugment: '', erasingProbability: 0, mixupAlpha: 0, cutmixAlpha: 0 },
    ...{ microBatch: rankBatch, accumulation: 1, replay: undefined, open: false },
  };
  const samplesAt = (step: number): number => (pad ? rankBatch : Math.max(0, Math.min(rankBatch, left(step))));
  // Validation images come at their side, whoever crops the training images.
  const spec = { ...run.spec, crop: 'server' } as const;
  return { ...run, spec, stages: [stage], totalSteps, samplesAt };
}
