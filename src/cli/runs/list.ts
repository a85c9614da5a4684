import { Command } from 'commander';
import { runTable } from './run-table.ts';
import { type RunsFlags, withRuns } from './target.ts';

export function listCommand(): Command {
  return new Command('list')
    .description('List the runs: their progress, and what was sent and acknowledged.')
    .action((_flags: unknown, command: Command) => list(command.optsWithGlobals<RunsFlags>()));
}

export async function list(flags: RunsFlags): Promise<void> {
  await withRuns(flags, async (runs) => {
    const found = await runs.list({ archived: flags.all });
    console.log(flags.json ? JSON.stringify(found, null, 2) : runTable(found));
  });
}
