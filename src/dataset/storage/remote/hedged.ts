import type { ObjectRange } from '../storage.ts';
import type { Attempt } from './client.ts';
import { Fault } from './fault.ts';
import type { Latencies } from './latencies.ts';

/** Sends one request for a range. */
export type Send = (range: ObjectRange, into: Uint8Array) => Attempt;

const LOST = new Fault('passing', 'LOST', 'another request was answered first');

/**
 * Reads a range by one request, and by a second one if the first is late. The second has memory of its own, so the bytes
 * are always those of one answer. What ends the read ends both; after that nothing touches `into`.
 */
export class HedgedRead {
  /** Rejects with a Fault. */
  readonly done: Promise<void>;
  readonly #range: ObjectRange;
  readonly #into: Uint8Array;
  readonly #send: Send;
  readonly #latencies: Latencies;
  readonly #started = performance.now();
  readonly #first: Attempt;
  #second: Attempt | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settle!: { resolve(): void; reject(fault: Fault): void };
  #settled = false;
  /** Why the first request has failed, while the second one goes on. */
  #failed: Fault | undefined;

  constructor(range: ObjectRange, into: Uint8Array, send: Send, latencies: Latencies) {
    this.#range = range;
    this.#into = into;
    this.#send = send;
    this.#latencies = latencies;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const lateMs = latencies.begin();
    if (Number.isFinite(lateMs)) this.#timer = setTimeout(() => this.#late(), lateMs);
    this.#first = send(range, into);
    this.#first.done.then(
      () => this.#finish(),
      (fault: Fault) => this.#firstFailed(fault),
    );
  }

  /** Ends the read. */
  abort(fault: Fault): void {
    this.#end(fault);
  }

  #late(): void {
    if (!this.#latencies.allowSecond()) return;
    const own = new Uint8Array(this.#range.length);
    this.#second = this.#send(this.#range, own);
    this.#second.done.then(
      () => {
        if (this.#settled) return;
        this.#first.abort(LOST);
        this.#into.set(own);
        this.#finish();
      },
      (fault: Fault) => this.#secondFailed(fault),
    );
  }

  #firstFailed(fault: Fault): void {
    if (this.#second !== undefined && fault.kind === 'passing' && this.#failed === undefined) this.#failed = fault;
    else this.#end(fault);
  }

  #secondFailed(fault: Fault): void {
    this.#second = undefined;
    if (this.#failed !== undefined) this.#end(this.#failed);
    // An object that has changed between both answers must not depend on which of them came first.
    else if (fault.kind === 'changed') this.#end(fault);
  }

  #finish(): void {
    if (this.#settled) return;
    this.#latencies.add(performance.now() - this.#started);
    this.#over(LOST);
    this.#settle.resolve();
  }

  #end(fault: Fault): void {
    if (this.#settled) return;
    this.#over(fault);
    this.#settle.reject(fault);
  }

  #over(fault: Fault): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#first.abort(fault);
    this.#second?.abort(fault);
  }
}
