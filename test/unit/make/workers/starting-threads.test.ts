import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { test } from 'vitest';
import { WorkerPool } from '../../../../src/make/workers/pool.ts';

/** Decodes a PNG in a thread of its own, and says how often the thread changed which loaders libvips may run. */
async function timesBlocked(): Promise<number> {
  const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const decoder = new URL('../../../../src/pixels/decode/index.ts', import.meta.url).href;
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    async function main() {
      const { default: sharp } = await import('sharp');
      let blocked = 0;
      const { block } = sharp;
      sharp.block = (options) => { blocked += 1; block(options); };
      const { Decoder } = await import(${JSON.stringify(decoder)});
      await new Decoder().readHeader(workerData);
      parentPort.postMessage(blocked);
    }
    main();`;
  const worker = new Worker(code, { eval: true, workerData: new Uint8Array(png) });
  const [blocked] = await once(worker, 'message');
  return blocked;
}

test('a thread that starts should not make the images of the others unreadable', async () => {
  // libvips is restricted for the whole process, in two steps between which it can read nothing: by the time that
  // threads decode, that must be over.
  assert.equal(await timesBlocked(), 1, 'a thread without a pool has to restrict libvips itself');
  const pool = new WorkerPool(1);
  assert.equal(await timesBlocked(), 0);
  await pool.close();
});
