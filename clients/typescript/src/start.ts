import { CrescendoError } from './errors.ts';
import type { RankProgress, RunStatus } from './run.ts';

/**
 * The step after the last one that every rank has consumed. Throws `RUN_FINISHED` if there is none.
 *
 * @param address of the server, for the message
 */
export function resumedStep(status: RunStatus, address: string): number {
  if (status.state === 'finished') throw finished(status, address);
  return nextStep(status);
}

function nextStep(status: RunStatus): number {
  return status.consumedStep === undefined ? 0 : status.consumedStep + 1;
}

/**
 * Checks that nothing was trained in a run, so that fresh weights may begin at step 0. What other ranks of the same world
 * have reported does not count, unless all of them have: they may have begun a moment before this one. Throws
 * `RUN_HAS_PROGRESS` or `RUN_FINISHED`.
 */
export function checkNew(status: RunStatus, place: Pick<RankProgress, 'rank' | 'worldSize'>, address: string): void {
  if (status.state === 'finished') throw finished(status, address);
  const { run, consumedStep, totalSteps, ranks } = status;
  const before = ranks.filter(({ worldSize, rank }) => worldSize !== place.worldSize || rank === place.rank);
  const step = consumedStep ?? Math.max(-1, ...before.map((rank) => rank.consumedStep));
  if (step < 0) return;
  const total = totalSteps === undefined ? '' : ` of ${totalSteps}`;
  throw new CrescendoError(
    'FAILED_PRECONDITION',
    `run ${run} has been trained up to step ${step}${total}, and no state says which weights go with it. Choose one: ` +
      '`state` with the weights that were saved with that state; ' +
      `\`start: 'resume'\` to continue at step ${nextStep(status)} with the weights that you have loaded; ` +
      `\`start: 'beginning'\` to train from step 0. To clear the run: ${reset(run, address)}`,
    { reason: 'RUN_HAS_PROGRESS', metadata: { field: 'start', value: 'auto', run, step: String(step) } },
  );
}

/** The command that clears a run from this host. */
function reset(run: string, address: string): string {
  return `crescendo runs reset ${run} --server ${address}`;
}

function finished({ run, totalSteps = 0 }: RunStatus, address: string): CrescendoError {
  return new CrescendoError(
    'FAILED_PRECONDITION',
    `run ${run} is finished: all of its ${totalSteps} steps have been trained, so there is no batch left. Give another run ` +
      "name; or `state` to continue from an earlier checkpoint; or `start: 'beginning'` to train from step 0. To clear " +
      `the run: ${reset(run, address)}`,
    { reason: 'RUN_FINISHED', metadata: { field: 'start', run, bound: String(totalSteps) } },
  );
}
