import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { poolSizes } from '../../../src/bench/pool.ts';
import { loadSamples } from '../../../src/bench/samples.ts';
import { combinations } from '../../../src/bench/stage.ts';
import { LIMITS } from '../../../src/limits.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import { writeDataset } from '../../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-samples-'));
afterAll(() => rmSync(work, { recursive: true }));
const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };

test('images should be the same every time, each once, and the broken ones named', async () => {
  const folder = join(work, 'mixed');
  writeDataset(folder, 12);
  writeFileSync(join(folder, 'class0', 'broken.jpg'), '\xff\xd8\xff no image', 'latin1');
  const all = await loadSamples(folder, 100, executor);
  assert.equal(all.samples.length, 12);
  assert.equal(new Set(all.samples.map(({ index }) => index)).size, 12);
  assert.equal(all.bad.length, 1);
  assert.match(`${all.bad[0]!.key} ${all.bad[0]!.reason}`, /^class0\/broken\.jpg BAD_IMAGE: /);
  const again = await loadSamples(folder, 5, executor);
  const indices = (samples: { index: number }[]): number[] => samples.map(({ index }) => index);
  const expected = indices(all.samples).filter((index) => indices(again.samples).includes(index));
  assert.deepEqual(indices(again.samples), expected);
  assert.equal(again.samples.length + again.bad.length, 5);
  // Each has bytes of its own, though a source's buffer is used again.
  assert.ok(all.samples.every(({ bytes }) => bytes[0] === 0xff && bytes.buffer.byteLength === bytes.length));
});

test('images past the memory should be refused before they are read', async () => {
  const folder = join(work, 'large');
  writeDataset(folder, 1);
  // Sparse: nothing of it is on the disk.
  for (let k = 0; k < 40; k += 1) {
    const path = join(folder, 'class0', `${k}.jpg`);
    writeFileSync(path, '');
    truncateSync(path, LIMITS.imageBytes);
  }
  await assert.rejects(loadSamples(folder, 100, executor), {
    reason: 'LIMIT',
    message: /41 images have 2561 MiB.*benchBytes is 2048 MiB: lower --images/,
  });
});

test('lists should be combined, and the curriculum be what is measured without them', () => {
  assert.deepEqual(combinations(undefined, undefined), [
    { bandwidth: 96, magnitude: 0 },
    { bandwidth: 160, magnitude: 4 },
    { bandwidth: 224, magnitude: 9 },
  ]);
  assert.deepEqual(combinations([96, 128], [null]), [
    { bandwidth: 96, magnitude: null },
    { bandwidth: 128, magnitude: null },
  ]);
  assert.equal(combinations([128], undefined).length, 2);
  assert.deepEqual(
    combinations(undefined, [5]).map(({ bandwidth }) => bandwidth),
    [96, 160, 224],
  );
});

test('one worker should be among the pools, and first', () => {
  assert.deepEqual(poolSizes([4, 2, 4]), [1, 2, 4]);
  assert.deepEqual(poolSizes([1]), [1]);
});
