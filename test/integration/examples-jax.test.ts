/** JAX trains on the batches that PyTorch trains on, and goes on where it was interrupted. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertTable, digests, serveTiles, startExample, startTrainer, steps, trained } from '../support/examples.ts';
import type { ServerProcess } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-jax-'));
after(() => rmSync(work, { recursive: true }));

describe('JAX', () => {
  const log = join(work, 'torch.jsonl');
  let server: ServerProcess;

  before(async () => {
    server = await serveTiles();
    const finished = await startTrainer('train_torch.py', '--address', server.address, '--name', 'a', '--step-log', log)
      .finished;
    assertTable(finished);
  });

  after(async () => {
    await server.stop('SIGTERM');
  });

  test('it should train on the same batches, on two devices, and go on from its checkpoint', async () => {
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
