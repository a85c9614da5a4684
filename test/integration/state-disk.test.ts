/** The disk of the state file fills up while a trainer runs, and has room again later. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type Notice } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-disk-'));
const SPEC = { dataset: 'train', baseSize: 32, budget: { steps: 200 }, globalBatch: 4, schedule: 'constant' } as const;

/** Lets a process write files of at most so many bytes: writes past that fail, as on a full disk. */
function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
}

describe('a full disk of the state', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(join(work, 'data'), 12);
    const state = join(work, 'state.sqlite');
    server = await startServer(join(work, 'data'), '--state', state, '--workers', '1', '--shared-memory', 'off');
  });
  afterAll(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(work, { recursive: true });
  });

  test('it should interrupt training with the cause, and training should go on when there is room', async () => {
    const pid = server.process.pid!;
    const told: Notice[] = [];
    const client = connect(server.address, {
      onNotice: (notice) => {
        told.push(notice);
        // The trainer has been told, so there may be room again.
        limitFiles(pid, 'unlimited');
      },
    });
    const steps: number[] = [];
    for await (const { step } of client.batches({ run: 'r', spec: SPEC })) {
      steps.push(step);
      if (step === 20) limitFiles(pid, 1);
    }
    assert.deepEqual(
      steps,
      Array.from({ length: 200 }, (_, k) => k),
    );
    assert.ok(told.length > 0);
    const status = await client.getRun('r');
    assert.deepEqual([status.state, status.ranks[0]?.consumedStep], ['finished', 199]);
    client.close();
  });

  test('it should be an answer with a reason to other calls', async () => {
    const pid = server.process.pid!;
    const client = connect(server.address);
    limitFiles(pid, 1);
    const refused = {
      code: 'UNAVAILABLE',
      reason: 'STATE_UNAVAILABLE',
      message: /state file .* cannot be used now .*disk/,
    };
    await assert.rejects(client.openRun('other', SPEC), refused);
    limitFiles(pid, 'unlimited');
    assert.equal((await client.openRun('other', SPEC)).created, true);
    client.close();
  });
});
