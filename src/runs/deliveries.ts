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

/**
 * The ledger's view of the batches of one rank from step `first` to step `last`: their samples by stage and epoch.
 *
 * @param stages the decided stages, in order
 * @param sampleCount samples of the dataset
 */
export function deliveriesOf(
  stages: readonly LedgerStage[],
  sampleCount: number,
  first: number,
  last: number,
  { worldSize, rank }: RankId,
): Delivery[] {
  const deliveries = new Map<string, Delivery>();
  const add = (stage: number, epoch: number, samples: number, replayed: number): void => {
    const key = `${stage} ${epoch}`;
    const delivery = deliveries.get(key) ?? { stage, epoch, samples: 0, replayed: 0 };
    delivery.samples += samples;
    delivery.replayed += replayed;
    deliveries.set(key, delivery);
  };
  for (const stage of stages) {
    const fresh = freshSamples(stage) / worldSize;
    const replayed = stage.globalBatch / worldSize - fresh;
    const end = Math.min(last, stage.firstStep + stage.steps - 1);
    for (let step = Math.max(first, stage.firstStep); step <= end; step += 1) {
      const batch = stage.firstPosition + (step - stage.firstStep) * freshSamples(stage);
      const slots = { first: rank * fresh, count: fresh };
      const epochs = epochsOf(batch, freshSamples(stage), slots, sampleCount, stage.repeats ?? 1);
      for (const [epoch, samples] of epochs) add(stage.index, epoch, samples, 0);
      // Replayed samples count in the epoch where the batch begins.
      add(stage.index, Math.min(...epochs.keys()), 0, replayed);
    }
  }
  return [...deliveries.values()].filter(({ samples, replayed }) => samples > 0 || replayed > 0);
}

/**
 * How many of a rank's samples of a batch are in each epoch.
 *
 * @param first position of the global batch in the stream
 * @param size its samples
 * @param slots those of the rank
 */
function epochsOf(
  first: number,
  size: number,
  slots: { first: number; count: number },
  sampleCount: number,
  repeats: number,
): Map<number, number> {
  const epochOf = (position: number): number => Math.floor(position / (sampleCount * repeats));
  const epochs = new Map<number, number>();
  const add = (epoch: number, samples: number): unknown => epochs.set(epoch, (epochs.get(epoch) ?? 0) + samples);
  if (epochOf(first) === epochOf(first + size - 1)) return epochs.set(epochOf(first), slots.count);
  for (let slot = slots.first; slot < slots.first + slots.count; slot += 1) {
    add(epochOf(first + slotPosition(first, size, slot, repeats)), 1);
  }
  return epochs;
}
