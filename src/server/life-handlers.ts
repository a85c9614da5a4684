/** The calls about the life of a run: they are listed, deleted, renamed, reset, archived and forked. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { RunRegistry } from '../runs/registry.ts';
import type { Life } from '../runs/run-life.ts';
import { unknownRun } from '../runs/store/life-errors.ts';
import type { RunSummary } from '../runs/summary.ts';
import type { Caller } from './access/caller.ts';
import { method } from './method.ts';
import { specInput } from './spec-codec.ts';

export const LIFE_METHODS = {
  listRuns: method('ListRuns', v1.ListRunsRequest, v1.ListRunsResponse),
  deleteRun: method('DeleteRun', v1.DeleteRunRequest, v1.DeleteRunResponse),
  renameRun: method('RenameRun', v1.RenameRunRequest, v1.RenameRunResponse),
  resetRun: method('ResetRun', v1.ResetRunRequest, v1.ResetRunResponse),
  archiveRun: method('ArchiveRun', v1.ArchiveRunRequest, v1.ArchiveRunResponse),
  forkRun: method('ForkRun', v1.ForkRunRequest, v1.ForkRunResponse),
};

/** Makes a guarded handler of a function. */
type Unary = <Request, Response>(answer: (request: Request, caller: Caller) => Promise<Response>) => UntypedHandleCall;

export function lifeHandlers(runs: RunRegistry, log: Logger, unary: Unary): UntypedServiceImplementation {
  const { life } = runs;
  return {
    listRuns: unary(async ({ archived }: crescendo.v1.ListRunsRequest, caller) => {
      caller.check({ role: 'read' });
      const listed = (await life.list({ archived })).filter(({ name }) => caller.mayName(name));
      return { runs: listed.map(summaryMessage) };
    }),
    deleteRun: unary(async ({ run }: crescendo.v1.DeleteRunRequest, caller) => {
      await life.delete(run, await changeable(runs, caller, run));
      log.info({ run, token: caller.name }, 'run deleted');
      return {};
    }),
    renameRun: unary(async ({ run, to }: crescendo.v1.RenameRunRequest, caller) => {
      const found = await changeable(runs, caller, run);
      caller.check({ role: 'train', run: to });
      await life.rename(run, to, found);
      log.info({ run, to, token: caller.name }, 'run renamed');
      return {};
    }),
    resetRun: unary(async ({ run }: crescendo.v1.ResetRunRequest, caller) => {
      await life.reset(run, await changeable(runs, caller, run));
      log.info({ run, token: caller.name }, 'run reset');
      return {};
    }),
    archiveRun: unary(async ({ run, undo }: crescendo.v1.ArchiveRunRequest, caller) => {
      await life.archive(run, !undo, await changeable(runs, caller, run));
      log.info({ run, undo, token: caller.name }, 'run archived');
      return {};
    }),
    forkRun: unary(async ({ run, to, spec, step }: crescendo.v1.ForkRunRequest, caller) => {
      await changeable(runs, caller, run);
      caller.check({ role: 'train', run: to });
      const fork = await life.fork(run, to, spec ? specInput(spec) : undefined, step ?? undefined, caller.owned);
      log.info({ run, to, firstStep: fork.firstStep, token: caller.name }, 'run forked');
      return fork satisfies crescendo.v1.IForkRunResponse;
    }),
  };
}

/**
 * Checks that a caller may change a run. Throws ROLE_REQUIRED, RUN_NOT_ALLOWED, UNKNOWN_RUN, NOT_OWNER.
 *
 * @returns what tells the run from another one that takes its name before it is changed
 */
async function changeable(runs: RunRegistry, caller: Caller, run: string): Promise<Life> {
  caller.check({ role: 'train', run });
  if (caller.entry === undefined) return {};
  const stored = await runs.stored(run);
  if (stored === undefined) throw unknownRun(run);
  caller.checkOwner(stored);
  return { generation: stored.generation };
}

function summaryMessage(run: RunSummary): crescendo.v1.IRunSummary {
  return {
    run: run.name,
    dataset: run.dataset,
    createdMs: Date.parse(run.created),
    finished: run.finished,
    ...(run.consumed_step === null ? {} : { consumedStep: run.consumed_step }),
    totalSteps: run.total_steps,
    budgetConsumed: run.budget_consumed,
    stage: run.stage,
    issuedSamples: run.issued,
    reissuedSamples: run.reissued,
    acknowledgedSamples: run.acknowledged,
    replayedSamples: run.replayed,
    badSampleCount: run.bad_samples,
    archived: run.archived,
    owner: run.owner ?? '',
  };
}
