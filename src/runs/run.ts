import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { BatchPlan } from '../plan/curriculum/batch-plan.ts';
import { stageAt } from '../plan/curriculum/schedule.ts';
import type { RunSpec } from '../spec/spec.ts';
import { readStoredSpec } from '../spec/stored-spec.ts';
import { advanceSchedule } from './advance-schedule.ts';
import { consumedByAll } from './consumed.ts';
import { deliveriesOf, ledgerStages } from './deliveries.ts';
import { Doubling } from './doubling.ts';
import { measurementsOf } from './measurements.ts';
import { type LeaseRequest, type LeaseTiming, RankLease } from './rank-lease.ts';
import type { DatasetProgress, RunPlan } from './run-plan.ts';
import type { MeasuredCost } from './run-schedule.ts';
import { runChanged } from './store/life-errors.ts';
import type {
  LedgerTotals,
  RankId,
  RunStore,
  StoredBadSample,
  StoredProgress,
  StoredRun,
  StoredUnread,
} from './store/store.ts';

/** A trainer's report. */
export interface ProgressReport extends RankId {
  /** Last global step consumed. */
  consumedStep: number;
  /** Duration of a training step in seconds; 0 if not measured. */
  stepSeconds: number;
}

export type RunState = 'active' | 'finished' | 'failed';

/** The state of a run at one moment. */
export interface RunStatus {
  state: RunState;
  ranks: StoredProgress[];
  /** The step that every rank of a world has consumed; undefined before the first. */
  consumedStep: number | undefined;
  /** Share of the budget spent after `consumedStep`. */
  budgetConsumed: number;
  badSampleCount: number;
  badSamples: StoredBadSample[];
  /** The validation samples that could not be read. */
  unread: { count: number; first: StoredUnread[] };
  /** The samples sent and acknowledged, of all ranks, stages and epochs. */
  ledger: LedgerTotals;
  /** What is drawn of each dataset of a mixture up to `consumedStep`; empty without a mixture, or before the first step. */
  datasets: DatasetProgress[];
  /** What samples cost as trainers report it, and what the model says, by side. */
  costs: MeasuredCost[];
}

/** Called after every change of a run's state; with an error if changes can no longer be seen. */
export type RunListener = (failure?: unknown) => void;

/** One run: its plan, and its state in the store, which other servers may change as well. */
export class Run {
  readonly plan: RunPlan;
  readonly #store: RunStore;
  /** The run as the store last had it, and its spec. */
  #stored: StoredRun;
  #spec: RunSpec;
  /** When this server's log tells of bad samples, over all streams of the run. */
  readonly badSamplesLogged = new Doubling();
  /** The same of validation samples that could not be read, over all evaluations. */
  readonly unreadLogged = new Doubling();
  /** True once this server has told of classes that the validation data lacks. */
  classesTold = false;
  /** Those that the store has from this server. */
  readonly #unread = new Set<string>();
  readonly #listeners = new Set<RunListener>();
  #listening: AbortController | undefined;

  /** @param stored the run of the plan as the store has it */
  constructor(plan: RunPlan, store: RunStore, stored: StoredRun) {
    this.plan = plan;
    this.#store = store;
    this.#stored = stored;
    this.#spec = plan.spec;
  }

  get name(): string {
    return this.plan.name;
  }

  /** The spec, with the newest value known of the fields that may change while the run lives. */
  get spec(): RunSpec {
    return this.#spec;
  }

  /** Samples of a validation batch over all ranks. */
  get validationBatch(): number {
    return this.spec.validation?.global_batch ?? this.spec.global_batch;
  }

  /** Name of the token that made the run; undefined if it was made without access control. */
  get owner(): string | undefined {
    return this.#stored.owner;
  }

  /** True if the store says that the run is archived. */
  get archived(): boolean {
    return this.#stored.archived;
  }

  /**
   * Takes over what any server has changed: the spec's fields that do not shape batches, and the schedule. Throws
   * RUN_CHANGED if the run was deleted, renamed or reset: its plan may be another one, so nothing of it can go on.
   */
  async refresh(): Promise<void> {
    this.#adopt(await this.#store.query({ kind: 'run', run: this.name }));
    await this.advanceSchedule();
  }

  #adopt(stored: StoredRun | undefined): void {
    if (stored?.generation !== this.#stored.generation) throw runChanged(this.name);
    if (stored.spec !== this.#stored.spec) this.#spec = readStoredSpec(stored.spec, this.plan.stages);
    this.#stored = stored;
  }

  /** Adopts what other servers have decided, and decides what is due. Returns true if the schedule has grown. */
  advanceSchedule(): Promise<boolean> {
    return advanceSchedule(this.#store, this.#stored, this.plan.schedule);
  }

  /**
   * Records progress and returns the highest step of the rank. Reports are recorded in the order of the calls. Throws
   * INVALID_FIELD, WORLD_MISMATCH.
   */
  async reportProgress(report: ProgressReport): Promise<number> {
    this.plan.checkRank(report);
    // Another server may have decided the step, and sent it.
    if (stageAt(this.plan.stages, report.consumedStep) === undefined) await this.advanceSchedule();
    const stage = this.#reportedStage(report);
    const { consumedStep } = await this.#store.apply({
      kind: 'report-progress',
      run: this.name,
      generation: this.#stored.generation,
      report: {
        ...{ worldSize: report.worldSize, rank: report.rank, consumedStep: report.consumedStep },
        ...{ stepSeconds: this.#stepSeconds(report), stage },
      },
      stages: ledgerStages(this.plan.stages, report.consumedStep, this.plan.spec.augmentation_repeats),
      sampleCount: this.plan.dataset.manifest.sampleCount,
    });
    await this.advanceSchedule();
    return consumedStep;
  }

  #reportedStage({ consumedStep }: ProgressReport): number {
    const stage = stageAt(this.plan.stages, consumedStep);
    if (stage !== undefined) return stage.index;
    const { horizon } = this.plan;
    throw new CrescendoError(
      'INVALID_FIELD',
      `consumed_step ${consumedStep} is outside the schedule's ${horizon} steps`,
      { field: 'consumed_step', value: String(consumedStep), bound: String(horizon - 1) },
    );
  }

  #stepSeconds({ stepSeconds }: ProgressReport): number {
    const seconds = Number.isFinite(stepSeconds) && stepSeconds > 0 ? stepSeconds : 0;
    if (seconds > LIMITS.stepSeconds) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `step_seconds must be at most ${LIMITS.stepSeconds} (given: ${stepSeconds}): the duration of one step in seconds`,
        { field: 'step_seconds', value: String(stepSeconds), bound: String(LIMITS.stepSeconds) },
      );
    }
    if (seconds > 0 || !this.plan.schedule.measured) return seconds;
    throw new CrescendoError(
      'INVALID_FIELD',
      `step_seconds must be above 0 (given: ${stepSeconds}): the stages of run ${this.name} end by measured time`,
      { field: 'step_seconds', value: String(stepSeconds), bound: '0' },
    );
  }

  /**
   * Enters a batch in the ledger with the bad samples that were met in making it. Once this resolves the entry is
   * durable, and the batch may be sent. Batches are entered in the order of the calls. Throws TOO_MANY_BAD_SAMPLES if the
   * batch brings the run past its `max_bad_samples`.
   */
  async issue({ step, rank }: BatchPlan, worldSize: number, badSamples: readonly StoredBadSample[]): Promise<void> {
    const place = { worldSize, rank };
    const { dataset, spec, stages } = this.plan;
    const issued = ledgerStages(stages, step, spec.augmentation_repeats);
    const command = {
      ...({ kind: 'issue-batch', run: this.name, place, step, generation: this.#stored.generation } as const),
      deliveries: deliveriesOf(issued, dataset.manifest.sampleCount, step, step, place),
      badSamples,
    };
    // Another server may have been told of a higher bound: then the batch is entered after all.
    while (!(await this.#store.apply({ ...command, badSamplesAllowed: this.badSamplesAllowed() })).issued) {
      await this.checkBadSamples();
    }
  }

  /** Throws TOO_MANY_BAD_SAMPLES if the run has met more bad samples than allowed. */
  async checkBadSamples(): Promise<void> {
    const { run, limit } = { run: this.name, limit: LIMITS.badSamplesListed };
    const [stored, { count, first }] = await Promise.all([
      this.#store.query({ kind: 'run', run }),
      this.#store.query({ kind: 'bad-samples', run, limit }),
    ]);
    this.#adopt(stored);
    const bound = this.badSamplesAllowed();
    if (count <= bound) return;
    const list = first.map((sample) => `${sample.key} (${sample.reason})`);
    const share = isShare(this.spec.max_bad_samples) ? ` of the dataset, ${bound}` : '';
    throw new CrescendoError(
      'TOO_MANY_BAD_SAMPLES',
      `run ${run} has met ${count} bad samples; max_bad_samples is ${this.spec.max_bad_samples}${share}: ` +
        `${list.slice(0, 3).join(', ')}${count > 3 ? ', …' : ''}. List all with \`crescendo runs show ${run}\`, and repair ` +
        'the files or raise max_bad_samples, which may change during a run',
      {
        field: 'max_bad_samples',
        value: String(count),
        bound: String(bound),
        keys: first.map((sample) => sample.key).join('\n'),
      },
    );
  }

  /**
   * Records validation samples that could not be read, so that `status` lists them.
   *
   * @returns how many this server has met in all evaluations; undefined if it has met all of these before
   */
  async recordUnread(samples: readonly StoredUnread[]): Promise<number | undefined> {
    const keyOf = ({ dataset, key }: StoredUnread): string => JSON.stringify([dataset, key]);
    const met = samples.filter((sample) => !this.#unread.has(keyOf(sample)));
    if (met.length === 0) return undefined;
    const { generation } = this.#stored;
    await this.#store.apply({ kind: 'record-unread', run: this.name, generation, samples: met });
    for (const sample of met) this.#unread.add(keyOf(sample));
    return this.#unread.size;
  }

  /** Number of different samples that were bad, at whatever server. */
  async badSampleCount(): Promise<number> {
    return (await this.#store.query({ kind: 'bad-samples', run: this.name, limit: 0 })).count;
  }

  /** `max_bad_samples` as a count. */
  badSamplesAllowed(): number {
    const bound = this.spec.max_bad_samples;
    return isShare(bound) ? Math.floor(bound * this.plan.dataset.manifest.sampleCount) : bound;
  }

  /**
   * The step at which a rank continues: after the last step that it has reported as consumed, or after the last step
   * that all ranks of another world have consumed, whichever is later.
   */
  async nextStep({ worldSize, rank }: RankId): Promise<number> {
    const ranks = await this.#store.query({ kind: 'progress', run: this.name });
    const own = ranks.find((other) => other.worldSize === worldSize && other.rank === rank);
    return Math.max(own?.consumedStep ?? -1, consumedByAll(ranks) ?? -1) + 1;
  }

  /** Takes the right to train a rank. Throws RANK_TAKEN if another trainer has it, at this server or another one. */
  takeLease(place: RankId, request: LeaseRequest, timing?: LeaseTiming): Promise<RankLease> {
    return RankLease.take(this.#store, this.name, place, request, timing);
  }

  /** The state of the run, with everything that any server has changed. */
  async status(): Promise<RunStatus> {
    const run = this.name;
    const [ranks, times, ledger, bad, unread] = await Promise.all([
      this.#store.query({ kind: 'progress', run }),
      this.#store.query({ kind: 'step-times', run }),
      this.#store.query({ kind: 'ledger-totals', run }),
      this.#store.query({ kind: 'bad-samples', run, limit: LIMITS.badSamplesListed }),
      this.#store.query({ kind: 'unread', run, limit: LIMITS.badSamplesListed }),
    ]);
    // After the progress, so that no reported step lies beyond the schedule.
    await this.refresh();
    const consumedStep = consumedByAll(ranks);
    const { totalSteps } = this.plan;
    const failed = bad.count > this.badSamplesAllowed();
    const finished = totalSteps !== undefined && consumedStep === totalSteps - 1;
    return {
      state: failed ? 'failed' : finished ? 'finished' : 'active',
      ranks,
      consumedStep,
      budgetConsumed: consumedStep === undefined ? 0 : this.plan.budgetAfter(consumedStep),
      badSampleCount: bad.count,
      badSamples: bad.first,
      unread,
      ledger,
      datasets: (consumedStep === undefined ? undefined : this.plan.drawnAfter(consumedStep)) ?? [],
      costs: this.plan.schedule.costs(measurementsOf(ranks, times)),
    };
  }

  /** Yields at once and after every change of the run, whichever server made it; see `RunStore.changes`. */
  changes(signal: AbortSignal): AsyncIterable<number> {
    return this.#store.changes(this.name, signal);
  }

  /**
   * Calls `listener` after every change of the run's state, once `spec` and `plan` have it; returns the function that
   * ends it.
   */
  watch(listener: RunListener): () => void {
    this.#listeners.add(listener);
    if (this.#listening === undefined) {
      this.#listening = new AbortController();
      void this.#listen(this.#listening.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#listening?.abort();
      this.#listening = undefined;
    };
  }

  async #listen(signal: AbortSignal): Promise<void> {
    try {
      for await (const _revision of this.changes(signal)) {
        await this.refresh();
        for (const listener of this.#listeners) listener();
      }
    } catch (failure) {
      if (signal.aborted) return;
      this.#listening = undefined;
      for (const listener of this.#listeners) listener(failure);
    }
  }
}

/** True if `max_bad_samples` is a share of the dataset instead of a count. */
function isShare(bound: number): boolean {
  return bound > 0 && bound < 1;
}
