/** A server in this process that keeps the contract, with tiny batches; a script can make it fail in any way. */

import { type crescendo, v1 } from '@crescendo/proto';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type StatusObject,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';

export type Call = ServerDuplexStream<crescendo.v1.StreamBatchesRequest, Uint8Array>;

/**
 * May take over before step `step` of the `stream`-th stream (from 1) is sent: returns true if it did for good, `sent` if
 * it sent something in the step's place and the next step is the server's again.
 */
export type Script = (call: Call, step: number, stream: number) => boolean | 'sent';

export const SAMPLES = 2;
/** Two stages: three steps of side 2, and three of side 4. */
export const STAGES = [
  { index: 0, firstStep: 0, steps: 3, budgetStart: 0, budgetEnd: 0.25, bandwidth: 2, globalBatch: SAMPLES },
  { index: 1, firstStep: 3, steps: 3, budgetStart: 0.25, budgetEnd: 1, bandwidth: 4, globalBatch: SAMPLES },
];
export const STEPS = 6;
export const ALL_STEPS = [0, 1, 2, 3, 4, 5];

const RUN = {
  run: 'r',
  spec: { dataset: 'train', worldSize: 1, dtype: v1.Dtype.DTYPE_UINT8 },
  specDigest: 'spec',
  manifestDigest: 'manifest',
  scheduleToken: 'token',
  classNames: ['ant', 'bee'],
  sampleCount: 10,
  totalSteps: STEPS,
  stages: STAGES,
};

/** The side of a step's images. */
export function side(step: number): number {
  return STAGES[step < 3 ? 0 : 1]!.bandwidth;
}

/** The pixels of a step: every one differs from its neighbours and from those of other steps. */
export function pixels(step: number): Uint8Array {
  return Uint8Array.from({ length: SAMPLES * side(step) ** 2 * 3 }, (_, k) => (step * 41 + k * 7) % 251);
}

export function header(step: number, changes: crescendo.v1.IBatchHeader = {}): crescendo.v1.IBatchHeader {
  const bandwidth = side(step);
  return {
    step,
    stage: step < 3 ? 0 : 1,
    bandwidth,
    shape: [SAMPLES, bandwidth, bandwidth, 3],
    dtype: v1.Dtype.DTYPE_UINT8,
    labels: [step, 1],
    keys: [`bee/${step}.jpg`, 'ant/1.jpg'],
    budgetStart: step / STEPS,
    budgetEnd: (step + 1) / STEPS,
    suggestedAccumulation: 1,
    scheduleToken: RUN.scheduleToken,
    byteLength: pixels(step).length,
    ...changes,
  };
}

export function send(call: Call, message: crescendo.v1.IStreamBatchesResponse): void {
  call.write(v1.StreamBatchesResponse.encode(message).finish());
}

/** Sends a step according to the contract, in chunks of one sample. */
export function sendBatch(call: Call, step: number): void {
  const data = pixels(step);
  if (STAGES.some(({ firstStep }) => firstStep === step))
    send(call, { stageChange: { stage: STAGES[step < 3 ? 0 : 1]! } });
  send(call, { header: header(step) });
  for (let at = 0; at < data.length; at += data.length / SAMPLES) {
    send(call, { chunk: { data: data.subarray(at, at + data.length / SAMPLES) } });
  }
}

/** A google.rpc.Status with one detail before its ErrorInfo, as other servers send them too. */
export function statusDetails(reason: string, metadata: Record<string, string>): Uint8Array {
  const any = (type: string, value: Uint8Array): Uint8Array =>
    protobuf.Writer.create().uint32(10).string(`type.googleapis.com/${type}`).uint32(18).bytes(value).finish();
  const info = protobuf.Writer.create().uint32(10).string(reason).uint32(18).string('crescendo');
  for (const [key, value] of Object.entries(metadata)) {
    info.uint32(26).bytes(protobuf.Writer.create().uint32(10).string(key).uint32(18).string(value).finish());
  }
  return protobuf.Writer.create()
    .uint32(8)
    .int32(3)
    .uint32(18)
    .string('message')
    .uint32(26)
    .bytes(any('google.rpc.RetryInfo', new Uint8Array()))
    .uint32(26)
    .bytes(any('google.rpc.ErrorInfo', info.finish()))
    .finish();
}

/** The metadata that carry the details of a status. */
export function trailing(trailer?: Uint8Array): Metadata {
  const metadata = new Metadata();
  if (trailer !== undefined) metadata.set('grpc-status-details-bin', Buffer.from(trailer));
  return metadata;
}

/** Ends a call with a status. */
export function fail(call: Call, code: status, details = 'gone', trailer?: Uint8Array): true {
  call.emit('error', { code, details, metadata: trailing(trailer) });
  return true;
}

export interface FakeOptions {
  port?: number;
  script?: Script;
  /** Deviations from the usual run. */
  run?: crescendo.v1.IOpenRunResponse;
  /** The step that GetRun says all ranks have consumed. */
  consumedStep?: number;
  /** What OpenRun fails with. */
  failure?: Partial<StatusObject>;
  /** Deviations from what it says of itself; undefined: it does not know GetServer. */
  server?: crescendo.v1.IGetServerResponse;
  /** How many calls of OpenRun and of ReportProgress fail with UNAVAILABLE before the first one is answered. */
  refusals?: { openRun?: number; reportProgress?: number };
}

interface Method<Request, Response> {
  request: { decode(bytes: Uint8Array): Request };
  response: { encode(message: Response): { finish(): Uint8Array } } | 'bytes';
  streams?: [request: boolean, response: boolean];
}

function method<Request, Response>(name: string, { request, response, streams }: Method<Request, Response>) {
  return {
    path: `/crescendo.v1.CrescendoService/${name}`,
    requestStream: streams?.[0] ?? false,
    responseStream: streams?.[1] ?? false,
    requestDeserialize: (bytes: Buffer) => request.decode(bytes),
    requestSerialize: () => Buffer.alloc(0),
    responseSerialize: (message: Response): Buffer =>
      Buffer.from(response === 'bytes' ? (message as Uint8Array) : response.encode(message).finish()),
    responseDeserialize: () => ({}),
  };
}

const SERVICE: ServiceDefinition = {
  openRun: method('OpenRun', { request: v1.OpenRunRequest, response: v1.OpenRunResponse }),
  getServer: method('GetServer', { request: v1.GetServerRequest, response: v1.GetServerResponse }),
  getRun: method('GetRun', { request: v1.GetRunRequest, response: v1.GetRunResponse }),
  reportProgress: method('ReportProgress', { request: v1.ReportProgressRequest, response: v1.ReportProgressResponse }),
  deleteRun: method('DeleteRun', { request: v1.DeleteRunRequest, response: v1.DeleteRunResponse }),
  watchRun: method('WatchRun', {
    request: v1.WatchRunRequest,
    response: v1.WatchRunResponse,
    streams: [false, true],
  }),
  streamBatches: method('StreamBatches', {
    request: v1.StreamBatchesRequest,
    response: 'bytes',
    streams: [true, true],
  }),
};

export class FakeServer {
  readonly opened: crescendo.v1.OpenRunRequest[] = [];
  readonly subscriptions: crescendo.v1.ISubscribe[] = [];
  /** Reports on streams, and outside them. */
  readonly reports: crescendo.v1.IProgress[] = [];
  /** Answers to offers of shared memory, and releases. */
  readonly answers: crescendo.v1.ISharedMemoryAnswer[] = [];
  readonly releases: (number | null | undefined)[] = [];
  /** What clients that pull have asked for, and taken back. */
  readonly fetched: number[] = [];
  readonly takenBack: number[] = [];
  readonly unaryReports: crescendo.v1.ReportProgressRequest[] = [];
  /** The last step that was sent; -1 before the first. */
  sent = -1;
  cancelled = 0;
  port = 0;
  /** Names of the runs that were deleted. */
  readonly deleted: string[] = [];
  #options: FakeOptions;
  /** What calls fail with that know no run; undefined: the run is known. */
  #lost: Partial<StatusObject> | undefined;
  readonly #streams = new Set<Call>();
  readonly #server = new Server();
  readonly #refusals: { openRun: number; reportProgress: number };

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.#refusals = { openRun: 0, reportProgress: 0, ...options.refusals };
  }

  static async start(options: FakeOptions = {}): Promise<FakeServer> {
    const fake = new FakeServer(options);
    await fake.#listen();
    return fake;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get consumed(): (number | null | undefined)[] {
    return this.reports.map(({ consumedStep }) => consumedStep);
  }

  /** Forgets the run until it is opened with a spec, and then has these deviations. */
  loseRun(failure: Partial<StatusObject>, run?: crescendo.v1.IOpenRunResponse): void {
    this.#lost = failure;
    this.#options = { ...this.#options, run: { ...this.#options.run, ...run } };
  }

  /** Ends every stream, as a connection that breaks. */
  cut(): void {
    for (const call of this.#streams) fail(call, status.UNAVAILABLE);
  }

  /** Ends every stream with a status. */
  refuse(code: number, details: string, info: Uint8Array): void {
    for (const call of this.#streams) fail(call, code, details, info);
  }

  /** Destroys every connection. */
  kill(): void {
    this.#server.forceShutdown();
  }

  /** Settles once no call is open. */
  shutDown(): Promise<void> {
    return new Promise((resolve, reject) => this.#server.tryShutdown((error) => (error ? reject(error) : resolve())));
  }

  async #listen(): Promise<void> {
    type Unary<Request> = ServerUnaryCall<Request, object>;
    const { consumedStep, failure } = this.#options;
    this.#server.addService(SERVICE, {
      openRun: (call: Unary<crescendo.v1.OpenRunRequest>, reply: sendUnaryData<object>) => {
        this.opened.push(call.request);
        if (call.request.spec) this.#lost = undefined;
        const refusal = failure ?? this.#lost;
        if (refusal !== undefined) reply(refusal);
        else this.#answer('openRun', reply, { ...RUN, ...this.#options.run });
      },
      getServer: (_: unknown, reply: sendUnaryData<object>) => this.#describe(reply),
      getRun: (call: Unary<crescendo.v1.GetRunRequest>, reply: sendUnaryData<object>) => {
        if (call.request.run !== RUN.run) reply({ code: status.NOT_FOUND, details: 'no such run' });
        else reply(null, { status: this.#status(consumedStep) });
      },
      reportProgress: (call: Unary<crescendo.v1.ReportProgressRequest>, reply: sendUnaryData<object>) => {
        this.unaryReports.push(call.request);
        if (this.#lost !== undefined) return reply(this.#lost);
        this.#answer('reportProgress', reply, { consumedStep: call.request.progress?.consumedStep ?? 0 });
      },
      deleteRun: (call: Unary<crescendo.v1.DeleteRunRequest>, reply: sendUnaryData<object>) => {
        this.deleted.push(call.request.run);
        reply(null, {});
      },
      watchRun: (call: ServerWritableStream<object, crescendo.v1.IWatchRunResponse>) => {
        call.on('cancelled', () => {
          this.cancelled += 1;
        });
        for (const step of [0, 1]) call.write({ status: this.#status(step) });
      },
      streamBatches: (call: Call) => this.#stream(call),
    });
    const credentials = ServerCredentials.createInsecure();
    this.port = await new Promise((resolve, reject) =>
      this.#server.bindAsync(`127.0.0.1:${this.#options.port ?? 0}`, credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
  }

  #describe(reply: sendUnaryData<object>): void {
    const { server, failure } = this.#options;
    if (server === undefined) reply({ code: status.UNIMPLEMENTED, details: 'unknown method GetServer' });
    else if (failure !== undefined) reply(failure);
    else {
      const datasets = [{ id: 'train', manifestDigest: RUN.manifestDigest, sampleCount: RUN.sampleCount }];
      const own = { instance: this.address, stateId: 'state', serverVersion: { revision: 5 }, datasets };
      reply(null, { ...own, ...server });
    }
  }

  #status(consumedStep: number | undefined): crescendo.v1.IRunStatus {
    const { run, spec, stages, totalSteps } = RUN;
    const finished = consumedStep === totalSteps - 1;
    const state = finished ? v1.RunState.RUN_STATE_FINISHED : v1.RunState.RUN_STATE_ACTIVE;
    // Rank 0 is ahead of the others.
    const ranks = consumedStep === undefined ? [] : [{ rank: 0, consumedStep: consumedStep + 1, stepSeconds: 0.5 }];
    return { run, state, spec, stages, totalSteps, ranks, ...(consumedStep !== undefined && { consumedStep }) };
  }

  #answer(method: 'openRun' | 'reportProgress', reply: sendUnaryData<object>, response: object): void {
    this.#refusals[method] -= 1;
    if (this.#refusals[method] >= 0) reply({ code: status.UNAVAILABLE, details: 'not yet' });
    else reply(null, response);
  }

  #stream(call: Call): void {
    const stream = this.subscriptions.length + 1;
    let [next, consumed, window, over, pull] = [0, -1, 0, false, false];
    const pump = (): void => {
      while (!over && next < STEPS && next <= consumed + window) {
        const taken = this.#options.script?.(call, next, stream) ?? false;
        if (taken === true) {
          over = true;
          return;
        }
        if (taken === false) sendBatch(call, next);
        this.sent = next;
        next += 1;
      }
      if (!over && consumed === STEPS - 1) {
        over = true;
        call.end();
      }
    };
    call.on('cancelled', () => {
      this.cancelled += 1;
    });
    this.#streams.add(call);
    call.on('error', () => {});
    call.on('end', () => {
      if (pull && !over) call.end();
    });
    call.on('data', ({ subscribe, progress, sharedMemory, release, fetch }: crescendo.v1.StreamBatchesRequest) => {
      if (sharedMemory) this.answers.push(sharedMemory);
      if (release) this.releases.push(release.beforeStep);
      if (subscribe) {
        this.subscriptions.push(subscribe);
        next = subscribe.step ?? 0;
        consumed = next - 1;
        window = subscribe.window ?? 4;
        pull = subscribe.pull ?? false;
      }
      if (fetch) {
        this.fetched.push(...(fetch.steps ?? []));
        this.takenBack.push(...(fetch.cancel ?? []));
        for (const step of fetch.steps ?? []) over ||= this.#sendAsked(call, step, stream);
      }
      if (progress) {
        this.reports.push(progress);
        consumed = Math.max(consumed, progress.consumedStep ?? 0);
      }
      if (!pull) pump();
    });
  }

  /** Sends a step that was asked for. Returns true if the stream is over. */
  #sendAsked(call: Call, step: number, stream: number): boolean {
    const taken = this.#options.script?.(call, step, stream) ?? false;
    if (taken === true) return true;
    if (taken === false && step < STEPS) sendBatch(call, step);
    if (step >= STEPS) call.end();
    return step >= STEPS;
  }
}
