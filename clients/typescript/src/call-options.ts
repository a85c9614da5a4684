import type { ChannelCredentials, ChannelOptions, CallOptions as GrpcCallOptions } from '@grpc/grpc-js';
import { checkBoolean, checkKnown, checkObject, checkRun, whole } from './checks.ts';
import { invalidOption } from './errors.ts';
import type { Notice } from './options.ts';

/** Longest call about a run, in milliseconds. */
export const TIMEOUT_MS = 30_000;

/** Options of `connect`. */
export interface ConnectOptions {
  /** By default plain text, which the server allows on loopback addresses only. */
  credentials?: ChannelCredentials;
  /** Options of the grpc-js channel, over this package's own. */
  channelOptions?: ChannelOptions;
  /**
   * Called with notices for people; by default `console.warn`. A server that does not answer a call is one, after
   * 1.5 seconds and then each time that the wait has doubled: the notice says what the client tries, since when, and
   * until when.
   */
  onNotice?: (notice: Notice) => void;
  /**
   * How long one call about a run may take, in milliseconds; 30 000. An attempt of a batch stream to reach its server
   * takes 10 seconds at most, or this time if it is shorter.
   */
  timeoutMs?: number;
  /**
   * What a server that controls access asks for; by default the environment variable `CRESCENDO_TOKEN`, and an empty one
   * sends none. A server's refusal is `UNAUTHENTICATED` or `PERMISSION_DENIED`, and is not retried.
   */
  token?: string;
  /** True allows the token to travel in plain text to another machine; false by default. */
  plaintextToken?: boolean;
}

/** Options of each call. */
export interface CallOptions {
  /** Ends the call; it then throws the signal's reason. */
  signal?: AbortSignal;
  /**
   * How long the call may take, in milliseconds; by default as `ConnectOptions.timeoutMs` says, and without limit for
   * `Client.watchRun`. After that, it throws `DEADLINE_EXCEEDED`, reason `TIMEOUT`.
   */
  timeoutMs?: number;
}

/** Options of `Client.listRuns`. */
export interface ListRunsOptions extends CallOptions {
  /** Lists archived runs as well; false by default. */
  archived?: boolean;
}

/** Options of `Client.archiveRun`. */
export interface ArchiveRunOptions extends CallOptions {
  /** Takes the run out of the archive instead; false by default. */
  undo?: boolean;
}

/** Options of `Client.forkRun`. */
export interface ForkRunOptions extends CallOptions {
  /**
   * The step of the first run to continue at: `nextStep` of the state that was saved with the weights. By default the
   * step after the last one that all ranks have reported, which may be later than the weights.
   */
  step?: number;
}

/** A trainer's report outside a stream. */
export interface ProgressReport {
  /** Name of the run. */
  run: string;
  /** The rank that reports, 0..worldSize-1; 0 by default. */
  rank?: number;
  /** Number of ranks; the spec's by default. */
  worldSize?: number;
  /** The last global step that it has consumed. */
  consumedStep: number;
  /** Duration of a training step in seconds; 0 (the default): not measured. */
  stepSeconds?: number;
}

/** Throws `INVALID_FIELD` for an option that is not known or not of its kind. */
export function checkConnectOptions(options: ConnectOptions): void {
  checkObject('options', options);
  checkKnown(options, ['credentials', 'channelOptions', 'onNotice', 'timeoutMs', 'token', 'plaintextToken']);
  milliseconds(options.timeoutMs ?? TIMEOUT_MS);
  checkBoolean('plaintextToken', options.plaintextToken ?? false);
}

const UINT32_MAX = 2 ** 32 - 1;

/** Throws `INVALID_FIELD`. */
export function checkReport(report: ProgressReport): void {
  checkObject('report', report);
  checkKnown(report, ['run', 'rank', 'worldSize', 'consumedStep', 'stepSeconds']);
  checkRun(report.run);
  whole('rank', report.rank ?? 0, 0, UINT32_MAX);
  if (report.worldSize !== undefined) whole('worldSize', report.worldSize, 1, UINT32_MAX);
  whole('consumedStep', report.consumedStep, 0, Number.MAX_SAFE_INTEGER);
  const { stepSeconds = 0 } = report;
  if (!Number.isFinite(stepSeconds) || stepSeconds < 0) {
    throw invalidOption('stepSeconds', stepSeconds, 'a finite number of 0 or more');
  }
}

/** Throws `INVALID_FIELD`. */
export function checkCallOptions(options: CallOptions): void {
  checkObject('options', options);
  checkKnown(options, ['signal', 'timeoutMs']);
}

/** The options of grpc-js for a call without a limit of its own. */
export function grpcOptions(options: CallOptions): GrpcCallOptions {
  checkCallOptions(options);
  const { timeoutMs } = options;
  return timeoutMs === undefined ? {} : { deadline: Date.now() + milliseconds(timeoutMs) };
}

/** Throws `INVALID_FIELD`. */
export function milliseconds(timeoutMs: number): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return timeoutMs;
  throw invalidOption('timeoutMs', timeoutMs, 'a number of milliseconds above 0');
}
