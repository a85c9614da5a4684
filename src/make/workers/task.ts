import type { SourceDescriptor } from '../../dataset/source.ts';
import type { ErrorMetadata, Reason } from '../../errors.ts';
import type { Phase } from '../../plan/program.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../../plan/sampling/recipe.ts';
import type { EvaluationConfig } from '../evaluation.ts';
import type { Place } from '../layout.ts';
import type { Claims } from './claims.ts';

/** What every worker gets once. */
export interface WorkerSetup {
  kernels: WebAssembly.Module;
}

/** What a phase needs to know of the samples: how they are drawn, or how they are evaluated. */
export type PhasePlan = SamplingPlan | EvaluationConfig;

/**
 * A phase over samples of one batch: plain data and shared memory only. Every worker gets the same task, and does what it
 * claims.
 */
export interface PhaseTask {
  phase: Phase;
  plan: PhasePlan;
  claims: Claims;
  source: SourceDescriptor;
  /** Workers that share the samples. */
  workers: number;
  /** Position in the batch, epoch and manifest index of each sample. Of a phase per pair, a partner follows its image. */
  positions: Uint32Array;
  epochs: Float64Array;
  indices: Float64Array;
  /** How each of them is mixed, of a phase per pair. */
  mixes?: SampleMix[];
  batch: Place;
  /** Where whole images wait, of phases that read or write those. */
  whole?: Place;
}

/** A sample that could not be read. */
export interface FailedSample {
  index: number;
  reason: string;
}

/** A sample that another one stands in for. */
export interface Replacement {
  /** Position in the batch. */
  position: number;
  /** Manifest index of the sample that is shown. */
  index: number;
  /** The bad ones that were tried, the planned one first. */
  failed: FailedSample[];
}

/** A sample that could not be read and that nothing stands in for: its place in the batch is as it was. */
export interface UnreadSample {
  position: number;
  sample: FailedSample;
}

/** What a phase has found. */
export interface PhaseResult {
  replacements: Replacement[];
  unread: UnreadSample[];
}

/** Why a task failed: errors lose their fields on the way between threads, so they travel as data. */
export interface TaskFailure {
  reason: Reason;
  message: string;
  metadata: ErrorMetadata;
}

export type TaskResult = PhaseResult | { failure: TaskFailure };
