/** Mixup, cutmix and erasing through the server: the pixels on the wire match the header. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type BatchMixing, connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { roundHalfEven } from '../../src/plan/sampling/round-half-even.ts';
import { writeDataset } from '../support/datasets.ts';
import { readRun } from '../support/reading.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-mixing-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));

const BASE: RunSpec = {
  dataset: 'train',
  seed: 5,
  equivalentEpochs: 2,
  globalBatch: 10,
  baseSize: 64,
  schedule: [
    { until: 0.3, bandwidth: 32, mixupAlpha: 0, cutmixAlpha: 0 },
    { until: 1, bandwidth: 64 },
  ],
};
const MIXING = { mode: 'elem', probability: 0.8 } as const;

interface Kept {
  pixels: number[];
  labels: number[];
  keys: string;
  mixing: BatchMixing | undefined;
  stage: number;
}

/** All batches of a run, copied. */
async function batchesOf(server: ServerProcess, run: string, spec: RunSpec): Promise<Kept[]> {
  const client = connect(server.address);
  const kept: Kept[] = [];
  for await (const { images, labels, keys, mixing, stage } of client.batches({ run, spec })) {
    kept.push({ pixels: [...images], labels: [...labels], keys: keys.join(), mixing, stage });
  }
  client.close();
  return kept;
}

/** The rule of timm's FastCollateMixup, from what the header says. */
function mixed(plain: number[], { partners, lambdas, boxes }: BatchMixing, side: number): number[] {
  const size = side * side * 3;
  return plain.map((value, k) => {
    const [sample, at] = [Math.floor(k / size), k % size];
    const other = plain[partners[sample]! * size + at]!;
    const [x = 0, y = 0, width = 0, height = 0] = boxes?.subarray(4 * sample, 4 * sample + 4) ?? [];
    const [px, py] = [Math.floor(at / 3) % side, Math.floor(at / 3 / side)];
    if (width > 0 && height > 0) {
      return px >= x && px < x + width && py >= y && py < y + height ? other : value;
    }
    const lambda = lambdas[sample]!;
    const sum = Math.fround(value * Math.fround(lambda)) + Math.fround(other * Math.fround(1 - lambda));
    return roundHalfEven(Math.fround(sum));
  });
}

describe('mixing', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(data, 30);
    server = await startServer(data, '--workers', '2', '--chunk-bytes', '30000');
  });
  afterAll(() => server.process.kill('SIGKILL'));

  test('the server should mix as the header says, and leave it to the client if the run does', async () => {
    const plain = await batchesOf(server, 'plain', BASE);
    const left = await batchesOf(server, 'left', { ...BASE, mixing: { ...MIXING, where: 'client' } });
    const done = await batchesOf(server, 'done', { ...BASE, mixing: MIXING });
    assert.equal(done.length, plain.length);
    for (const [k, batch] of done.entries()) {
      assert.deepEqual([batch.labels, batch.keys], [plain[k]!.labels, plain[k]!.keys]);
      assert.deepEqual(left[k]!.pixels, plain[k]!.pixels);
      if (batch.stage === 0) {
        assert.equal(batch.mixing, undefined);
        assert.deepEqual(batch.pixels, plain[k]!.pixels);
        continue;
      }
      assert.equal(batch.mixing!.applied, true);
      assert.deepEqual({ ...left[k]!.mixing, applied: true }, batch.mixing);
      assert.deepEqual(batch.pixels, mixed(plain[k]!.pixels, batch.mixing!, 64));
    }
    const kinds = done.flatMap(({ mixing }) => (mixing === undefined ? [] : [...mixing.lambdas]));
    assert.ok(kinds.includes(1) && kinds.some((lambda) => lambda !== 1), 'some images should stay as they are');
  });

  test('erasing should follow mixing on the server, and be the same boxes either way', async () => {
    const erasing = { probability: 0.5, mode: 'pixel' } as const;
    const [plain, erased] = [
      await batchesOf(server, 'plain-again', BASE),
      await batchesOf(server, 'erased', { ...BASE, erasing }),
    ];
    const [mixedOnly, both] = [
      await batchesOf(server, 'done-again', { ...BASE, mixing: MIXING }),
      await batchesOf(server, 'both', { ...BASE, mixing: MIXING, erasing }),
    ];
    let changed = 0;
    for (const [k, batch] of both.entries()) {
      for (const [at, value] of batch.pixels.entries()) {
        const touched = value !== mixedOnly[k]!.pixels[at];
        // Where mixing and erasing meet, the noise remains: the same noise as in the unmixed run.
        if (touched) assert.equal(value, erased[k]!.pixels[at]);
        if (erased[k]!.pixels[at] !== plain[k]!.pixels[at] && touched) changed += 1;
      }
    }
    assert.ok(changed > 1000, String(changed));
  });

  test('one worker and small chunks should mix and erase the same bytes as two', async () => {
    const spec: RunSpec = { ...BASE, mixing: { mode: 'pair' }, erasing: { mode: 'rand', count: [1, 3] } };
    const expected = await readRun(server.address, { run: 'pair', spec });
    const other = await startServer(data, '--workers', '1');
    assert.deepEqual(await readRun(other.address, { run: 'pair', spec }), expected);
    assert.equal(await other.stop('SIGTERM'), 0);
  });

  test('floats should be mixed too, and the stages tell their strengths', async () => {
    const spec: RunSpec = { ...BASE, dtype: 'float32', mixing: {}, erasing: { probability: 0.1 } };
    const client = connect(server.address);
    const { stages } = await client.openRun('float', spec);
    assert.deepEqual(
      stages.map(({ mixupAlpha, cutmixAlpha, erasingProbability }) => [mixupAlpha, cutmixAlpha, erasingProbability]),
      [
        [0, 0, 0.1],
        [0.8, 1, 0.1],
      ],
    );
    let lambdas: Float64Array | undefined;
    for await (const batch of client.batches({ run: 'float' })) {
      assert.ok(batch.images instanceof Float32Array && batch.images.every(Number.isFinite));
      lambdas = batch.mixing?.lambdas;
    }
    client.close();
    assert.equal(new Set(lambdas).size, 1);
  });

  test('an odd batch that is to be mixed should be refused by name', async () => {
    const client = connect(server.address);
    const odd = client.openRun('odd', { ...BASE, globalBatch: 9, mixing: {} });
    await assert.rejects(odd, { code: 'INVALID_ARGUMENT', message: /globalBatch: must be even/ });
    client.close();
  });
});
