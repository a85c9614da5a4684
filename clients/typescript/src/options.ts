import type { BufferReuse } from './buffer-pool.ts';
import { checkBoolean, checkKnown, checkObject, checkRun, whole } from './checks.ts';
import { invalidOption } from './errors.ts';
import { type RunSpec, specMessage } from './spec.ts';
import { checkStateForm, type StreamState } from './state.ts';

/** A notice for people, from the server or from this client about a server that does not answer. */
export interface Notice {
  /** A word for programs; `NO_ANSWER` if the server does not answer. */
  reason: string;
  /** A sentence for people. */
  message: string;
}

/** Options of `Client.batches`: a run's name, or a state that has it, and more. */
export type BatchStreamOptions = StreamOptions &
  (
    | {
        /** Name of the run. */
        run: string;
        /** Continues where `BatchStream.state` was taken; replaces `start`. */
        state?: StreamState;
      }
    | {
        /** Name of the run; the state's by default. */
        run?: string;
        /** Continues where `BatchStream.state` was taken; replaces `start`. */
        state: StreamState;
      }
  );

/** Options of every stream. */
export interface StreamOptions {
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
  /**
   * What becomes of a batch's memory at the next iteration. `checked` (the default): it is used again, and `images` and
   * the other tensors of the old batch become empty: their length is 0, and most operations on them throw. True: it is
   * used again, and the tensors of the old batch show the pixels of another one. False: every batch has memory of its
   * own.
   */
  reuseBuffer?: boolean | 'checked';
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
export interface ValidationOptions extends Omit<StreamOptions, 'start' | 'takeover'> {
  /** Name of the run. */
  run: string;
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
  reuseBuffer: BufferReuse;
  sharedMemory: boolean | 'auto';
  retryMs: number;
  signal: AbortSignal | undefined;
  onNotice: (notice: Notice) => void;
  /** The validation data instead of the training batches. */
  validation: ValidationSplit | undefined;
}

const WINDOW_MAX = 64;
/** The contract's number of ranks has 32 bits. */
const WORLD_MAX = 2 ** 32 - 1;

const OPTION_NAMES: readonly (keyof StreamOptions | 'run' | 'state')[] = [
  'run',
  'spec',
  'rank',
  'worldSize',
  'window',
  'start',
  'takeover',
  'state',
  'reuseBuffer',
  'sharedMemory',
  'retryMs',
  'signal',
  'onNotice',
];

/** Checks the options and fills in the defaults. Throws `INVALID_ARGUMENT`, reason `INVALID_FIELD`. */
export function resolveOptions(
  options: BatchStreamOptions,
  validation?: ValidationSplit,
  onNotice: (notice: Notice) => void = warn,
): ResolvedOptions {
  checkObject('options', options);
  checkKnown(options, OPTION_NAMES);
  const { state, spec, start = 'auto', retryMs = 300_000, sharedMemory = 'auto', reuseBuffer = 'checked' } = options;
  const { takeover = false } = options;
  if (validation !== undefined) checkSplit(validation);
  if (state !== undefined) checkStateForm(state);
  if (state !== undefined && options.start !== undefined)
    throw invalidOption('start', start, 'left out if state is given');
  const run = options.run ?? state?.run;
  if (run === undefined) throw invalidOption('run', run, 'given, unless there is a state');
  checkRun(run);
  const worldSize = whole('worldSize', options.worldSize ?? state?.worldSize ?? 1, 1, WORLD_MAX);
  if (typeof start !== 'number' && !['auto', 'resume', 'beginning'].includes(start)) {
    throw invalidOption('start', start, "'auto', 'resume', 'beginning' or a global step");
  }
  if (typeof start === 'number') whole('start', start, 0, Number.MAX_SAFE_INTEGER);
  if (![true, false, 'auto'].includes(sharedMemory)) {
    throw invalidOption('sharedMemory', sharedMemory, "true, false or 'auto'");
  }
  if (typeof retryMs !== 'number' || !(retryMs >= 0)) throw invalidOption('retryMs', retryMs, 'a number of 0 or more');
  if (![true, false, 'checked'].includes(reuseBuffer)) {
    throw invalidOption('reuseBuffer', reuseBuffer, "true, false or 'checked'");
  }
  checkBoolean('takeover', takeover);
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw invalidOption('signal', options.signal, 'an AbortSignal');
  }
  if (options.onNotice !== undefined && typeof options.onNotice !== 'function') {
    throw invalidOption('onNotice', options.onNotice, 'a function');
  }
  // The world size that the spec does not state is the stream's.
  if (spec !== undefined) specMessage({ worldSize, ...spec });
  return {
    run,
    spec: spec && { worldSize, ...spec },
    rank: whole('rank', options.rank ?? 0, 0, worldSize - 1),
    worldSize,
    window: whole('window', options.window ?? 4, 1, WINDOW_MAX),
    start: state?.nextStep ?? (start === 'beginning' ? 0 : start),
    takeover,
    state,
    reuseBuffer,
    sharedMemory,
    retryMs,
    signal: options.signal,
    onNotice: options.onNotice ?? onNotice,
    validation,
  };
}

function checkSplit({ size, pad }: ValidationSplit): void {
  if (size !== undefined) whole('size', size, 1, WORLD_MAX);
  checkBoolean('pad', pad);
}

/** What is done with a notice that nobody asked for. */
export function warn({ reason, message }: Notice): void {
  console.warn(`crescendo: ${reason}: ${message}`);
}
