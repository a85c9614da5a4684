/** What several processes of the tests may want to install at the same moment is installed by one of them. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Milliseconds; an installation from a slow registry takes minutes. */
const LONGEST_WAIT = 3_600_000;

/**
 * Calls `work` while no other process is in `exclusively` with the same file, and waits for one that is. The lock is
 * SQLite's, which the system releases when a process ends in whatever way. `work` finds out for itself whether another
 * process has done it in the meantime.
 */
export function exclusively<T>(path: string, work: () => T): T {
  mkdirSync(dirname(path), { recursive: true });
  const lock = new DatabaseSync(path, { timeout: LONGEST_WAIT });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}
