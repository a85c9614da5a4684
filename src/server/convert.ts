/** Conversion between the messages of the contract and Crescendo's own types. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { Run, RunState, RunStatus } from '../runs/run.ts';
import type { Dtype } from '../types.ts';
import { stageMessage } from './convert-schedule.ts';
import { specMessage } from './spec-codec.ts';

const DTYPE = { uint8: v1.Dtype.DTYPE_UINT8, float32: v1.Dtype.DTYPE_FLOAT32 } as const;
const RUN_STATE: Readonly<Record<RunState, crescendo.v1.RunState>> = {
  active: v1.RunState.RUN_STATE_ACTIVE,
  finished: v1.RunState.RUN_STATE_FINISHED,
  failed: v1.RunState.RUN_STATE_FAILED,
};

export function dtypeMessage(dtype: Dtype): crescendo.v1.Dtype {
  return DTYPE[dtype];
}

/** @param validationSamples samples of the run's validation data; 0 without any */
export function openRunMessage(run: Run, created: boolean, validationSamples: number): crescendo.v1.IOpenRunResponse {
  const { plan, spec } = run;
  return {
    run: run.name,
    created,
    spec: specMessage(spec),
    specDigest: plan.specDigest,
    manifestDigest: plan.dataset.manifest.digest,
    engineVersion: plan.engineVersion,
    sampleCount: plan.dataset.manifest.sampleCount,
    classNames: [...plan.dataset.manifest.classNames],
    stages: plan.stageTable.map((stage) => stageMessage(stage, spec)),
    totalSteps: plan.totalSteps ?? 0,
    scheduleToken: plan.scheduleToken,
    validationSampleCount: validationSamples,
    datasets: (plan.dataset.mixed ?? [plan.dataset]).map(({ id, manifest }) => ({
      ...{ id, manifestDigest: manifest.digest, sampleCount: manifest.sampleCount },
    })),
  };
}

/** A run's status, which was read before `run.spec` and the stages are. */
export function statusMessage({ name, plan, spec }: Run, status: RunStatus): crescendo.v1.IRunStatus {
  return {
    run: name,
    state: RUN_STATE[status.state],
    spec: specMessage(spec),
    stages: plan.stageTable.map((stage) => stageMessage(stage, spec)),
    ranks: status.ranks,
    ...(status.consumedStep === undefined ? {} : { consumedStep: status.consumedStep }),
    budgetConsumed: status.budgetConsumed,
    badSampleCount: status.badSampleCount,
    badSamples: status.badSamples.map(({ key, reason, replacedBy, step }) => ({ key, reason, replacedBy, step })),
    unreadValidationCount: status.unread.count,
    unreadValidation: status.unread.first,
    totalSteps: plan.totalSteps ?? 0,
    issuedSamples: status.ledger.issued,
    reissuedSamples: status.ledger.reissued,
    acknowledgedSamples: status.ledger.acknowledged,
    replayedSamples: status.ledger.replayed,
    costs: status.costs,
    datasets: status.datasets,
  };
}
