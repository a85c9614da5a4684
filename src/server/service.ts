import { setImmediate as turn } from 'node:timers/promises';
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
import { Audit, isRefusal } from './access/audit.ts';
import type { Caller, Demand } from './access/caller.ts';
import type { IncomingCall } from './access/credentials.ts';
import { CallGate } from './call-gate.ts';
import { openRunMessage, statusMessage } from './convert.ts';
import { describeServer } from './describe-server.ts';
import { LIFE_METHODS, lifeHandlers } from './life-handlers.ts';
import { Malformed, method, wellFormed } from './method.ts';
import { openRun } from './open-run.ts';
import { reportProgress } from './report.ts';
import { RunWatchers } from './run-watchers.ts';
import { callFailure } from './status.ts';
import { demandOf, type OpenStream, type StreamContext, subscribe } from './subscribe.ts';
import { checkClientVersion, serverVersion } from './version-skew.ts';

export const SERVICE_DEFINITION: ServiceDefinition = {
  openRun: method('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse),
  streamBatches: method('StreamBatches', v1.StreamBatchesRequest, 'bytes', { request: true, response: true }),
  reportProgress: method('ReportProgress', v1.ReportProgressRequest, v1.ReportProgressResponse),
  getServer: method('GetServer', v1.GetServerRequest, v1.GetServerResponse),
  getRun: method('GetRun', v1.GetRunRequest, v1.GetRunResponse),
  watchRun: method('WatchRun', v1.WatchRunRequest, 'bytes', { response: true }),
  ...LIFE_METHODS,
};

/** The service: every handler is guarded, so that no request can end the process. */
export class CrescendoService {
  readonly #context: StreamContext;
  readonly #log: Logger;
  readonly #audit: Audit;
  readonly #gate = new CallGate();
  readonly #watchers = new RunWatchers<Run>(async (run) =>
    v1.WatchRunResponse.encode({ status: await currentStatus(run) }).finish(),
  );

  constructor(context: StreamContext, log: Logger) {
    this.#context = context;
    this.#log = log;
    this.#audit = new Audit(log);
    context.stopping.addEventListener('abort', () => this.#audit.flush(), { once: true });
  }

  handlers(): UntypedServiceImplementation {
    return {
      openRun: this.#unary<crescendo.v1.OpenRunRequest, crescendo.v1.IOpenRunResponse>(async (request, caller) => {
        checkClientVersion(request.clientVersion);
        const { run, created } = await openRun(this.#context.runs, caller, request);
        await run.checkBadSamples();
        const client = request.clientVersion?.program;
        const { name: token } = caller;
        this.#log.info({ run: run.name, created, steps: run.plan.totalSteps, client, token }, 'run opened');
        const siblings = [...this.#context.place.siblings()];
        return {
          ...openRunMessage(run, created, this.#validationSamples(run)),
          serverVersion: serverVersion(),
          siblings,
        };
      }),
      getServer: this.#unary<crescendo.v1.GetServerRequest, crescendo.v1.IGetServerResponse>((_, caller) => {
        caller.check({ role: 'read' });
        return describeServer(this.#context);
      }),
      reportProgress: this.#unary<crescendo.v1.ReportProgressRequest, crescendo.v1.IReportProgressResponse>(
        async (request, caller) => ({ consumedStep: await reportProgress(this.#context, caller, request) }),
      ),
      getRun: this.#unary<crescendo.v1.GetRunRequest, crescendo.v1.IGetRunResponse>(async ({ run: name }, caller) => {
        caller.check({ role: 'read', run: name });
        const run = await this.#context.runs.get(name, { archived: true });
        return { status: await currentStatus(run) };
      }),
      watchRun: (call: ServerWritableStream<crescendo.v1.WatchRunRequest, Uint8Array>) => {
        this.#guard(call, (caller) => this.#watch(call, caller));
      },
      streamBatches: (call: BatchCall) => {
        this.#guard(call, (caller) => this.#stream(call, caller));
      },
      ...lifeHandlers(this.#context.runs, this.#log, (answer) => this.#unary(answer)),
    };
  }

  #validationSamples(run: Run): number {
    return run.spec.validation === undefined ? 0 : this.#context.runs.validation(run).manifest.sampleCount;
  }

  #unary<Request, Response>(answer: (request: Request, caller: Caller) => Promise<Response>) {
    return async (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): Promise<void> => {
      let caller: Caller | undefined;
      try {
        const known = this.#context.access.identify(call);
        caller = known;
        reply(null, await this.#gate.run(call.getPeer(), () => answer(wellFormed(call.request), known)));
      } catch (error) {
        this.#note(error, call, caller);
        reply(callFailure(error));
      }
    };
  }

  /** Runs a streaming handler and ends the call with the status of whatever it throws. */
  #guard(call: FailingCall, handler: (caller: Caller) => Promise<void>): void {
    let caller: Caller | undefined;
    const handle = async (): Promise<void> => {
      caller = this.#context.access.identify(call);
      await handler(caller);
    };
    handle().then(
      () => call.end(),
      (error: unknown) => {
        this.#note(error, call, caller);
        call.emit('error', callFailure(error));
      },
    );
  }

  #note(thrown: unknown, call: NamedCall, caller: Caller | undefined): void {
    const error = toCrescendoError(thrown);
    const path = call.getPath();
    if (isRefusal(error)) {
      this.#audit.note({ token: caller?.name ?? '', peer: call.getPeer(), path }, error);
      return;
    }
    const fields = { path, reason: error.reason };
    if (error.reason === 'INTERNAL') this.#log.error({ ...fields, err: error }, error.message);
    else if (error.reason === 'WORKER_LOST') this.#log.warn(fields, error.message);
    else this.#log.info(fields, error.message);
  }

  async #watch(call: ServerWritableStream<crescendo.v1.WatchRunRequest, Uint8Array>, caller: Caller): Promise<void> {
    const demand: Demand = { role: 'read', run: wellFormed(call.request).run };
    caller.check(demand);
    const over = new AbortController();
    call.on('cancelled', () => over.abort());
    const { run: name } = wellFormed(call.request);
    const found = (): Promise<Run> => this.#context.runs.get(name, { archived: true });
    const run = await this.#gate.run(call.getPeer(), found, over.signal);
    const signal = AbortSignal.any([over.signal, this.#context.stopping]);
    const streamEnded = this.#context.tokenUse.beginStream(caller);
    const forget = this.#context.access.follow(caller, demand, (why) => over.abort(why));
    try {
      for await (const state of this.#watchers.watch(run, signal)) {
        if (call.cancelled) return;
        await writeMessage(call, state);
      }
    } finally {
      forget();
      streamEnded();
    }
    if (over.signal.reason instanceof CrescendoError) throw over.signal.reason;
  }

  async #stream(call: BatchCall, caller: Caller): Promise<void> {
    let opening: Promise<OpenStream> | undefined;
    const abandoned = new AbortController();
    const { signal } = abandoned;
    call.on('cancelled', () => abandoned.abort(ABANDONED));
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
        abandoned.abort(ABANDONED);
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
          opening = this.#begin(call, { abandoned: signal, revoked: fail, caller }, request);
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
    { abandoned, revoked, caller }: { abandoned: AbortSignal; revoked: (why: CrescendoError) => void; caller: Caller },
    request: crescendo.v1.StreamBatchesRequest,
  ): Promise<OpenStream> {
    const { subscribe: message } = request;
    if (!message) throw protocol('the first message of StreamBatches must be `subscribe`', 'subscribe');
    const { access, tokenUse } = this.#context;
    const streamEnded = tokenUse.beginStream(caller);
    const forget = access.follow(caller, demandOf(message), revoked);
    const over = (): void => {
      forget();
      streamEnded();
    };
    try {
      // A call that is cancelled right after it was begun shows it in what was read together with it.
      await turn();
      abandoned.throwIfAborted();
      const begun = (): Promise<OpenStream> => subscribe(call, { ...this.#context, abandoned }, message, caller);
      const stream = await this.#gate.run(call.getPeer(), begun, abandoned);
      void stream.sending.then(over, over);
      const { run, place, firstStep } = stream;
      this.#log.info({ run: run.name, ...place, firstStep, token: caller.name }, 'subscribed');
      return stream;
    } catch (error) {
      over();
      throw error;
    }
  }
}

/** Why streams give up what they make. One for all: an exception for each would cost more than most of them are worth. */
const ABANDONED = new Error('the call is over');

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
interface FailingCall extends NamedCall, IncomingCall {
  end(): unknown;
  emit(event: 'error', failure: Error): boolean;
}

/** What the log says of a call. */
interface NamedCall {
  getPath(): string;
  getPeer(): string;
}

function protocol(message: string, field: string): CrescendoError {
  return new CrescendoError('PROTOCOL', message, { field });
}
