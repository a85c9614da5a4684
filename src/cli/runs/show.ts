import { Command } from 'commander';
import type { StoredDelivery } from '../../runs/store/store.ts';
import type { RunDetails } from '../../runs/summary.ts';
import { table } from '../table.ts';
import { percent, runTable } from './run-table.ts';
import { type RunsFlags, withRuns } from './target.ts';

export function showCommand(): Command {
  return new Command('show')
    .description('Show one run: its stages, ranks, ledger and bad samples.')
    .argument('<name>', 'name of the run')
    .action((name: string, _flags: unknown, command: Command) => show(name, command.optsWithGlobals<RunsFlags>()));
}

async function show(name: string, flags: RunsFlags): Promise<void> {
  await withRuns(flags, async (runs) => {
    const found = await runs.show(name);
    console.log(flags.json ? JSON.stringify(found, null, 2) : describe(found));
  });
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
  ];
  // A server tells the sums only, which are in the first table.
  if (run.ledger.length > 0) {
    parts.push(
      table(['rank', 'stage', 'epoch', 'issued', 'again', 'acknowledged', 'replayed'], run.ledger.map(ledgerLine)),
    );
  }
  if (run.datasets.length > 0) {
    const rows = run.datasets.map(({ id, samples, epochs }) => [id, String(samples), epochs?.toFixed(3) ?? '']);
    parts.push(table(['dataset', 'samples drawn', 'epochs'], rows));
  }
  for (const { key, reason, replacedBy } of run.first_bad_samples) {
    parts.push(`bad sample ${key}: ${reason}; replaced by ${replacedBy}`);
  }
  for (const { dataset, key, reason } of run.first_unread_validation) {
    parts.push(`validation sample ${key} of ${dataset}: ${reason}; left out of every evaluation (label -100)`);
  }
  const more = run.unread_validation - run.first_unread_validation.length;
  if (more > 0) parts.push(`and ${more} more validation samples that could not be read`);
  return parts.join('\n\n');
}

function ledgerLine(line: StoredDelivery): string[] {
  const numbers = [line.stage, line.epoch, line.issued, line.reissued, line.acknowledged, line.replayed];
  return [`${line.rank} of ${line.worldSize}`, ...numbers.map(String)];
}
