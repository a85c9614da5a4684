export type { ErasingMode, ErasingSpec, MixingSpec } from './augmentation.ts';
export type { Batch } from './batch.ts';
export { type CallOptions, type Client, type ConnectOptions, connect, type ProgressReport } from './client.ts';
export { CrescendoError, type ErrorDetails } from './errors.ts';
export { type BatchMixing, softTargets } from './mixing.ts';
export type { BatchStreamOptions } from './options.ts';
export type { Notice } from './receiver.ts';
export type { BadSample, MeasuredCost, RankProgress, RunInfo, RunStatus, Stage } from './run.ts';
export type { BudgetSpec, CostSpec, ReplaySpec, StageSpec, Strength } from './schedule-spec.ts';
export type {
  AugmentInterpolation,
  CropPlace,
  Dtype,
  Fidelity,
  Interpolation,
  LowFrequency,
  Output,
  RunSpec,
  ValidationSpec,
} from './spec.ts';
export type { StreamState } from './state.ts';
export type { BatchStream } from './stream.ts';
export type { ValidationOptions } from './validation.ts';
