import { freshSamples, type Stage } from '../plan/curriculum/schedule.ts';
import type { Delivery, LedgerStage, RankId } from './store/store.ts';

/** The stages that begin at or before a step, cut down to what the ledger needs. */
export function ledgerStages(stages: readonly Stage[], lastStep: number): LedgerStage[] {
  return stages
    .filter(({ firstStep }) => firstStep <= lastStep)
    .map(({ index, firstStep, steps, firstPosition, globalBatch, replay }) => ({
      ...{ index, firstStep, steps, firstPosition, globalBatch },
      ...(replay === undefined ? {} : { replay }),
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
      let position = stage.firstPosition + (step - stage.firstStep) * freshSamples(stage) + rank * fresh;
      const past = position + fresh;
      // Replayed samples count in the epoch where the batch begins.
      add(stage.index, Math.floor(position / sampleCount), 0, replayed);
      while (position < past) {
        const epoch = Math.floor(position / sampleCount);
        const next = Math.min(past, (epoch + 1) * sampleCount);
        add(stage.index, epoch, next - position, 0);
        position = next;
      }
    }
  }
  return [...deliveries.values()].filter(({ samples, replayed }) => samples > 0 || replayed > 0);
}
