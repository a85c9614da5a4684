export type { Batch } from './batch.ts';
export { type CallOptions, Client, type ConnectOptions, connect, type ProgressReport } from './client.ts';
export { CrescendoError, type ErrorDetails } from './errors.ts';
export type { BatchStreamOptions } from './options.ts';
export type { Notice } from './receiver.ts';
export type { BadSample, RankProgress, RunInfo, RunStatus, Stage } from './run.ts';
export type { AugmentInterpolation, Dtype, Interpolation, LowFrequency, RunSpec, StageSpec } from './spec.ts';
export type { StreamState } from './state.ts';
export { BatchStream } from './stream.ts';
