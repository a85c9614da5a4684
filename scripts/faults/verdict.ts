/** Compares what trainers have got, and what the ledger says, with an undisturbed run. */
import type { StoredDelivery } from '../../src/runs/store/store.ts';
import type { Undisturbed } from './scene.ts';
import type { Received } from './trainer.ts';

/**
 * The batches of a trainer and of those that continued from its checkpoints.
 *
 * @param lives for each process, in order, the batches that it has got; each begins at the step of a checkpoint
 * @returns what is wrong
 */
export function batchProblems(lives: readonly (readonly Received[])[], { sha256 }: Undisturbed): string[] {
  const problems: string[] = [];
  let trained = 0;
  for (const batches of lives) {
    const first = batches[0]?.step ?? trained;
    if (first > trained) problems.push(`a trainer begins at step ${first}, but only ${trained} steps were trained on`);
    for (const [k, { step, sha256: found }] of batches.entries()) {
      if (step !== first + k) problems.push(`step ${step} comes where step ${first + k} is due`);
      if (found !== sha256[step]) problems.push(`the batch of step ${step} has other bytes than in an undisturbed run`);
    }
    trained = Math.max(trained, first + batches.length);
  }
  if (trained !== sha256.length) problems.push(`${trained} of ${sha256.length} steps were trained on`);
  return problems;
}

/** Which columns of the ledger must be as in an undisturbed run. */
export interface LedgerPromise {
  /**
   * Whether the samples that were sent are known, and not only those that were trained on: after a loss of power, the
   * ledger may have forgotten that batches were sent.
   */
  issued: boolean;
}

/** The ledger of a finished run. What was trained on is exact; what was sent again is counted apart. */
export function ledgerProblems(
  found: readonly StoredDelivery[],
  { ledger }: Undisturbed,
  { issued }: LedgerPromise,
): string[] {
  const lines = (entries: readonly StoredDelivery[]): string[] =>
    entries
      .filter(({ acknowledged }) => acknowledged > 0)
      .map((line) => {
        const sent = issued ? `, ${line.issued} issued, ${line.replayed} replayed` : '';
        return `stage ${line.stage}, epoch ${line.epoch}: ${line.acknowledged} acknowledged${sent}`;
      });
  const [ours, theirs] = [lines(found), lines(ledger)];
  return [
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `the ledger has a wrong line: ${line}`),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `the ledger lacks a line: ${line}`),
  ];
}
