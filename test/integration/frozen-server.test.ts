/** Both clients at a real server that is frozen, goes on, or comes back without its state. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Batch, type Client, CrescendoError, connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { runPythonClient } from '../support/python-client.ts';
import { startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-frozen-'));
const data = join(work, 'data');
const SPEC: RunSpec = { dataset: 'train', baseSize: 32, budget: { steps: 8 }, globalBatch: 4 };
/** So that a frozen server is noticed after 4 s, and not after 40 s. */
const KEEPALIVE = { 'grpc.keepalive_time_ms': 2000, 'grpc.keepalive_timeout_ms': 2000 };
/** A budget of eight full steps takes ten steps of this curriculum. */
const STEPS = Array.from({ length: 10 }, (_, step) => step);
const onNotice = (): void => {};

beforeAll(() => void writeDataset(data, 12));
afterAll(() => rmSync(work, { recursive: true }));

const impatient = (address: string): Client =>
  connect(address, { channelOptions: KEEPALIVE, timeoutMs: 2000, onNotice });

/** Reads a run to its end; `each` may do something after a batch. */
async function steps(client: Client, run: string, retryMs: number, each: (batch: Batch) => unknown): Promise<number[]> {
  const found: number[] = [];
  const spec = { ...SPEC };
  for await (const batch of client.batches({ run, spec, window: 1, retryMs, sharedMemory: false })) {
    found.push(batch.step);
    await each(batch);
  }
  return found;
}

const PYTHON = `
import json, os, signal, sys, crescendo, crescendo._retry
address, server, spec = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
crescendo._retry.LONGEST_ATTEMPT_SECONDS = 2
options = {"grpc.keepalive_time_ms": 2000, "grpc.keepalive_timeout_ms": 2000, "grpc.http2.ping_timeout_ms": 2000}
with crescendo.connect(address, options=options, timeout=2) as client:
    loader = crescendo.Loader(client, "python", spec=spec, window=1, retry_seconds=1, shared_memory=False)
    next(loader)
    os.kill(server, signal.SIGSTOP)
    try:
        list(loader)
    except crescendo.Unavailable as error:
        print(json.dumps({"reason": error.reason, "message": error.message}))
    finally:
        os.kill(server, signal.SIGCONT)
    loader.close()
`;

describe('a server that is frozen', () => {
  test('should end a stream after its retry time, in TypeScript and in Python', async () => {
    const server = await startServer(data, '--workers', '1');
    const client = impatient(server.address);
    const reading = steps(client, 'typescript', 1000, () => server.process.kill('SIGSTOP'));
    await assert.rejects(reading, (error) => {
      assert.ok(error instanceof CrescendoError && error.code === 'UNAVAILABLE', String(error));
      assert.match(error.message, /^no success within retryMs = 1000: /);
      return true;
    });
    server.process.kill('SIGCONT');
    client.close();
    const spec = JSON.stringify({ dataset: 'train', base_size: 32, budget: { steps: 8 }, global_batch: 4 });
    const { code, stdout, stderr } = await runPythonClient('-c', PYTHON, server.address, `${server.process.pid}`, spec);
    assert.equal(code, 0, stderr);
    assert.match(JSON.parse(stdout).message, /^no success in \d+ attempts within retry_seconds=1: /);
    await server.stop('SIGKILL');
  });

  test('should be waited for, on the connections that it has accepted meanwhile or on new ones', async () => {
    const server = await startServer(data, '--workers', '1');
    server.process.kill('SIGSTOP');
    const client = connect(server.address, { onNotice: () => server.process.kill('SIGCONT') });
    assert.deepEqual(await steps(client, 'r', 300_000, () => {}), STEPS);
    client.close();
    await server.stop('SIGKILL');
  });
});

test('a server that comes back without its state should be given the run again', async () => {
  let server = await startServer(data, '--workers', '1');
  const client = connect(server.address, { onNotice });
  await client.openRun('r', SPEC);
  const found: number[] = [];
  const pixels: Uint8Array[] = [];
  for await (const { step, images } of client.batches({ run: 'r', window: 1, sharedMemory: false })) {
    found.push(step);
    pixels.push(Uint8Array.from(images));
    if (step !== 2) continue;
    await server.stop('SIGKILL');
    server = await startServer(data, '--workers', '1', '--listen', server.address);
  }
  assert.deepEqual(found, STEPS);
  assert.equal((await client.getRun('r')).consumedStep, STEPS.at(-1));
  const again: Uint8Array[] = [];
  for await (const { images } of client.batches({ run: 'r', start: 'beginning' })) again.push(Uint8Array.from(images));
  assert.deepEqual(pixels, again);
  client.close();
  await server.stop('SIGKILL');
});
