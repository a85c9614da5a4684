import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parse } from 'yaml';
import { whyUnreadable } from '../../dataset/unreadable.ts';
import { CrescendoError } from '../../errors.ts';
import type { Fork } from '../../runs/fork.ts';
import { integer } from '../options.ts';
import { percent } from './run-table.ts';
import { type RunsFlags, withRuns } from './target.ts';

type ForkFlags = RunsFlags & { spec?: string; step?: number };

export function forkCommand(): Command {
  return new Command('fork')
    .description('Make a run that continues where another one is, so that a checkpoint can begin it.')
    .argument('<name>', 'name of the run')
    .argument('<new-name>', 'name of the new run')
    .option('--spec <file>', 'another spec for the new run, YAML or JSON (needs --server)')
    .option(
      '--step <n>',
      'step of the run to continue at: next_step in the state that was saved with the weights (default: after the last ' +
        'step that all ranks have reported)',
      integer(0, Number.MAX_SAFE_INTEGER),
    )
    .action((name: string, to: string, _flags: unknown, command: Command) =>
      fork(name, to, command.optsWithGlobals<ForkFlags>()),
    );
}

async function fork(name: string, to: string, flags: ForkFlags): Promise<void> {
  const spec = flags.spec === undefined ? undefined : readSpec(flags.spec);
  await withRuns(flags, async (runs) => {
    const made = await runs.fork(name, to, spec, flags.step);
    console.log(flags.json ? JSON.stringify(made, null, 2) : describeFork(name, to, flags.step, made));
  });
}

function readSpec(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CrescendoError('PATH', `--spec: cannot read ${file}: ${whyUnreadable(file, error)}`, {
      option: '--spec',
    });
  }
}

function describeFork(
  name: string,
  to: string,
  step: number | undefined,
  { firstStep, totalSteps, budgetConsumed, differences }: Fork,
): string {
  return [
    `run ${to} begins at step ${firstStep} of ${totalSteps}: run ${name} has spent ${percent(budgetConsumed)} of its budget` +
      (step === undefined ? '' : ` before step ${step}`),
    ...differences.map(({ field, before, after }) => `  ${field}: ${before} in ${name}, ${after} in ${to}`),
    `load the checkpoint's weights and optimizer, but no loader state, and open ${to} with start="resume"`,
  ].join('\n');
}
