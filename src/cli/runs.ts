import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { SqliteStore } from '../runs/store/sqlite.ts';
import type { RunStore, StoredDelivery } from '../runs/store/store.ts';
import { details, type RunDetails, type RunSummary, summarize } from '../runs/summary.ts';
import { table } from './table.ts';

interface RunsFlags {
  state: string;
  json: boolean;
}

/**
 * `crescendo runs` and `crescendo runs show NAME`: what a state file knows about its runs. A server may be using the
 * file at the same time.
 */
export function runsCommand(): Command {
  const runs = new Command('runs')
    .description('List the runs of a state file: their progress, and what was sent and acknowledged.')
    .option('--state <file>', 'SQLite file of the runs', 'crescendo.sqlite')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo runs --state crescendo.sqlite\n  crescendo runs show deit-s')
    .action(list);
  runs
    .command('show')
    .description('Show one run: its stages, ranks, ledger and bad samples.')
    .argument('<name>', 'name of the run')
    .action((name: string, _flags: unknown, command: Command) => show(name, command.optsWithGlobals<RunsFlags>()));
  return runs;
}

async function list(flags: RunsFlags): Promise<void> {
  await withStore(flags.state, async (store) => {
    const runs = await store.query({ kind: 'runs' });
    const found = await Promise.all(runs.map((run) => summarize(store, run)));
    console.log(flags.json ? JSON.stringify(found, null, 2) : runTable(found));
  });
}

async function show(name: string, flags: RunsFlags): Promise<void> {
  await withStore(flags.state, async (store) => {
    const stored = await store.query({ kind: 'run', run: name });
    if (stored === undefined) {
      const known = (await store.query({ kind: 'runs' })).map((run) => run.name);
      throw new CrescendoError(
        'UNKNOWN_RUN',
        `no run ${JSON.stringify(name)} in ${flags.state}; its runs are: ${known.join(', ')}`,
        {
          field: 'name',
          value: name,
        },
      );
    }
    const found = await details(store, stored, LIMITS.badSamplesListed);
    console.log(flags.json ? JSON.stringify(found, null, 2) : describe(found));
  });
}

async function withStore(path: string, work: (store: RunStore) => Promise<void>): Promise<void> {
  if (!existsSync(path)) {
    throw new CrescendoError('PATH', `--state: there is no file ${path}`, { option: '--state', path });
  }
  const store = await SqliteStore.open(path);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function runTable(runs: readonly RunSummary[]): string {
  const head = ['run', 'dataset', 'created', 'step', 'of', 'budget', 'stage', 'issued', 'again', 'acknowledged', 'bad'];
  const rows = runs.map((run) => [
    run.name,
    run.dataset,
    run.created.slice(0, 19),
    run.consumed_step === null ? '-' : String(run.consumed_step + 1),
    String(run.total_steps),
    percent(run.budget_consumed),
    run.finished ? 'done' : String(run.stage),
    String(run.issued),
    String(run.reissued),
    String(run.acknowledged),
    String(run.bad_samples),
  ]);
  return table(head, rows);
}

function describe(run: RunDetails): string {
  const stages = run.stages.map((stage) => [
    String(stage.index),
    percent(stage.budgetEnd),
    String(stage.bandwidth),
    String(stage.globalBatch),
    String(stage.firstStep),
    String(stage.steps),
    stage.randaugment ?? '',
  ]);
  const ranks = run.ranks.map((rank) => [
    `${rank.rank} of ${rank.worldSize}`,
    String(rank.consumedStep),
    rank.stepSeconds.toFixed(3),
  ]);
  const parts = [
    runTable([run]),
    table(['stage', 'until', 'B', 'batch', 'first step', 'steps', 'randaugment'], stages),
    table(['rank', 'consumed step', 'step seconds'], ranks),
    table(['rank', 'stage', 'epoch', 'issued', 'again', 'acknowledged', 'replayed'], run.ledger.map(ledgerLine)),
  ];
  for (const { key, reason, replacedBy } of run.first_bad_samples) {
    parts.push(`bad sample ${key}: ${reason}; replaced by ${replacedBy}`);
  }
  return parts.join('\n\n');
}

function ledgerLine(line: StoredDelivery): string[] {
  const numbers = [line.stage, line.epoch, line.issued, line.reissued, line.acknowledged, line.replayed];
  return [`${line.rank} of ${line.worldSize}`, ...numbers.map(String)];
}
