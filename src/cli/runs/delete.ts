import { Command } from 'commander';
import { confirmName, YES_OPTION } from './confirm.ts';
import { type RunsFlags, withRuns } from './target.ts';

export function deleteCommand(): Command {
  return new Command('delete')
    .description('Delete a run: its progress, ledger, schedule and spec. Its name is free again.')
    .argument('<name>', 'name of the run')
    .option(...YES_OPTION)
    .action((name: string, _flags: unknown, command: Command) =>
      deleteRun(name, command.optsWithGlobals<RunsFlags & { yes: boolean }>()),
    );
}

async function deleteRun(name: string, flags: RunsFlags & { yes: boolean }): Promise<void> {
  await withRuns(flags, async (runs) => {
    // Asked only about a run that exists.
    await runs.show(name);
    await confirmName(name, `delete run ${name} of ${runs.place}`, flags.yes);
    await runs.delete(name);
    console.log(`run ${name} is deleted`);
  });
}
