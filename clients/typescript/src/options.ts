import { invalidOption } from './errors.ts';
import type { RunSpec } from './spec.ts';
import { checkStateForm, type StreamState } from './state.ts';

/** A notice for people, from the server or from this client about a server that does not answer. */
export interface Notice {
  /** A word for programs; `NO_ANSWER` if the server does not answer. */
  reason: string;
  /** A sentence for people. */
  message: string;
}

/** Options of `Client.batches`. */
export interface BatchStreamOptions {
  /** Name of the run. May be left out if `state` is given. */
  run?: string;
  /** The definition of the run; without it, the run must exist. */
  spec?: RunSpec;
  /** This rank, 0..worldSize-1; 0. */
  rank?: number;
  /** Number of ranks; by default that of the state, otherwise 1. */
  worldSize?: number;
  /** Batches that are received ahead of the last one reported, 1..64; 4. The stream holds window + 1 buffers. */
  window?: number;
  /**
   * Where to begin. `auto` (the default): at step 0 of a run in which nothing was trained; a run that has progress is an
   * error, because only you know which weights are loaded. `resume`: after the last step that *every* rank has reported,
   * so that all ranks of a job begin at the same step. `beginning`: at step 0. Or a global step.
   */
  start?: 'auto' | 'resume' | 'beginning' | number;
  /** True takes the rank from another trainer that reads its batches and may be alive; that one then fails. */
  takeover?: boolean;
  /** Continues where `BatchStream.state` was taken; replaces `start`. */
  state?: StreamState;
  /** True (the default): pixels are valid until the next iteration. False: every batch has memory of its own. */
  reuseBuffer?: boolean;
  /**
   * Whether batches may come through memory that a server on the same host shares: `auto` (the default) asks for it if
   * the address leads to this host, true always asks. If it is not available, they come through the connection.
   */
  sharedMemory?: boolean | 'auto';
  /** How long an outage of the server may last, in milliseconds; 300 000. 0 allows no second attempt. */
  retryMs?: number;
  /** Ends the iteration with the signal's reason. */
  signal?: AbortSignal;
  /** Called with notices for people; by default as the client's `onNotice`. */
  onNotice?: (notice: Notice) => void;
}

/** What `Client.validation` takes besides the options of `Client.batches`. */
export interface ValidationOptions extends Omit<BatchStreamOptions, 'start' | 'state' | 'takeover'> {
  /** Side of the images in pixels, even; the base size. */
  size?: number;
  /**
   * Fills up the last batch, so that every rank gets the same number of whole batches; see `Batch.valid`. By default
   * the last batch is short, and a rank that has no sample left gets one batch fewer.
   */
  pad?: boolean;
}

/** The validation samples of a stream. */
export interface ValidationSplit {
  size: number | undefined;
  pad: boolean;
}

/** The options with their defaults filled in. */
export interface ResolvedOptions {
  run: string;
  spec: RunSpec | undefined;
  rank: number;
  worldSize: number;
  window: number;
  start: 'auto' | 'resume' | number;
  takeover: boolean;
  state: StreamState | undefined;
  reuseBuffer: boolean;
  sharedMemory: boolean | 'auto';
  retryMs: number;
  signal: AbortSignal | undefined;
  onNotice: (notice: Notice) => void;
  /** The validation data instead of the training batches. */
  validation: ValidationSplit | undefined;
}

const WINDOW_MAX = 64;

/** Checks the options and fills in the defaults. Throws `INVALID_ARGUMENT`, reason `INVALID_FIELD`. */
export function resolveOptions(
  options: BatchStreamOptions,
  validation?: ValidationSplit,
  onNotice: (notice: Notice) => void = warn,
): ResolvedOptions {
  const { state, spec, start = 'auto', retryMs = 300_000, sharedMemory = 'auto' } = options;
  if (state !== undefined) checkStateForm(state);
  if (state !== undefined && options.start !== undefined)
    throw invalidOption('start', start, 'left out if state is given');
  const run = options.run ?? state?.run;
  if (run === undefined) throw invalidOption('run', run, 'given, unless there is a state');
  const worldSize = whole('worldSize', options.worldSize ?? state?.worldSize ?? 1, 1, Number.MAX_SAFE_INTEGER);
  if (typeof start === 'string' && !['auto', 'resume', 'beginning'].includes(start)) {
    throw invalidOption('start', start, "'auto', 'resume', 'beginning' or a global step");
  }
  if (typeof start === 'number') whole('start', start, 0, Number.MAX_SAFE_INTEGER);
  if (![true, false, 'auto'].includes(sharedMemory)) {
    throw invalidOption('sharedMemory', sharedMemory, "true, false or 'auto'");
  }
  if (!(retryMs >= 0)) throw invalidOption('retryMs', retryMs, '0 or more');
  return {
    run,
    spec: spec && { worldSize, ...spec },
    rank: whole('rank', options.rank ?? 0, 0, worldSize - 1),
    worldSize,
    window: whole('window', options.window ?? 4, 1, WINDOW_MAX),
    start: state?.nextStep ?? (start === 'beginning' ? 0 : start),
    takeover: options.takeover ?? false,
    state,
    reuseBuffer: options.reuseBuffer ?? true,
    sharedMemory,
    retryMs,
    signal: options.signal,
    onNotice: options.onNotice ?? onNotice,
    validation,
  };
}

function whole(field: string, value: number, least: number, greatest: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= greatest) return value;
  throw invalidOption(field, value, `a whole number in ${least}..${greatest}`);
}

/** What is done with a notice that nobody asked for. */
export function warn({ reason, message }: Notice): void {
  console.warn(`crescendo: ${reason}: ${message}`);
}
