import { type crescendo, v1 } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import type { BatchCall } from './call.ts';
import type { Delivery, SlottedBatch } from './delivery.ts';
import { writeMessage } from './write.ts';

/** Batches that one stream has in flight: one is sent while the next ones are made. */
export const BATCHES_IN_THE_MAKING = 3;

/** The source of a stream's batches. */
export interface BatchSource<Batch extends SlottedBatch> {
  /** Steps that can be made now, counted from 0. */
  readonly horizon: number;
  /** Number of all steps; undefined while it is undecided. */
  readonly totalSteps: number | undefined;
  /** Bytes of the largest batch in the clients' form. */
  readonly batchBytesMax: number;
  /** Makes a batch, whose memory is returned once it is sent; a batch that fails returns its memory itself. */
  make(step: number): Promise<Batch>;
  /** Records that a batch is to be sent, which it is once this resolves. Called in order of steps. */
  record(batch: Batch): Promise<void>;
  /** The messages that are sent before the tensors; the header comes last. Afterwards there may be notices. */
  messages(batch: Batch): crescendo.v1.IStreamBatchesResponse[];
  /** What people should read, each once. */
  takeNotices?(): crescendo.v1.INotice[];
  /** Called when there are notices that must not wait for a batch. The stream sets it. */
  onNotice?: () => void;
  give(batch: Batch): void;
  /**
   * Calls `listener` when the horizon may have moved, or with an error if that cannot be seen any more; returns a
   * function that unsubscribes.
   */
  watch(listener: (failure?: unknown) => void): () => void;
  close(): void;
}

/** Where a stream begins and how far it runs ahead. */
export interface Window {
  /** First step to send. */
  firstStep: number;
  /** Batches that may be sent beyond the last one consumed. */
  window: number;
  /** The deliveries to the client: each batch goes through the first one that takes it. */
  deliveries: readonly Delivery[];
}

/** A batch in the making. */
interface Prepared<Batch> {
  made: Promise<Batch>;
  /** Resolves once the batch may be sent. */
  recorded: Promise<void>;
}

/**
 * Sends batches in order of step. Batches are made ahead, within the client's window; each write waits for the
 * transport to take it, so if a client stops reading, only the batches already in flight are made.
 */
export class WindowedStream<Batch extends SlottedBatch = SlottedBatch> {
  readonly #call: BatchCall;
  readonly #stopping: AbortSignal;
  readonly #source: BatchSource<Batch>;
  readonly #window: Window;
  readonly #making: Prepared<Batch>[] = [];
  /** Resolves once the last batch and all before it are made. */
  #allMade: Promise<void> = Promise.resolve();
  readonly #unwatch: () => void;
  #consumed: number;
  #ended = false;
  #failure: unknown;
  #wake: (() => void) | undefined;

  constructor(call: BatchCall, stopping: AbortSignal, source: BatchSource<Batch>, window: Window) {
    this.#call = call;
    this.#stopping = stopping;
    this.#source = source;
    this.#window = window;
    this.#consumed = window.firstStep - 1;
    stopping.addEventListener('abort', this.#notify, { once: true });
    this.#unwatch = source.watch((failure) => {
      this.#failure ??= failure;
      this.#notify();
    });
  }

  /** Handles a reported step, which moves the window. */
  consumed(step: number): void {
    this.#consumed = Math.max(this.#consumed, step);
    this.#notify();
  }

  /** No further report will come, or the call is over. */
  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** Sends until the last step, the server's stop, or the call's end. Throws what ends the stream early. */
  async run(): Promise<void> {
    try {
      await this.#offer();
      await this.#pump();
      await this.#awaitLastReport();
    } finally {
      this.#stopping.removeEventListener('abort', this.#notify);
      this.#unwatch();
      await this.#release();
    }
  }

  async #offer(): Promise<void> {
    for (const { offer } of this.#window.deliveries) if (offer !== undefined) await this.#write(offer);
  }

  async #pump(): Promise<void> {
    const { firstStep, window } = this.#window;
    let next = firstStep;
    // Nothing is made ahead for a client that has not taken the first batch, and may never do so.
    let ahead = 1;
    while (!this.#call.cancelled) {
      this.#throwIfOver();
      const horizon = Math.min(this.#source.horizon, this.#consumed + 1 + window);
      while (this.#making.length < Math.min(window, ahead) && next < horizon) {
        this.#making.push(this.#make(next));
        next += 1;
      }
      const first = this.#making[0];
      if (first === undefined) {
        if (next === this.#source.totalSteps || this.#ended) return;
        await this.#change();
        continue;
      }
      const batch = await this.#finished(first);
      void this.#making.shift();
      try {
        await first.recorded;
        if (!this.#call.cancelled) await this.#send(batch);
        ahead = BATCHES_IN_THE_MAKING;
      } finally {
        this.#source.give(batch);
      }
    }
  }

  /** After the last batch the stream stays open for the reports that are still to come. */
  async #awaitLastReport(): Promise<void> {
    const last = this.#source.horizon - 1;
    while (!this.#call.cancelled && !this.#ended && this.#consumed < last) {
      this.#throwIfOver();
      await this.#change();
    }
  }

  #throwIfOver(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#stopping.aborted) return;
    throw new CrescendoError('SHUTTING_DOWN', 'the server is shutting down; reconnect and subscribe at the next step');
  }

  /**
   * Begins to make a batch. It is recorded as soon as it and those before it are made, while an earlier one may still be
   * being sent; entries do not wait for each other, so that a store can take several of them together.
   */
  #make(step: number): Prepared<Batch> {
    const made = this.#source.make(step);
    const inOrder = Promise.all([this.#allMade, made]).then(([, batch]) => batch);
    // A cancelled call is sent nothing.
    const recorded = inOrder.then((batch) => (this.#call.cancelled ? undefined : this.#source.record(batch)));
    // Without its value: a chain of values would hold every batch of the stream.
    this.#allMade = inOrder.then(() => {});
    // A failure is seen when its turn comes; until then it must not count as unhandled.
    for (const promise of [made, recorded, this.#allMade]) promise.catch(() => {});
    return { made, recorded };
  }

  /** Waits for a batch. What people should know in the meantime is sent at once. */
  async #finished({ made }: Prepared<Batch>): Promise<Batch> {
    const over = made.then(
      () => true,
      () => true,
    );
    for (;;) {
      // Before the notices are sent, so that none is missed in the meantime.
      const news = this.#news();
      await this.#sendNotices();
      if (await Promise.race([over, news])) return await made;
    }
  }

  /** Resolves with false when the source has notices. */
  #news(): Promise<false> {
    return new Promise((resolve) => {
      this.#source.onNotice = () => resolve(false);
    });
  }

  async #sendNotices(): Promise<void> {
    for (const notice of this.#source.takeNotices?.() ?? []) {
      if (!this.#call.cancelled) await this.#write({ notice });
    }
  }

  async #send(batch: Batch): Promise<void> {
    const { deliveries } = this.#window;
    const messages = this.#source.messages(batch);
    const header = messages.at(-1)?.header;
    if (!header) throw new CrescendoError('INTERNAL', 'a batch without a header');
    const delivery = deliveries.find((candidate) => candidate.store(batch, header));
    for (const notice of deliveries.flatMap((each) => each.takeNotices())) await this.#write({ notice });
    await this.#sendNotices();
    for (const message of messages) await this.#write(message);
    await delivery?.send(batch);
  }

  #write(message: crescendo.v1.IStreamBatchesResponse): Promise<void> {
    return writeMessage(this.#call, v1.StreamBatchesResponse.encode(message).finish());
  }

  /** Waits until a report, a change of the horizon, the end of the call or the server's stop. */
  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  readonly #notify = (): void => {
    this.#wake?.();
    this.#wake = undefined;
  };

  /** Returns the memory of the batches in flight once the workers no longer use it. */
  async #release(): Promise<void> {
    for (const batch of await Promise.allSettled(this.#making.map(({ made }) => made))) {
      if (batch.status === 'fulfilled') this.#source.give(batch.value);
    }
    await Promise.allSettled(this.#making.map(({ recorded }) => recorded));
    for (const delivery of this.#window.deliveries) delivery.close();
    this.#source.close();
  }
}
