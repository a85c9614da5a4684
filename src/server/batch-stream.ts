import type { ServerDuplexStream } from '@grpc/grpc-js';
import { magnitudeOf } from '../curriculum/augmentation.ts';
import type { BatchPlan } from '../curriculum/batch-plan.ts';
import { CrescendoError } from '../errors.ts';
import type { crescendo } from '../gen/crescendo.js';
import { CHANNELS } from '../image/types.ts';
import { LIMITS } from '../limits.ts';
import { microBatching } from '../run/check-stages.ts';
import { mixedByServer } from '../run/sampling-plan.ts';
import { chunkCount, frameChunk } from '../transport/chunk-layout.ts';
import { BatchMaker, type BatchOwner, type MadeBatch, type MakerContext } from './batch-maker.ts';
import { dtypeMessage } from './convert.ts';
import { mixingMessage } from './convert-augmentation.ts';
import { stageMessage } from './convert-schedule.ts';
import { v1 } from './messages.ts';
import { writeMessage } from './write.ts';

/** Batches that one stream has in the making: one is sent while the next ones are made. */
const BATCHES_IN_THE_MAKING = 3;
/** How often a stream at the end of what is decided looks whether another server has decided more. */
const HORIZON_POLL_MS = 200;

export type BatchCall = ServerDuplexStream<crescendo.v1.StreamBatchesRequest, Uint8Array>;

/** What a stream needs of the server. */
export interface StreamContext extends MakerContext {
  /** Aborted when the server stops. */
  stopping: AbortSignal;
}

/** Where and how one rank reads. */
export interface Subscription extends BatchOwner {
  /** First global step to send. */
  firstStep: number;
  /** Batches that may be sent beyond the last one consumed. */
  window: number;
}

/**
 * Sends one rank's batches in order of step. Batches are made ahead, within the client's window; each write waits for
 * the transport to take it, so a client that stops reading holds the server to what is in the making.
 */
export class BatchStream {
  readonly #call: BatchCall;
  readonly #context: StreamContext;
  readonly #subscription: Subscription;
  readonly #maker: BatchMaker;
  readonly #notices: crescendo.v1.INotice[] = [];
  readonly #making: Promise<MadeBatch>[] = [];
  #consumed: number;
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #unwatch: () => void;

  /** Throws LIMIT if the server's batch memory cannot hold this stream. */
  constructor(call: BatchCall, context: StreamContext, subscription: Subscription) {
    this.#call = call;
    this.#context = context;
    this.#subscription = subscription;
    this.#consumed = subscription.firstStep - 1;
    this.#maker = new BatchMaker(context, subscription, Math.min(subscription.window, BATCHES_IN_THE_MAKING));
    this.#maker.onShortage = ({ stage, size, capacity }) => {
      const message =
        `stage ${stage}: the replay buffer has memory for ${capacity} of ${size} steps (--replay-memory); ` +
        'batches are the same, and replayed samples beyond it are made again';
      this.#notices.push({ reason: 'REPLAY_MEMORY', message });
    };
    context.stopping.addEventListener('abort', this.#notify, { once: true });
    // Another rank's report may have the schedule grow.
    this.#unwatch = subscription.run.watch(this.#notify);
  }

  /** Takes note of a reported step: the window moves. */
  consumed(step: number): void {
    this.#consumed = Math.max(this.#consumed, step);
    this.#notify();
  }

  /** No further report will come, or the call is over. */
  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** Sends until the schedule's end, the server's stop, or the call's end. Throws what ends the stream early. */
  async run(): Promise<void> {
    try {
      await this.#pump();
      await this.#awaitLastReport();
    } finally {
      this.#context.stopping.removeEventListener('abort', this.#notify);
      this.#unwatch();
      await this.#release();
    }
  }

  async #pump(): Promise<void> {
    const { run, firstStep, window } = this.#subscription;
    let next = firstStep;
    let stage = -1;
    while (!this.#call.cancelled) {
      this.#throwIfStopping();
      const horizon = Math.min(run.horizon, this.#consumed + 1 + window);
      while (this.#making.length < Math.min(window, BATCHES_IN_THE_MAKING) && next < horizon) {
        this.#making.push(this.#make(next));
        next += 1;
      }
      const first = this.#making[0];
      if (first === undefined) {
        if (next === run.totalSteps || this.#ended) return;
        await this.#change(next === run.horizon);
        continue;
      }
      const batch = await first;
      void this.#making.shift();
      try {
        await this.#sendNotices();
        if (batch.plan.stage.index !== stage) await this.#sendStageChange(batch.plan);
        stage = batch.plan.stage.index;
        await this.#send(batch);
      } finally {
        this.#maker.give(batch);
      }
    }
  }

  /** After the last batch the stream stays open for the reports that are still to come. */
  async #awaitLastReport(): Promise<void> {
    const last = this.#subscription.run.horizon - 1;
    while (!this.#call.cancelled && !this.#ended && this.#consumed < last) {
      this.#throwIfStopping();
      await this.#change();
    }
  }

  #throwIfStopping(): void {
    if (!this.#context.stopping.aborted) return;
    throw new CrescendoError('SHUTTING_DOWN', 'the server is shutting down; reconnect and subscribe at the next step');
  }

  /** Makes a batch; it is given back once it is sent. */
  #make(step: number): Promise<MadeBatch> {
    const made = this.#maker.make(step);
    // The failure is seen when its turn comes; until then it must not count as unhandled.
    made.catch(() => {});
    return made;
  }

  async #sendNotices(): Promise<void> {
    for (const notice of this.#notices.splice(0)) {
      await writeMessage(this.#call, v1.StreamBatchesResponse.encode({ notice }).finish());
    }
  }

  async #sendStageChange(plan: BatchPlan): Promise<void> {
    await writeMessage(
      this.#call,
      v1.StreamBatchesResponse.encode({
        stageChange: {
          stage: stageMessage(this.#subscription.run.stageTable[plan.stage.index]!, this.#subscription.run.spec),
        },
      }).finish(),
    );
  }

  async #send(batch: MadeBatch): Promise<void> {
    this.#ledger(batch);
    await writeMessage(this.#call, v1.StreamBatchesResponse.encode({ header: this.#header(batch) }).finish());
    for (let c = 0; c < chunkCount(batch.layout); c += 1) {
      if (this.#call.cancelled) return;
      await writeMessage(this.#call, frameChunk(batch.slot.buffer, batch.layout, c));
    }
  }

  /** Enters a batch and its replaced samples before it is sent, so that no trainer sees what is not in the ledger. */
  #ledger({ plan, replacements }: MadeBatch): void {
    const { run } = this.#subscription;
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
    run.recordIssued(plan, this.#subscription.worldSize);
  }

  #header({ plan, layout, replacements, mixing }: MadeBatch): crescendo.v1.IBatchHeader {
    const { run } = this.#subscription;
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
      shape: [shown.length, bandwidth, bandwidth, CHANNELS],
      dtype: dtypeMessage(run.spec.dtype),
      labels: shown.map((sample) => manifest.label(sample)),
      keys: shown.map((sample) => manifest.key(sample)),
      budgetStart: plan.budgetStart,
      budgetEnd: plan.budgetEnd,
      suggestedAccumulation: this.#accumulation(plan),
      scheduleToken: run.scheduleToken,
      byteLength: layout.sampleBytes * layout.sampleCount,
      rankOffset: plan.rankOffset,
      replaced: replacements.length,
      ...(mixing === undefined ? {} : { mixing: mixingMessage(mixing, mixedByServer(run.spec, plan.augmentation)) }),
    };
  }

  #accumulation({ stage, samples }: BatchPlan): number {
    return microBatching(stage.micro, samples.length, stage.bandwidth, this.#subscription.run.spec.base_size)
      .accumulation;
  }

  /**
   * Waits until a report, the end of the call or the server's stop.
   *
   * @param atHorizon true if the stream waits for steps to be decided, which another server may do
   */
  async #change(atHorizon = false): Promise<void> {
    const { run } = this.#subscription;
    const poll = atHorizon ? setInterval(() => run.advanceSchedule() && this.#notify(), HORIZON_POLL_MS) : undefined;
    try {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    } finally {
      clearInterval(poll);
    }
  }

  readonly #notify = (): void => {
    this.#wake?.();
    this.#wake = undefined;
  };

  /** Gives back what is still in the making once the workers have let go of it. */
  async #release(): Promise<void> {
    for (const batch of await Promise.allSettled(this.#making)) {
      if (batch.status === 'fulfilled') this.#maker.give(batch.value);
    }
    this.#maker.close();
  }
}

/** Checks the window of a subscription. Throws INVALID_FIELD. */
export function checkWindow(window: number): number {
  const chosen = window === 0 ? 4 : window;
  if (chosen <= LIMITS.window) return chosen;
  throw new CrescendoError('INVALID_FIELD', `window ${window} is above the limit of ${LIMITS.window} batches`, {
    field: 'subscribe.window',
    value: String(window),
    bound: String(LIMITS.window),
  });
}
