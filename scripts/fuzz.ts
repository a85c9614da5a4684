/**
 * `npm run fuzz [-- --target NAME] [--seed N] [--minutes M]`: mutants of all targets of test/fuzz/targets in turn, until one
 * does more than being accepted or refused; without end by default. The input is written to test/fuzz/cases, where the tests
 * find it. A crash of a decoder ends the process; the mutant is then in .cache/fuzz/current.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PURPOSE, RandomStream } from '../src/plan/sampling/random-stream.ts';
import { mutant } from '../test/fuzz/mutate.ts';
import type { FuzzTarget } from '../test/fuzz/target.ts';
import { TARGETS } from '../test/fuzz/targets/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Mutants of a target before the next one has its turn. */
const TURN = 500;
const CURRENT = join(root, '.cache', 'fuzz', 'current');

const { values } = parseArgs({
  options: { target: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } },
});

/** The error of the first mutant that is a finding, with its bytes; undefined if there is none. */
async function oneTurn(
  target: FuzzTarget,
  seed: number,
  turn: number,
): Promise<{ bytes: Buffer; error: unknown } | undefined> {
  const seeds = Object.values(await target.seeds());
  const random = new RandomStream(seed, turn, 0, PURPOSE.crop);
  for (let round = 0; round < TURN; round += 1) {
    const bytes = mutant(target, seeds[round % seeds.length]!, random);
    writeFileSync(CURRENT, bytes);
    try {
      await target.accepts(bytes);
    } catch (error) {
      return { bytes, error };
    }
  }
  return undefined;
}

async function main(): Promise<void> {
  const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
  if (targets.length === 0) {
    console.error(`no target ${values.target}; the targets are ${TARGETS.map(({ name }) => name).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const end = values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + 60_000 * Number(values.minutes);
  mkdirSync(join(root, '.cache', 'fuzz'), { recursive: true });
  console.log(`seed ${seed}`);
  try {
    await runTurns(targets, seed, end);
  } finally {
    for (const target of targets) await target.close?.();
  }
}

/** Turns until the time is over or something is found. */
async function runTurns(targets: readonly FuzzTarget[], seed: number, end: number): Promise<void> {
  for (let turn = 0; Date.now() < end; turn += 1) {
    for (const target of targets) {
      const found = await oneTurn(target, seed, turn);
      if (found !== undefined) {
        const digest = createHash('sha256').update(found.bytes).digest('hex').slice(0, 12);
        const file = join(root, 'test', 'fuzz', 'cases', `${target.name}-${digest}`);
        writeFileSync(file, found.bytes);
        console.error(`${target.name}, turn ${turn}: `, found.error, `\nThe input is in ${file}.`);
        process.exitCode = 1;
        return;
      }
    }
    console.log(`${(turn + 1) * TURN} mutants of each of ${targets.map(({ name }) => name).join(', ')}`);
  }
}

await main();
