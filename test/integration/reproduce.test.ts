/** `npm run reproduce -- --smoke`: every run of the reproduction, each a few seconds long. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';
import { SLOWEST } from '../support/limits.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'crescendo-reproduce-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGTERM');
  rmSync(work, { recursive: true });
});

const RUNS = 9;

interface Report {
  runs: { arm: string; budget: number; result: { accuracy: number; flops: number; observations: unknown[] } }[];
}

function reproduce(...options: string[]): { child: ChildProcess; finished: Promise<{ code: number; stdout: string }> } {
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'reproduce.ts'), '--smoke', ...options];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  const finished = new Promise<{ code: number; stdout: string }>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? -1, stdout });
    }),
  );
  return { child, finished };
}

/** Runs the command on a dataset and returns what it printed and wrote, with results of its own in folder `name`. */
async function study(dataset: string, name: string, ...more: string[]): Promise<{ stdout: string; report: Report }> {
  const folder = join(work, name);
  const json = join(work, `${name}.json`);
  const options = [
    '--dataset',
    dataset,
    '--charts',
    folder,
    '--json',
    json,
    '--results',
    join(folder, 'results.jsonl'),
  ];
  const { code, stdout } = await reproduce(...options, ...more).finished;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /\d cores, \d{4}-\d\d-\d\d, smoke; seed 0$/m);
  const rows = [
    ...stdout.matchAll(/^(constant|efficienttrain\+\+, \w+|RandAugment ramp alone) +(1|2\/3|1\/2) +\d+\.\d %/gm),
  ];
  assert.equal(rows.length, RUNS + 3 * more.length, stdout);
  assert.match(stdout, /^\d+ runs, \d+ minutes of training by the clock$/m);
  for (const chart of ['reproduce.svg', 'low-frequency.svg']) assert.ok(existsSync(join(folder, chart)), chart);
  return { stdout, report: JSON.parse(readFileSync(json, 'utf8')) as Report };
}

function lines(file: string): number {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}}')).length
    : 0;
}

test('Fashion-MNIST should give a table of all runs, whose compute follows the budget', SLOWEST, async () => {
  const { report } = await study('fashion-mnist', 'fashion-mnist', '--ablation');
  assert.equal(report.runs.length, RUNS + 3);
  const of = (arm: string, budget: number) =>
    report.runs.find((run) => run.arm === arm && Math.abs(run.budget - budget) < 0.01)!.result;
  const full = of('constant', 1);
  for (const arm of ['constant', 'exact', 'matched', 'ramp']) {
    for (const budget of [1, 2 / 3, 1 / 2]) {
      const share = of(arm, budget).flops / full.flops;
      // It differs only because batches are whole: a stage of this short run has only a few.
      assert.ok(Math.abs(share - budget) < 0.1, `${arm} at ${budget} took ${share} of the compute`);
    }
  }
  assert.equal(of('constant', 1).observations.length, 2);
  assert.equal(of('exact', 1).observations.length, 2);
  assert.ok(full.accuracy > 0.3, `${full.accuracy} is hardly more than chance`);
});

test('a reproduction that is interrupted should go on where it was, to the same accuracies', SLOWEST, async () => {
  const undisturbed = await study('photo-tiles', 'undisturbed');
  const results = join(work, 'interrupted', 'results.jsonl');
  const { child, finished } = reproduce('--dataset', 'photo-tiles', '--charts', work, '--results', results);
  while (lines(results) < 2) {
    assert.equal(child.exitCode, null, 'it ended before it was interrupted');
    await sleep(20);
  }
  child.kill('SIGTERM');
  assert.equal((await finished).code, 143);
  const before = readFileSync(results, 'utf8');
  assert.ok(lines(results) < RUNS, 'it was too fast to be interrupted');
  const resumed = await study('photo-tiles', 'interrupted');
  assert.ok(readFileSync(results, 'utf8').startsWith(before));
  assert.equal(lines(results), RUNS);
  const accuracies = ({ report }: { report: Report }): number[] => report.runs.map(({ result }) => result.accuracy);
  assert.deepEqual(accuracies(resumed), accuracies(undisturbed));
});

test('a dataset that there is not should be named, with those that there are', async () => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'reproduce.ts'), '--dataset', 'imagenet']);
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 1);
  assert.match(stderr, /--dataset must be one of photo-tiles, fashion-mnist \(given: imagenet\)/);
});
