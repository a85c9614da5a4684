/** The reproduction's tables. */
import type { Arm, Dataset } from './experiment.ts';
import { baselineOf, type Cell, cellsOf, type Finished, type SpeedUp, speedUp } from './summary.ts';

/** The name of an arm in tables and charts. */
export const ARM_NAMES: Readonly<Record<Arm, string>> = {
  constant: 'constant',
  exact: 'efficienttrain++, exact',
  matched: 'efficienttrain++, matched',
  ramp: 'RandAugment ramp alone',
};

/** The name of a budget: the shares are thirds and halves. */
export function budgetName(budget: number): string {
  return budget === 1 ? '1' : budget === 0.5 ? '1/2' : '2/3';
}

const HEAD = [
  ...['schedule', 'budget', 'accuracy', 'spread', 'to baseline', 'TFLOPs', 'of baseline'],
  ...['seconds', 'trainer CPU s', 'server CPU s'],
];

/** The table of a dataset and, below it, the compute for equal accuracy. */
export function datasetReport(dataset: Dataset, runs: readonly Finished[]): string {
  const cells = cellsOf(runs);
  const rows = cells.map((cell) => cellsOfRow(cell, baselineOf(cells)));
  const compared = [...new Set(cells.map(({ arm }) => arm))].filter((arm) => arm !== 'constant');
  const said = compared.map((arm) => `${ARM_NAMES[arm]}: ${speedUpText(speedUp(cells, arm))}`);
  return [dataset.title, table([HEAD, ...rows]), ...said].join('\n');
}

/** The table of a sweep over learning rates. */
export function sweepReport(dataset: Dataset, runs: readonly Finished[]): string {
  const rows = runs.map(({ job, result }) => [String(job.learning_rate), percent(result.accuracy)]);
  const said = `used: ${dataset.learningRate}`;
  return [dataset.title, table([['learning rate', 'accuracy'], ...rows]), said].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function cellsOfRow(cell: Cell, baseline: Cell | undefined): string[] {
  const difference = baseline === undefined ? '' : signed((cell.accuracy - baseline.accuracy) * 100);
  return [
    ARM_NAMES[cell.arm],
    budgetName(cell.budget),
    percent(cell.accuracy),
    cell.spread === null ? '' : (cell.spread * 100).toFixed(1),
    difference,
    (cell.flops / 1e12).toFixed(2),
    baseline === undefined ? '' : (cell.flops / baseline.flops).toFixed(2),
    cell.wallSeconds.toFixed(1),
    cell.cpuSeconds.toFixed(1),
    cell.serverCpuSeconds?.toFixed(1) ?? '',
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(1)}`;
}

function speedUpText(found: SpeedUp | undefined): string {
  if (found === undefined) return "the baseline's accuracy is not reached within its compute";
  const how = found.bound === 'atLeast' ? 'at least ' : '';
  return `the baseline's accuracy for ${how}${found.compute.toFixed(2)} times less compute, ${how}${found.wall.toFixed(2)} times less time`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const aligned = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!);
  return rows.map((cells) => cells.map(aligned).join('  ').trimEnd()).join('\n');
}
