import {
  type ChannelCredentials,
  type ChannelOptions,
  type ClientDuplexStream,
  Client as GrpcClient,
  credentials as grpcCredentials,
  type ServiceError,
} from '@grpc/grpc-js';
import { BatchStream, type BatchStreamOptions } from './batch-stream.ts';
import { fromServiceError } from './errors.ts';
import type { crescendo } from './gen/crescendo.js';
import { v1 } from './messages.ts';
import { type RunSpec, specMessage } from './spec.ts';
import { decodeStreamMessage, path, type StreamMessage } from './wire.ts';

const MIB = 1024 * 1024;

const CHANNEL_OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': 64 * MIB,
  'grpc.max_send_message_length': MIB,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc-node.flow_control_window': 8 * MIB,
  'grpc.enable_channelz': 0,
};

export interface ConnectOptions {
  /** By default plain text, which the server allows on loopback addresses only. */
  credentials?: ChannelCredentials;
  channelOptions?: ChannelOptions;
}

/** Connects to a server; the connection is made with the first call. */
export function connect(address: string, options: ConnectOptions = {}): Client {
  return new Client(address, options);
}

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
}

const serialize =
  <T>(codec: Codec<T>) =>
  (message: T): Buffer =>
    Buffer.from(codec.encode(message).finish());

export type BatchCall = ClientDuplexStream<crescendo.v1.IStreamBatchesRequest, StreamMessage>;

/** A connection to a Crescendo server. */
export class Client {
  readonly #grpc: GrpcClient;

  constructor(address: string, options: ConnectOptions = {}) {
    const credentials = options.credentials ?? grpcCredentials.createInsecure();
    this.#grpc = new GrpcClient(address, credentials, { ...CHANNEL_OPTIONS, ...options.channelOptions });
  }

  /** Makes a run, or joins the one of that name; without a spec the run must exist. Throws CrescendoError. */
  openRun(run: string, spec?: RunSpec): Promise<crescendo.v1.OpenRunResponse> {
    const request = spec === undefined ? { run } : { run, spec: specMessage(spec) };
    return this.#unary('OpenRun', v1.OpenRunRequest, v1.OpenRunResponse, request);
  }

  /** The state of a run. Throws CrescendoError. */
  async getRun(run: string): Promise<crescendo.v1.IRunStatus> {
    return (await this.#unary('GetRun', v1.GetRunRequest, v1.GetRunResponse, { run })).status ?? {};
  }

  /** Reports a consumed step apart from a stream; returns the highest step of the rank. Throws CrescendoError. */
  async reportProgress(run: string, rank: number, consumedStep: number, stepSeconds = 0): Promise<number> {
    const request = { run, rank, progress: { consumedStep, stepSeconds } };
    const { ReportProgressRequest, ReportProgressResponse } = v1;
    return (await this.#unary('ReportProgress', ReportProgressRequest, ReportProgressResponse, request)).consumedStep;
  }

  /** The state of a run now and after every change. Ends when the loop is left or the server stops. */
  async *watchRun(run: string): AsyncGenerator<crescendo.v1.IRunStatus, void, void> {
    const call = this.#grpc.makeServerStreamRequest(
      path('WatchRun'),
      serialize<crescendo.v1.IWatchRunRequest>(v1.WatchRunRequest),
      (bytes: Buffer) => v1.WatchRunResponse.decode(bytes),
      { run },
    );
    try {
      for await (const { status } of call as AsyncIterable<crescendo.v1.WatchRunResponse>) yield status ?? {};
    } catch (error) {
      throw fromServiceError(error as ServiceError);
    } finally {
      call.cancel();
    }
  }

  /** The batches of one rank, as an async iterable that survives restarts of the server. */
  batches(options: BatchStreamOptions): BatchStream {
    return new BatchStream(this, options);
  }

  /** Opens the raw stream of batches. For BatchStream. */
  streamBatches(): BatchCall {
    return this.#grpc.makeBidiStreamRequest(
      path('StreamBatches'),
      serialize<crescendo.v1.IStreamBatchesRequest>(v1.StreamBatchesRequest),
      decodeStreamMessage,
    );
  }

  close(): void {
    this.#grpc.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #unary<Request, Response>(
    method: string,
    requestType: Codec<Request>,
    responseType: { decode(bytes: Uint8Array): Response },
    request: Request,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#grpc.makeUnaryRequest(
        path(method),
        serialize(requestType),
        (bytes: Buffer) => responseType.decode(bytes),
        request,
        (error, response) => {
          if (error !== null) reject(fromServiceError(error));
          else if (response === undefined) reject(new Error(`${method} gave no answer`));
          else resolve(response);
        },
      );
    });
  }
}
