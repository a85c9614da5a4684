import type { CacheOptions } from '../../dataset/cache/cached.ts';
import type { MixtureDescriptor } from '../../dataset/mixture/mixture-source.ts';
import type { SourceDescriptor } from '../../dataset/source.ts';
import { CrescendoError, type ErrorMetadata, type Reason, toCrescendoError } from '../../errors.ts';
import type { DecodeMemoryWords } from '../../pixels/decode/index.ts';
import type { Phase } from '../../plan/program.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../../plan/sampling/recipe.ts';
import type { EvaluationConfig } from '../evaluation.ts';
import type { Place } from '../layout.ts';
import type { Claims } from './claims.ts';

/** The data that every worker gets once. */
export interface WorkerSetup {
  kernels: WebAssembly.Module;
  /** What the decoders of all workers may take. */
  decodeMemory: DecodeMemoryWords;
  /** Where to keep what is fetched from remote storage. */
  cache?: CacheOptions | undefined;
}

/** How the samples of a phase are drawn, or how they are evaluated. */
export type PhasePlan = SamplingPlan | EvaluationConfig;

/**
 * A phase over samples of one batch: plain data and shared memory only. Every worker gets the same task, and does the
 * part that it claims.
 */
export interface PhaseTask {
  phase: Phase;
  plan: PhasePlan;
  claims: Claims;
  source: SourceDescriptor | MixtureDescriptor;
  /**
   * Manifest indices of samples that could not be read in as many tries as a sample gets: if this one fails as well, they
   * are bad. Undefined if there are none.
   */
  lastTry?: ReadonlySet<number> | undefined;
  /** Workers that share the samples. */
  workers: number;
  /**
   * Position in the batch, epoch, manifest index and repeat of each sample. In a phase per pair, a partner follows its
   * image.
   */
  positions: Uint32Array;
  epochs: Float64Array;
  indices: Float64Array;
  repeats: Uint8Array;
  /** How each of them is mixed, for a phase per pair. */
  mixes?: SampleMix[];
  batch: Place;
  /** Where whole images wait, for phases that read or write them. */
  whole?: Place;
}

/** A sample that could not be read. */
export interface FailedSample {
  index: number;
  reason: string;
}

/** A sample that another one replaces. */
export interface Replacement {
  /** Position in the batch. */
  position: number;
  /** Manifest index of the sample that is shown instead. */
  index: number;
  /** The bad samples that were tried, the planned one first. */
  failed: FailedSample[];
}

/** A sample that could not be read and was not replaced; its place in the batch is unchanged. */
export interface UnreadSample {
  position: number;
  sample: FailedSample;
}

/** A read that failed for a reason that may pass, so that samples of the task are not made yet. */
export interface Unavailable {
  /** What the read threw. */
  failure: TaskFailure;
  /** Manifest index of the sample that could not be read while others could; undefined if the storage does not answer. */
  suspect: number | undefined;
}

/** The findings of a phase. */
export interface PhaseResult {
  replacements: Replacement[];
  unread: UnreadSample[];
}

/** The findings of a task. */
export interface TaskFindings extends PhaseResult {
  /** Samples that are not made stay unmarked in the task's claims. Left out if all are made. */
  unavailable?: Unavailable[];
}

/** Why a task failed. Errors lose their fields between threads, so they are sent as data. */
export interface TaskFailure {
  reason: Reason;
  message: string;
  metadata: ErrorMetadata;
}

/** True if the storage did not answer a task. */
export function isOutage({ unavailable = [] }: TaskFindings): boolean {
  return unavailable.some(({ suspect }) => suspect === undefined);
}

/** What a task has come to, and the milliseconds for which it kept its worker. */
export type TaskResult = (TaskFindings | { failure: TaskFailure }) & { busyMs: number };

/** The result of a task that has thrown. */
export function failureOf(thrown: unknown, busyMs = 0): TaskResult {
  return { failure: failureData(thrown), busyMs };
}

/** An error as data. */
export function failureData(thrown: unknown): TaskFailure {
  const { reason, message, metadata } = toCrescendoError(thrown);
  return { reason, message, metadata };
}

/** The error that was sent as data. */
export function failureError({ reason, message, metadata }: TaskFailure): CrescendoError {
  return new CrescendoError(reason, message, metadata);
}
