import { Command, Option } from 'commander';
import { archiveCommand } from './archive.ts';
import { deleteCommand } from './delete.ts';
import { forkCommand } from './fork.ts';
import { list, listCommand } from './list.ts';
import { renameCommand } from './rename.ts';
import { resetCommand } from './reset.ts';
import { showCommand } from './show.ts';

/**
 * `crescendo runs`: the runs of a state file or of a running server. A server may be using the file at the same time: it
 * then notices what happens to its runs.
 */
export function runsCommand(): Command {
  const runs = new Command('runs')
    .description('List, show, delete, rename, reset, fork and archive the runs of a state file or a server.')
    .option('--state <file|url>', 'SQLite file of the runs, or postgresql://…', 'crescendo.sqlite')
    .addOption(new Option('--server <address>', 'a running server, host:port, instead of a file').conflicts('state'))
    .option('--tls-ca <file>', 'authority that signed the certificate of --server (PEM); without it, plain text')
    .addOption(
      new Option('--token <token>', 'token for --server; better in the variable, which other users cannot read').env(
        'CRESCENDO_TOKEN',
      ),
    )
    .option('--json', 'print as JSON', false)
    .option('--all', 'list archived runs as well', false)
    .addHelpText(
      'after',
      '\nExamples:\n  crescendo runs --state crescendo.sqlite\n  crescendo runs show deit-s\n' +
        '  crescendo runs fork deit-s deit-s-long --server data-host:7077 --spec long.yaml',
    )
    .action(list);
  const commands = [listCommand, showCommand, deleteCommand, renameCommand, resetCommand, forkCommand, archiveCommand];
  for (const command of commands) runs.addCommand(command().exitOverride());
  return runs;
}
