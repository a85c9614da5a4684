import { Command } from 'commander';
import { confirmName, YES_OPTION } from './confirm.ts';
import { type RunsFlags, withRuns } from './target.ts';

export function resetCommand(): Command {
  return new Command('reset')
    .description('Take a run back to its first step: forget its progress, ledger and bad samples, and keep its spec.')
    .argument('<name>', 'name of the run')
    .option(...YES_OPTION)
    .action((name: string, _flags: unknown, command: Command) =>
      reset(name, command.optsWithGlobals<RunsFlags & { yes: boolean }>()),
    );
}

async function reset(name: string, flags: RunsFlags & { yes: boolean }): Promise<void> {
  await withRuns(flags, async (runs) => {
    await runs.show(name);
    await confirmName(name, `forget the progress of run ${name} of ${runs.place}`, flags.yes);
    await runs.reset(name);
    console.log(`run ${name} begins at step 0`);
  });
}
