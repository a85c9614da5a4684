/** What the holder of a token may keep in the state of runs. */
import { CrescendoError } from '../errors.ts';

/** Bounds of the runs of one owner. */
export interface StateQuota {
  /** Runs, archived ones included. */
  runs: number;
  /** Bytes of all their specs. */
  specBytes: number;
  /** Bytes of everything else that is stored about them: schedules, progress, ledgers, bad samples. */
  stateBytes: number;
}

/** What the runs of one owner take of each; bytes are those of the values, without what a store needs for itself. */
export type StateUsage = StateQuota;

/** Bytes that a row of numbers counts for. */
export const ROW_BYTES = 64;

const NAMES: Readonly<Record<keyof StateQuota, { option: string; what: string }>> = {
  runs: { option: 'max-runs', what: 'runs' },
  specBytes: { option: 'max-spec-bytes', what: 'bytes of run specs' },
  stateBytes: { option: 'max-state-bytes', what: 'bytes of state' },
};

/**
 * Throws QUOTA if `usage` and what is to be added are more than `quota` allows.
 *
 * @param owner whose runs these are
 */
export function checkStateQuota(owner: string, quota: StateQuota, usage: StateUsage, added: Partial<StateUsage>): void {
  for (const key of Object.keys(NAMES) as (keyof StateQuota)[]) {
    const needed = usage[key] + (added[key] ?? 0);
    if (needed > quota[key]) throw quotaReached(owner, NAMES[key], needed, quota[key]);
  }
}

/**
 * The error of a quota.
 *
 * @param quota its key in the token file, and what it counts
 */
export function quotaReached(
  owner: string,
  { option, what }: { option: string; what: string },
  needed: number,
  bound: number,
): CrescendoError {
  const ways = option === 'max-streams' ? 'end streams of it' : 'delete runs of it (`crescendo runs delete`)';
  return new CrescendoError(
    'QUOTA',
    `token ${owner} would have ${needed} ${what}; its quota ${option} is ${bound}: ${ways}, or ask the server's ` +
      `operator for a higher ${option}`,
    { field: option, value: String(needed), bound: String(bound), token: owner },
  );
}
