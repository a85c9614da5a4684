/** Training that is interrupted, on either side, ends with the weights of training that is not. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertTable, STEPS, serveTiles, startTrainer, steps, trained, weights } from '../support/examples.ts';
import type { ServerProcess } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-examples-'));
after(() => rmSync(work, { recursive: true }));

describe('an interruption', () => {
  const state = join(work, 'state.sqlite');
  const log = join(work, 'undisturbed.jsonl');
  let server: ServerProcess;
  let undisturbed: string;

  before(async () => {
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

  after(async () => {
    await server.stop('SIGTERM');
  });

  test('PyTorch should train to the same weights when the server is killed and started again', async () => {
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

  test('PyTorch should train to the same weights when it is killed and goes on from its checkpoint', async () => {
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
    // It went on after the last checkpoint, and not at the beginning.
    assert.equal(steps(resumed)[first]!.step % 4, 0);
    assert.notEqual(steps(resumed)[first]!.step, 0);
  });
});
