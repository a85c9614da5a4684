import type { SourceDescriptor } from '../../dataset/source.ts';
import type { ChunkLayout } from '../../delivery/chunk-layout.ts';
import type { ErrorMetadata, Reason } from '../../errors.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../../plan/sampling/recipe.ts';
import type { EvaluationConfig } from '../evaluation.ts';
import type { Claims } from './claims.ts';

/** What every worker gets once. */
export interface WorkerSetup {
  kernels: WebAssembly.Module;
}

/**
 * Samples of one batch, plain data and shared memory only. Every worker gets the same task, and makes those of its
 * samples that it claims.
 */
export interface SampleTask {
  claims: Claims;
  source: SourceDescriptor;
  /** Names the source: workers keep one open for each. */
  sourceKey: string;
  plan: SamplingPlan;
  /** Position in the batch, epoch and manifest index of each sample. */
  positions: Uint32Array;
  epochs: Float64Array;
  indices: Float64Array;
  slot: SharedArrayBuffer;
  layout: ChunkLayout;
}

/**
 * Images of one batch that are mixed with each other, and erased after that; the batch's samples are all made. Pairs are
 * claimed.
 */
export interface MixTask {
  claims: Claims;
  plan: SamplingPlan;
  /** Positions in the batch, partner beside partner; the arrays below follow their order. */
  positions: Uint32Array;
  epochs: Float64Array;
  indices: Float64Array;
  mixes: SampleMix[];
  slot: SharedArrayBuffer;
  layout: ChunkLayout;
}

/** Images that wait whole in `staging`: those claimed are cropped into the slot, unless a GPU has done so, and erased. */
export interface CropTask {
  claims: Claims;
  plan: SamplingPlan;
  positions: Uint32Array;
  epochs: Float64Array;
  indices: Float64Array;
  /** Whether the slot holds the crops already. */
  cropped: boolean;
  /** Side of the whole images, in pixels. */
  size: number;
  staging: SharedArrayBuffer;
  inputLayout: ChunkLayout;
  slot: SharedArrayBuffer;
  layout: ChunkLayout;
}

/** Validation samples, likewise to be claimed: no draws, no stand-ins. */
export interface EvaluationTask {
  claims: Claims;
  source: SourceDescriptor;
  sourceKey: string;
  config: EvaluationConfig;
  /** Manifest indices in order of position, from the first of the batch on. */
  indices: Float64Array;
  slot: SharedArrayBuffer;
  layout: ChunkLayout;
}

export interface EvaluationResult {
  /** Positions that could not be read. */
  failed: { position: number; sample: FailedSample }[];
  failure?: TaskFailure;
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

/** Why a task failed: errors lose their fields on the way between threads, so they travel as data. */
export interface TaskFailure {
  reason: Reason;
  message: string;
  metadata: ErrorMetadata;
}

export interface SampleTaskResult {
  replacements: Replacement[];
  failure?: TaskFailure;
}
