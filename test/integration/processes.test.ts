/** A server of several processes: `crescendo serve --processes`. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type crescendo, v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { writeDataset } from '../support/datasets.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-processes-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

/** What the server at an address says of itself. */
async function describeServer(address: string): Promise<crescendo.v1.GetServerResponse> {
  const grpc = new GrpcClient(address, credentials.createInsecure());
  try {
    return await new Promise((resolve, reject) => {
      grpc.makeUnaryRequest(
        '/crescendo.v1.CrescendoService/GetServer',
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => v1.GetServerResponse.decode(bytes),
        Buffer.alloc(0),
        (error, answer) => (error === null ? resolve(answer!) : reject(error)),
      );
    });
  } finally {
    grpc.close();
  }
}

/** Asks again until a server answers. */
async function describeOnceReady(address: string): Promise<crescendo.v1.GetServerResponse> {
  for (;;) {
    try {
      return await describeServer(address);
    } catch {
      await sleep(50);
    }
  }
}

/** Ids of the processes that a process has started. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number);
}

/** Whether nobody listens on a port of this host. */
async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

describe('a server of two processes', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(data, 12);
    server = await startServer(data, '--processes', '2', '--workers', '3', '--state', join(work, 'state.sqlite'));
  });

  test('each process should say where the other one is, and that they serve the same', async () => {
    const { addresses } = server;
    assert.equal(addresses.length, 2);
    const [first, second] = await Promise.all(addresses.map(describeServer));
    assert.deepEqual([first!.siblings, second!.siblings], [[addresses[1]], [addresses[0]]]);
    assert.equal(first!.workers + second!.workers, 3);
    assert.notEqual(first!.instance, second!.instance);
    assert.notEqual(first!.stateId, '');
    assert.equal(first!.stateId, second!.stateId);
    assert.deepEqual(first!.datasets, second!.datasets);
    assert.equal(first!.engineVersion, second!.engineVersion);
  });

  test('a process that is killed should come back where it was', async () => {
    const { addresses } = server;
    const before = await Promise.all(addresses.map(describeServer));
    const [victim] = childrenOf(server.process.pid!);
    process.kill(victim!, 'SIGKILL');
    while (childrenOf(server.process.pid!).includes(victim!)) await sleep(20);
    const after = await Promise.all(addresses.map(describeOnceReady));
    const instances = [...before, ...after].map(({ instance }) => instance);
    assert.equal(new Set(instances).size, 3, 'one of the two is a new process');
  });

  test('SIGTERM should end all of them', async () => {
    const children = childrenOf(server.process.pid!);
    assert.equal(await server.stop('SIGTERM'), 0);
    for (const child of children) assert.throws(() => process.kill(child, 0), /ESRCH/);
  });
});

test('a process that cannot start should end the command with its exit code', async () => {
  const taken = createServer();
  // The second process takes the port after the given one.
  for (let port = 0; port === 0 || !(await isFree(port - 1)); ) {
    await new Promise<void>((resolve) => (taken.listening ? taken.close(() => resolve()) : resolve()));
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    ({ port } = taken.address() as AddressInfo);
  }
  const { port } = taken.address() as AddressInfo;
  const options = ['--listen', `127.0.0.1:${port - 1}`, '--state', join(work, 'other.sqlite'), '--processes', '2'];
  const { code, stderr } = await runCli('serve', '--data', `train=${data}`, ...options);
  taken.close();
  assert.equal(code, 2, stderr);
  assert.match(stderr, /cannot listen on 127\.0\.0\.1:\d+: another process listens there/);
  assert.match(stderr, /process 2 of 2 could not start \(2\); see above/);
});
