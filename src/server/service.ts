import { type crescendo, v1 } from '@crescendo/proto';
import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { BatchCall } from '../delivery/call.ts';
import { writeMessage } from '../delivery/write.ts';
import { CrescendoError, toCrescendoError } from '../errors.ts';
import type { Run } from '../runs/run.ts';
import { CallGate } from './call-gate.ts';
import { openRunMessage, statusMessage } from './convert.ts';
import { LIFE_METHODS, lifeHandlers } from './life-handlers.ts';
import { Malformed, method, wellFormed } from './method.ts';
import { RunWatchers } from './run-watchers.ts';
import { specInput } from './spec-codec.ts';
import { callFailure } from './status.ts';
import { type OpenStream, type StreamContext, subscribe } from './subscribe.ts';
import { checkClientVersion, serverVersion, serverVersionFor } from './version-skew.ts';

export const SERVICE_DEFINITION: ServiceDefinition = {
  openRun: method('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse),
  streamBatches: method('StreamBatches', v1.StreamBatchesRequest, 'bytes', { request: true, response: true }),
  reportProgress: method('ReportProgress', v1.ReportProgressRequest, v1.ReportProgressResponse),
  getRun: method('GetRun', v1.GetRunRequest, v1.GetRunResponse),
  watchRun: method('WatchRun', v1.WatchRunRequest, 'bytes', { response: true }),
  ...LIFE_METHODS,
};

/** The service: every handler is guarded, so that no request can end the process. */
export class CrescendoService {
  readonly #context: StreamContext;
  readonly #log: Logger;
  readonly #gate = new CallGate();
  readonly #watchers = new RunWatchers<Run>(async (run) =>
    v1.WatchRunResponse.encode({ status: await currentStatus(run) }).finish(),
  );

  constructor(context: StreamContext, log: Logger) {
    this.#context = context;
    this.#log = log;
  }

  handlers(): UntypedServiceImplementation {
    return {
      openRun: this.#unary<crescendo.v1.OpenRunRequest, crescendo.v1.IOpenRunResponse>(async (request) => {
        checkClientVersion(request.clientVersion);
        const { run, created } = await this.#context.runs.open(
          request.run,
          request.spec ? specInput(request.spec) : undefined,
          (spec) => checkClientVersion(request.clientVersion, serverVersionFor(spec)),
        );
        await run.checkBadSamples();
        const client = request.clientVersion?.program;
        this.#log.info({ run: run.name, created, steps: run.plan.totalSteps, client }, 'run opened');
        return { ...openRunMessage(run, created, this.#validationSamples(run)), serverVersion: serverVersion() };
      }),
      reportProgress: this.#unary<crescendo.v1.ReportProgressRequest, crescendo.v1.IReportProgressResponse>(
        async ({ run: name, rank, worldSize, progress }) => {
          if (!progress) throw missing('progress');
          const run = await this.#context.runs.get(name);
          const place = { rank, worldSize: worldSize || run.spec.world_size };
          return { consumedStep: await run.reportProgress({ ...place, ...report(progress) }) };
        },
      ),
      getRun: this.#unary<crescendo.v1.GetRunRequest, crescendo.v1.IGetRunResponse>(async ({ run: name }) => {
        const run = await this.#context.runs.get(name, { archived: true });
        return { status: await currentStatus(run) };
      }),
      watchRun: (call: ServerWritableStream<crescendo.v1.WatchRunRequest, Uint8Array>) => {
        this.#guard(call, () => this.#watch(call));
      },
      streamBatches: (call: BatchCall) => {
        this.#guard(call, () => this.#stream(call));
      },
      ...lifeHandlers(this.#context.runs.life, this.#log, (answer) => this.#unary(answer)),
    };
  }

  #validationSamples(run: Run): number {
    return run.spec.validation === undefined ? 0 : this.#context.runs.validation(run).manifest.sampleCount;
  }

  #unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
    return async (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): Promise<void> => {
      try {
        reply(null, await this.#gate.run(call.getPeer(), () => answer(wellFormed(call.request))));
      } catch (error) {
        this.#note(error, call.getPath());
        reply(callFailure(error));
      }
    };
  }

  /** Runs a streaming handler and ends the call with the status of whatever it throws. */
  #guard(call: FailingCall, handler: () => Promise<void>): void {
    handler().then(
      () => call.end(),
      (error: unknown) => {
        this.#note(error, call.getPath());
        call.emit('error', callFailure(error));
      },
    );
  }

  #note(thrown: unknown, path: string): void {
    const error = toCrescendoError(thrown);
    const fields = { path, reason: error.reason };
    if (error.reason === 'INTERNAL') this.#log.error({ ...fields, err: error }, error.message);
    else if (error.reason === 'WORKER_LOST') this.#log.warn(fields, error.message);
    else this.#log.info(fields, error.message);
  }

  async #watch(call: ServerWritableStream<crescendo.v1.WatchRunRequest, Uint8Array>): Promise<void> {
    const over = new AbortController();
    call.on('cancelled', () => over.abort());
    const { run: name } = wellFormed(call.request);
    const found = (): Promise<Run> => this.#context.runs.get(name, { archived: true });
    const run = await this.#gate.run(call.getPeer(), found, over.signal);
    const signal = AbortSignal.any([over.signal, this.#context.stopping]);
    for await (const state of this.#watchers.watch(run, signal)) {
      if (call.cancelled) return;
      await writeMessage(call, state);
    }
  }

  async #stream(call: BatchCall): Promise<void> {
    let opening: Promise<OpenStream> | undefined;
    const abandoned = new AbortController();
    const { signal } = abandoned;
    call.on('cancelled', () => abandoned.abort());
    await new Promise<void>((resolve, reject) => {
      const finish = (): void => {
        if (opening === undefined) resolve();
        // A stream that could not be opened has failed already.
        opening?.then(
          (stream) => stream.end(),
          () => {},
        );
      };
      const fail = (error: unknown): void => {
        reject(error);
        abandoned.abort();
        finish();
      };
      const requests = new BoundedQueue(call);
      call.on('cancelled', finish);
      call.on('end', () => void requests.settled.then(finish));
      call.on('error', finish);
      call.on('data', (decoded: crescendo.v1.StreamBatchesRequest | Malformed) => {
        if (decoded instanceof Malformed) {
          fail(decoded.error);
          return;
        }
        const request = decoded;
        if (opening === undefined) {
          opening = this.#begin(call, signal, request);
          // Batches that were given up are not a failure: the side that ended the call knows about it.
          opening
            .then(({ sending }) => sending)
            .then(resolve, (error) => (error === signal.reason ? resolve() : reject(error)));
        } else {
          requests.add(opening.then((stream) => stream.receive(request)).catch(fail));
        }
      });
    });
  }

  async #begin(
    call: BatchCall,
    abandoned: AbortSignal,
    request: crescendo.v1.StreamBatchesRequest,
  ): Promise<OpenStream> {
    if (!request.subscribe) throw protocol('the first message of StreamBatches must be `subscribe`', 'subscribe');
    const { subscribe: message } = request;
    const begun = (): Promise<OpenStream> => subscribe(call, { ...this.#context, abandoned }, message);
    const stream = await this.#gate.run(call.getPeer(), begun, abandoned);
    const { run, place, firstStep } = stream;
    this.#log.info({ run: run.name, ...place, firstStep }, 'subscribed');
    return stream;
  }
}

/** Requests of a stream that may wait to be carried out before no more are read. */
const REQUESTS_WAITING = 64;

/** The requests of a stream that are being carried out: while they are too many, no more are read. */
class BoundedQueue {
  readonly #call: BatchCall;
  #waiting = 0;
  #settled: Promise<void> = Promise.resolve();

  constructor(call: BatchCall) {
    this.#call = call;
  }

  /** Resolves once every request so far is carried out. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** @param done never rejects */
  add(done: Promise<void>): void {
    // Without their values, which would be a chain of all requests of the stream.
    this.#settled = Promise.all([this.#settled, done]).then(() => {});
    this.#waiting += 1;
    if (this.#waiting === REQUESTS_WAITING) this.#call.pause();
    void done.then(() => {
      this.#waiting -= 1;
      if (this.#waiting === REQUESTS_WAITING - 1) this.#call.resume();
    });
  }
}

async function currentStatus(run: Run): Promise<crescendo.v1.IRunStatus> {
  const status = await run.status();
  return statusMessage(run, status);
}

/** The part of a streaming call that the guard needs. */
interface FailingCall {
  end(): unknown;
  emit(event: 'error', failure: Error): boolean;
  getPath(): string;
}

function report(progress: crescendo.v1.IProgress) {
  return { consumedStep: progress.consumedStep ?? 0, stepSeconds: progress.stepSeconds ?? 0 };
}

function protocol(message: string, field: string): CrescendoError {
  return new CrescendoError('PROTOCOL', message, { field });
}

function missing(field: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${field} is missing`, { field });
}
