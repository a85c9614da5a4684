import { setTimeout as wait } from 'node:timers/promises';
import { CrescendoError } from '../errors.ts';

/** Milliseconds between two states that are computed for the watchers of one run: at most five in a second. */
const INTERVAL_MS = 200;
/** Milliseconds that the interval grows by for each watcher, so that a thousand of them do not take the server's time. */
const INTERVAL_MS_PER_WATCHER = 2;

/** What is watched: a run. */
export interface Watched {
  /** Yields at once and after every change. */
  changes(signal: AbortSignal): AsyncIterable<unknown>;
}

/**
 * Those who watch runs. The state of a run is computed and encoded once for all of its watchers, however many there are.
 * A watcher that takes its time misses states, but never the newest one.
 */
export class RunWatchers<Run extends Watched> {
  readonly #state: (run: Run) => Promise<Uint8Array>;
  readonly #groups = new Map<Run, WatchedRun>();

  /** @param state the state of a run at this moment, as the bytes that are sent */
  constructor(state: (run: Run) => Promise<Uint8Array>) {
    this.#state = state;
  }

  /** Yields the state of a run now and after changes, until `signal` is aborted. Throws what computing a state throws. */
  async *watch(run: Run, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    let group = this.#groups.get(run);
    if (group === undefined) {
      group = new WatchedRun();
      this.#groups.set(run, group);
      void this.#follow(run, group);
    }
    const watcher = group.join();
    const over = (): void => watcher.wake();
    signal.addEventListener('abort', over, { once: true });
    try {
      while (!signal.aborted) {
        const state = group.newest;
        if (group.failure !== undefined) throw group.failure.error;
        if (state !== undefined && state !== watcher.told) {
          watcher.told = state;
          yield state;
        } else if (group.ended) return;
        else await watcher.news();
      }
    } finally {
      signal.removeEventListener('abort', over);
      group.leave(watcher);
    }
  }

  async #follow(run: Run, group: WatchedRun): Promise<void> {
    try {
      for await (const _change of run.changes(group.signal)) {
        group.publish(await this.#state(run));
        // Changes of this time count as one.
        await wait(INTERVAL_MS + INTERVAL_MS_PER_WATCHER * group.size, undefined, { signal: group.signal, ref: false });
      }
    } catch (error) {
      if (!group.signal.aborted) group.failure = { error };
    } finally {
      if (this.#groups.get(run) === group) this.#groups.delete(run);
      group.end();
    }
  }
}

/** The watchers of one run. */
class WatchedRun {
  newest: Uint8Array | undefined;
  failure: { error: unknown } | undefined;
  ended = false;
  readonly #watchers = new Set<Watcher>();
  readonly #abandoned = new AbortController();

  /** Aborted once nobody watches any more. */
  get signal(): AbortSignal {
    return this.#abandoned.signal;
  }

  get size(): number {
    return this.#watchers.size;
  }

  join(): Watcher {
    const watcher = new Watcher();
    this.#watchers.add(watcher);
    return watcher;
  }

  leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#abandoned.abort(new CrescendoError('INTERNAL', 'nobody watches the run'));
  }

  publish(state: Uint8Array): void {
    this.newest = state;
    this.#wakeAll();
  }

  end(): void {
    this.ended = true;
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const watcher of this.#watchers) watcher.wake();
  }
}

class Watcher {
  /** The state that it was last told. */
  told: Uint8Array | undefined;
  wake: () => void = () => {};

  news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
