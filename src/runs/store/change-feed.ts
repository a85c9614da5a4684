/** A run and the revision that it has reached. */
export type Revision = readonly [run: string, revision: number];

/** Tells the consumers of `RunStore.changes` within one process of the revisions that a store learns of. */
export class ChangeFeed {
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #closed = false;

  /** True if somebody wants to know of changes of any run. */
  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  /** The runs of whose changes somebody wants to know. */
  get runs(): string[] {
    return [...this.#subscribers.keys()];
  }

  /** True if somebody wants to know of changes of this run. */
  watched(run: string): boolean {
    return this.#subscribers.has(run);
  }

  /** Tells that a run has reached a revision; a revision that is known already is no news. */
  notify(run: string, revision: number): void {
    for (const subscriber of this.#subscribers.get(run) ?? []) {
      if (revision <= subscriber.newest) continue;
      subscriber.newest = revision;
      subscriber.wake();
    }
  }

  /** Ends every iteration. */
  close(): void {
    this.#closed = true;
    for (const group of this.#subscribers.values()) for (const { wake } of group) wake();
  }

  /**
   * Yields revisions of a run, the newest one only.
   *
   * @param current asks for the revision of the moment; called once the consumer is known here, so that no change is lost
   */
  async *changes(run: string, signal: AbortSignal, current: () => Promise<number>): AsyncGenerator<number, void> {
    const subscriber: Subscriber = { newest: -1, wake: () => {} };
    const wake = (): void => subscriber.wake();
    this.#add(run, subscriber);
    signal.addEventListener('abort', wake, { once: true });
    try {
      if (signal.aborted || this.#closed) return;
      subscriber.newest = Math.max(subscriber.newest, await current());
      for (let told = -1; !signal.aborted && !this.#closed; ) {
        if (subscriber.newest > told) {
          told = subscriber.newest;
          yield told;
        } else {
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#remove(run, subscriber);
    }
  }

  #add(run: string, subscriber: Subscriber): void {
    const group = this.#subscribers.get(run);
    if (group === undefined) this.#subscribers.set(run, new Set([subscriber]));
    else group.add(subscriber);
  }

  #remove(run: string, subscriber: Subscriber): void {
    const group = this.#subscribers.get(run);
    group?.delete(subscriber);
    if (group?.size === 0) this.#subscribers.delete(run);
  }
}

interface Subscriber {
  newest: number;
  wake: () => void;
}
