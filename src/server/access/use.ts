import { checkStateQuota, quotaReached, type StateUsage } from '../../runs/quota.ts';
import type { Caller } from './caller.ts';

/** Milliseconds for which a sum over the state of an owner's runs counts: it takes the database's time. */
const USAGE_MS = 5000;

/** What the holders of tokens use now: streams of this server, and state. */
export class TokenUse {
  readonly #usageOf: (owner: string) => Promise<StateUsage>;
  readonly #streams = new Map<string, number>();
  readonly #usages = new Map<string, { at: number; usage: Promise<StateUsage> }>();

  /** @param usageOf what the runs of an owner take */
  constructor(usageOf: (owner: string) => Promise<StateUsage>) {
    this.#usageOf = usageOf;
  }

  /** Counts a stream; returns the function that ends the count. Throws QUOTA. */
  beginStream({ entry }: Caller): () => void {
    if (entry === undefined) return () => {};
    const { name, quota } = entry;
    const streams = (this.#streams.get(name) ?? 0) + 1;
    if (streams > quota.streams) {
      throw quotaReached(name, { option: 'max-streams', what: 'streams' }, streams, quota.streams);
    }
    this.#streams.set(name, streams);
    return once(() => {
      const left = this.#streams.get(name)! - 1;
      if (left === 0) this.#streams.delete(name);
      else this.#streams.set(name, left);
    });
  }

  /** Throws QUOTA if the caller's runs have grown beyond its quota of state, as of a few seconds ago at most. */
  async checkState({ entry }: Caller): Promise<void> {
    if (entry === undefined) return;
    const { stateBytes } = await this.#usage(entry.name);
    checkStateQuota(entry.name, entry.quota, { runs: 0, specBytes: 0, stateBytes }, {});
  }

  #usage(owner: string): Promise<StateUsage> {
    const now = performance.now();
    const known = this.#usages.get(owner);
    if (known !== undefined && now - known.at < USAGE_MS) return known.usage;
    const usage = this.#usageOf(owner);
    this.#usages.set(owner, { at: now, usage });
    // The next call asks again.
    usage.catch(() => this.#usages.delete(owner));
    return usage;
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
