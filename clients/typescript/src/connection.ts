import { setTimeout as sleep } from 'node:timers/promises';
import { type crescendo, v1 } from '@crescendo/proto';
import {
  type ChannelCredentials,
  type ChannelOptions,
  type ClientDuplexStream,
  type CallOptions as GrpcCallOptions,
  credentials as grpcCredentials,
  type Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { checkAddress } from './address.ts';
import { LONGEST_ATTEMPT_MS } from './backoff.ts';
import { Channel } from './channel.ts';
import { checkBoolean, checkKnown, checkObject, checkRun, whole } from './checks.ts';
import { explain } from './diagnose.ts';
import { CrescendoError, fromServiceError, invalidOption, protocolError } from './errors.ts';
import { type Notice, warn } from './options.ts';
import {
  type Fork,
  forkInfo,
  type RunInfo,
  type RunStatus,
  type RunSummary,
  runInfo,
  runStatus,
  runSummary,
} from './run.ts';
import { type RunSpec, specMessage } from './spec.ts';
import { tokenMetadata } from './token.ts';
import { checkServerVersion, clientVersion } from './version.ts';
import { decodeStreamMessage, path, type StreamMessage } from './wire.ts';

/** Longest call about a run, in milliseconds. */
const TIMEOUT_MS = 30_000;

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

/** The call behind a batch stream. */
export type BatchCall = ClientDuplexStream<crescendo.v1.IStreamBatchesRequest, StreamMessage>;

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
}

type UnaryCall<Request, Response> = [
  method: string,
  requestType: Codec<Request>,
  responseType: { decode(bytes: Uint8Array): Response },
  request: Request,
  options: CallOptions,
];

/** A channel to a server and the calls of the service; see `Client` for what they do and throw. */
export class Connection {
  readonly address: string;
  readonly onNotice: (notice: Notice) => void;
  /** How long a call may take that states no limit itself, in milliseconds. */
  readonly timeoutMs: number;
  readonly #channel: Channel;
  readonly #secure: boolean;
  /** Headers of every call. */
  readonly #metadata: Metadata;
  readonly #closing = new AbortController();

  constructor(address: string, options: ConnectOptions = {}) {
    checkAddress(address);
    checkObject('options', options);
    checkKnown(options, ['credentials', 'channelOptions', 'onNotice', 'timeoutMs', 'token', 'plaintextToken']);
    this.address = address;
    this.onNotice = options.onNotice ?? warn;
    this.timeoutMs = milliseconds(options.timeoutMs ?? TIMEOUT_MS);
    this.#secure = options.credentials?._isSecure() ?? false;
    const { token, plaintextToken = false } = options;
    checkBoolean('plaintextToken', plaintextToken);
    this.#metadata = tokenMetadata(address, { token, secure: this.#secure, plaintextToken });
    this.#channel = new Channel(
      address,
      options.credentials ?? grpcCredentials.createInsecure(),
      options.channelOptions,
    );
  }

  async openRun(run: string, spec?: RunSpec, options: CallOptions = {}): Promise<RunInfo> {
    checkRun(run);
    const client = clientVersion(spec);
    const request = { run, clientVersion: client, ...(spec !== undefined && { spec: specMessage(spec) }) };
    const answer = await this.#unary('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse, request, options);
    checkServerVersion(answer.serverVersion, client);
    return runInfo(answer);
  }

  async getRun(run: string, options: CallOptions = {}): Promise<RunStatus> {
    const { status } = await this.#unary('GetRun', v1.GetRunRequest, v1.GetRunResponse, { run }, options);
    return runStatus(status ?? {});
  }

  /** @param clientId the id by which the server knows the trainer that reports */
  async reportProgress(report: ProgressReport, options: CallOptions = {}, clientId = ''): Promise<number> {
    checkReport(report);
    const { run, rank = 0, worldSize = 0, ...progress } = report;
    const { ReportProgressRequest, ReportProgressResponse } = v1;
    const request = { run, rank, worldSize, progress, clientId };
    return (await this.#unary('ReportProgress', ReportProgressRequest, ReportProgressResponse, request, options))
      .consumedStep;
  }

  async *watchRun(run: string, options: CallOptions = {}): AsyncGenerator<RunStatus, void, void> {
    const grpc = this.#channel.take();
    const call = grpc.makeServerStreamRequest(
      path('WatchRun'),
      serialize<crescendo.v1.IWatchRunRequest>(v1.WatchRunRequest),
      (bytes: Buffer) => v1.WatchRunResponse.decode(bytes),
      { run },
      this.#metadata.clone(),
      grpcOptions(options),
    );
    call.once('status', () => this.#channel.give(grpc));
    // After the loop nobody listens any more, and Node throws an error event that has no listener.
    call.on('error', () => {});
    let aborted: { reason: unknown } | undefined;
    const forget = this.whenAborted(options.signal, (reason) => {
      aborted = { reason };
      call.cancel();
    });
    try {
      for await (const { status } of call as AsyncIterable<crescendo.v1.WatchRunResponse>) {
        yield runStatus(status ?? {});
      }
    } catch (error) {
      throw aborted === undefined ? fromServiceError(error as ServiceError) : aborted.reason;
    } finally {
      forget();
      call.cancel();
    }
  }

  async listRuns({ archived = false, ...options }: ListRunsOptions = {}): Promise<RunSummary[]> {
    const answer = await this.#lifeCall('ListRuns', v1.ListRunsRequest, v1.ListRunsResponse, { archived }, options);
    return answer.runs.map(runSummary);
  }

  async deleteRun(run: string, options: CallOptions = {}): Promise<void> {
    await this.#lifeCall('DeleteRun', v1.DeleteRunRequest, v1.DeleteRunResponse, { run }, options);
  }

  async renameRun(run: string, to: string, options: CallOptions = {}): Promise<void> {
    await this.#lifeCall('RenameRun', v1.RenameRunRequest, v1.RenameRunResponse, { run, to }, options);
  }

  async resetRun(run: string, options: CallOptions = {}): Promise<void> {
    await this.#lifeCall('ResetRun', v1.ResetRunRequest, v1.ResetRunResponse, { run }, options);
  }

  async archiveRun(run: string, { undo = false, ...options }: ArchiveRunOptions = {}): Promise<void> {
    await this.#lifeCall('ArchiveRun', v1.ArchiveRunRequest, v1.ArchiveRunResponse, { run, undo }, options);
  }

  async forkRun(run: string, to: string, spec?: RunSpec, { step, ...options }: ForkRunOptions = {}): Promise<Fork> {
    if (step !== undefined) whole('step', step, 0, Number.MAX_SAFE_INTEGER);
    const given = { ...(spec !== undefined && { spec: specMessage(spec) }), ...(step !== undefined && { step }) };
    const request = { run, to, ...given };
    return forkInfo(await this.#lifeCall('ForkRun', v1.ForkRunRequest, v1.ForkRunResponse, request, options));
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new CrescendoError('CANCELLED', 'the client was closed', { reason: 'CLOSED' }));
    this.#channel.close();
  }

  /** Opens the raw call of a batch stream. It fails with CANCELLED if no connection comes about in time. */
  streamBatches(): BatchCall {
    const grpc = this.#channel.take();
    const call: BatchCall = grpc.makeBidiStreamRequest(
      path('StreamBatches'),
      serialize<crescendo.v1.IStreamBatchesRequest>(v1.StreamBatchesRequest),
      decodeStreamMessage,
      this.#metadata.clone(),
    );
    const check = (): void => {
      if (this.#channel.unanswered(grpc)) call.cancel();
    };
    const timer = setTimeout(check, Math.min(this.timeoutMs, LONGEST_ATTEMPT_MS)).unref();
    call.once('status', () => {
      clearTimeout(timer);
      this.#channel.give(grpc);
    });
    return call;
  }

  /**
   * Calls `listener` once, at once if need be, when `signal` is aborted or the connection closed; returns a function
   * that removes the listener.
   */
  whenAborted(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    const fired = signals.find(({ aborted }) => aborted);
    if (fired !== undefined) {
      listener(fired.reason);
      return () => {};
    }
    const forget = new AbortController();
    for (const source of signals) {
      const heard = (): void => {
        forget.abort();
        listener(source.reason);
      };
      source.addEventListener('abort', heard, { once: true, signal: forget.signal });
    }
    return () => forget.abort();
  }

  /**
   * The error of a failed call. If the server did not say what is wrong, the cause is investigated, for `withinMs` at
   * most.
   */
  async failure(error: ServiceError, withinMs = this.timeoutMs): Promise<CrescendoError> {
    const failure = fromServiceError(error);
    if (failure.reason !== '') return failure;
    if (failure.code === 'UNAVAILABLE') {
      const unexplained = sleep(withinMs, failure, { ref: false });
      return Promise.race([explain(failure, this.address, this.#secure), unexplained]);
    }
    if (failure.code !== 'UNIMPLEMENTED') return failure;
    const message = `the server at ${this.address} has no Crescendo service: correct the address (${failure.message})`;
    const metadata = { field: 'address', value: this.address };
    return new CrescendoError('FAILED_PRECONDITION', message, { reason: 'NOT_GRPC', metadata }, { cause: error });
  }

  /** A call that servers know since revision 3 of the contract. */
  async #lifeCall<Request, Response>(...call: UnaryCall<Request, Response>): Promise<Response> {
    try {
      return await this.#unary(...call);
    } catch (error) {
      if (!(error instanceof CrescendoError) || error.reason !== 'NOT_GRPC') throw error;
      const message =
        `the server at ${this.address} does not know ${call[0]}, which came with revision 3 of the contract: upgrade the ` +
        'server, or correct the address if it is another one';
      const details = { reason: 'VERSION_SKEW' as const, metadata: error.metadata };
      throw new CrescendoError('FAILED_PRECONDITION', message, details, { cause: error });
    }
  }

  async #unary<Request, Response>(
    method: string,
    requestType: Codec<Request>,
    responseType: { decode(bytes: Uint8Array): Response },
    request: Request,
    options: CallOptions,
  ): Promise<Response> {
    checkCallOptions(options);
    const timeoutMs = milliseconds(options.timeoutMs ?? this.timeoutMs);
    return new Promise((resolve, reject) => {
      let cancel = (): void => {};
      const forget = this.whenAborted(options.signal, (reason) => {
        reject(reason);
        cancel();
      });
      if (options.signal?.aborted || this.#closing.signal.aborted) return;
      const grpc = this.#channel.take();
      const call = grpc.makeUnaryRequest(
        path(method),
        serialize(requestType),
        (bytes: Buffer) => responseType.decode(bytes),
        request,
        this.#metadata.clone(),
        { deadline: Date.now() + timeoutMs },
        (error, response) => {
          this.#channel.give(grpc);
          if (error?.code === status.DEADLINE_EXCEEDED) {
            this.#channel.unanswered(grpc);
            reject(this.#late(error, method, timeoutMs));
            forget();
          } else if (error !== null) {
            void this.failure(error).then(reject).finally(forget);
          } else {
            forget();
            if (response === undefined) reject(protocolError(`${method} gave no answer`));
            else resolve(response);
          }
        },
      );
      cancel = () => {
        call.cancel();
        // A caller that waits no longer may be one whose time is over.
        this.#channel.unanswered(grpc);
      };
    });
  }

  #late(error: ServiceError, method: string, timeoutMs: number): CrescendoError {
    const message = `the server at ${this.address} did not answer ${method} within timeoutMs = ${timeoutMs}`;
    const metadata = { field: 'address', value: this.address };
    return new CrescendoError('DEADLINE_EXCEEDED', message, { reason: 'TIMEOUT', metadata }, { cause: error });
  }
}

const UINT32_MAX = 2 ** 32 - 1;

function checkReport(report: ProgressReport): void {
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

function serialize<T>(codec: Codec<T>): (message: T) => Buffer {
  return (message) => {
    const bytes = codec.encode(message).finish();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function checkCallOptions(options: CallOptions): void {
  checkObject('options', options);
  checkKnown(options, ['signal', 'timeoutMs']);
}

function grpcOptions(options: CallOptions): GrpcCallOptions {
  checkCallOptions(options);
  const { timeoutMs } = options;
  return timeoutMs === undefined ? {} : { deadline: Date.now() + milliseconds(timeoutMs) };
}

function milliseconds(timeoutMs: number): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return timeoutMs;
  throw invalidOption('timeoutMs', timeoutMs, 'a number of milliseconds above 0');
}
