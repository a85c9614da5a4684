/**
 * `npm run faults -- [NAME...] [--trials N] [--seed N] [--list]`: does faults to a server and its trainers, and checks that
 * every batch is that of an undisturbed run, that none is missing and none comes twice, and that the ledger is exact. It
 * prints a row of the table of docs/reliability.md for each name (all of them without a name) and ends with 1 if one does
 * not hold.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../src/cli/table.ts';
import { FAULTS } from './faults/catalogue.ts';
import type { Fault } from './faults/fault.ts';
import { Scene } from './faults/scene.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});

function whole(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} must be a whole number of 1 or more (given: ${text})`);
}

function chosen(names: readonly string[]): readonly Fault[] {
  const unknown = names.find((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown !== undefined) {
    throw new Error(`no fault ${unknown}; there are ${FAULTS.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0 ? FAULTS : FAULTS.filter(({ name }) => names.includes(name));
}

async function runAll(faults: readonly Fault[], seed: number): Promise<string[][]> {
  const rows: string[][] = [];
  const scene = new Scene();
  try {
    for (const fault of faults) {
      const trials = values.trials === undefined ? fault.trials : whole('trials', values.trials);
      const tell = (message: string): void => console.error(`${fault.name}: ${message}`);
      const result = await fault.run({ scene, trials, seed, tell });
      for (const problem of result.problems) console.error(`${fault.name}: ${problem}`);
      if (result.problems.length > 0) process.exitCode = 1;
      const verdict = result.problems.length === 0 ? '' : `${result.problems.length} PROBLEMS; `;
      rows.push([fault.name, fault.what, String(result.trials), `${verdict}${result.summary}`]);
    }
  } finally {
    scene.close();
  }
  return rows;
}

const faults = chosen(positionals);
if (values.list) {
  console.log(
    table(
      ['name', 'fault', 'trials'],
      faults.map(({ name, what, trials }) => [name, what, String(trials)]),
    ),
  );
} else {
  const rows = await runAll(faults, whole('seed', values.seed));
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}`);
  console.log(table(['name', 'fault', 'trials', 'result'], rows));
}
