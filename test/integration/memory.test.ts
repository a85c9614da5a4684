/** The server's memory against the bound that docs/memory.md states. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { connect } from '../../clients/typescript/src/index.ts';
import { preparePhotos } from '../../scripts/photos.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { chunkLayout } from '../../src/delivery/chunk-layout.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { residentBound } from '../../src/server/memory.ts';
import { SLOW } from '../support/limits.ts';
import { startServer } from '../support/server.ts';

const MIB = 1024 * 1024;
const SIDE = 224;
/** Of the demo's photographs. */
const PIXELS_MAX = 500 * 500;
const BATCHES = 10;

interface Config {
  workers: number;
  window: number;
  batch: number;
}

/** The most memory that a server of that many workers has had after some batches, in bytes. */
async function peak(photos: string, { workers, window, batch }: Config): Promise<number> {
  const server = await startServer(photos, '--workers', String(workers));
  const client = connect(server.address);
  const spec = {
    dataset: 'train',
    equivalentEpochs: 1000,
    globalBatch: batch,
    schedule: [{ until: 1, bandwidth: SIDE }],
    randaugment: 'rand-m9-mstd0.5-inc1',
  };
  let batches = 0;
  for await (const _ of client.batches({ run: 'r', spec, window })) {
    batches += 1;
    if (batches === BATCHES) break;
  }
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
  client.close();
  assert.equal(await server.stop('SIGTERM'), 0);
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

test('resident memory should stay below its bound', {
  ...SLOW,
  skip: process.platform !== 'linux',
}, async () => {
  const photos = await preparePhotos();
  const { manifest } = await openFolder('train', photos, undefined);
  const sizes = Array.from({ length: manifest.sampleCount }, (_, k) => manifest.size(k));
  const configs: Config[] = [
    { workers: 1, window: 1, batch: 32 },
    { workers: 1, window: 4, batch: 192 },
    { workers: 4, window: 2, batch: 96 },
  ];
  for (const config of configs) {
    const slots = Math.min(config.window, 3);
    const bound = residentBound({
      workers: config.workers,
      slotBytes: slots * Math.ceil(chunkLayout([imageTensor(SIDE, 'uint8')], config.batch, MIB).byteLength / MIB) * MIB,
      // The client asks for its window and one batch that it reads.
      sharedBytes: (config.window + 1) * SIDE * SIDE * 3 * config.batch,
      replayBytes: 0,
      imagePixels: PIXELS_MAX,
      // Of JPEG.
      scratchBytes: 6 * PIXELS_MAX,
      imageBytes: Math.max(...sizes),
    });
    const used = await peak(photos, config);
    const found = `${JSON.stringify(config)}: ${(used / MIB).toFixed(0)} MiB, bound ${(bound / MIB).toFixed(0)} MiB`;
    console.log(found);
    assert.ok(used <= bound, found);
  }
});
