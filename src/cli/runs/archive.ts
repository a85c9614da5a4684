import { Command } from 'commander';
import { type RunsFlags, withRuns } from './target.ts';

export function archiveCommand(): Command {
  return new Command('archive')
    .description('Keep a run out of the list and closed to trainers; --undo brings it back.')
    .argument('<name>', 'name of the run')
    .option('--undo', 'take the run out of the archive', false)
    .action((name: string, { undo }: { undo: boolean }, command: Command) =>
      withRuns(command.optsWithGlobals<RunsFlags>(), async (runs) => {
        await runs.archive(name, !undo);
        console.log(undo ? `run ${name} is out of the archive` : `run ${name} is archived (runs --all lists it)`);
      }),
    );
}
