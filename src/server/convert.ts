/** Between the messages of the contract and Crescendo's own types. */
import { type crescendo, v1 } from '@crescendo/proto';
import type { Run, RunState } from '../runs/run.ts';
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
  return {
    run: run.name,
    created,
    spec: specMessage(run.spec),
    specDigest: run.specDigest,
    manifestDigest: run.dataset.manifest.digest,
    engineVersion: run.engineVersion,
    sampleCount: run.dataset.manifest.sampleCount,
    classNames: [...run.dataset.manifest.classNames],
    stages: run.stageTable.map((stage) => stageMessage(stage, run.spec)),
    totalSteps: run.totalSteps ?? 0,
    scheduleToken: run.scheduleToken,
    validationSampleCount: validationSamples,
  };
}

export function statusMessage(run: Run): crescendo.v1.IRunStatus {
  const status = run.status();
  return {
    run: run.name,
    state: RUN_STATE[status.state],
    spec: specMessage(run.spec),
    stages: run.stageTable.map((stage) => stageMessage(stage, run.spec)),
    ranks: status.ranks,
    ...(status.consumedStep === undefined ? {} : { consumedStep: status.consumedStep }),
    budgetConsumed: status.budgetConsumed,
    badSampleCount: status.badSampleCount,
    badSamples: status.badSamples.map(({ key, reason, replacedBy, step }) => ({ key, reason, replacedBy, step })),
    totalSteps: run.totalSteps ?? 0,
    ...ledgerTotals(run),
    costs: run.costs(),
  };
}

function ledgerTotals(run: Run): Partial<crescendo.v1.IRunStatus> {
  const lines = run.ledger();
  const sum = (field: 'issued' | 'reissued' | 'acknowledged' | 'replayed'): number =>
    lines.reduce((total, line) => total + line[field], 0);
  return {
    issuedSamples: sum('issued'),
    reissuedSamples: sum('reissued'),
    acknowledgedSamples: sum('acknowledged'),
    replayedSamples: sum('replayed'),
  };
}
