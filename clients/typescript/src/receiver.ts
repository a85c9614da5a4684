import type { crescendo } from '@crescendo/proto';
import { type ServiceError, status } from '@grpc/grpc-js';
import { Backoff } from './backoff.ts';
import { BatchAssembler, type ReceivedBatch } from './batch-assembler.ts';
import { BufferPool } from './buffer-pool.ts';
import { giveBackClientId, takeClientId } from './client-id.ts';
import type { BatchCall, Connection } from './connection.ts';
import { CrescendoError, fromServiceError, isOutage, protocolError } from './errors.ts';
import type { ResolvedOptions } from './options.ts';
import { isLostRun, reopen } from './reopen.ts';
import { largestBatchBytes, type RunInfo } from './run.ts';
import { SharedMemoryLink } from './shared-memory-link.ts';
import { limitOfRetries, Silence } from './silence.ts';
import type { RunSpec } from './spec.ts';
import type { StreamPlan } from './stream-plan.ts';
import { subscription } from './subscription.ts';
import type { StreamMessage } from './wire.ts';

/** Receives the batches of one rank, each exactly once and in order. */
export interface Receiver {
  /** The id by which the servers know this trainer. */
  readonly clientId: string;
  /** True from a failure of the connection to the next batch: a server may have lost the run. */
  readonly interrupted: boolean;
  /** Waits for the next batch; undefined after the last one. Throws the error that ended the stream. */
  take(): Promise<ReceivedBatch | undefined>;
  /** Takes a batch's buffer back. */
  give(buffer: ArrayBuffer): void;
  report(progress: crescendo.v1.IProgress): void;
  /** Stops receiving and drops the received batches; `take` then throws `error`. */
  abort(error: unknown): void;
  /** Stops receiving. */
  close(): void;
}

/**
 * Receives one rank's batches in the background from one server, through any number of connections.
 *
 * There are window + 1 buffers: those of the window, and the one that the trainer uses. While none is free, the call is
 * paused, so that a trainer which stops taking batches stops the server through HTTP/2's flow control, whatever window
 * the server assumes.
 */
export class BatchReceiver implements Receiver {
  readonly #connection: Connection;
  readonly #options: ResolvedOptions;
  readonly #run: RunInfo;
  readonly #spec: RunSpec;
  readonly #pool: BufferPool;
  readonly #assembler: BatchAssembler;
  readonly #backoff: Backoff;
  readonly #silence: Silence;
  readonly #closing = new AbortController();
  readonly #ready: ReceivedBatch[] = [];
  readonly #shared: SharedMemoryLink;
  readonly #rank: string;
  /** The id by which the server knows this trainer. */
  readonly clientId: string;
  #takeover: boolean;
  #call: BatchCall | undefined;
  /** True once the server has ended the stream with OK. */
  #over = false;
  /** True from a failure of a call to the next batch. */
  #interrupted = false;
  /** A header that waits for a buffer; the call is paused in the meantime. */
  #waiting: crescendo.v1.BatchHeader | undefined;
  #progress: crescendo.v1.IProgress | undefined;
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** Begins to receive at `firstStep`. */
  constructor(connection: Connection, options: ResolvedOptions, plan: StreamPlan, firstStep: number) {
    const { run, spec } = plan;
    this.#connection = connection;
    this.#options = options;
    this.#run = run;
    this.#spec = spec;
    const { window, worldSize, reuseBuffer, retryMs, rank } = options;
    this.#pool = new BufferPool(window + 1, largestBatchBytes(run, worldSize), reuseBuffer);
    this.#assembler = new BatchAssembler(plan, worldSize, this.#pool, firstStep);
    this.#backoff = new Backoff(retryMs, rank, connection.timeoutMs);
    this.#rank = JSON.stringify([run.run, worldSize, rank, options.validation !== undefined]);
    this.clientId = takeClientId(this.#rank);
    this.#takeover = options.takeover;
    this.#silence = new Silence(connection.address, 'StreamBatches', limitOfRetries(retryMs), options.onNotice);
    this.#shared = new SharedMemoryLink(connection.address, options);
    if (!this.#complete) this.#subscribe();
  }

  /**
   * Waits for the next batch; undefined after the last one. Throws the error that ended the stream, once all earlier
   * batches have been taken.
   */
  async take(): Promise<ReceivedBatch | undefined> {
    for (;;) {
      const received = this.#ready.shift();
      if (received !== undefined) return received;
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#complete) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Takes a batch's buffer back. */
  give(buffer: ArrayBuffer): void {
    this.#pool.give(buffer);
    const header = this.#waiting;
    if (header === undefined) return;
    try {
      if (!this.#begin(header)) return;
      this.#waiting = undefined;
      this.#call?.resume();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Reports progress on the current call, and again at the start of each later one. */
  report(progress: crescendo.v1.IProgress): void {
    this.#progress = progress;
    this.#call?.write({ progress });
  }

  /** Stops receiving and drops the received batches; `take` then throws `error`. */
  abort(error: unknown): void {
    this.#ready.length = 0;
    // This takes precedence over any failure of the server: a caller who aborts wants to see the reason given.
    this.#failure = { error };
    this.#fail(error);
  }

  /** Stops receiving. */
  close(): void {
    this.#drop()?.cancel();
    if (!this.#closing.signal.aborted) giveBackClientId(this.#rank, this.clientId);
    this.#silence.end();
    this.#closing.abort();
  }

  /**
   * True from a failure of a call to the next batch: a server that then does not know the run has lost its state. Without
   * that, somebody has deleted the run, which must not come back.
   */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  get #complete(): boolean {
    const { totalSteps } = this.#run;
    return totalSteps === undefined ? this.#over : this.#assembler.nextStep >= totalSteps;
  }

  #subscribe(): void {
    const call = this.#connection.streamBatches();
    this.#call = call;
    this.#listen(call);
    const trainer = { clientId: this.clientId, takeover: this.#takeover, step: this.#assembler.nextStep };
    const subscribe = subscription(this.#run, this.#options, { ...trainer, sharedMemorySlots: this.#shared.slots });
    call.write({ subscribe });
    // The broken connection may have lost the last report.
    if (this.#progress !== undefined) call.write({ progress: this.#progress });
  }

  #listen(call: BatchCall): void {
    // The status may overtake data that waits for a buffer: the call has ended when both have been handled.
    let [ok, drained] = [false, false];
    const end = (): void => {
      if (ok && drained && call === this.#call) this.#ended();
    };
    call.on('data', (message) => {
      if (call === this.#call) this.#receive(call, message);
    });
    call.on('end', () => {
      drained = true;
      end();
    });
    call.on('status', ({ code }) => {
      ok = code === status.OK;
      end();
    });
    // The listener stays after the call is dropped, because its cancellation is also an error event, and an error event
    // without a listener is thrown.
    call.on('error', (error: ServiceError) => {
      if (call === this.#call) void this.#lost(error);
    });
  }

  #receive(call: BatchCall, message: StreamMessage): void {
    try {
      if ('chunk' in message) {
        const received = this.#assembler.chunk(message.chunk, message.images);
        if (received !== undefined) this.#deliver(received);
        return;
      }
      const { header, stageChange, notice, sharedMemoryOffer: offer } = message.message;
      if (offer) this.#shared.answer(call, offer as crescendo.v1.SharedMemoryOffer);
      if (stageChange?.stage) this.#assembler.announce(stageChange.stage);
      if (notice) this.#options.onNotice({ reason: notice.reason ?? '', message: notice.message ?? '' });
      if (header && !this.#begin(header as crescendo.v1.BatchHeader)) {
        this.#waiting = header as crescendo.v1.BatchHeader;
        call.pause();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Begins a batch, and completes it if it lies in shared memory. Returns false if there is no buffer for it. */
  #begin(header: crescendo.v1.BatchHeader): boolean {
    if (!this.#assembler.begin(header)) return false;
    const { sharedMemory } = header;
    if (!sharedMemory) return true;
    const received = this.#assembler.fill((bytes) => this.#shared.read(sharedMemory, bytes));
    if (received === undefined) {
      // The same step again, in chunks.
      this.#shared.giveUp();
      this.#drop()?.cancel();
      this.#subscribe();
      return true;
    }
    this.#shared.release(header.step + 1);
    this.#deliver(received);
    return true;
  }

  #deliver(received: ReceivedBatch): void {
    // The rank is taken. After a reconnection it must not be taken again from whoever has it then.
    this.#takeover = false;
    this.#backoff.reset();
    this.#interrupted = false;
    this.#ready.push(received);
    this.#notify();
  }

  /** The call ended with OK. */
  #ended(): void {
    this.#drop();
    // A schedule that is decided during the run ends where the server says so.
    this.#over = true;
    if (this.#complete) {
      this.#notify();
      return;
    }
    const { run, totalSteps } = this.#run;
    const { nextStep } = this.#assembler;
    this.#fail(protocolError(`run ${run}: the stream ended with OK before step ${nextStep} of ${totalSteps}`));
  }

  /** The call failed: a new call replaces it, or the stream ends with the failure. */
  async #lost(error: ServiceError): Promise<void> {
    this.#drop();
    // Nothing is missing: the last report is made outside the stream.
    // A server that refuses, because the run was deleted or for want of room, for example, has lost nothing.
    this.#interrupted ||= isOutage(fromServiceError(error));
    if (this.#complete || this.#closing.signal.aborted) return;
    this.#silence.begin();
    try {
      await this.#reopen(await this.#connection.failure(error, this.#backoff.limit(performance.now())));
      this.#silence.end();
      if (!this.#closing.signal.aborted) this.#subscribe();
    } catch (fatal) {
      this.#fail(fatal);
    }
  }

  /** Opens the run again, for a server that may have lost its state; throws if the run is different now. */
  async #reopen(first: unknown): Promise<void> {
    // A run that is lost is made again like one whose server was away, so that no server can keep this going for ever.
    const failure =
      isLostRun(first) && this.#interrupted
        ? new CrescendoError('UNAVAILABLE', `the server has lost the run: ${first.message}`, first, { cause: first })
        : first;
    const specs = { given: this.#options.spec, resolved: this.#spec };
    const attempt = (signal: AbortSignal) => reopen(this.#connection, this.#run, specs, signal);
    await this.#backoff.retry(attempt, this.#closing.signal, this.#silence, failure);
  }

  /** Drops the call; incomplete batches come again. */
  #drop(): BatchCall | undefined {
    const call = this.#call;
    this.#call = undefined;
    this.#waiting = undefined;
    this.#shared.close();
    this.#assembler.abandon();
    return call;
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.close();
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
