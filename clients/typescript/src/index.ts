export type { Addresses, AddressFunction } from './addresses.ts';
export type { ErasingMode, ErasingSpec, MixingSpec } from './augmentation.ts';
export type { Batch, BatchFields, BatchPixels } from './batch.ts';
export type {
  ArchiveRunOptions,
  CallOptions,
  ConnectOptions,
  ForkRunOptions,
  ListRunsOptions,
  ProgressReport,
} from './call-options.ts';
export { type Client, connect } from './client.ts';
export type { Epoch } from './epochs.ts';
export { CrescendoError, type ErrorCode, type ErrorDetails, type ErrorReason } from './errors.ts';
export { type LowFrequencyCropOptions, lowFrequencyCrop } from './low-frequency.ts';
export { type MixOptions, mix } from './mix.ts';
export { type BatchMixing, softTargets } from './mixing.ts';
export { type NormalizeOptions, normalize } from './normalize.ts';
export type { BatchStreamOptions, Notice, StreamOptions, ValidationOptions } from './options.ts';
export type {
  BadSample,
  DatasetInfo,
  DatasetProgress,
  Fork,
  MeasuredCost,
  RankProgress,
  RunInfo,
  RunStatus,
  RunSummary,
  SpecDifference,
  Stage,
  UnreadSample,
} from './run.ts';
export type { BudgetSpec, CostSpec, ReplaySpec, StageSpec, Strength } from './schedule-spec.ts';
export { type WarmupCosineOptions, warmupCosine } from './schedules.ts';
export type { ServerReason } from './server-reasons.ts';
export type { ImagePair } from './sizes.ts';
export type {
  AugmentInterpolation,
  CropPlace,
  Dtype,
  Fidelity,
  Interpolation,
  LabelJoining,
  LowFrequency,
  MixedDatasetSpec,
  PresetName,
  RunSpec,
  ScheduleSpec,
  ShuffleSpec,
  ValidationSpec,
} from './spec.ts';
export type { StreamState } from './state.ts';
export type { BatchStream } from './stream.ts';
