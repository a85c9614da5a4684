import type { RunData } from '../dataset/mixture/run-data.ts';
import { dataDigest, orderedSamples } from '../dataset/shards.ts';
import { CrescendoError } from '../errors.ts';
import { type BatchPlan, type Plan, planBatch, planBatchMixing } from '../plan/curriculum/batch-plan.ts';
import { budgetFraction, type Stage, stageAt, totalSteps } from '../plan/curriculum/schedule.ts';
import { sampleOrder } from '../plan/sample-order.ts';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import { worldProblem } from '../spec/check-stages.ts';
import type { Problem } from '../spec/problem.ts';
import type { RunSpec } from '../spec/spec.ts';
import { nearestWorlds } from '../spec/stage-batches.ts';
import { drawnBefore } from './drawn.ts';
import type { RunSchedule, StageRow } from './run-schedule.ts';
import { scheduleToken } from './schedule-token.ts';
import type { RankId } from './store/store.ts';

/** What a run has drawn of a dataset of its mixture. */
export interface DatasetProgress {
  id: string;
  /** Samples drawn, in all epochs of the dataset. */
  samples: number;
  /** Samples that the dataset has. */
  sampleCount: number;
}

/**
 * What the batches of a run are: a function of its spec, its data, the pixel engine and its schedule. Nothing in it ever
 * changes; the schedule of a measured budget grows at its end.
 */
export class RunPlan {
  readonly name: string;
  /** The spec as it was when this server took up the run. Fields that shape no batches may have changed since. */
  readonly spec: RunSpec;
  /** As the run was made with: a later release may compute another. */
  readonly specDigest: string;
  readonly dataset: RunData;
  readonly engineVersion: string;
  readonly schedule: RunSchedule;
  /** Names the schedule: every step served belongs to it. */
  readonly scheduleToken: string;
  readonly #plan: Plan;

  /** @param init.schedule with its first piece */
  constructor(init: {
    name: string;
    spec: RunSpec;
    specDigest: string;
    dataset: RunData;
    engineVersion: string;
    schedule: RunSchedule;
  }) {
    this.name = init.name;
    this.spec = init.spec;
    this.specDigest = init.specDigest;
    this.dataset = init.dataset;
    this.engineVersion = init.engineVersion;
    this.schedule = init.schedule;
    const order = sampleOrder(init.spec, orderedSamples(init.dataset), init.schedule.stages);
    this.#plan = { stages: init.schedule.stages, order, seed: init.spec.seed };
    const { specDigest, engineVersion, schedule } = init;
    const manifestDigest = dataDigest(init.spec, init.dataset);
    this.scheduleToken = scheduleToken({ specDigest, manifestDigest, engineVersion, schedule: schedule.identity });
  }

  /** The decided stages in order; for a measured budget, the parts of stages decided so far. */
  get stages(): readonly Stage[] {
    return this.schedule.stages;
  }

  /** The stages for display, each with what is decided of it. */
  get stageTable(): StageRow[] {
    return this.schedule.table();
  }

  /** Number of decided steps: no step beyond them may be served. */
  get horizon(): number {
    return totalSteps(this.stages);
  }

  /** Number of global steps; undefined while it is undecided. */
  get totalSteps(): number | undefined {
    return this.schedule.closed ? this.horizon : undefined;
  }

  /** Plans one rank's batch. Throws STEP_OUT_OF_RANGE past the schedule: only decided steps may be served. */
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

  /** What is drawn of each dataset of a mixture up to a step, that one included; undefined without a mixture. */
  drawnAfter(step: number): DatasetProgress[] | undefined {
    const { mixed } = this.dataset;
    const stage = stageAt(this.stages, step);
    if (mixed === undefined || stage === undefined) return undefined;
    const drawn = drawnBefore(this.stages, stage, step + 1);
    return mixed.map(({ id, manifest }, k) => ({ id, samples: drawn[k]!, sampleCount: manifest.sampleCount }));
  }

  /** Share of the budget spent after a step. */
  budgetAfter(step: number): number {
    const stage = stageAt(this.stages, step);
    return stage === undefined ? 1 : budgetFraction(stage, step + 1);
  }

  /**
   * Throws WORLD_MISMATCH if this number of ranks cannot share the run's batches, INVALID_FIELD for a rank outside the
   * world.
   */
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
}
