import { Command } from 'commander';
import { type RunsFlags, withRuns } from './target.ts';

export function renameCommand(): Command {
  return new Command('rename')
    .description('Give a run another name.')
    .argument('<name>', 'name of the run')
    .argument('<new-name>', 'its new name')
    .action((name: string, to: string, _flags: unknown, command: Command) =>
      withRuns(command.optsWithGlobals<RunsFlags>(), async (runs) => {
        await runs.rename(name, to);
        console.log(`run ${name} is now ${to}`);
      }),
    );
}
