/** A stream that a server is sending. */
export interface Holder {
  worldSize: number;
  rank: number;
  /** Address of the client. */
  peer: string;
  split: 'train' | 'val';
}

/** The streams that this server is sending, by run. */
export class Holders {
  readonly #runs = new Map<string, Set<Holder>>();

  /** Notes a stream of a run; returns the function that ends the note. */
  hold(run: string, holder: Holder): () => void {
    const held = this.#runs.get(run) ?? new Set();
    this.#runs.set(run, held.add(holder));
    return () => {
      held.delete(holder);
      if (held.size === 0 && this.#runs.get(run) === held) this.#runs.delete(run);
    };
  }

  of(run: string): Holder[] {
    return [...(this.#runs.get(run) ?? [])];
  }
}
