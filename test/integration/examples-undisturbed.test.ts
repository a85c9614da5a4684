/**
 * Training that is interrupted, divided between processes, or done in JAX gives the same result as one undisturbed
 * process.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  assertTable,
  digests,
  STEPS,
  serveTiles,
  startExample,
  startTrainer,
  steps,
  trained,
  weights,
} from '../support/examples.ts';
import { SLOW } from '../support/limits.ts';
import type { ServerProcess } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-examples-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('undisturbed training', () => {
  const state = join(work, 'state.sqlite');
  const log = join(work, 'undisturbed.jsonl');
  let server: ServerProcess;
  let undisturbed: string;

  beforeAll(async () => {
    server = await serveTiles('--state', state);
    const finished = await startTrainer('train_torch.py', '--address', server.address, '--name', 'a', '--step-log', log)
      .finished;
    assertTable(finished);
    undisturbed = weights(finished);
    assert.deepEqual(
      steps(log).map(({ step }) => step),
      Array.from({ length: STEPS }, (_, step) => step),
    );
  });

  afterAll(async () => {
    await server.stop('SIGTERM');
  });

  test('PyTorch should train to the same weights when the server is killed and started again', SLOW, async () => {
    const disturbed = join(work, 'disturbed.jsonl');
    const flags = ['--address', server.address, '--name', 'killed', '--step-log', disturbed];
    const example = startTrainer('train_torch.py', ...flags);
    for (const count of [2, 9]) {
      await trained(example, disturbed, count);
      await server.stop('SIGKILL');
      server = await serveTiles('--state', state, '--listen', server.address);
    }
    assert.equal(weights(await example.finished), undisturbed);
    assert.deepEqual(steps(disturbed), steps(log));
  });

  test('PyTorch should train to the same weights when it is killed and goes on from its checkpoint', SLOW, async () => {
    const resumed = join(work, 'resumed.jsonl');
    const checkpoint = ['--checkpoint', join(work, 'torch.pt'), '--checkpoint-steps', '4'];
    const flags = ['--address', server.address, '--name', 'resumed', '--step-log', resumed, ...checkpoint];
    const example = startTrainer('train_torch.py', ...flags);
    await trained(example, resumed, 6);
    example.process.kill('SIGKILL');
    assert.equal((await example.finished).code, 'SIGKILL');
    const first = steps(resumed).length;
    const finished = await startTrainer('train_torch.py', ...flags).finished;
    assertTable(finished);
    assert.equal(weights(finished), undisturbed);
    // It continued after the last checkpoint, not from the beginning.
    assert.equal(steps(resumed)[first]!.step % 4, 0);
    assert.notEqual(steps(resumed)[first]!.step, 0);
  });

  test(
    'two processes of PyTorch should train on the same global batches as one, with the same losses',
    SLOW,
    async () => {
      const shared = join(work, 'shared.jsonl');
      const options = ['--address', server.address, '--name', 'ddp', '--step-log', shared];
      assertTable(await startExample('torch-ddp', ...options).finished);
      assert.deepEqual(digests(shared), digests(log));
      for (const [step, { loss }] of steps(shared).entries()) {
        const { loss: alone } = steps(log)[step]!;
        assert.ok(Math.abs(loss - alone) <= 1e-4 * alone, `step ${step}: loss ${loss}, of one process ${alone}`);
      }
    },
  );

  test('JAX should train on the same batches, on two devices, and go on from its checkpoint', SLOW, async () => {
    const sharded = join(work, 'jax.jsonl');
    const checkpoint = ['--ema', '0.9', '--checkpoint', join(work, 'jax.npz'), '--checkpoint-steps', '4'];
    const flags = ['--address', server.address, '--name', 'jax', '--step-log', sharded, ...checkpoint];
    const example = startTrainer('train_jax.py', ...flags);
    await trained(example, sharded, 6);
    example.process.kill('SIGKILL');
    await example.finished;
    const first = steps(sharded);
    const finished = await startExample('jax', ...flags).finished;
    assertTable(finished);
    assert.match(finished.stdout, /^2 devices of type cpu$/m);
    const second = steps(sharded).slice(first.length);
    assert.equal(second[0]!.step % 4, 0);
    assert.notEqual(second[0]!.step, 0);
    const whole = [...first.slice(0, second[0]!.step), ...second];
    assert.deepEqual(
      whole.map(({ step, sha256 }) => [step, sha256]),
      digests(log),
    );
    // The first process had one device, and had made some of these steps itself.
    for (const { step, loss } of first.slice(second[0]!.step)) {
      assert.ok(
        Math.abs(whole[step]!.loss - loss) <= 1e-4 * loss,
        `step ${step}: loss ${whole[step]!.loss}, before ${loss}`,
      );
    }
  });
});
