/** Two processes train as one does. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertTable, digests, serveTiles, startExample, startTrainer, steps } from '../support/examples.ts';
import type { ServerProcess } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-ddp-'));
after(() => rmSync(work, { recursive: true }));

describe('PyTorch with DDP', () => {
  const log = join(work, 'alone.jsonl');
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

  test('two processes should train on the same global batches as one, with the same losses', async () => {
    const shared = join(work, 'shared.jsonl');
    const options = ['--address', server.address, '--name', 'ddp', '--step-log', shared];
    assertTable(await startExample('torch-ddp', ...options).finished);
    assert.deepEqual(digests(shared), digests(log));
    for (const [step, { loss }] of steps(shared).entries()) {
      const { loss: alone } = steps(log)[step]!;
      assert.ok(Math.abs(loss - alone) <= 1e-4 * alone, `step ${step}: loss ${loss}, of one process ${alone}`);
    }
  });
});
