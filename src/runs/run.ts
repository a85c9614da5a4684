import type { Dataset } from '../dataset/dataset.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { type BatchPlan, type Plan, planBatch, planBatchMixing } from '../plan/curriculum/batch-plan.ts';
import { budgetFraction, type Stage, stageAt, totalSteps } from '../plan/curriculum/schedule.ts';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import { SampleOrder } from '../plan/sampling/position.ts';
import { worldProblem } from '../spec/check-stages.ts';
import type { Problem } from '../spec/problem.ts';
import type { RunSpec } from '../spec/spec.ts';
import { nearestWorlds } from '../spec/stage-batches.ts';
import { consumedByAll } from './consumed.ts';
import { deliveriesOf } from './deliveries.ts';
import type { MeasuredCost, ScheduleLog, StageRow } from './schedule-log.ts';
import { scheduleToken } from './schedule-token.ts';
import type { Delivery, RankId, RunStore, StoredBadSample, StoredDelivery, StoredProgress } from './store/store.ts';

/** What a trainer reports. */
export interface ProgressReport extends RankId {
  /** Last global step consumed. */
  consumedStep: number;
  /** Duration of a training step in seconds; 0 if not measured. */
  stepSeconds: number;
}

export type RunState = 'active' | 'finished' | 'failed';

export interface RunStatus {
  state: RunState;
  ranks: StoredProgress[];
  /** The step that every rank of a world has consumed; undefined before the first. */
  consumedStep: number | undefined;
  /** Share of the budget spent after `consumedStep`. */
  budgetConsumed: number;
  badSampleCount: number;
  badSamples: StoredBadSample[];
}

/** One run: its plan, of which nothing that is decided ever changes, and its progress, which lives in the store. */
export class Run {
  readonly name: string;
  readonly specDigest: string;
  readonly dataset: Dataset;
  readonly engineVersion: string;
  /** Names the schedule: every step served belongs to it. */
  readonly scheduleToken: string;
  #spec: RunSpec;
  readonly #store: RunStore;
  readonly #schedule: ScheduleLog;
  readonly #plan: Plan;
  readonly #watchers = new Set<() => void>();

  constructor(init: {
    name: string;
    spec: RunSpec;
    /** As the run was made with: a later release may compute another. */
    specDigest: string;
    dataset: Dataset;
    engineVersion: string;
    schedule: ScheduleLog;
    store: RunStore;
  }) {
    this.name = init.name;
    this.#spec = init.spec;
    this.specDigest = init.specDigest;
    this.dataset = init.dataset;
    this.engineVersion = init.engineVersion;
    this.#schedule = init.schedule;
    this.#store = init.store;
    const order = new SampleOrder(init.dataset.manifest.sampleCount, init.spec.seed);
    this.#plan = { stages: init.schedule.stages, order, seed: init.spec.seed };
    const { specDigest, engineVersion, schedule } = init;
    const manifestDigest = init.dataset.manifest.digest;
    this.scheduleToken = scheduleToken({ specDigest, manifestDigest, engineVersion, schedule: schedule.identity });
  }

  /** The decided stages in order; of a measured budget the decided parts of stages, so far. */
  get stages(): readonly Stage[] {
    return this.#schedule.stages;
  }

  /** The stages for those who want to know them, with what is decided of each. */
  get stageTable(): StageRow[] {
    return this.#schedule.table();
  }

  /** Steps that are decided: none beyond them may be served. */
  get horizon(): number {
    return totalSteps(this.stages);
  }

  /** Number of global steps; undefined as long as that is not decided. */
  get totalSteps(): number | undefined {
    return this.#schedule.closed ? this.horizon : undefined;
  }

  /** Takes over what other servers have decided, and decides what is due. Returns true if the schedule has grown. */
  advanceSchedule(): boolean {
    const grown = this.#schedule.advance();
    if (grown) this.#changed();
    return grown;
  }

  get spec(): RunSpec {
    return this.#spec;
  }

  /** Samples of a validation batch over all ranks. */
  get validationBatch(): number {
    return this.spec.validation?.global_batch ?? this.spec.global_batch;
  }

  /** Takes over a spec of the same digest: one that differs only in fields that do not shape batches. */
  adopt(spec: RunSpec): void {
    this.#spec = spec;
  }

  /** Plans one rank's batch. Throws STEP_OUT_OF_RANGE past the schedule: no step is servable that is not decided. */
  planBatch(step: number, rank: number, worldSize: number): BatchPlan {
    const plan = planBatch(this.#plan, step, rank, worldSize);
    if (plan === undefined) {
      throw new CrescendoError('STEP_OUT_OF_RANGE', `step ${step} is outside the schedule's ${this.horizon} steps`, {
        field: 'step',
        value: String(step),
        bound: String(this.horizon),
      });
    }
    return plan;
  }

  /** How the images of a batch are mixed with each other; undefined where they are not. */
  planMixing(plan: BatchPlan): SampleMix[] | undefined {
    return planBatchMixing(plan, this.spec.seed);
  }

  /** Records progress and returns the highest step of the rank. Throws INVALID_FIELD, WORLD_MISMATCH. */
  reportProgress(report: ProgressReport): number {
    this.checkRank(report);
    const stage = stageAt(this.stages, report.consumedStep);
    if (stage === undefined) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `consumed_step ${report.consumedStep} is outside the schedule's ${this.horizon} steps`,
        { field: 'consumed_step', value: String(report.consumedStep), bound: String(this.horizon - 1) },
      );
    }
    const seconds = Number.isFinite(report.stepSeconds) && report.stepSeconds > 0 ? report.stepSeconds : 0;
    if (seconds === 0 && this.#schedule.measured) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `step_seconds must be above 0 (given: ${report.stepSeconds}): the stages of run ${this.name} end by measured time`,
        { field: 'step_seconds', value: String(report.stepSeconds), bound: '0' },
      );
    }
    const step = this.#store.recordProgress(
      this.name,
      { ...report, stepSeconds: seconds, stage: stage.index },
      (from, to) => this.#deliveries(from + 1, to, report),
    );
    if (!this.advanceSchedule()) this.#changed();
    return step;
  }

  /** Enters a batch in the ledger, before it is sent. */
  recordIssued(plan: BatchPlan, worldSize: number): void {
    const place = { worldSize, rank: plan.rank };
    this.#store.recordIssued(this.name, place, plan.step, this.#deliveries(plan.step, plan.step, place));
  }

  #deliveries(first: number, last: number, place: RankId): Delivery[] {
    return deliveriesOf(this.stages, this.dataset.manifest.sampleCount, first, last, place);
  }

  /** What has been sent and acknowledged, by rank, stage and epoch. */
  ledger(): StoredDelivery[] {
    return this.#store.ledger(this.name);
  }

  /**
   * The step at which a rank goes on: after the last one that it has reported as consumed, or after those that all
   * ranks of another world have, whichever is later.
   */
  nextStep(place: RankId): number {
    const own = this.#store.rankProgress(this.name, place) ?? -1;
    return Math.max(own, this.status().consumedStep ?? -1) + 1;
  }

  /** Throws WORLD_MISMATCH if so many ranks cannot share the run's batches, INVALID_FIELD for a rank outside them. */
  checkRank({ worldSize, rank }: RankId): void {
    const { spec } = this;
    const stages = worldSize === spec.world_size ? [] : this.stageTable;
    for (const stage of stages) {
      const problem =
        worldSize < 1
          ? { field: 'world_size', value: worldSize, rule: 'must be at least one rank' }
          : this.#worldProblem(stage, worldSize);
      if (problem === undefined) continue;
      const near = nearestWorlds(worldSize, (world) => !stages.some((row) => this.#worldProblem(row, world)));
      throw new CrescendoError(
        'WORLD_MISMATCH',
        `world_size ${worldSize} does not fit run ${this.name}: ${problem.field} ${problem.value} ${problem.rule}` +
          ` in stage ${stage.index}${near.length === 0 ? '' : `; world_size ${near.join(' or ')} fits`}`,
        { field: 'world_size', value: String(worldSize), bound: String(problem.value) },
      );
    }
    if (rank < worldSize) return;
    throw new CrescendoError('INVALID_FIELD', `rank ${rank} is outside the world of ${worldSize} ranks`, {
      field: 'rank',
      value: String(rank),
      bound: String(worldSize - 1),
    });
  }

  #worldProblem(stage: StageRow, worldSize: number): Problem | undefined {
    return worldProblem(stage, stage.index, stage.globalBatch, worldSize, this.spec.base_size);
  }

  /** Records bad samples. Throws TOO_MANY_BAD_SAMPLES past the spec's `max_bad_samples`. */
  recordBadSamples(samples: readonly StoredBadSample[]): void {
    if (samples.length === 0) return;
    this.#store.recordBadSamples(this.name, samples);
    this.#changed();
    this.checkBadSamples();
  }

  /** Throws TOO_MANY_BAD_SAMPLES if the run has met more bad samples than it may. */
  checkBadSamples(): void {
    const count = this.#store.badSampleCount(this.name);
    const bound = this.badSamplesAllowed();
    if (count <= bound) return;
    const keys = this.#store.badSamples(this.name, LIMITS.badSamplesListed);
    const list = keys.map((sample) => `${sample.key} (${sample.reason})`);
    throw new CrescendoError(
      'TOO_MANY_BAD_SAMPLES',
      `run ${this.name} has met ${count} bad samples; max_bad_samples is ${this.spec.max_bad_samples}` +
        `${isShare(this.spec.max_bad_samples) ? ` of the dataset, ${bound}` : ''}: ${list.slice(0, 5).join(', ')}`,
      {
        field: 'max_bad_samples',
        value: String(count),
        bound: String(bound),
        keys: keys.map((sample) => sample.key).join('\n'),
      },
    );
  }

  /** `max_bad_samples` as a count. */
  badSamplesAllowed(): number {
    const bound = this.spec.max_bad_samples;
    return isShare(bound) ? Math.floor(bound * this.dataset.manifest.sampleCount) : bound;
  }

  status(): RunStatus {
    const ranks = this.#store.progress(this.name);
    const consumedStep = consumedByAll(ranks);
    const badSampleCount = this.#store.badSampleCount(this.name);
    const failed = badSampleCount > this.badSamplesAllowed();
    const finished = this.totalSteps !== undefined && consumedStep === this.totalSteps - 1;
    return {
      state: failed ? 'failed' : finished ? 'finished' : 'active',
      ranks,
      consumedStep,
      budgetConsumed: consumedStep === undefined ? 0 : this.budgetAfter(consumedStep),
      badSampleCount,
      badSamples: this.#store.badSamples(this.name, LIMITS.badSamplesListed),
    };
  }

  /** Share of the budget spent after a step. */
  budgetAfter(step: number): number {
    const stage = stageAt(this.stages, step);
    return stage === undefined ? 1 : budgetFraction(stage, step + 1);
  }

  /** What samples cost as trainers report it, beside what the model says, by side. */
  costs(): MeasuredCost[] {
    return this.#schedule.costs();
  }

  /** Calls `listener` after every change of the run's state; returns the function that ends it. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#watchers) listener();
  }
}

/** True if `max_bad_samples` is a share of the dataset and not a count. */
function isShare(bound: number): boolean {
  return bound > 0 && bound < 1;
}
