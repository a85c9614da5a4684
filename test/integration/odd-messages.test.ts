/**
 * Every field of every request, at its bounds and beyond: the answer is a status with a reason that says what is wrong, or
 * what was asked for, and no request keeps the server's thread for longer than a stream of batches can spare.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer } from '../../src/server/server.ts';
import { encoded, type OddRequest, oddRequests } from '../support/contract-walk.ts';
import { writeDataset } from '../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-odd-'));
const MIB = 1024 * 1024;

/**
 * CPU milliseconds of the thread that a request may take, client and server together as both run in it here. What other
 * programs do to the machine does not count, and the least of several tries does.
 */
const CPU_MS = 50;
const TRIES = 5;

const SPEC = {
  dataset: 'train',
  base_size: [32],
  global_batch: 4,
  equivalent_epochs: 2,
  schedule: { preset: 'constant' },
};

describe('every field of every request', () => {
  let server: CrescendoServer;
  let grpc: GrpcClient;
  let store: SqliteStore;

  beforeAll(async () => {
    writeDataset(join(work, 'data'), 12);
    store = await SqliteStore.open(':memory:');
    const datasets = new DatasetRegistry();
    datasets.add(await openFolder('train', join(work, 'data'), undefined, {}));
    server = await CrescendoServer.start({
      ...{ listen: '127.0.0.1:0', datasets, store, workers: 1, sharedMemory: 'off' },
      ...{ memoryBytes: 64 * MIB, replayBytes: 16 * MIB, log: pino({ level: 'silent' }) },
    });
    grpc = new GrpcClient(server.address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  });

  afterAll(async () => {
    grpc.close();
    await server.stop();
    await store.close();
    rmSync(work, { recursive: true });
  });

  const path = (method: string): string => `/crescendo.v1.CrescendoService/${method}`;
  const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

  function unary(method: string, bytes: Uint8Array): Promise<ServiceError | null> {
    return new Promise((resolve) => {
      grpc.makeUnaryRequest(
        path(method),
        asBuffer,
        (answer: Buffer) => answer,
        bytes,
        (error) => resolve(error),
      );
    });
  }

  const subscribing = (subscribe: object): Uint8Array => encoded('StreamBatchesRequest', { subscribe });

  /** The first answer of a stream, which is then cancelled: its error, or null. */
  function firstAnswer(method: string, messages: readonly Uint8Array[]): Promise<ServiceError | null> {
    return new Promise((resolve) => {
      const call = grpc.makeBidiStreamRequest(path(method), asBuffer, (answer: Buffer) => answer);
      const settle = (error: ServiceError | null): void => {
        resolve(error);
        call.cancel();
      };
      call.on('data', () => settle(null));
      call.on('error', settle);
      call.on('end', () => settle(null));
      for (const message of messages) call.write(message);
      call.end();
    });
  }

  /** Sends a request, again while it is too slow, and checks its answer. */
  async function check(
    { name, bytes }: Pick<OddRequest, 'name' | 'bytes'>,
    send: (bytes: Uint8Array) => Promise<ServiceError | null>,
  ) {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least > CPU_MS; tries += 1) {
      const before = process.threadCpuUsage();
      const error = await send(bytes);
      const { user, system } = process.threadCpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
      if (error === null) continue;
      assert.ok(error.code !== status.INTERNAL && error.code !== status.UNKNOWN, `${name}: ${error.message}`);
      assert.ok(error.details.length < 2100, `${name}: a message of ${error.details.length} characters`);
      // Larger messages are refused by gRPC itself, which knows no reasons.
      if (bytes.length < MIB) assert.ok(error.metadata.get('grpc-status-details-bin').length > 0, `${name}: no reason`);
    }
    assert.ok(least <= CPU_MS, `${name}: it took ${least.toFixed(0)} ms of CPU time`);
  }

  test('OpenRun should refuse it by name, or make a run whose first batch can be asked for', async () => {
    let opened = 0;
    let count = 0;
    for (const odd of oddRequests('OpenRunRequest', { run: 'base', spec: SPEC })) {
      count += 1;
      const renamed = odd.name.includes('.run = ')
        ? odd
        : { ...odd, bytes: encoded('OpenRunRequest', { ...odd.message, run: `run${count}` }) };
      let made = false;
      await check(renamed, async (bytes) => {
        const error = await unary('OpenRun', bytes);
        made = error === null;
        return error;
      });
      if (!made || renamed === odd) continue;
      opened += 1;
      const subscribe = subscribing({ run: `run${count}`, world_size: 1, window: 1 });
      await check({ ...odd, bytes: subscribe }, (bytes) => firstAnswer('StreamBatches', [bytes]));
    }
    assert.ok(count > 300 && opened > 60, `${opened} of ${count}`);
  });

  test('a stream should refuse it by name, or go on', async () => {
    await unary('OpenRun', encoded('OpenRunRequest', { run: 'base', spec: SPEC }));
    const subscribe = { run: 'base', world_size: 1, window: 1 };
    const requests = [
      ...oddRequests('StreamBatchesRequest', { subscribe }),
      ...oddRequests('StreamBatchesRequest', { progress: { consumed_step: 0 } }),
    ];
    assert.ok(requests.length > 60);
    for (const odd of requests) {
      await check(odd, (bytes) => firstAnswer('StreamBatches', [bytes]));
      if (!/\.subscribe/.test(odd.name)) {
        await check(odd, (bytes) => firstAnswer('StreamBatches', [subscribing(subscribe), bytes]));
      }
    }
  });

  test('every other call should refuse it by name, or answer', async () => {
    const calls = {
      ReportProgress: { run: 'base', world_size: 1, progress: { consumed_step: 0 } },
      GetRun: { run: 'base' },
      ListRuns: {},
      RenameRun: { run: 'none', to: 'other' },
      DeleteRun: { run: 'none' },
      ResetRun: { run: 'none' },
      ArchiveRun: { run: 'none' },
      ForkRun: { run: 'none', to: 'other', spec: SPEC },
    };
    for (const [method, base] of Object.entries(calls)) {
      for (const odd of oddRequests(`${method}Request`, base)) await check(odd, (bytes) => unary(method, bytes));
    }
    for (const odd of oddRequests('WatchRunRequest', { run: 'base' })) {
      await check(odd, (bytes) => firstAnswer('WatchRun', [bytes]));
    }
  });

  test('what is no message at all should be PROTOCOL, not a fault of the server', async () => {
    const garbage = Buffer.from('ffffffffff', 'hex');
    for (const send of [
      unary('OpenRun', garbage),
      unary('ReportProgress', garbage),
      firstAnswer('StreamBatches', [garbage]),
    ]) {
      const error = await send;
      assert.equal(error?.code, status.INVALID_ARGUMENT);
      assert.match(
        error.details,
        /^the request of (OpenRun|ReportProgress|StreamBatches) is not a message of the contract/,
      );
    }
  });
});
