#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { applyCommand } from './apply.ts';
import { benchCommand } from './bench.ts';
import { cacheCommand } from './cache.ts';
import { doctorCommand } from './doctor.ts';
import { EXIT, report } from './exit.ts';
import { indexCommand } from './index-data.ts';
import { planCommand } from './plan.ts';
import { previewCommand } from './preview.ts';
import { recipeCommand } from './recipe.ts';
import { runsCommand } from './runs/command.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';

// node:sqlite still prints a warning that it is experimental, which does not belong in a server's log.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(`${warning.name}: ${warning.message}`);
});

// `crescendo plan ... | head`: the reader closed the pipe; exit quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const program = new Command('crescendo')
  .description('A data server for curriculum training of vision models.')
  .version(VERSION)
  .showHelpAfterError('(crescendo --help lists the commands)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes:
  ${EXIT.ok}  done
  ${EXIT.internal}  a bug in Crescendo
  ${EXIT.usage}  wrong arguments, configuration or paths, or a run that does not match
  ${EXIT.data}  broken data: too many bad samples, a damaged file
  ${EXIT.unavailable}  out of the memory budget, or a failure that may pass`,
  );
const commands = [
  serveCommand,
  indexCommand,
  planCommand,
  previewCommand,
  recipeCommand,
  applyCommand,
  benchCommand,
  runsCommand,
  cacheCommand,
  tokenCommand,
  doctorCommand,
];
for (const command of commands) program.addCommand(command().exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  // Commander has already printed its own message.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.usage) : report(error);
}
