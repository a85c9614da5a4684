/** Tensors besides the images, from the spec's `outputs` to both clients, over both transports. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Batch, connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { planEvaluation } from '../../src/make/evaluation.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { drawCropBox } from '../../src/plan/sampling/crop-box.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { writeDataset } from '../support/datasets.ts';
import { runPythonClient } from '../support/python-client.ts';
import { rawStream } from '../support/raw-stream.ts';
import { type BatchRecord, record } from '../support/reading.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-outputs-'));
const [data, val] = [join(work, 'data'), join(work, 'val')];
afterAll(() => rmSync(work, { recursive: true }));

/** More samples than a run below has fresh ones: all of them are of epoch 0. */
const SAMPLES = 90;
const BAD = 7;
const BOUNDS = { scale: [0.2, 0.9], ratio: [0.5, 2] } as const;
const SEED = 11;
const BASE: RunSpec = {
  dataset: 'train',
  seed: SEED,
  baseSize: 64,
  cropScale: BOUNDS.scale,
  cropRatio: BOUNDS.ratio,
  budget: { steps: 8 },
  globalBatch: 8,
  schedule: [
    { until: 0.5, bandwidth: 32, randaugment: 'rand-m9-mstd0.5-inc1' },
    { until: 1, bandwidth: 64, globalBatch: 10 },
  ],
};
const REPLAY = { times: 2, size: 3, split: 2 };
const SPECS: Record<string, RunSpec> = {
  plain: BASE,
  replayed: { ...BASE, schedule: [{ until: 1, bandwidth: 32, replay: REPLAY }] },
  mixed: {
    ...BASE,
    mixing: { mixupAlpha: 0.8, cutmixAlpha: 1, where: 'server' },
    erasing: { probability: 0.5, mode: 'pixel' },
  },
  floats: { ...BASE, dtype: 'float32' },
  matched: { ...BASE, fidelity: 'matched' },
  whole: { ...BASE, crop: 'client' },
};
const withBox = (spec: RunSpec): RunSpec => ({ ...spec, outputs: ['images', 'crop_box'] });

let keys: string[] = [];
const sizes = new Map<string, { width: number; height: number }>();

/** The box of sample `drawn` in epoch 0, on the image that is shown. */
function box(drawn: number, shown: string): number[] {
  const { width, height } = sizes.get(shown)!;
  const { x, y, ...size } = drawCropBox(width, height, BOUNDS, new RandomStream(SEED, 0, drawn, PURPOSE.crop));
  return [x, y, size.width, size.height];
}

interface Seen {
  record: BatchRecord;
  keys: readonly string[];
  boxes: number[][];
}

/** The rows of a batch's boxes. */
function boxesOf(batch: Batch): number[][] {
  const values = batch.tensors.crop_box!;
  assert.ok(values instanceof Float32Array);
  assert.deepEqual(batch.shapes.crop_box, [batch.labels.length, 4]);
  return batch.keys.map((_, k) => [...values.subarray(4 * k, 4 * k + 4)]);
}

async function read(address: string, run: string, spec: RunSpec, sharedMemory: boolean): Promise<Seen[]> {
  const client = connect(address);
  try {
    const seen: Seen[] = [];
    for await (const batch of client.batches({ run, spec, sharedMemory, window: 2, start: 'beginning' })) {
      assert.equal(batch.tensors.images, batch.images);
      const boxes = spec.outputs === undefined ? [] : boxesOf(batch);
      seen.push({ record: record(batch), keys: batch.keys, boxes });
    }
    return seen;
  } finally {
    client.close();
  }
}

const PYTHON = `
import hashlib, json, sys
import numpy as np
import crescendo
address, run, spec, shared = sys.argv[1:5]
with crescendo.Loader(address, run, spec=json.loads(spec), shared_memory=shared == "true", window=2) as loader:
    for batch in loader:
        boxes = batch.tensors["crop_box"]
        assert boxes.dtype == np.float32 and boxes.shape == (len(batch), 4)
        assert batch.tensors["images"] is batch.images
        digest = hashlib.sha256(batch.images.tobytes()).hexdigest()
        print(json.dumps({"sha256": digest, "keys": batch.keys, "boxes": boxes.tolist()}))
`;
const PYTHON_VALIDATION = `
import json, sys
import crescendo
with crescendo.ValidationLoader(sys.argv[1], "validated", size=48, pad=True) as loader:
    for batch in loader:
        print(json.dumps({"keys": batch.keys, "boxes": batch.tensors["crop_box"].tolist()}))
`;

describe('crop_box', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    keys = writeDataset(data, SAMPLES);
    const decoder = new Decoder();
    for (const key of keys) sizes.set(key, await decoder.readHeader(readFileSync(join(data, key))));
    writeFileSync(join(data, keys[BAD]!), 'this is text');
    writeDataset(val, 21);
    // A server that sends each stage's batches in several chunks, and boxes in two.
    server = await startServer(data, '--data', `val=${val}`, '--workers', '2', '--chunk-bytes', '4096');
  });
  afterAll(async () => {
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  for (const [name, spec] of Object.entries(SPECS)) {
    test(`${name}: boxes should be those of the draws, over both transports, and change no pixel`, async () => {
      const plain = await read(server.address, `${name}-plain`, spec, false);
      const overGrpc = await read(server.address, name, withBox(spec), false);
      assert.deepEqual(
        overGrpc.map((seen) => seen.record),
        plain.map((seen) => seen.record),
      );
      assert.deepEqual(await read(server.address, name, withBox(spec), true), overGrpc);
      let standIns = 0;
      for (const { keys: shown, boxes } of overGrpc) {
        for (const [k, key] of shown.entries()) {
          assert.notEqual(key, keys[BAD]);
          const own = box(keys.indexOf(key), key);
          if (String(boxes[k]) === String(own)) continue;
          // The box of the bad sample's draws, on the image that replaces it.
          assert.deepEqual(boxes[k], box(BAD, key), key);
          standIns += 1;
        }
      }
      assert.ok(standIns <= (name === 'replayed' ? overGrpc.length : 1));
      if (name === 'plain') assert.equal(standIns, 1, 'the bad sample should be met');
    });
  }

  test('the Python client should have the same boxes and images, over both transports', async () => {
    const expected = (await read(server.address, 'replayed', withBox(SPECS.replayed!), false)).map((seen) => ({
      sha256: seen.record.sha256,
      keys: seen.keys,
      boxes: seen.boxes,
    }));
    const spec = {
      ...{ dataset: 'train', seed: SEED, base_size: 64, crop_scale: BOUNDS.scale, crop_ratio: BOUNDS.ratio },
      ...{ budget: { steps: 8 }, global_batch: 8, outputs: ['images', 'crop_box'] },
      schedule: [{ until: 1, bandwidth: 32, replay: REPLAY }],
    };
    for (const shared of ['false', 'true']) {
      const run = `python-${shared}`;
      const { code, stdout, stderr } = await runPythonClient(
        '-c',
        PYTHON,
        server.address,
        run,
        JSON.stringify(spec),
        shared,
      );
      assert.equal(code, 0, stderr);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(lines, expected);
    }
  });

  test('validation should have the part of each image that the result shows, and 0 where there is none', async () => {
    const spec = withBox({ ...BASE, validation: { dataset: 'val', globalBatch: 8, cropPct: 0.8 } });
    const client = connect(server.address);
    const seen: { keys: readonly string[]; boxes: number[][] }[] = [];
    const decoder = new Decoder();
    for await (const batch of client.validation({ run: 'validated', spec, size: 48, pad: true })) {
      const boxes = boxesOf(batch);
      seen.push({ keys: batch.keys, boxes });
      for (const [k, key] of batch.keys.entries()) {
        if (key === '') {
          assert.deepEqual(boxes[k], [0, 0, 0, 0]);
          continue;
        }
        const { width, height } = await decoder.readHeader(readFileSync(join(val, key)));
        const { resized, window } = planEvaluation(width, height, {
          ...{ size: 48, cropPct: 0.8, filter: 'bicubic', dtype: 'uint8' },
        });
        const scales = [width / resized.width, height / resized.height] as const;
        const exact = [window.x * scales[0], window.y * scales[1], 48 * scales[0], 48 * scales[1]];
        assert.deepEqual(boxes[k], [...Float32Array.from(exact)]);
      }
    }
    client.close();
    assert.ok(seen.at(-1)!.keys.includes(''), 'the last batch should be padded');
    const { code, stdout, stderr } = await runPythonClient('-c', PYTHON_VALIDATION, server.address);
    assert.equal(code, 0, stderr);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines, seen);
  });

  test('a client that knows no names should find the images where they always were', async () => {
    const client = connect(server.address);
    await client.openRun('old', withBox(BASE));
    client.close();
    const stream = rawStream(server.address);
    stream.send({ subscribe: { run: 'old', worldSize: 1, window: 2, step: 0 } });
    const { header } = await stream.until((response) => response.header?.step === 0);
    await stream.until((response) => response.header?.step === 1);
    stream.close();
    const chunks = stream.seen.filter(({ chunk }) => chunk).map(({ chunk }) => chunk!.data!.length);
    assert.equal(
      chunks.reduce((sum, length) => sum + length, 0),
      header!.byteLength,
    );
    // The messages that it skips come after the last image, and before the next batch.
    const first = stream.seen.findIndex(({ tensorChunk }) => tensorChunk);
    assert.ok(first > 0 && stream.seen.slice(first).every(({ chunk }) => !chunk));
  });
});
