import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { crescendo } from '@crescendo/proto';
import { type ServiceError, status } from '@grpc/grpc-js';
import { Backoff, LONGEST_ATTEMPT_MS } from './backoff.ts';
import { BatchAssembler, type ReceivedBatch } from './batch-assembler.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { BatchCall } from './connection.ts';
import type { Endpoint } from './endpoints.ts';
import { protocolError } from './errors.ts';
import type { ResolvedOptions } from './options.ts';
import { SharedMemoryLink } from './shared-memory-link.ts';
import type { StreamPlan } from './stream-plan.ts';
import type { StreamMessage } from './wire.ts';

/** Steps that were taken back, which may come all the same: no more than a server can have. */
const TAKEN_BACK_MOST = 128;
/** How long a stream that has nothing to send may take to end, in milliseconds. */
const END_MS = 1000;

/** The stream whose batches come through links. */
export interface LinkHost {
  readonly options: ResolvedOptions;
  readonly plan: StreamPlan;
  readonly pool: BufferPool;
  /** The first message of a stream. */
  subscription(link: PullLink, sharedMemorySlots: number): crescendo.v1.ISubscribe;
  /** Resolves once the endpoint may serve the run; throws the reason for which it is left out, or a failure. */
  admit(link: PullLink): Promise<void>;
  /** The link may be asked for steps. */
  began(link: PullLink): void;
  /** The endpoint has said something. */
  spoke(link: PullLink): void;
  /** A batch begins to come. Returns false if nobody wants it any more. */
  begins(link: PullLink, step: number): boolean;
  arrived(link: PullLink, received: ReceivedBatch): void;
  /** The stream ended with OK: a step was asked for that does not exist. Rejects if which one cannot be found out. */
  ended(link: PullLink): Promise<void>;
  /** The link can be asked for nothing any more, until it begins again. */
  broke(link: PullLink): void;
  /** An attempt has failed. Returns how long the next one may wait at most, in milliseconds. */
  failed(link: PullLink, error: unknown): number;
  /** Ends the stream with an error. */
  fail(error: unknown): void;
}

/** One endpoint of a stream: keeps a pull stream open there for as long as it may serve the run. */
export class PullLink {
  readonly id: number;
  readonly endpoint: Endpoint;
  readonly #host: LinkHost;
  readonly #shared: SharedMemoryLink;
  readonly #backoff: Backoff;
  /** Between probes of an endpoint that was late. */
  readonly #patience: Backoff;
  readonly #over = new AbortController();
  /** Steps that the present call was asked for, and those that were taken back. */
  readonly #asked = new Set<number>();
  readonly #takenBack = new Set<number>();
  #assembler: BatchAssembler;
  #call: BatchCall | undefined;
  #settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  #probing = false;
  /** The process that was found there, while it is used. */
  instance: string | undefined;

  constructor(id: number, endpoint: Endpoint, host: LinkHost) {
    this.id = id;
    this.endpoint = endpoint;
    this.#host = host;
    this.#shared = new SharedMemoryLink(endpoint.address, host.options);
    const rank = host.options.rank + id;
    this.#backoff = new Backoff(Number.POSITIVE_INFINITY, rank);
    this.#patience = new Backoff(Number.POSITIVE_INFINITY, rank);
    this.#assembler = this.#newAssembler();
  }

  /** True while the link can be asked for steps. */
  get streaming(): boolean {
    return this.#call !== undefined;
  }

  /** Aborted when the link is closed. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** The step whose batch is coming. */
  get receiving(): number | undefined {
    return this.#assembler.receiving;
  }

  /** Keeps the stream open until the link is closed. Never rejects. */
  async run(): Promise<void> {
    while (!this.signal.aborted) {
      const began = performance.now();
      let longest = 0;
      try {
        await this.#host.admit(this);
        if (!this.signal.aborted) await this.#stream();
      } catch (error) {
        if (this.signal.aborted) return;
        longest = this.#host.failed(this, error);
      } finally {
        this.instance = undefined;
      }
      const delay = Math.min(longest, this.#backoff.delay(performance.now(), began) ?? 0);
      await sleep(delay, undefined, { signal: this.signal }).catch(() => {});
    }
  }

  /** Asks for steps, and takes others back. */
  fetch(steps: number[], cancel: number[] = []): void {
    for (const step of steps) this.#asked.add(step);
    for (const step of cancel) {
      this.#asked.delete(step);
      this.#takenBack.add(step);
    }
    for (const step of this.#takenBack) {
      if (this.#takenBack.size <= TAKEN_BACK_MOST) break;
      this.#takenBack.delete(step);
    }
    this.#call?.write({ fetch: { steps, cancel } });
  }

  report(progress: crescendo.v1.IProgress): void {
    this.#call?.write({ progress });
  }

  /** Another endpoint sends the batch that is coming. */
  drop(): void {
    this.#assembler.drop();
  }

  /**
   * Finds out whether an endpoint that was late answers: it may have taken back all that it was asked for, and say nothing
   * more by itself. The time between two probes grows until it sends a batch.
   */
  probe(): void {
    if (this.#probing) return;
    this.#probing = true;
    void this.#probe().finally(() => {
      this.#probing = false;
    });
  }

  async #probe(): Promise<void> {
    await sleep(this.#patience.delay(performance.now()) ?? 0, undefined, { signal: this.signal }).catch(() => {});
    if (this.signal.aborted) return;
    try {
      await this.endpoint.connection.getServer({ signal: this.signal, timeoutMs: LONGEST_ATTEMPT_MS });
      if (this.streaming) this.#host.spoke(this);
    } catch {
      // The next step that is late makes the next probe.
      if (this.streaming && !this.signal.aborted) await this.#probe();
    }
  }

  /** Ends the stream, so that the server gives up the rank at once, and lets go of the endpoint. */
  close(): void {
    if (this.signal.aborted) return;
    const idle = this.#asked.size === 0;
    const call = this.#stop();
    this.#over.abort();
    if (call !== undefined && idle) endSoftly(call);
    else call?.cancel();
    this.#settle?.resolve();
  }

  #newAssembler(): BatchAssembler {
    return new BatchAssembler(this.#host.plan, this.#host.options.worldSize, this.#host.pool, 0);
  }

  /** Resolves when the stream has ended with OK, and rejects with its failure. */
  #stream(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      const call = this.endpoint.connection.streamBatches();
      this.#call = call;
      this.#listen(call);
      call.write({ subscribe: this.#host.subscription(this, this.#shared.slots) });
      this.#host.began(this);
    });
  }

  #listen(call: BatchCall): void {
    // The status may overtake data: the call has ended when both have been handled.
    let [ok, drained] = [false, false];
    const end = (): void => {
      if (!ok || !drained || call !== this.#call) return;
      this.#stop();
      this.#host.ended(this).then(
        () => this.#settle?.resolve(),
        (error) => this.#settle?.reject(error),
      );
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
    // The listener stays after the call is dropped: its cancellation is an error event too.
    call.on('error', (error: ServiceError) => {
      if (call !== this.#call) return;
      this.#stop();
      const within = Math.min(this.endpoint.connection.timeoutMs, LONGEST_ATTEMPT_MS);
      void this.endpoint.connection.failure(error, within).then((failure) => this.#settle?.reject(failure));
    });
  }

  #receive(call: BatchCall, message: StreamMessage): void {
    try {
      this.#host.spoke(this);
      if ('chunk' in message) {
        const received = this.#assembler.chunk(message.chunk, message.images);
        if (received !== undefined) this.#arrived(received);
        return;
      }
      const { header, stageChange, notice, sharedMemoryOffer: offer } = message.message;
      if (offer) this.#shared.answer(call, offer as crescendo.v1.SharedMemoryOffer);
      if (stageChange?.stage) this.#assembler.announce(stageChange.stage);
      if (notice) this.#host.options.onNotice({ reason: notice.reason ?? '', message: notice.message ?? '' });
      if (header) this.#begin(header as crescendo.v1.BatchHeader);
    } catch (error) {
      this.#host.fail(error);
    }
  }

  #begin(header: crescendo.v1.BatchHeader): void {
    const { step, sharedMemory } = header;
    if (!this.#asked.delete(step) && !this.#takenBack.delete(step)) {
      const { run } = this.#host.plan.run;
      throw protocolError(`run ${run}: a batch of step ${step} came, which was not asked for`, { run });
    }
    this.#assembler.expect(step);
    if (!this.#host.begins(this, step)) {
      this.#assembler.skip(header);
      if (sharedMemory) this.#shared.releaseStep(step);
      return;
    }
    if (!this.#assembler.begin(header)) throw new Error('a stream of several servers has too few buffers');
    if (!sharedMemory) return;
    const received = this.#assembler.fill((bytes) => this.#shared.read(sharedMemory, bytes));
    if (received !== undefined) {
      this.#shared.releaseStep(step);
      this.#arrived(received);
      return;
    }
    // The steps again, in chunks.
    this.#shared.giveUp();
    this.#stop()?.cancel();
    this.#settle?.resolve();
  }

  #arrived(received: ReceivedBatch): void {
    this.#backoff.reset();
    this.#patience.reset();
    this.#host.arrived(this, received);
  }

  /** The call is over; what it was asked for is asked for elsewhere. */
  #stop(): BatchCall | undefined {
    const call = this.#call;
    if (call === undefined) return undefined;
    this.#call = undefined;
    this.#shared.close();
    this.#assembler.abandon();
    this.#assembler = this.#newAssembler();
    this.#asked.clear();
    this.#takenBack.clear();
    this.#host.broke(this);
    return call;
  }
}

/** Ends a call that has nothing to send any more; what comes all the same is passed over. */
function endSoftly(call: BatchCall): void {
  const timer = setTimeout(() => call.cancel(), END_MS).unref();
  call.once('status', () => clearTimeout(timer));
  call.end();
  call.resume();
}
