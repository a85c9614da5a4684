import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import type { SamplePosition } from '../../plan/sampling/position.ts';
import { type Claims, claimRest, isMade, newClaims } from './claims.ts';
import type { Divisible, Share } from './fair-queue.ts';
import { isOutage, type PhaseTask, type TaskResult, type Unavailable } from './task.ts';

/** Begins to wait for samples of one job that cannot be read now. */
export type Patience = () => Waiting;

/** The waiting of one job. */
export interface Waiting {
  /**
   * Waits until another try is worth while. Throws READ_FAILED or SHUTTING_DOWN, and the signal's reason.
   *
   * @param tries tries so far
   */
  next(why: Unavailable, tries: number, signal?: AbortSignal): Promise<void>;
  /** @param made whether the samples could be read in the end */
  end(made: boolean): void;
}

/** A phase to be run over samples of a batch. */
export interface PhaseJob extends Pick<PhaseTask, 'phase' | 'plan' | 'source' | 'batch' | 'whole' | 'lastTry'> {
  samples: readonly SamplePosition[];
  /** Positions in the batch to make; for a phase per pair, an even number of them, from both ends. */
  positions: readonly number[];
  /** By position in the batch, for a phase per pair. */
  mixing?: readonly SampleMix[] | undefined;
  /** Aborted when nobody wants the batch any more. */
  signal?: AbortSignal | undefined;
  /** How samples that cannot be read now are waited for. Without it, the job fails with READ_FAILED. */
  patience?: Patience | undefined;
  /** The stream that the batch is for, with which the workers are shared; each job is a stream of its own without it. */
  share?: Share | undefined;
}

/** The samples or pairs of a job, which workers get piece by piece. */
export class PhaseWork implements Divisible {
  readonly kind: string;
  readonly share: Share;
  /** Resolves with the results of all tasks, once none is at a worker and no more will come. */
  readonly settled: Promise<TaskResult[]>;
  readonly #job: PhaseJob;
  /** Positions in the batch, partners next to each other, and how many of them a unit is. */
  readonly #positions: readonly number[];
  readonly #perUnit: number;
  readonly #results: TaskResult[] = [];
  readonly #pieces: { claims: Claims; units: number; positions: readonly number[] }[] = [];
  #taken = 0;
  #atWorkers = 0;
  #over = false;
  #settle: (results: TaskResult[]) => void = () => {};

  constructor(job: PhaseJob) {
    this.#job = job;
    const pairs = job.phase.per === 'pair';
    this.#perUnit = pairs ? 2 : 1;
    this.#positions = pairs ? inPairs(job.positions) : job.positions;
    this.kind = job.phase.steps.join();
    this.share = job.share ?? { stream: job, weight: 1 };
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#check();
  }

  get left(): number {
    return this.#over ? 0 : this.#positions.length / this.#perUnit - this.#taken;
  }

  /** A task for each of `workers` workers, which share the next `units` units. Every one must be given its result. */
  take(units: number, workers: number): PhaseTask {
    const { phase, plan, source, samples, batch, whole, mixing, lastTry } = this.#job;
    const [first, past] = [this.#taken * this.#perUnit, (this.#taken + units) * this.#perUnit];
    const positions = this.#positions.slice(first, past);
    const claims = newClaims(positions.length);
    this.#pieces.push({ claims, units, positions });
    this.#taken += units;
    this.#atWorkers += workers;
    return {
      ...{ phase, plan, claims, source, workers, batch },
      positions: Uint32Array.from(positions),
      epochs: Float64Array.from(positions, (position) => samples[position]!.epoch),
      indices: Float64Array.from(positions, (position) => samples[position]!.index),
      repeats: Uint8Array.from(positions, (position) => samples[position]!.repeat ?? 0),
      ...(whole === undefined ? {} : { whole }),
      ...(lastTry === undefined ? {} : { lastTry }),
      ...(mixing === undefined ? {} : { mixes: positions.map((position) => mixing[position]!) }),
    };
  }

  /** Positions that are not made, of a job that has settled without a failure because samples could not be read. */
  unmade(): number[] {
    const left = this.#pieces.flatMap(({ claims, positions }) => positions.filter((_, item) => !isMade(claims, item)));
    return [...left, ...this.#positions.slice(this.#taken * this.#perUnit)];
  }

  /** Takes note of the result of one task. After one that ends the work nothing more is taken. */
  add(result: TaskResult): void {
    this.#results.push(result);
    this.#atWorkers -= 1;
    if (endsWork(result)) this.giveUp();
    this.#check();
  }

  /** Nobody wants the rest: started samples are finished, and nothing else is begun. */
  giveUp(): void {
    this.#over = true;
    for (const { claims, units } of this.#pieces) claimRest(claims, units);
    this.#check();
  }

  #check(): void {
    if (this.#atWorkers === 0 && this.left === 0) this.#settle(this.#results);
  }
}

/** True if the rest of the work is not to be begun: the task has failed, or the storage does not answer. */
export function endsWork(result: TaskResult): boolean {
  return 'failure' in result || isOutage(result);
}

/** Puts each image of the first half before its partner, which is at the same distance from the end. */
function inPairs(positions: readonly number[]): number[] {
  return positions.slice(0, positions.length / 2).flatMap((position, k) => [position, positions.at(-1 - k)!]);
}
