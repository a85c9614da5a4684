import type { RunSummary } from '../../runs/summary.ts';
import { table } from '../table.ts';

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function runTable(runs: readonly RunSummary[]): string {
  const head = ['run', 'dataset', 'created', 'step', 'of', 'budget', 'stage', 'issued', 'again', 'acknowledged', 'bad'];
  const rows = runs.map((run) => [
    run.name,
    run.dataset,
    run.created.slice(0, 19),
    run.consumed_step === null ? '-' : String(run.consumed_step + 1),
    String(run.total_steps),
    percent(run.budget_consumed),
    run.archived ? 'archived' : run.finished ? 'done' : String(run.stage),
    String(run.issued),
    String(run.reissued),
    String(run.acknowledged),
    String(run.bad_samples),
  ]);
  return table(head, rows);
}
