/** A slot and the batch in it. */
export interface SlotGrant {
  slot: number;
  /** Above 0, and never the same twice in a ring. */
  generation: number;
}

/**
 * Which slots of a ring are free. A slot is granted for one batch until the client returns it: it is not written to
 * before that, whatever the lease says. The lease is the ring's: the server gives up a client that holds slots and is
 * silent for too long, together with its ring.
 *
 * Times are milliseconds of one monotonic clock.
 */
export class SlotTable {
  /** The step of the batch in each slot. */
  readonly #steps: (number | undefined)[];
  readonly #leaseMs: number;
  #generation = 0;
  #held = 0;
  #heardAt = 0;

  constructor(count: number, leaseMs: number) {
    this.#steps = new Array<undefined>(count).fill(undefined);
    this.#leaseMs = leaseMs;
  }

  /** Slots that are granted. */
  get held(): number {
    return this.#held;
  }

  /** Grants the lowest free slot, so that few pages are in use; undefined if there is none. */
  take(step: number, now: number): SlotGrant | undefined {
    const slot = this.#steps.indexOf(undefined);
    if (slot === -1) return undefined;
    if (this.#held === 0) this.#heardAt = now;
    this.#generation += 1;
    this.#held += 1;
    this.#steps[slot] = step;
    return { slot, generation: this.#generation };
  }

  /** The client has returned the batches of all steps below `beforeStep`, and those of `steps`. */
  release(beforeStep: number, steps: readonly number[], now: number): void {
    this.#heardAt = now;
    // The client decides how many there are.
    const further = new Set(steps);
    for (const [slot, step] of this.#steps.entries()) {
      if (step === undefined || (step >= beforeStep && !further.has(step))) continue;
      this.#steps[slot] = undefined;
      this.#held -= 1;
    }
  }

  /** The client has shown that it is alive. */
  renew(now: number): void {
    this.#heardAt = now;
  }

  /** True if the client holds slots and has been silent for longer than the lease. */
  expired(now: number): boolean {
    return this.#held > 0 && now - this.#heardAt > this.#leaseMs;
  }
}
