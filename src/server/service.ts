import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { CrescendoError, toCrescendoError } from '../errors.ts';
import type { crescendo } from '../gen/crescendo.js';
import type { RunRegistry } from '../run/registry.ts';
import type { Run } from '../run/run.ts';
import { type BatchCall, BatchStream, checkWindow, type StreamContext, type Subscription } from './batch-stream.ts';
import { openRunMessage, specInput, statusMessage } from './convert.ts';
import { v1 } from './messages.ts';
import { callFailure } from './status.ts';
import { writeMessage } from './write.ts';

const SERVICE = 'crescendo.v1.CrescendoService';

interface Codec<T> {
  decode(bytes: Uint8Array): T;
}

interface Encoder<T> {
  encode(message: T): { finish(): Uint8Array };
}

/** Requests are decoded by generated code; responses are encoded by it, except where a handler sends bytes. */
function method<Request, Response>(
  name: string,
  request: Codec<Request>,
  response: Encoder<Response> | 'bytes',
  streams: { request?: boolean; response?: boolean } = {},
) {
  return {
    path: `/${SERVICE}/${name}`,
    requestStream: streams.request ?? false,
    responseStream: streams.response ?? false,
    requestDeserialize: (bytes: Buffer): Request => request.decode(bytes),
    requestSerialize: (): Buffer => {
      throw new CrescendoError('INTERNAL', 'a server sends no requests');
    },
    responseSerialize: (message: Response): Buffer => {
      const bytes = response === 'bytes' ? (message as Uint8Array) : response.encode(message).finish();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    responseDeserialize: (): Response => {
      throw new CrescendoError('INTERNAL', 'a server receives no responses');
    },
  };
}

export const SERVICE_DEFINITION: ServiceDefinition = {
  openRun: method('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse),
  streamBatches: method('StreamBatches', v1.StreamBatchesRequest, 'bytes', { request: true, response: true }),
  reportProgress: method('ReportProgress', v1.ReportProgressRequest, v1.ReportProgressResponse),
  getRun: method('GetRun', v1.GetRunRequest, v1.GetRunResponse),
  watchRun: method('WatchRun', v1.WatchRunRequest, v1.WatchRunResponse, { response: true }),
};

/** The service: every handler is guarded, so that no request can end the process. */
export class CrescendoService {
  readonly #runs: RunRegistry;
  readonly #context: StreamContext;
  readonly #log: Logger;

  constructor(runs: RunRegistry, context: StreamContext, log: Logger) {
    this.#runs = runs;
    this.#context = context;
    this.#log = log;
  }

  handlers(): UntypedServiceImplementation {
    return {
      openRun: this.#unary<crescendo.v1.OpenRunRequest, crescendo.v1.IOpenRunResponse>((request) => {
        const { run, created } = this.#runs.open(request.run, request.spec ? specInput(request.spec) : undefined);
        run.checkBadSamples();
        this.#log.info({ run: run.name, created, steps: run.totalSteps }, 'run opened');
        return openRunMessage(run, created);
      }),
      reportProgress: this.#unary<crescendo.v1.ReportProgressRequest, crescendo.v1.IReportProgressResponse>(
        ({ run: name, rank, worldSize, progress }) => {
          if (!progress) throw missing('progress');
          const run = this.#runs.get(name);
          const place = { rank, worldSize: worldSize || run.spec.world_size };
          return { consumedStep: run.reportProgress({ ...place, ...report(progress) }) };
        },
      ),
      getRun: this.#unary<crescendo.v1.GetRunRequest, crescendo.v1.IGetRunResponse>(({ run }) => ({
        status: statusMessage(this.#runs.get(run)),
      })),
      watchRun: (call: ServerWritableStream<crescendo.v1.WatchRunRequest, crescendo.v1.IWatchRunResponse>) => {
        this.#guard(call, () => this.#watch(call));
      },
      streamBatches: (call: BatchCall) => {
        this.#guard(call, () => this.#stream(call));
      },
    };
  }

  #unary<Request, Response>(answer: (request: Request) => Response) {
    return (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
      try {
        reply(null, answer(call.request));
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
    else this.#log.info(fields, error.message);
  }

  async #watch(
    call: ServerWritableStream<crescendo.v1.WatchRunRequest, crescendo.v1.IWatchRunResponse>,
  ): Promise<void> {
    const run = this.#runs.get(call.request.run);
    let changed = true;
    let wake: (() => void) | undefined;
    const notify = (): void => {
      changed = true;
      wake?.();
    };
    const unwatch = run.watch(notify);
    call.on('cancelled', notify);
    this.#context.stopping.addEventListener('abort', notify, { once: true });
    try {
      while (!call.cancelled && !this.#context.stopping.aborted) {
        if (!changed) await new Promise<void>((resolve) => (wake = resolve));
        if (call.cancelled) return;
        // Many changes during a slow write are one: a watcher wants the newest state.
        changed = false;
        await writeMessage(call, { status: statusMessage(run) });
      }
    } finally {
      unwatch();
      this.#context.stopping.removeEventListener('abort', notify);
    }
  }

  async #stream(call: BatchCall): Promise<void> {
    let stream: BatchStream | undefined;
    let subscription: Subscription | undefined;
    await new Promise<void>((resolve, reject) => {
      const finish = (): void => {
        stream?.end();
        if (stream === undefined) resolve();
      };
      call.on('cancelled', finish);
      call.on('end', finish);
      call.on('error', finish);
      call.on('data', (request: crescendo.v1.StreamBatchesRequest) => {
        try {
          if (subscription === undefined || stream === undefined) {
            subscription = this.#subscription(request);
            stream = new BatchStream(call, this.#context, subscription);
            stream.run().then(resolve, reject);
          } else {
            stream.consumed(this.#progress(subscription, request));
          }
        } catch (error) {
          reject(error);
          stream?.end();
        }
      });
    });
  }

  #subscription({ subscribe }: crescendo.v1.StreamBatchesRequest): Subscription {
    if (!subscribe) {
      throw new CrescendoError('PROTOCOL', 'the first message of StreamBatches must be `subscribe`', {
        field: 'subscribe',
      });
    }
    const run = this.#runs.get(subscribe.run ?? '');
    const place = { rank: subscribe.rank ?? 0, worldSize: subscribe.worldSize ?? 0 };
    run.checkRank(place);
    checkToken(run, subscribe.scheduleToken ?? '');
    run.checkBadSamples();
    const firstStep = subscribe.afterLastAcknowledged ? run.nextStep(place) : (subscribe.step ?? 0);
    if (firstStep > run.horizon) run.advanceSchedule();
    if (firstStep > run.horizon) {
      const decided = run.totalSteps === undefined ? ' so far' : '';
      throw new CrescendoError(
        'STEP_OUT_OF_RANGE',
        `step ${firstStep} is outside the schedule of run ${run.name}, which has ${run.horizon} steps${decided}`,
        { field: 'subscribe.step', value: String(firstStep), bound: String(run.horizon) },
      );
    }
    this.#log.info({ run: run.name, ...place, firstStep }, 'subscribed');
    return { run, ...place, firstStep, window: checkWindow(subscribe.window ?? 0) };
  }

  #progress({ run, rank, worldSize }: Subscription, { progress }: crescendo.v1.StreamBatchesRequest): number {
    if (!progress) {
      throw new CrescendoError('PROTOCOL', 'every message after the first must be `progress`', { field: 'progress' });
    }
    // The window follows what this stream reports, not the highest step ever: a trainer may have gone back.
    run.reportProgress({ rank, worldSize, ...report(progress) });
    return progress.consumedStep ?? 0;
  }
}

/** What the guard needs of a streaming call. */
interface FailingCall {
  end(): unknown;
  emit(event: 'error', failure: Error): boolean;
  getPath(): string;
}

function report(progress: crescendo.v1.IProgress) {
  return { consumedStep: progress.consumedStep ?? 0, stepSeconds: progress.stepSeconds ?? 0 };
}

function missing(field: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `${field} is missing`, { field });
}

function checkToken(run: Run, token: string): void {
  if (token === '' || token === run.scheduleToken) return;
  throw new CrescendoError(
    'SCHEDULE_MISMATCH',
    `schedule token ${token} is not that of run ${run.name}, ${run.scheduleToken}: the data, the spec or the pixel ` +
      'engine have changed since the client opened the run',
    { field: 'subscribe.schedule_token', value: token, bound: run.scheduleToken },
  );
}
