import { LIMITS } from '../../limits.ts';
import type { PhaseJob, Waiting } from './phase-work.ts';
import { failureError, isOutage, type PhaseResult, type TaskResult, type Unavailable } from './task.ts';

/**
 * The tries of a job whose samples cannot all be read at once: each try makes what the ones before it left. A sample that
 * cannot be read while others can gets `LIMITS.readTries` of them; a storage that does not answer, any number.
 */
export class Retries {
  /** What is to be run next. */
  job: PhaseJob;
  readonly #found: PhaseResult = { replacements: [], unread: [] };
  /** Failed tries of samples, by manifest index. */
  readonly #failures = new Map<number, number>();
  #tries = 0;
  #waiting: Waiting | undefined;

  constructor(job: PhaseJob) {
    this.job = job;
  }

  /**
   * Takes note of the results of a try, and waits if there is to be another one. Throws what a task has thrown, and what
   * ends the waiting.
   *
   * @param unmade the positions that are not made
   * @returns true if there is to be another try
   */
  async add(results: readonly TaskResult[], unmade: () => number[]): Promise<boolean> {
    const unavailable = this.#enter(results);
    const [first] = unavailable;
    if (first === undefined) return false;
    const { patience, signal } = this.job;
    if (patience === undefined) throw failureError(first.failure);
    this.#waiting ??= patience();
    this.#tries += 1;
    // During an outage nothing is learned of single samples.
    if (!results.some((result) => !('failure' in result) && isOutage(result))) this.#count(unavailable);
    const worst = unavailable.find(({ suspect }) => suspect === undefined) ?? first;
    await this.#waiting.next(worst, this.#tries, signal);
    signal?.throwIfAborted();
    const lastTry = [...this.#failures].filter(([, count]) => count >= LIMITS.readTries - 1).map(([index]) => index);
    this.job = {
      ...this.job,
      positions: unmade(),
      lastTry: lastTry.length === 0 ? undefined : new Set(lastTry),
    };
    return true;
  }

  /** The findings of all tries, in order of position. */
  found(): PhaseResult {
    const byPosition = (a: { position: number }, b: { position: number }): number => a.position - b.position;
    const { replacements, unread } = this.#found;
    return { replacements: replacements.sort(byPosition), unread: unread.sort(byPosition) };
  }

  /** @param made whether everything was made */
  close(made: boolean): void {
    this.#waiting?.end(made);
  }

  #enter(results: readonly TaskResult[]): Unavailable[] {
    return results.flatMap((result) => {
      if ('failure' in result) throw failureError(result.failure);
      this.#found.replacements.push(...result.replacements);
      this.#found.unread.push(...result.unread);
      return result.unavailable ?? [];
    });
  }

  #count(unavailable: readonly Unavailable[]): void {
    // Once a try, even if several positions show the sample.
    for (const index of new Set(unavailable.map(({ suspect }) => suspect))) {
      if (index !== undefined) this.#failures.set(index, (this.#failures.get(index) ?? 0) + 1);
    }
  }
}
