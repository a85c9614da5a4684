import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Manifest } from '../../../../src/dataset/manifest.ts';
import type { SampleSource } from '../../../../src/dataset/source.ts';
import { describeSource } from '../../../../src/dataset/source.ts';
import type { Storage } from '../../../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../../../src/dataset/stored-source.ts';
import { packedLayout } from '../../../../src/make/layout.ts';
import { claimRest, newClaims } from '../../../../src/make/workers/claims.ts';
import { makeSamples } from '../../../../src/make/workers/phases/samples.ts';
import type { PhaseTask, Replacement } from '../../../../src/make/workers/task.ts';
import { readTask } from '../../../../src/make/workers/task-reader.ts';
import { registeredFormats } from '../../../../src/pixels/decode/formats/index.ts';
import { Decoder } from '../../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { programOf } from '../../../../src/plan/program.ts';
import type { SamplingPlan } from '../../../../src/plan/sampling/recipe.ts';
import { imageTensor } from '../../../../src/plan/tensors.ts';
import { MemoryStorage, manifestOf, PackedContainer, SlowStorage } from '../../../support/memory-source.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';
import { SMALL_PLAN } from '../../../support/plans.ts';
import { encodeTiled, tiledFormat } from '../../../support/tiled-format.ts';

const plan: SamplingPlan = { ...SMALL_PLAN, scale: [0.05, 0.2] };
const engine = new PixelEngine(loadKernels());
const whole = new Decoder();
const inParts = new Decoder({ formats: [...registeredFormats(), tiledFormat] });

const JPEGS = Array.from({ length: 12 }, (_, k) => encodeJpeg(picture(60 + k, 50, k), { subsampling: '4:2:0' }));
/** One that is broken. */
const BROKEN = JPEGS.map((bytes, k) => (k === 5 ? bytes.subarray(0, 200) : bytes));
const TILED = Array.from({ length: 12 }, (_, k) => encodeTiled(picture(256, 192, k), 32));

function sourceOf(contents: readonly Uint8Array[], open: (objects: Map<string, Uint8Array>) => Storage): SampleSource {
  const container = new PackedContainer(manifestOf(contents.map((bytes) => bytes.length)));
  return new StoredSource(container, open(new Map([['pack', Buffer.concat(contents)]])));
}

function taskOf(source: SampleSource): PhaseTask {
  const count = source.manifest.sampleCount;
  const layout = packedLayout(imageTensor(plan.bandwidth, plan.dtype), count);
  return {
    phase: programOf(plan, false, { batchCrop: false })[0]!,
    plan,
    claims: newClaims(count),
    source: describeSource('test', '', source.manifest as Manifest),
    workers: 1,
    positions: Uint32Array.from({ length: count }, (_, k) => k),
    epochs: new Float64Array(count),
    indices: Float64Array.from({ length: count }, (_, k) => k),
    repeats: new Uint8Array(count),
    batch: { buffer: new SharedArrayBuffer(layout.byteLength), layout },
  };
}

async function make(decoder: Decoder, source: SampleSource): Promise<{ pixels: Buffer; replaced: Replacement[] }> {
  const task = taskOf(source);
  const reader = readTask(decoder, source, task);
  const { replacements: replaced } = await makeSamples({ engine, decoder }, reader, task, plan);
  reader.close();
  replaced.sort((a, b) => a.position - b.position);
  return { pixels: Buffer.from(new Uint8Array(task.batch.buffer)), replaced };
}

const local = (objects: Map<string, Uint8Array>): Storage => new MemoryStorage(objects);
const remote = (objects: Map<string, Uint8Array>): Storage => new SlowStorage(objects, false);

test('a batch should be the same from a remote storage, a broken image and its stand-in included', async () => {
  const expected = await make(whole, sourceOf(BROKEN, local));
  assert.deepEqual(
    expected.replaced.map(({ position }) => position),
    [5],
  );
  for (const decoder of [whole, inParts]) {
    for (const open of [local, remote]) assert.deepEqual(await make(decoder, sourceOf(BROKEN, open)), expected);
  }
});

test('of a format with tiles a batch should take only the tiles that its crops need', async () => {
  const expected = await make(inParts, sourceOf(TILED, local));
  assert.deepEqual(expected.replaced, []);
  let storage: SlowStorage | undefined;
  const source = sourceOf(TILED, (objects) => {
    storage = new SlowStorage(objects, false);
    return storage;
  });
  assert.deepEqual(await make(inParts, source), expected);
  const read = storage!.ranges.reduce((sum, { length }) => sum + length, 0);
  const all = TILED.reduce((sum, { length }) => sum + length, 0);
  // Crops are a fifth of the image at most; the tiles that they touch are more.
  assert.ok(read < 0.7 * all, `${read} of ${all} bytes`);
  assert.equal(storage!.ranges.filter(({ length }) => length === 16).length, TILED.length);
});

test('a worker that waits for samples nobody wants any more should go on to the next batch', async () => {
  let storage: SlowStorage | undefined;
  const source = sourceOf(JPEGS, (objects) => {
    storage = new SlowStorage(objects);
    return storage;
  });
  const task = taskOf(source);
  const reader = readTask(whole, source, task);
  const next = reader.next();
  assert.equal(storage!.pending.length, JPEGS.length);
  claimRest(task.claims, JPEGS.length);
  assert.equal(await next, undefined);
  assert.equal(storage!.pending.length, 0, 'the reads are cancelled');
  reader.close();
});
