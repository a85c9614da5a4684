import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { isMeasured } from '../../spec/budget.ts';
import type { RunSpec } from '../../spec/spec.ts';
import { accounting } from '../../spec/stages.ts';
import { scheduleOf } from './planned-schedule.ts';
import { freshSamples, type Stage, totalSteps } from './schedule.ts';

/**
 * Refuses a spec whose budget makes more steps or passes over the data than a run may have. Budgets that are measured
 * make neither before training.
 *
 * @throws INVALID_FIELD
 */
export function checkBudget(spec: RunSpec, sampleCount: number): void {
  if (isMeasured(accounting(spec, sampleCount))) return;
  const field = spec.budget === undefined ? 'equivalent_epochs' : 'budget';
  checkSchedule(scheduleOf(spec, sampleCount), sampleCount, field);
}

/**
 * Refuses a schedule of more steps or passes over the data than a run may have.
 *
 * @param budget name of the spec's field that has the budget, for the error
 * @throws INVALID_FIELD
 */
export function checkSchedule(stages: readonly Stage[], sampleCount: number, budget: string): void {
  const steps = totalSteps(stages);
  if (!(steps <= LIMITS.steps)) throw tooLong(budget, `${rounded(steps)} steps`, `${LIMITS.steps}`);
  const last = stages.at(-1);
  if (last === undefined) return;
  const epochs = (last.firstPosition + last.steps * freshSamples(last)) / sampleCount;
  if (epochs <= LIMITS.epochs) return;
  throw tooLong(budget, `${rounded(epochs)} passes over the ${sampleCount} samples of the dataset`, `${LIMITS.epochs}`);
}

function tooLong(field: string, value: string, bound: string): CrescendoError {
  return new CrescendoError(
    'INVALID_FIELD',
    `invalid run spec: ${field}: this budget makes ${value}; at most ${bound} are allowed: give a smaller budget`,
    { field, fields: field, value, bound },
  );
}

/** Whole numbers as they are, as far as a reader can count their digits. */
function rounded(value: number): string {
  return value < 1e9 ? String(Math.round(value)) : value.toExponential(1);
}
