import type { crescendo } from '@crescendo/proto';
import type { Logger } from 'pino';
import type { CacheControl, FollowedStream } from '../dataset/cache/control.ts';
import { JoinedSamples } from '../dataset/mixture/joined-samples.ts';
import type { BatchSource } from '../delivery/batch-queue.ts';
import { deliveredBytes } from '../delivery/chunk-layout.ts';
import { BatchMaker, type MadeBatch, type MakerContext } from '../make/batch-maker.ts';
import type { Replacement } from '../make/workers/task.ts';
import { magnitudeOf } from '../plan/curriculum/augmentation.ts';
import type { BatchPlan } from '../plan/curriculum/batch-plan.ts';
import { mixedByServer } from '../plan/sampling-plan.ts';
import { Doubling } from '../runs/doubling.ts';
import type { RankLease } from '../runs/rank-lease.ts';
import type { Run, RunListener } from '../runs/run.ts';
import type { RunPlan } from '../runs/run-plan.ts';
import type { RankId, StoredBadSample } from '../runs/store/store.ts';
import { microBatching } from '../spec/check-stages.ts';
import { sizeOf } from '../spec/stage-size.ts';
import { followRank } from './cache-plan.ts';
import { mixingMessage } from './convert-augmentation.ts';
import { stageMessage } from './convert-schedule.ts';
import { tensorFields } from './convert-tensors.ts';
import { shareOf } from './share-of.ts';
import type { StorageOutages } from './storage-outages.ts';

/** What is trained, and the right to do so; a client that is older than leases has none. */
export interface Trained {
  run: Run;
  place: RankId;
  lease: RankLease | undefined;
}

/** The server's resources for a source of batches. */
export interface SourceContext extends MakerContext {
  /** Where batches wait for storage that does not answer. */
  outages: StorageOutages;
  /** The cache of remote storage, which is told what comes. */
  cache?: CacheControl | undefined;
  log: Logger;
}

/** A trainer may have no state file: what it is told to call asks the server. */
export const FROM_ANOTHER_HOST = ' --server ADDRESS';

/** The training batches of one rank. */
export class TrainingSource implements BatchSource<MadeBatch> {
  readonly #run: Run;
  readonly #plan: RunPlan;
  readonly #worldSize: number;
  readonly #lease: RankLease | undefined;
  readonly #maker: BatchMaker;
  readonly #atOnce: number;
  /** Has the cache follow this stream from a step on; undefined once it does, and without a cache. */
  #follow: ((step: number) => FollowedStream | undefined) | undefined;
  #followed: FollowedStream | undefined;
  readonly #notices: crescendo.v1.INotice[] = [];
  readonly #log: Logger;
  /** Indices of the bad samples that this stream has met. */
  readonly #met = new Set<number>();
  /** When the trainer is told of bad samples. */
  readonly #told = new Doubling();
  #stage = -1;
  /** The entry of a batch with bad samples, which may be refused; undefined once it is not. */
  #refusable: Promise<void> | undefined;

  onNotice: () => void = () => {};

  /** Throws LIMIT or BATCH_TOO_LARGE if the server's batch memory cannot hold `atOnce` batches. */
  constructor(context: SourceContext, { run, place, lease }: Trained, atOnce: number) {
    const { worldSize, rank } = place;
    this.#lease = lease;
    this.#run = run;
    this.#log = context.log;
    this.#plan = run.plan;
    this.#worldSize = worldSize;
    this.#atOnce = atOnce;
    const { cache } = context;
    this.#follow = cache && ((step) => followRank(cache, run.plan, place, step));
    const patience = context.outages.patience(run.plan.dataset, (message) => {
      this.#notices.push({ reason: 'STORAGE', message });
      this.onNotice();
    });
    this.#maker = new BatchMaker(
      { ...context, patience },
      { run: run.plan, worldSize, rank, share: () => shareOf(run, place, 'train') },
      atOnce,
    );
    this.#maker.onShortage = ({ stage, size, capacity }) => {
      const message =
        `stage ${stage}: the replay buffer has memory for ${capacity} of ${size} steps (--replay-memory); ` +
        'batches stay the same, but replayed samples beyond it are made again';
      this.#notices.push({ reason: 'REPLAY_MEMORY', message });
    };
  }

  get horizon(): number {
    return this.#plan.horizon;
  }

  get totalSteps(): number | undefined {
    return this.#plan.totalSteps;
  }

  get batchBytesMax(): number {
    return Math.max(...this.#maker.layouts().map(deliveredBytes));
  }

  make(step: number): Promise<MadeBatch> {
    this.#followed ??= this.#follow?.(step);
    this.#follow = undefined;
    // Batches are made several at a time, and those before this one may still be read.
    this.#followed?.advance(step - this.#atOnce + 1);
    return this.#maker.make(step);
  }

  give(batch: MadeBatch): void {
    this.#maker.give(batch);
  }

  /** Another rank's report may have the schedule grow, at this server or at another one; the lease may be lost. */
  watch(listener: RunListener): () => void {
    let watching = true;
    this.#lease?.lost.catch((why: unknown) => {
      if (watching) listener(why);
    });
    const unwatch = this.#run.watch(listener);
    return () => {
      watching = false;
      unwatch();
    };
  }

  /**
   * Enters a batch and its replaced samples in the ledger before it is sent, so that no trainer sees a batch that is
   * not in the ledger.
   */
  async record({ plan, replacements }: MadeBatch): Promise<void> {
    // If a batch is refused, those after it must not be entered.
    while (this.#refusable !== undefined) await this.#refusable;
    const bad = this.#badSamples(plan.step, replacements);
    const entered = this.#enter(plan, bad);
    if (bad.length > 0) this.#refusable = entered;
    await entered;
    if (this.#refusable === entered) this.#refusable = undefined;
  }

  async #enter(plan: BatchPlan, bad: readonly StoredBadSample[]): Promise<void> {
    await this.#run.issue(plan, this.#worldSize, bad);
    if (bad.some(({ index }) => !this.#met.has(index))) await this.#tell(bad);
  }

  /** Tells people of bad samples that this stream has not met before: at the first, the second, the fourth, … of the run. */
  async #tell(bad: readonly StoredBadSample[]): Promise<void> {
    for (const { index } of bad) this.#met.add(index);
    const { name } = this.#run;
    const count = await this.#run.badSampleCount();
    const { key, reason, replacedBy } = bad.at(-1)!;
    const many = count === 1 ? '1 bad sample' : `${count} bad samples so far, the last`;
    const message = `${many}: ${key} (${reason}), replaced by ${replacedBy}; list them with: crescendo runs show ${name}`;
    if (this.#run.badSamplesLogged.reached(count)) this.#log.warn({ run: name, count }, message);
    if (!this.#told.reached(count)) return;
    this.#notices.push({ reason: 'BAD_SAMPLE', message: `run ${name}: ${message}${FROM_ANOTHER_HOST}` });
  }

  close(): void {
    this.#followed?.close();
    this.#maker.close();
  }

  takeNotices(): crescendo.v1.INotice[] {
    return this.#notices.splice(0);
  }

  messages(batch: MadeBatch): crescendo.v1.IStreamBatchesResponse[] {
    const { index } = batch.plan.stage;
    const change = index === this.#stage ? [] : [{ stageChange: { stage: this.#stageRow(index) } }];
    this.#stage = index;
    return [...change, { header: this.#header(batch) }];
  }

  #stageRow(index: number): crescendo.v1.IStage {
    return stageMessage(this.#plan.stageTable[index]!, this.#plan.spec);
  }

  #badSamples(step: number, replacements: readonly Replacement[]): StoredBadSample[] {
    const { manifest } = this.#plan.dataset;
    return replacements.flatMap(({ index, failed }) =>
      failed.map((sample) => ({
        index: sample.index,
        key: manifest.key(sample.index),
        reason: sample.reason,
        replacedBy: manifest.key(index),
        step,
      })),
    );
  }

  #header({ plan, layout, replacements, mixing }: MadeBatch): crescendo.v1.IBatchHeader {
    const { dataset, spec, scheduleToken } = this.#plan;
    const { manifest } = dataset;
    const mixture = manifest instanceof JoinedSamples ? manifest : undefined;
    const shown = plan.samples.map((sample) => sample.index);
    for (const { position, index } of replacements) shown[position] = index;
    const { bandwidth, size, index } = plan.stage;
    const magnitude = magnitudeOf(plan.augmentation);
    return {
      step: plan.step,
      epoch: mixture === undefined ? plan.samples[0]!.epoch : Math.floor(plan.position / manifest.sampleCount),
      stage: index,
      bandwidth,
      ...(size === undefined ? {} : { size: [...size] }),
      ...(magnitude === undefined ? {} : { magnitude }),
      ...tensorFields(layout),
      labels: shown.map((sample) => manifest.label(sample)),
      keys: shown.map((sample) => manifest.key(sample)),
      ...(mixture === undefined ? {} : { datasets: shown.map((sample) => mixture.datasetOf(sample)) }),
      budgetStart: plan.budgetStart,
      budgetEnd: plan.budgetEnd,
      suggestedAccumulation: this.#accumulation(plan),
      scheduleToken,
      rankOffset: plan.rankOffset,
      replaced: replacements.length,
      ...(mixing === undefined ? {} : { mixing: mixingMessage(mixing, mixedByServer(spec, plan.augmentation)) }),
    };
  }

  #accumulation({ stage, samples }: BatchPlan): number {
    const { base_size: baseSize } = this.#plan.spec;
    return microBatching(stage.micro, samples.length, sizeOf(stage), baseSize).accumulation;
  }
}
