/** The example trainers, as their documentation runs them, on real photographs. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { preparePhotoTiles } from '../../scripts/photo-tiles.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'crescendo-examples-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(work, { recursive: true });
});

/** Of a run with `--smoke`, by its definition in the examples. */
const STEPS = 20;
const SIDES = [48, 80, 112];

/** A line that an example writes for each step with `--log`. */
interface Step {
  step: number;
  loss: number;
  sha256: string;
}

interface Finished {
  code: number | string;
  stdout: string;
}

interface Example {
  process: ChildProcess;
  finished: Promise<Finished>;
}

/** Starts `npm run example` without npm; with npm a signal would reach npm alone. */
function startExample(name: string, ...options: string[]): Example {
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'example.ts'), name, '--smoke'];
  return start(process.execPath, [...args, ...options]);
}

/** Starts the PyTorch or JAX trainer itself, so that a signal reaches it. */
function startTrainer(script: string, ...options: string[]): Example {
  const python = join(root, 'clients', 'python');
  const args = [join(python, 'examples', script), '--smoke', ...options];
  return start(clientEnvironment(), args, { PYTHONPATH: join(python, 'src') });
}

function start(program: string, args: string[], more: NodeJS.ProcessEnv = {}): Example {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
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

function steps(log: string): Step[] {
  if (!existsSync(log)) return [];
  // The last line may be half written.
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Step);
}

/** Waits until a trainer has made `count` steps; fails if it ended before or went on to its end. */
async function trained(example: Example, log: string, count: number): Promise<void> {
  while (steps(log).length < count) {
    assert.equal(example.process.exitCode, null, `the trainer ended after ${steps(log).length} steps`);
    await sleep(5);
  }
  assert.ok(steps(log).length < STEPS, 'the trainer was too fast to be disturbed');
}

const digests = (log: string): [number, string][] => steps(log).map(({ step, sha256 }) => [step, sha256]);

function weights({ code, stdout }: Finished): string {
  assert.equal(code, 0);
  const found = /SHA-256 of the weights: ([0-9a-f]{64})/.exec(stdout);
  assert.ok(found !== null, stdout);
  return found[1]!;
}

/** A table with a row for each stage: its number, its side, its steps. */
function assertTable({ code, stdout }: Finished): void {
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

describe('the examples', () => {
  const state = join(work, 'state.sqlite');
  const log = join(work, 'undisturbed.jsonl');
  let tiles: string;
  let server: ServerProcess;
  let undisturbed: string;

  const serve = (...flags: string[]): Promise<ServerProcess> =>
    startServer(join(tiles, 'train'), '--data', `val=${join(tiles, 'val')}`, '--state', state, ...flags);

  before(async () => {
    tiles = await preparePhotoTiles();
    server = await serve();
    const finished = await startTrainer('train_torch.py', '--address', server.address, '--run', 'a', '--log', log)
      .finished;
    assertTable(finished);
    undisturbed = weights(finished);
    assert.deepEqual(
      steps(log).map(({ step }) => step),
      Array.from({ length: STEPS }, (_, step) => step),
    );
  });

  after(async () => {
    await server.stop('SIGTERM');
  });

  test('PyTorch should train to the same weights when the server is killed and started again', async () => {
    const disturbed = join(work, 'disturbed.jsonl');
    const flags = ['--address', server.address, '--run', 'killed', '--log', disturbed];
    const example = startTrainer('train_torch.py', ...flags);
    for (const count of [2, 9]) {
      await trained(example, disturbed, count);
      await server.stop('SIGKILL');
      server = await serve('--listen', server.address);
    }
    assert.equal(weights(await example.finished), undisturbed);
    assert.deepEqual(steps(disturbed), steps(log));
  });

  test('PyTorch should train to the same weights when it is killed and goes on from its checkpoint', async () => {
    const resumed = join(work, 'resumed.jsonl');
    const checkpoint = ['--checkpoint', join(work, 'torch.pt'), '--checkpoint-steps', '4'];
    const flags = ['--address', server.address, '--run', 'resumed', '--log', resumed, ...checkpoint];
    const example = startTrainer('train_torch.py', ...flags);
    await trained(example, resumed, 6);
    example.process.kill('SIGKILL');
    assert.equal((await example.finished).code, 'SIGKILL');
    const first = steps(resumed).length;
    const finished = await startTrainer('train_torch.py', ...flags).finished;
    assertTable(finished);
    assert.equal(weights(finished), undisturbed);
    // It went on after the last checkpoint, and not at the beginning.
    assert.equal(steps(resumed)[first]!.step % 4, 0);
    assert.notEqual(steps(resumed)[first]!.step, 0);
  });

  test('two processes should train on the same global batches as one, with the same losses', async () => {
    const shared = join(work, 'shared.jsonl');
    const options = ['--address', server.address, '--run', 'ddp', '--log', shared];
    assertTable(await startExample('torch-ddp', ...options).finished);
    assert.deepEqual(digests(shared), digests(log));
    for (const [step, { loss }] of steps(shared).entries()) {
      const { loss: alone } = steps(log)[step]!;
      assert.ok(Math.abs(loss - alone) <= 1e-4 * alone, `step ${step}: loss ${loss}, of one process ${alone}`);
    }
  });

  test('JAX should train on the same batches, on two devices, and go on from its checkpoint', async () => {
    const sharded = join(work, 'jax.jsonl');
    const checkpoint = ['--checkpoint', join(work, 'jax.npz'), '--checkpoint-steps', '4'];
    const flags = ['--address', server.address, '--run', 'jax', '--log', sharded, ...checkpoint];
    const example = startTrainer('train_jax.py', ...flags);
    await trained(example, sharded, 6);
    example.process.kill('SIGKILL');
    await example.finished;
    const before = steps(sharded);
    const finished = await startExample('jax', ...flags).finished;
    assertTable(finished);
    assert.match(finished.stdout, /^2 devices of type cpu$/m);
    const after = steps(sharded).slice(before.length);
    assert.equal(after[0]!.step % 4, 0);
    assert.notEqual(after[0]!.step, 0);
    const whole = [...before.slice(0, after[0]!.step), ...after];
    assert.deepEqual(
      whole.map(({ step, sha256 }) => [step, sha256]),
      digests(log),
    );
    // The first process had one device, and had made some of these steps itself.
    for (const { step, loss } of before.slice(after[0]!.step)) {
      assert.ok(
        Math.abs(whole[step]!.loss - loss) <= 1e-4 * loss,
        `step ${step}: loss ${whole[step]!.loss}, before ${loss}`,
      );
    }
  });

  test('PyTorch should train with mixup, a moving average and mixed precision, with a server of its own', async () => {
    assertTable(await startExample('torch', '--mixup', '0.8', '--ema', '0.9', '--amp').finished);
  });

  test('the masked autoencoder should print its table and what neighbours tell', async () => {
    const finished = await startExample('mae').finished;
    assertTable(finished);
    assert.match(finished.stdout, /^nearest neighbour of the same class: \d+\.\d% before, \d+\.\d% after$/m);
  });

  test('the TensorFlow.js trainer should have sound types and print its table', async () => {
    assertTable(await startExample('tfjs').finished);
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    execFileSync(tsc, ['-p', join(root, 'clients', 'typescript', 'examples', 'tfjs')], { stdio: 'inherit' });
  });
});
