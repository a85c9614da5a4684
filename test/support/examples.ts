/** Example trainers as processes, their output, and the lines that they write for each step. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { preparePhotoTiles } from '../../scripts/photo-tiles.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { type ServerProcess, startServer } from './server.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/**
 * A failed test must leave neither its trainer nor that trainer's server behind, so each example is a process group.
 */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
});

/** Of a run with `--smoke`, by its definition in the examples. */
export const STEPS = 20;
const SIDES = [48, 80, 112];

/** A line that an example writes for each step with `--step-log`. */
export interface Step {
  step: number;
  loss: number;
  sha256: string;
}

export interface Finished {
  code: number | string;
  stdout: string;
}

export interface Example {
  process: ChildProcess;
  finished: Promise<Finished>;
}

/** Starts `npm run example` without npm; with npm, a signal would only reach npm. */
export function startExample(name: string, ...options: string[]): Example {
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'example.ts'), name, '--smoke'];
  return start(process.execPath, [...args, ...options]);
}

/** Starts the PyTorch or JAX trainer itself, so that a signal reaches it. */
export function startTrainer(script: string, ...options: string[]): Example {
  const python = join(root, 'clients', 'python');
  const args = [join(python, 'examples', script), '--smoke', ...options];
  return start(clientEnvironment(), args, { PYTHONPATH: join(python, 'src') });
}

function start(program: string, args: string[], more: NodeJS.ProcessEnv = {}): Example {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.add(child);
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  const finished = new Promise<Finished>((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? signal ?? -1, stdout });
    }),
  );
  return { process: child, finished };
}

export function steps(log: string): Step[] {
  if (!existsSync(log)) return [];
  // The last line may be half written.
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Step);
}

/** Waits until a trainer has made `count` steps; fails if it ended before that or ran to its end. */
export async function trained(example: Example, log: string, count: number): Promise<void> {
  while (steps(log).length < count) {
    assert.equal(example.process.exitCode, null, `the trainer ended after ${steps(log).length} steps`);
    await sleep(5);
  }
  assert.ok(steps(log).length < STEPS, 'the trainer was too fast to be disturbed');
}

export const digests = (log: string): [number, string][] => steps(log).map(({ step, sha256 }) => [step, sha256]);

export function weights({ code, stdout }: Finished): string {
  assert.equal(code, 0);
  const found = /SHA-256 of the weights: ([0-9a-f]{64})/.exec(stdout);
  assert.ok(found !== null, stdout);
  return found[1]!;
}

/** A table with a row for each stage: its number, its side, its steps. */
export function assertTable({ code, stdout }: Finished): void {
  assert.equal(code, 0);
  const rows = [...stdout.matchAll(/^ +(\d) +(\d+) +(\d+) +\d+ +\d+ +\d+\.\d{3}( +\d+\.\d%)?$/gm)];
  assert.deepEqual(
    rows.map(([, stage, side]) => [Number(stage), Number(side)]),
    SIDES.map((side, stage) => [stage, side]),
    stdout,
  );
  assert.equal(
    rows.reduce((sum, [, , , count]) => sum + Number(count), 0),
    STEPS,
  );
}

/** Starts a server on the photo tiles. */
export async function serveTiles(...flags: string[]): Promise<ServerProcess> {
  const tiles = await preparePhotoTiles();
  return startServer(join(tiles, 'train'), '--data', `val=${join(tiles, 'val')}`, ...flags);
}
