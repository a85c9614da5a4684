import { freshSamples, type Stage } from '../plan/curriculum/schedule.ts';
import { slotPosition } from '../plan/sampling/position.ts';
import type { Delivery, LedgerStage, RankId } from './store/store.ts';

/**
 * The stages that begin at or before a step, cut down to what the ledger needs.
 *
 * @param repeats times that each sample comes in an epoch
 */
export function ledgerStages(stages: readonly Stage[], lastStep: number, repeats: number): LedgerStage[] {
  return stages
    .filter(({ firstStep }) => firstStep <= lastStep)
    .map(({ index, firstStep, steps, firstPosition, globalBatch, replay }) => ({
      ...{ index, firstStep, steps, firstPosition, globalBatch },
      ...(replay === undefined ? {} : { replay }),
      ...(repeats === 1 ? {} : { repeats }),
    }));
}

/**
 * The step before the first one that a report newly covers: a rank may have begun in the middle of the run. -1 stands
 * before the first step, and for what has not been.
 *
 * @param consumed the rank's highest step so far
 * @param firstIssued the first step that was issued to the rank
 * @param reported the step that it reports as consumed
 */
export function stepBefore(consumed: number, firstIssued: number, reported: number): number {
  if (consumed >= 0) return consumed;
  return firstIssued >= 0 && firstIssued <= reported ? firstIssued - 1 : reported - 1;
}

/** Steps at the beginning of a stage in which a trainer may compile its model: once, perhaps twice, and a step to spare. */
export const FIRST_STEPS = 3;

/**
 * True if a report covers one of the first steps of a stage. They are left out of what a step costs, because
 * torch.compile and cuDNN prepare themselves for the stage's side in them.
 *
 * @param stages the stages, or parts of stages, in order
 * @param stage index of the stage of the last step that the report covers
 * @param first the first step that it covers
 */
export function beginsStage(stages: readonly LedgerStage[], stage: number, first: number): boolean {
  const begins = stages.find(({ index }) => index === stage)?.firstStep;
  return begins !== undefined && first < begins + FIRST_STEPS;
}

/**
 * The ledger's view of the batches of one rank from step `first` to step `last`: their samples by stage and epoch. The
 * time that it takes grows with the stages and epochs that the steps touch, and not with the steps: a report may cover
 * any number of them.
 *
 * @param stages the decided stages, in order
 * @param sampleCount samples of the dataset
 */
export function deliveriesOf(
  stages: readonly LedgerStage[],
  sampleCount: number,
  first: number,
  last: number,
  place: RankId,
): Delivery[] {
  return stages.flatMap((stage) => {
    const end = stage.firstStep + stage.steps - 1;
    const steps = rankSteps(stage, Math.max(first, stage.firstStep), Math.min(last, end), place);
    if (steps.count <= 0) return [];
    const { index, repeats = 1 } = stage;
    if (repeats === 1) return stageDeliveries(index, steps, sampleCount);
    return repeatedDeliveries(index, steps, { sampleCount, repeats, rankOffset: place.rank * steps.fresh });
  });
}

/** The batches of one rank in steps of one stage that follow each other. */
interface RankSteps {
  /** Steps. */
  count: number;
  /** Position in the run's sample stream at which the rank's first batch begins, and from one batch to the next. */
  position: number;
  stride: number;
  /** Fresh samples of a batch, and those from the replay buffer. */
  fresh: number;
  replayed: number;
}

function rankSteps(stage: LedgerStage, first: number, last: number, { worldSize, rank }: RankId): RankSteps {
  const stride = freshSamples(stage);
  const fresh = stride / worldSize;
  return {
    count: last - first + 1,
    position: stage.firstPosition + (first - stage.firstStep) * stride + rank * fresh,
    ...{ stride, fresh, replayed: stage.globalBatch / worldSize - fresh },
  };
}

function stageDeliveries(stage: number, steps: RankSteps, sampleCount: number): Delivery[] {
  const past = steps.position + (steps.count - 1) * steps.stride + steps.fresh;
  const deliveries: Delivery[] = [];
  for (let epoch = Math.floor(steps.position / sampleCount); epoch * sampleCount < past; epoch += 1) {
    const [from, to] = [epoch * sampleCount, (epoch + 1) * sampleCount];
    const samples = samplesBefore(steps, to) - samplesBefore(steps, from);
    // Replayed samples count in the epoch where the batch begins.
    const replayed = (batchesBefore(steps, to) - batchesBefore(steps, from)) * steps.replayed;
    if (samples > 0 || replayed > 0) deliveries.push({ stage, epoch, samples, replayed });
  }
  return deliveries;
}

/** How many of the batches begin before a position of the sample stream. */
function batchesBefore({ count, position, stride }: RankSteps, end: number): number {
  return Math.min(count, Math.max(0, Math.ceil((end - position) / stride)));
}

/** How many of the batches' fresh samples lie before a position of the sample stream. */
function samplesBefore(steps: RankSteps, end: number): number {
  const begun = batchesBefore(steps, end);
  if (begun === 0) return 0;
  const lastPosition = steps.position + (begun - 1) * steps.stride;
  return (begun - 1) * steps.fresh + Math.min(steps.fresh, end - lastPosition);
}

/**
 * The same with repeats: they lie apart in a batch, so the rank's samples of one that meets the end of an epoch are counted
 * one by one.
 *
 * @param rankOffset the rank's first slot in the global batch
 */
function repeatedDeliveries(
  stage: number,
  { count, position, stride, fresh, replayed }: RankSteps,
  { sampleCount, repeats, rankOffset }: { sampleCount: number; repeats: number; rankOffset: number },
): Delivery[] {
  const epochSize = sampleCount * repeats;
  const deliveries = new Map<number, Delivery>();
  const add = (epoch: number, samples: number, more: number): void => {
    const delivery = deliveries.get(epoch) ?? { stage, epoch, samples: 0, replayed: 0 };
    delivery.samples += samples;
    delivery.replayed += more;
    deliveries.set(epoch, delivery);
  };
  for (let batch = 0; batch < count; ) {
    const begin = position - rankOffset + batch * stride;
    const epoch = Math.floor(begin / epochSize);
    const whole = Math.min(count - batch, Math.floor(((epoch + 1) * epochSize - begin) / stride));
    if (whole > 0) {
      add(epoch, whole * fresh, whole * replayed);
      batch += whole;
      continue;
    }
    add(epoch, 0, replayed);
    for (let slot = rankOffset; slot < rankOffset + fresh; slot += 1) {
      add(Math.floor((begin + slotPosition(begin, stride, slot, repeats)) / epochSize), 1, 0);
    }
    batch += 1;
  }
  return [...deliveries.values()].filter(({ samples, replayed: more }) => samples > 0 || more > 0);
}
