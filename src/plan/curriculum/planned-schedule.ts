import { CrescendoError } from '../../errors.ts';
import { isMeasured } from '../../spec/budget.ts';
import type { RunSpec } from '../../spec/spec.ts';
import { accounting, stageDefinitions } from '../../spec/stages.ts';
import { buildSchedule, type Stage } from './schedule.ts';

/** The stage table of a spec whose boundaries are known before the run starts. Throws INVALID_FIELD for others. */
export function scheduleOf(spec: RunSpec, sampleCount: number): Stage[] {
  const counted = accounting(spec, sampleCount);
  if (isMeasured(counted)) {
    const message = 'the steps of this budget are decided while training and are not known before';
    throw new CrescendoError('INVALID_FIELD', message, { field: 'budget', value: counted.budget.unit });
  }
  return buildSchedule({
    ...counted,
    stages: stageDefinitions(spec),
    globalBatch: spec.global_batch,
  });
}
