/** The calls about the life of a run: they are listed, deleted, renamed, reset, archived and forked. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { RunLife } from '../runs/run-life.ts';
import type { RunSummary } from '../runs/summary.ts';
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
type Unary = <Request, Response>(answer: (request: Request) => Promise<Response>) => UntypedHandleCall;

export function lifeHandlers(life: RunLife, log: Logger, unary: Unary): UntypedServiceImplementation {
  return {
    listRuns: unary(async ({ archived }: crescendo.v1.ListRunsRequest) => ({
      runs: (await life.list({ archived })).map(summaryMessage),
    })),
    deleteRun: unary(async ({ run }: crescendo.v1.DeleteRunRequest) => {
      await life.delete(run);
      log.info({ run }, 'run deleted');
      return {};
    }),
    renameRun: unary(async ({ run, to }: crescendo.v1.RenameRunRequest) => {
      await life.rename(run, to);
      log.info({ run, to }, 'run renamed');
      return {};
    }),
    resetRun: unary(async ({ run }: crescendo.v1.ResetRunRequest) => {
      await life.reset(run);
      log.info({ run }, 'run reset');
      return {};
    }),
    archiveRun: unary(async ({ run, undo }: crescendo.v1.ArchiveRunRequest) => {
      await life.archive(run, !undo);
      log.info({ run, undo }, 'run archived');
      return {};
    }),
    forkRun: unary(async ({ run, to, spec, step }: crescendo.v1.ForkRunRequest) => {
      const fork = await life.fork(run, to, spec ? specInput(spec) : undefined, step ?? undefined);
      log.info({ run, to, firstStep: fork.firstStep }, 'run forked');
      return fork satisfies crescendo.v1.IForkRunResponse;
    }),
  };
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
  };
}
