import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { v1 } from '@crescendo/proto';
import { pino } from 'pino';
import { afterAll, describe, test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import type { BatchCall } from '../../../src/delivery/call.ts';
import { chunkLayout } from '../../../src/delivery/chunk-layout.ts';
import type { MakerContext } from '../../../src/make/batch-maker.ts';
import { ReplayMemory } from '../../../src/make/replay/replay-buffer.ts';
import { Slab } from '../../../src/make/slab.ts';
import type { PhaseJob } from '../../../src/make/workers/pool.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { Access } from '../../../src/server/access/access.ts';
import { TokenUse } from '../../../src/server/access/use.ts';
import { LoadMeter } from '../../../src/server/load-meter.ts';
import { CrescendoService } from '../../../src/server/service.ts';
import { StorageOutages } from '../../../src/server/storage-outages.ts';
import { TrainerStreams } from '../../../src/server/trainer-streams.ts';
import { namesOnly } from '../../support/datasets.ts';

/** Two stages of six steps each. */
const SPEC = {
  dataset: 'train',
  global_batch: 4,
  base_size: 16,
  budget: { steps: 12 },
  schedule: {
    stages: [
      { until: 0.5, bandwidth: 8, global_batch: 4 },
      { until: 1, bandwidth: 16, global_batch: 4 },
    ],
  },
};

type Pool = MakerContext['pool'];

const NOTHING = { replacements: [], unread: [] };

/** Side of the images that a job makes. */
const bandwidthOf = ({ batch }: PhaseJob): number => batch.layout.tensors[0].shape[0]!;

/** The service over a pool of the test's own, with the run `r`. */
async function serve(
  run: Pool['run'],
  wrap = (store: RunStore): RunStore => store,
): Promise<{ service: CrescendoService; slab: Slab; store: RunStore }> {
  const store = wrap(await SqliteStore.open(':memory:'));
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const runs = new RunRegistry(datasets, store);
  await runs.open('r', SPEC);
  const unused = (): never => assert.fail('the pool is not closed');
  const slab = new Slab(2 ** 24);
  const log = pino({ level: 'silent' });
  const stopping = new AbortController().signal;
  const context = {
    ...{ access: Access.uncontrolled(), tokenUse: new TokenUse((owner) => runs.usage(owner)) },
    ...{ runs, slab, pool: { size: 1, busyMs: 0, run, close: unused } },
    ...{
      replayMemory: new ReplayMemory(0),
      layOut: ((tensors, count) => chunkLayout(tensors, count, 4096)) satisfies MakerContext['layOut'],
      shared: undefined,
      trainers: new TrainerStreams(),
      outages: new StorageOutages({ log, stopping }),
      load: new LoadMeter({ size: 1, busyMs: 0 }),
      place: { instance: 'i', siblings: () => [] },
      stopping,
    },
  };
  return { service: new CrescendoService({ ...context, log }, log), slab, store };
}

/** A call as gRPC passes it to the service; it accepts written messages at once. */
class FakeCall extends EventEmitter {
  cancelled = false;
  /** Steps whose headers were written. */
  readonly steps: number[] = [];

  write(message: Uint8Array, taken: () => void): void {
    const { header } = v1.StreamBatchesResponse.decode(message);
    if (header) this.steps.push(Number(header.step ?? 0));
    setImmediate(taken);
  }

  getPath(): string {
    return '/test';
  }

  getPeer(): string {
    return '127.0.0.1:1';
  }

  end(): void {
    this.emit('finished');
  }

  send(request: object): void {
    this.emit('data', v1.StreamBatchesRequest.create(request));
  }

  cancel(): void {
    this.cancelled = true;
    this.emit('cancelled');
  }
}

function subscribe(service: CrescendoService, window: number): FakeCall {
  const call = new FakeCall();
  const { streamBatches } = service.handlers() as { streamBatches: (call: BatchCall) => void };
  // The cast states that the service uses only these members of a call.
  streamBatches(call as unknown as BatchCall);
  call.send({ subscribe: { run: 'r', worldSize: 1, window } });
  return call;
}

/** Waits until something holds, and for some more turns, in which any excess would show. */
async function settled(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
  for (let k = 0; k < 50; k += 1) await turn();
}

const opened: RunStore[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
});

describe('a stream of batches', () => {
  test('should have the next stage made before the last batch of the present one is consumed', async () => {
    const asked: number[] = [];
    const { service, store } = await serve((job) => {
      asked.push(bandwidthOf(job));
      return Promise.resolve(NOTHING);
    });
    opened.push(store);
    const call = subscribe(service, 4);
    await settled(() => asked.length >= 4);
    assert.deepEqual(asked, [8, 8, 8, 8]);
    // Step 5 is the stage's last one.
    for (let consumedStep = 0; consumedStep <= 4; consumedStep += 1) {
      call.send({ progress: { consumedStep } });
      await settled(() => asked.length >= consumedStep + 5 && call.steps.length >= consumedStep + 5);
      const expected = Array.from({ length: consumedStep + 5 }, (_, step) => (step < 6 ? 8 : 16));
      assert.deepEqual(asked, expected, `after step ${consumedStep}`);
    }
    assert.deepEqual(call.steps, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    call.cancel();
  });

  test('should begin the next stage while the last batches of the present one are still being made', async () => {
    const asked: PhaseJob[] = [];
    const { service, store } = await serve((job) => {
      asked.push(job);
      // Steps 0 to 3 are complete; the pool is still making 4 and 5, the last of the stage.
      return asked.length <= 4 ? Promise.resolve(NOTHING) : new Promise(() => {});
    });
    opened.push(store);
    const call = subscribe(service, 8);
    await settled(() => asked.length >= 7 && call.steps.length >= 4);
    assert.deepEqual(asked.map(bandwidthOf), [8, 8, 8, 8, 8, 8, 16]);
    assert.deepEqual(call.steps, [0, 1, 2, 3]);
  });

  test('should give up what is in the making when its client ends the call, and give its memory back', async () => {
    const signals: AbortSignal[] = [];
    const { service, slab, store } = await serve(({ signal }) => {
      signals.push(signal!);
      // The first batch is taken, and the next ones are in the making.
      if (signals.length === 1) return Promise.resolve(NOTHING);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    });
    opened.push(store);
    const call = subscribe(service, 4);
    let failure: unknown;
    call.on('error', (error) => {
      failure = error;
    });
    let finished = false;
    call.on('finished', () => {
      finished = true;
    });
    await settled(() => signals.length >= 4);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, false, false, false],
    );
    assert.ok(slab.reservedBytes > 0);
    call.cancel();
    await settled(() => finished && slab.reservedBytes === 0);
    assert.ok(signals.every(({ aborted }) => aborted));
    assert.deepEqual(
      { finished, failure, reserved: slab.reservedBytes },
      { finished: true, failure: undefined, reserved: 0 },
    );
  });

  test('should say nothing of a watch that is cancelled before its turn: that is no fault', async () => {
    const { service, store } = await serve(() => Promise.resolve(NOTHING));
    opened.push(store);
    const call = Object.assign(new FakeCall(), { request: { run: 'r' } });
    const ended = new Promise<unknown>((resolve) => {
      call.on('finished', () => resolve('finished'));
      call.on('error', resolve);
    });
    const { watchRun } = service.handlers() as unknown as { watchRun: (call: FakeCall) => void };
    watchRun(call);
    call.cancel();
    assert.equal(await ended, 'finished');
  });

  test('should make nothing ahead for a client that does not take the first batch', async () => {
    const asked: PhaseJob[] = [];
    const { service, store } = await serve((job) => {
      asked.push(job);
      return Promise.resolve(NOTHING);
    });
    opened.push(store);
    const call = subscribe(service, 4);
    let take = (): void => {};
    call.write = (_, taken) => {
      take = taken;
    };
    await settled(() => asked.length === 1 && take.name === 'done');
    assert.equal(asked.length, 1);
    call.write = FakeCall.prototype.write;
    take();
    await settled(() => asked.length >= 4);
    call.cancel();
  });

  test('should record its reports in order, and all of them before it ends', async () => {
    const { service, store } = await serve(() => Promise.resolve(NOTHING));
    opened.push(store);
    const call = subscribe(service, 4);
    await settled(() => call.steps.length >= 4);
    const finished = new Promise<void>((resolve) => call.on('finished', resolve));
    const times = { run: 'r', kind: 'step-times' } as const;
    for (const consumedStep of [0, 1, 2, 3]) call.send({ progress: { consumedStep, stepSeconds: 2 ** consumedStep } });
    call.emit('end');
    await finished;
    // A report that came too late would be no advance, and its time would be missing.
    assert.deepEqual(await store.query(times), [
      { stage: 0, worldSize: 1, steps: 4, seconds: 15, firstSteps: 3, firstSeconds: 7 },
    ]);
  });

  test('should end with the error of a report that cannot be recorded', async () => {
    const fullDisk = (store: RunStore): RunStore => ({
      apply: (command) =>
        command.kind === 'report-progress' ? Promise.reject(new Error('the disk is full')) : store.apply(command),
      query: (query) => store.query(query),
      changes: (run, signal) => store.changes(run, signal),
      close: () => store.close(),
    });
    const { service, slab, store } = await serve(() => Promise.resolve(NOTHING), fullDisk);
    opened.push(store);
    const call = subscribe(service, 4);
    const failed = new Promise<Error>((resolve) => call.on('error', resolve));
    call.send({ progress: { consumedStep: 0 } });
    call.emit('end');
    assert.match((await failed).message, /the disk is full/);
    await settled(() => slab.reservedBytes === 0);
  });
});
