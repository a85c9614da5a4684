export type { Batch } from './batch.ts';
export { BatchStream, type BatchStreamOptions, type StreamState } from './batch-stream.ts';
export { Client, type ConnectOptions, connect } from './client.ts';
export { CrescendoError } from './errors.ts';
export type { RunSpec, StageSpec } from './spec.ts';
