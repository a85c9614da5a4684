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
import { CrescendoService } from '../../../src/server/service.ts';
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
function serve(run: Pool['run']): { service: CrescendoService; slab: Slab; close: () => void } {
  const store = new SqliteStore(':memory:');
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const runs = new RunRegistry(datasets, store);
  runs.open('r', SPEC);
  const unused = (): never => assert.fail('the pool is not closed');
  const slab = new Slab(2 ** 24);
  const context = {
    ...{ runs, slab, pool: { size: 1, run, close: unused } },
    ...{
      replayMemory: new ReplayMemory(0),
      layOut: ((tensors, count) => chunkLayout(tensors, count, 4096)) satisfies MakerContext['layOut'],
      shared: undefined,
      stopping: new AbortController().signal,
    },
  };
  return { service: new CrescendoService(context, pino({ level: 'silent' })), slab, close: () => store.close() };
}

/** A call as gRPC gives it to the service: what is written to it is taken at once. */
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
  // The cast says that the service uses no more of a call than what is above.
  streamBatches(call as unknown as BatchCall);
  call.send({ subscribe: { run: 'r', worldSize: 1, window } });
  return call;
}

/** Waits until something holds, and for some turns more, in which more of it would show than was asked for. */
async function settled(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
  for (let k = 0; k < 50; k += 1) await turn();
}

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

describe('a stream of batches', () => {
  test('should have the next stage made before the last batch of the present one is consumed', async () => {
    const asked: number[] = [];
    const { service, close } = serve((job) => {
      asked.push(bandwidthOf(job));
      return Promise.resolve(NOTHING);
    });
    closing.push(close);
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
    const { service, close } = serve((job) => {
      asked.push(job);
      // Steps 0 to 3 are there; the pool is still at 4 and 5, the last of the stage.
      return asked.length <= 4 ? Promise.resolve(NOTHING) : new Promise(() => {});
    });
    closing.push(close);
    const call = subscribe(service, 8);
    await settled(() => asked.length >= 7 && call.steps.length >= 4);
    assert.deepEqual(asked.map(bandwidthOf), [8, 8, 8, 8, 8, 8, 16]);
    assert.deepEqual(call.steps, [0, 1, 2, 3]);
  });

  test('should give up what is in the making when its client ends the call, and give its memory back', async () => {
    const signals: AbortSignal[] = [];
    const { service, slab, close } = serve(({ signal }) => {
      signals.push(signal!);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    });
    closing.push(close);
    const call = subscribe(service, 4);
    let failure: unknown;
    call.on('error', (error) => {
      failure = error;
    });
    let finished = false;
    call.on('finished', () => {
      finished = true;
    });
    await settled(() => signals.length >= 3);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, false, false],
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
});
