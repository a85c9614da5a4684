import type { crescendo } from '@crescendo/proto';
import { deliveredBytes } from '../delivery/chunk-layout.ts';
import type { BatchSource } from '../delivery/windowed-stream.ts';
import { BatchMaker, type BatchOwner, type MadeBatch, type MakerContext } from '../make/batch-maker.ts';
import { magnitudeOf } from '../plan/curriculum/augmentation.ts';
import type { BatchPlan } from '../plan/curriculum/batch-plan.ts';
import { mixedByServer } from '../plan/sampling-plan.ts';
import type { Run } from '../runs/run.ts';
import { microBatching } from '../spec/check-stages.ts';
import { mixingMessage } from './convert-augmentation.ts';
import { stageMessage } from './convert-schedule.ts';
import { tensorFields } from './convert-tensors.ts';

/** Whose batches are sent. */
export interface TrainingOwner extends BatchOwner {
  run: Run;
}

/** The training batches of one rank. */
export class TrainingSource implements BatchSource<MadeBatch> {
  readonly #owner: TrainingOwner;
  readonly #maker: BatchMaker;
  readonly #notices: crescendo.v1.INotice[] = [];
  #stage = -1;

  /** Throws LIMIT if the server's batch memory cannot hold `atOnce` batches. */
  constructor(context: MakerContext, owner: TrainingOwner, atOnce: number) {
    this.#owner = owner;
    this.#maker = new BatchMaker(context, owner, atOnce);
    this.#maker.onShortage = ({ stage, size, capacity }) => {
      const message =
        `stage ${stage}: the replay buffer has memory for ${capacity} of ${size} steps (--replay-memory); ` +
        'batches are the same, and replayed samples beyond it are made again';
      this.#notices.push({ reason: 'REPLAY_MEMORY', message });
    };
  }

  get horizon(): number {
    return this.#owner.run.horizon;
  }

  get totalSteps(): number | undefined {
    return this.#owner.run.totalSteps;
  }

  get batchBytesMax(): number {
    return Math.max(...this.#maker.layouts().map(deliveredBytes));
  }

  advance(): boolean {
    return this.#owner.run.advanceSchedule();
  }

  make(step: number): Promise<MadeBatch> {
    return this.#maker.make(step);
  }

  give(batch: MadeBatch): void {
    this.#maker.give(batch);
  }

  /** Another rank's report may have the schedule grow. */
  watch(listener: () => void): () => void {
    return this.#owner.run.watch(listener);
  }

  close(): void {
    this.#maker.close();
  }

  messages(batch: MadeBatch): crescendo.v1.IStreamBatchesResponse[] {
    this.#ledger(batch);
    const notices = this.#notices.splice(0).map((notice) => ({ notice }));
    const { index } = batch.plan.stage;
    const change = index === this.#stage ? [] : [{ stageChange: { stage: this.#stageRow(index) } }];
    this.#stage = index;
    return [...notices, ...change, { header: this.#header(batch) }];
  }

  #stageRow(index: number): crescendo.v1.IStage {
    const { run } = this.#owner;
    return stageMessage(run.stageTable[index]!, run.spec);
  }

  /** Enters a batch and its replaced samples before it is sent, so that no trainer sees what is not in the ledger. */
  #ledger({ plan, replacements }: MadeBatch): void {
    const { run, worldSize } = this.#owner;
    const { manifest } = run.dataset;
    const bad = replacements.flatMap(({ index, failed }) =>
      failed.map((sample) => ({
        index: sample.index,
        key: manifest.key(sample.index),
        reason: sample.reason,
        replacedBy: manifest.key(index),
        step: plan.step,
      })),
    );
    run.recordBadSamples(bad);
    run.recordIssued(plan, worldSize);
  }

  #header({ plan, layout, replacements, mixing }: MadeBatch): crescendo.v1.IBatchHeader {
    const { run } = this.#owner;
    const { manifest } = run.dataset;
    const shown = plan.samples.map((sample) => sample.index);
    for (const { position, index } of replacements) shown[position] = index;
    const { bandwidth, index } = plan.stage;
    const magnitude = magnitudeOf(plan.augmentation);
    return {
      step: plan.step,
      epoch: plan.samples[0]!.epoch,
      stage: index,
      bandwidth,
      ...(magnitude === undefined ? {} : { magnitude }),
      ...tensorFields(layout),
      labels: shown.map((sample) => manifest.label(sample)),
      keys: shown.map((sample) => manifest.key(sample)),
      budgetStart: plan.budgetStart,
      budgetEnd: plan.budgetEnd,
      suggestedAccumulation: this.#accumulation(plan),
      scheduleToken: run.scheduleToken,
      rankOffset: plan.rankOffset,
      replaced: replacements.length,
      ...(mixing === undefined ? {} : { mixing: mixingMessage(mixing, mixedByServer(run.spec, plan.augmentation)) }),
    };
  }

  #accumulation({ stage, samples }: BatchPlan): number {
    const { base_size: baseSize } = this.#owner.run.spec;
    return microBatching(stage.micro, samples.length, stage.bandwidth, baseSize).accumulation;
  }
}
