/**
 * `npm run reproduce`: trains the same small network with and without the curriculum, at several budgets and seeds, and
 * prints and draws accuracy by compute. docs/reproduce.md says what is compared and how.
 *
 * `npm run reproduce -- [--dataset NAME]... [--seeds N] [--smoke] [--charts FOLDER] [--json FILE]
 * [--results FILE] [--ablation | --sweep]`; `--sweep` tries learning rates on the baseline instead.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, writeChart } from '../src/bench/index.ts';
import { type Progress, progressBar } from '../src/cli/progress.ts';
import { accuracyChart, frequencyChart, type Study } from './reproduce/charts.ts';
import { ABLATION, ARMS, DATASETS, type Dataset, type Run, runsOf, sweepOf } from './reproduce/experiment.ts';
import { ARM_NAMES, budgetName, datasetReport, sweepReport } from './reproduce/print.ts';
import { ResultStore } from './reproduce/results.ts';
import type { Finished } from './reproduce/summary.ts';
import { codeDigest, startTrainer, type Trainer } from './reproduce/trainer.ts';

const cache = fileURLToPath(new URL('../.cache/reproduce', import.meta.url));

const { values } = parseArgs({
  options: {
    dataset: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    smoke: { type: 'boolean', default: false },
    results: { type: 'string', default: join(cache, 'results.jsonl') },
    charts: { type: 'string', default: cache },
    json: { type: 'string' },
    ablation: { type: 'boolean', default: false },
    sweep: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const datasets = chosen(values.dataset);
  const seeds = seedCount(values.seeds ?? (values.smoke ? '1' : '3'));
  const store = new ResultStore(values.results, codeDigest());
  const bar = progressBar('training', 'equivalent epochs');
  const arms = values.ablation ? [...ARMS, ABLATION] : ARMS;
  const studies: Study[] = [];
  for (const dataset of datasets) {
    const wanted = values.sweep ? sweepOf(dataset, values.smoke) : runsOf(dataset, seeds, values.smoke, arms);
    const runs = await trainAll(dataset, wanted, store, bar);
    studies.push({ dataset, runs });
  }
  bar.stop();
  if (values.sweep) {
    console.log(studies.map(({ dataset, runs }) => sweepReport(dataset, runs)).join('\n\n'));
    return;
  }
  const conditions = conditionsOf(studies);
  const means = `${conditions}; ${seeds === 1 ? 'seed 0' : `means of seeds 0 to ${seeds - 1}`}`;
  console.log(means);
  for (const { dataset, runs } of studies) console.log(`\n${datasetReport(dataset, runs)}`);
  console.log(`\n${effortOf(studies)}`);
  await writeCharts(studies, conditions, means);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report(studies, means), null, 2)}\n`);
}

function chosen(names: readonly string[] | undefined): readonly Dataset[] {
  const unknown = names?.find((name) => !DATASETS.some(({ id }) => id === name));
  if (unknown === undefined) return DATASETS.filter(({ id }) => names?.includes(id) ?? true);
  throw new Error(`--dataset must be one of ${DATASETS.map(({ id }) => id).join(', ')} (given: ${unknown})`);
}

function seedCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new Error(`--seeds must be a whole number of 1 or more (given: ${text})`);
}

/** Trains the runs that no earlier command has finished. */
async function trainAll(
  dataset: Dataset,
  runs: readonly Run[],
  store: ResultStore,
  bar: Progress,
): Promise<Finished[]> {
  const epochs = (run: Run): number => Number(run.job.spec.equivalent_epochs);
  const total = runs.reduce((sum, run) => sum + epochs(run), 0);
  let trainer: Trainer | undefined;
  let done = 0;
  const finished: Finished[] = [];
  try {
    for (const run of runs) {
      let result = store.get(run.job);
      if (result === undefined) {
        trainer ??= await startTrainer(await dataset.prepare((message) => console.error(message)));
        const note = `| ${dataset.id}  ${ARM_NAMES[run.arm]}  budget ${budgetName(run.budget)}  seed ${run.seed}`;
        const show = (share: number): void =>
          bar.update(Math.round(done + share * epochs(run)), Math.round(total), note);
        show(0);
        result = await trainer.run(run.job, show);
        store.add(run.job, result);
        // Without a progress bar, a log reports the progress.
        if (!process.stderr.isTTY) console.error(`${note.slice(2)}: ${(result.accuracy * 100).toFixed(1)} %`);
      }
      done += epochs(run);
      finished.push({ ...run, result });
    }
  } finally {
    await trainer?.stop();
  }
  return finished;
}

/** Where and when the runs were trained, which may have been long ago. */
function conditionsOf(studies: readonly Study[]): string {
  const results = studies.flatMap(({ runs }) => runs.map(({ result }) => result));
  const machines = [...new Set(results.map(({ machine }) => machine))].join(' and ');
  const days = results.map(({ date }) => date.slice(0, 10)).sort();
  const when = days[0] === days.at(-1) ? days[0] : `${days[0]} to ${days.at(-1)}`;
  return `${machines}, ${when}${values.smoke ? ', smoke' : ''}`;
}

function effortOf(studies: readonly Study[]): string {
  const seconds = studies.flatMap(({ runs }) => runs.map(({ result }) => result.wall_seconds));
  const minutes = seconds.reduce((sum, value) => sum + value, 0) / 60;
  return `${seconds.length} runs, ${minutes.toFixed(0)} minutes of training by the clock`;
}

async function writeCharts(studies: readonly Study[], conditions: string, means: string): Promise<void> {
  mkdirSync(values.charts, { recursive: true });
  const charts = [
    ['reproduce.svg', accuracyChart(studies, means)],
    ['low-frequency.svg', frequencyChart(studies, `${conditions}; seed 0`)],
  ] as const;
  console.log('');
  for (const [name, svg] of charts) {
    if (svg === undefined) continue;
    const file = join(values.charts, name);
    await writeChart(file, svg);
    console.log(`chart: ${relative(process.cwd(), file)}`);
  }
}

/** Everything that was measured, for other programs. */
function report(studies: readonly Study[], conditions: string): object {
  const runs = studies.flatMap(({ dataset, runs: of }) =>
    of.map(({ arm, budget, seed, job, result }) => ({ dataset: dataset.id, arm, budget, seed, job, result })),
  );
  return { version: 1, machine: describeMachine(), date: new Date().toISOString(), conditions, runs };
}

// Running trainers end with this process; finished runs are stored.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
await main();
