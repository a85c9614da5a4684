import { CrescendoError } from '../errors.ts';
import type { BatchSource } from './batch-queue.ts';
import type { SlottedBatch } from './delivery.ts';

/** Wakes a stream that waits: for a request, a change of the horizon, the end of the call or the server's stop. */
export class StreamEvents {
  readonly #stopping: AbortSignal;
  readonly #unwatch: () => void;
  #failure: unknown;
  #wake: (() => void) | undefined;

  constructor(source: Pick<BatchSource<SlottedBatch>, 'watch'>, stopping: AbortSignal) {
    this.#stopping = stopping;
    stopping.addEventListener('abort', this.notify, { once: true });
    this.#unwatch = source.watch((failure) => {
      this.#failure ??= failure;
      this.notify();
    });
  }

  /** True once the server stops. */
  get stopping(): boolean {
    return this.#stopping.aborted;
  }

  /** Throws what ends the stream: that the horizon cannot be seen any more, or SHUTTING_DOWN. */
  throwIfOver(): void {
    this.throwIfFailed();
    if (!this.stopping) return;
    throw new CrescendoError('SHUTTING_DOWN', 'the server is shutting down; reconnect and subscribe at the next step');
  }

  /** Throws that the horizon cannot be seen any more. */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits until something happens. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  readonly notify = (): void => {
    this.#wake?.();
    this.#wake = undefined;
  };

  close(): void {
    this.#stopping.removeEventListener('abort', this.notify);
    this.#unwatch();
  }
}
