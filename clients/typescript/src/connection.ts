import { setTimeout as sleep } from 'node:timers/promises';
import { type crescendo, v1 } from '@crescendo/proto';
import {
  type ClientDuplexStream,
  credentials as grpcCredentials,
  type Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { checkAddress } from './address.ts';
import { LONGEST_ATTEMPT_MS } from './backoff.ts';
import {
  type CallOptions,
  type ConnectOptions,
  checkCallOptions,
  checkConnectOptions,
  grpcOptions,
  milliseconds,
  TIMEOUT_MS,
} from './call-options.ts';
import { Channel } from './channel.ts';
import { Closing } from './closing.ts';
import { explain } from './diagnose.ts';
import { CrescendoError, fromServiceError, protocolError } from './errors.ts';
import { type Notice, warn } from './options.ts';
import { type RunStatus, runStatus } from './run.ts';
import { type Answer, type Codec, ServiceCalls, type UnaryCall } from './service-calls.ts';
import { tokenMetadata } from './token.ts';
import { decodeStreamMessage, path, type StreamMessage } from './wire.ts';

/** The call behind a batch stream. */
export type BatchCall = ClientDuplexStream<crescendo.v1.IStreamBatchesRequest, StreamMessage>;

/** A channel to one server and the calls of the service there. */
export class Connection extends ServiceCalls {
  readonly address: string;
  readonly onNotice: (notice: Notice) => void;
  readonly timeoutMs: number;
  readonly #channel: Channel;
  readonly #secure: boolean;
  /** Headers of every call. */
  readonly #metadata: Metadata;
  readonly #closing = new Closing();

  constructor(address: string, options: ConnectOptions = {}) {
    super();
    checkAddress(address);
    checkConnectOptions(options);
    this.address = address;
    this.onNotice = options.onNotice ?? warn;
    this.timeoutMs = milliseconds(options.timeoutMs ?? TIMEOUT_MS);
    this.#secure = options.credentials?._isSecure() ?? false;
    const { token, plaintextToken = false } = options;
    this.#metadata = tokenMetadata(address, { token, secure: this.#secure, plaintextToken });
    this.#channel = new Channel(
      address,
      options.credentials ?? grpcCredentials.createInsecure(),
      options.channelOptions,
    );
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

  close(): void {
    if (this.#closing.close()) this.#channel.close();
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

  whenAborted(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
    return this.#closing.whenAborted(signal, listener);
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

  override async unary<Request, Response>(
    ...[method, requestType, responseType, request, options]: UnaryCall<Request, Response>
  ): Promise<Answer<Response>> {
    checkCallOptions(options);
    const timeoutMs = milliseconds(options.timeoutMs ?? this.timeoutMs);
    return new Promise((resolve, reject) => {
      let cancel = (): void => {};
      const forget = this.whenAborted(options.signal, (reason) => {
        reject(reason);
        cancel();
      });
      if (options.signal?.aborted || this.#closing.closed) return;
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
            else resolve({ response, address: this.address });
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

function serialize<T>(codec: Codec<T>): (message: T) => Buffer {
  return (message) => {
    const bytes = codec.encode(message).finish();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}
