import { randomUUID } from 'node:crypto';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { LeaseAnswer, RankId, RunStore } from './store/store.ts';

/** Who wants to train a rank. */
export interface LeaseRequest {
  /** Names the trainer; the same after it has reconnected. */
  client: string;
  /** Name of its host, for people. */
  host: string;
  /** Takes the rank from a trainer that may still live. */
  takeover: boolean;
  /** Leaves the lease to the client's other streams as well, which may be at other servers; otherwise they lose it. */
  shared?: boolean;
}

/** How long leases last, and what renews them. */
export interface LeaseTiming {
  leaseMs: number;
  /** Calls `tick` every `ms` milliseconds; returns the function that ends it. */
  every(ms: number, tick: () => void): () => void;
}

export const LEASE_TIMING: LeaseTiming = {
  leaseMs: LIMITS.rankLeaseSeconds * 1000,
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/**
 * The right to train one rank of a run, which at most one trainer has, whatever server it reads from; the streams of one
 * trainer may share it. It is renewed until it is released or lost.
 */
export class RankLease {
  readonly #store: RunStore;
  readonly #name: { run: string; place: RankId; stream: string };
  readonly #leaseMs: number;
  readonly #stopRenewing: () => void;
  #over = false;
  #lose: (why: CrescendoError) => void = () => {};
  /** Rejects with RANK_TAKEN when another trainer or stream has taken the rank; otherwise it stays open. */
  readonly lost: Promise<never>;

  private constructor(store: RunStore, name: { run: string; place: RankId; stream: string }, timing: LeaseTiming) {
    this.#store = store;
    this.#name = name;
    this.#leaseMs = timing.leaseMs;
    this.lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    // Whoever does not wait for it any more need not know.
    this.lost.catch(() => {});
    // Two renewals may fail before the lease expires.
    this.#stopRenewing = timing.every(timing.leaseMs / 3, () => void this.renew());
  }

  /** Takes the lease of a rank. Throws RANK_TAKEN if another trainer has it. */
  static async take(
    store: RunStore,
    run: string,
    place: RankId,
    { client, host, takeover, shared = false }: LeaseRequest,
    timing = LEASE_TIMING,
  ): Promise<RankLease> {
    const name = { run, place: { worldSize: place.worldSize, rank: place.rank }, stream: randomUUID() };
    const { leaseMs } = timing;
    const answer = await store.apply({ kind: 'take-lease', ...name, client, host, leaseMs, takeover, shared });
    if (answer.held) return new RankLease(store, name, timing);
    throw taken(run, place, answer.by);
  }

  /** Shows a sign of life. A store that cannot be asked is no reason to stop: the lease lasts for a while. */
  async renew(): Promise<void> {
    if (this.#over) return;
    const answer = await this.#store
      .apply({ kind: 'renew-lease', ...this.#name, leaseMs: this.#leaseMs })
      .catch((): LeaseAnswer => ({ held: true }));
    if (this.#over || answer.held) return;
    this.#end();
    this.#lose(displaced(this.#name.run, this.#name.place, answer.by));
  }

  /** Gives the lease back, unless another trainer has it by now. If that fails, it expires. */
  async release(): Promise<void> {
    if (this.#over) return;
    this.#end();
    await this.#store.apply({ kind: 'release-lease', ...this.#name }).catch(() => {});
  }

  #end(): void {
    this.#over = true;
    this.#stopRenewing();
  }
}

function taken(run: string, { rank, worldSize }: RankId, by: LeaseAnswer['by']): CrescendoError {
  const { host = '', heldMs = 0, silentMs = 0, leftMs = 0 } = by ?? {};
  const [age, silent, left] = [heldMs, silentMs, leftMs].map((ms) => String(Math.max(0, Math.ceil(ms / 1000))));
  return new CrescendoError(
    'RANK_TAKEN',
    `rank ${rank} of ${worldSize} of run ${run} is taken: a trainer on host ${host || 'unknown'} has had it for ${age} s ` +
      `and gave its last sign of life ${silent} s ago. Stop that trainer, or choose another rank or run. If it is dead, ` +
      `take the rank over (Python: takeover=True, TypeScript: takeover: true), or wait ${left} s until its lease expires`,
    { field: 'subscribe.takeover', rank: String(rank), host, age_seconds: age!, silent_seconds: silent! },
  );
}

/** The error of a report from anybody but the trainer that has the rank. */
export function rankHeld(run: string, { rank, worldSize }: RankId, { host }: { host: string }): CrescendoError {
  return new CrescendoError(
    'RANK_TAKEN',
    `rank ${rank} of ${worldSize} of run ${run} belongs to a trainer on host ${host || 'unknown'}, and only that one may ` +
      'report its progress: wait until it has ended, or choose another rank or run',
    { field: 'client_id', rank: String(rank), host },
  );
}

function displaced(run: string, { rank, worldSize }: RankId, by: LeaseAnswer['by']): CrescendoError {
  const who = by === undefined ? 'its lease is gone' : `a trainer on host ${by.host || 'unknown'} has taken it over`;
  return new CrescendoError(
    'RANK_TAKEN',
    `rank ${rank} of ${worldSize} of run ${run} no longer belongs to this trainer: ${who}. Stop this trainer`,
    { field: 'subscribe.client_id', rank: String(rank), host: by?.host ?? '' },
  );
}
