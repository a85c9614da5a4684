import { CrescendoError } from '../errors.ts';
import type { BatchQueue, BatchSource } from './batch-queue.ts';
import type { BatchCall } from './call.ts';
import type { SlottedBatch } from './delivery.ts';
import { StreamEvents } from './stream-events.ts';
import { BATCHES_IN_THE_MAKING, type BatchStream } from './windowed-stream.ts';

/**
 * Sends the batches that a client asks for, in the order in which it asks: a client of several servers gives each of them
 * some of the steps. It is for the client to keep to its window.
 */
export class PulledStream<Batch extends SlottedBatch = SlottedBatch> implements BatchStream {
  readonly #call: BatchCall;
  readonly #source: BatchSource<Batch>;
  readonly #queue: BatchQueue<Batch>;
  /** Steps that may be asked for and not yet sent. */
  readonly #most: number;
  readonly #events: StreamEvents;
  /** Steps that are asked for and not yet begun, in this order. */
  readonly #asked: number[] = [];
  #ended = false;

  constructor(
    call: BatchCall,
    stopping: AbortSignal,
    { source, queue }: { source: BatchSource<Batch>; queue: BatchQueue<Batch> },
    most: number,
  ) {
    this.#call = call;
    this.#source = source;
    this.#queue = queue;
    this.#most = most;
    this.#events = new StreamEvents(source, stopping);
  }

  /**
   * Takes note of steps that the client wants, or no longer wants. A step that is asked for twice comes once, and one whose
   * entry has begun comes although it was taken back.
   *
   * @throws PROTOCOL if more steps are outstanding than the window
   */
  fetch(steps: readonly number[], cancel: readonly number[]): void {
    for (const step of cancel) this.#cancel(step);
    for (const step of steps) this.#ask(step);
    this.#events.notify();
  }

  #cancel(step: number): void {
    const at = this.#asked.indexOf(step);
    if (at >= 0) this.#asked.splice(at, 1);
    else this.#queue.drop(step);
  }

  #ask(step: number): void {
    if (this.#asked.includes(step) || this.#queue.keep(step)) return;
    if (this.#asked.length + this.#queue.length >= this.#most) {
      throw new CrescendoError(
        'PROTOCOL',
        `fetch asks for step ${step} while ${this.#most} steps are outstanding, which is the window of this stream: wait ` +
          'for a batch, or subscribe with a larger window',
        { field: 'fetch.steps', value: String(step), bound: String(this.#most) },
      );
    }
    this.#asked.push(step);
  }

  /** Reports do not move what a client pulls. */
  consumed(): void {}

  end(): void {
    this.#ended = true;
    this.#events.notify();
  }

  /** Ends with OK when the client asks for a step after the last one of a finished schedule, or for nothing any more. */
  async run(): Promise<void> {
    try {
      await this.#queue.offer();
      await this.#pump();
    } finally {
      this.#events.close();
      await this.#queue.close();
    }
  }

  async #pump(): Promise<void> {
    while (!this.#call.cancelled) {
      this.#events.throwIfFailed();
      this.#beginAsked();
      if (this.#queue.length > 0) await this.#queue.sendFirst();
      // What has been begun is sent before the server stops.
      else if (this.#events.stopping) this.#events.throwIfOver();
      else if (this.#ended && this.#asked.length === 0) return;
      else if (this.#asked.some((step) => step >= (this.#source.totalSteps ?? Infinity))) return;
      else await this.#events.next();
    }
  }

  #beginAsked(): void {
    if (this.#events.stopping) return;
    for (const step of [...this.#asked]) {
      if (this.#queue.length >= Math.min(this.#most, BATCHES_IN_THE_MAKING)) return;
      if (step >= this.#source.horizon) continue;
      this.#asked.splice(this.#asked.indexOf(step), 1);
      this.#queue.begin(step);
    }
  }
}
