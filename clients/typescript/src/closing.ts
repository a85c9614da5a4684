import { CrescendoError } from './errors.ts';

/** The end of a client or of one of its connections, which ends everything that goes on there. */
export class Closing {
  readonly #closing = new AbortController();

  /** True once it is closed. */
  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Closes. Returns false if it was closed before. */
  close(): boolean {
    if (this.closed) return false;
    this.#closing.abort(new CrescendoError('CANCELLED', 'the client was closed', { reason: 'CLOSED' }));
    return true;
  }

  /**
   * Calls `listener` once, at once if need be, when `signal` is aborted or this is closed; returns a function that removes
   * the listener.
   */
  whenAborted(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    const fired = signals.find(({ aborted }) => aborted);
    if (fired !== undefined) {
      listener(fired.reason);
      return () => {};
    }
    const forget = new AbortController();
    for (const source of signals) {
      const heard = (): void => {
        forget.abort();
        listener(source.reason);
      };
      source.addEventListener('abort', heard, { once: true, signal: forget.signal });
    }
    return () => forget.abort();
  }
}
