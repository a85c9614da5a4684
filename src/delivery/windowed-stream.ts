import type { BatchQueue, BatchSource } from './batch-queue.ts';
import type { BatchCall } from './call.ts';
import type { SlottedBatch } from './delivery.ts';
import { StreamEvents } from './stream-events.ts';

/** Batches that one stream has in flight: one is sent while the next ones are made. */
export const BATCHES_IN_THE_MAKING = 3;

/** Where a stream begins and how far it runs ahead. */
export interface Window {
  /** First step to send. */
  firstStep: number;
  /** Batches that may be sent beyond the last one consumed. */
  window: number;
}

/** A stream of batches to a client, whichever way it chooses their steps. */
export interface BatchStream {
  /** Handles a reported step. */
  consumed(step: number): void;
  /** No further request will come, or the call is over. */
  end(): void;
  /** Sends until there is nothing left to send, the server's stop, or the call's end. Throws what ends it early. */
  run(): Promise<void>;
}

/**
 * Sends batches in order of step. Batches are made ahead, within the client's window; if a client stops reading, only the
 * batches already in flight are made.
 */
export class WindowedStream<Batch extends SlottedBatch = SlottedBatch> implements BatchStream {
  readonly #call: BatchCall;
  readonly #source: BatchSource<Batch>;
  readonly #queue: BatchQueue<Batch>;
  readonly #window: Window;
  readonly #events: StreamEvents;
  #consumed: number;
  #ended = false;

  constructor(
    call: BatchCall,
    stopping: AbortSignal,
    { source, queue }: { source: BatchSource<Batch>; queue: BatchQueue<Batch> },
    window: Window,
  ) {
    this.#call = call;
    this.#source = source;
    this.#queue = queue;
    this.#window = window;
    this.#consumed = window.firstStep - 1;
    this.#events = new StreamEvents(source, stopping);
  }

  /** A reported step moves the window. */
  consumed(step: number): void {
    this.#consumed = Math.max(this.#consumed, step);
    this.#events.notify();
  }

  end(): void {
    this.#ended = true;
    this.#events.notify();
  }

  async run(): Promise<void> {
    try {
      await this.#queue.offer();
      await this.#pump();
      await this.#awaitLastReport();
    } finally {
      this.#events.close();
      await this.#queue.close();
    }
  }

  async #pump(): Promise<void> {
    const { firstStep, window } = this.#window;
    let next = firstStep;
    // Nothing is made ahead for a client that has not taken the first batch, and may never do so.
    let ahead = 1;
    while (!this.#call.cancelled) {
      this.#events.throwIfOver();
      const horizon = Math.min(this.#source.horizon, this.#consumed + 1 + window);
      while (this.#queue.length < Math.min(window, ahead) && next < horizon) {
        this.#queue.begin(next);
        next += 1;
      }
      if (this.#queue.length > 0) {
        await this.#queue.sendFirst();
        ahead = BATCHES_IN_THE_MAKING;
      } else if (next === this.#source.totalSteps || this.#ended) return;
      else await this.#events.next();
    }
  }

  /** After the last batch the stream stays open for the reports that are still to come. */
  async #awaitLastReport(): Promise<void> {
    const last = this.#source.horizon - 1;
    while (!this.#call.cancelled && !this.#ended && this.#consumed < last) {
      this.#events.throwIfOver();
      await this.#events.next();
    }
  }
}
