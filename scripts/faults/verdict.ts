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
export function batchProblems(
  lives: readonly (readonly Received[])[],
  { sha256 }: Pick<Undisturbed, 'sha256'>,
): string[] {
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

/**
 * What is promised about the ledger of a finished run: that it is that of an undisturbed run, where batches that were sent
 * again are counted apart; or that it has nothing too much, because a loss of power may have made it forget.
 */
export type LedgerPromise = 'exact' | 'nothing too much';

export function ledgerProblems(
  found: readonly StoredDelivery[],
  { ledger }: Pick<Undisturbed, 'ledger'>,
  promise: LedgerPromise,
): string[] {
  const problems: string[] = [];
  for (const line of ledger) {
    const ours = found.find(({ stage, epoch }) => stage === line.stage && epoch === line.epoch);
    for (const column of ['acknowledged', 'issued', 'replayed'] as const) {
      const [is, due] = [ours?.[column] ?? 0, line[column]];
      if (promise === 'exact' ? is === due : is <= due) continue;
      problems.push(
        `the ledger has ${is} samples ${column} in stage ${line.stage}, epoch ${line.epoch}; ${due} are right`,
      );
    }
  }
  return problems;
}
