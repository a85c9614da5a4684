/** `crop: client`: the operator on the trainer's device gives the images that the server would have sent. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-client-crop-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));
const source = fileURLToPath(new URL('../../clients/python/src', import.meta.url));

const SPEC: RunSpec = { dataset: 'train', seed: 5, equivalentEpochs: 6, globalBatch: 12 };

/** Compares the batches of a run that the server crops with those of its twin, for each adapter. */
const COMPARE = `
import json, sys
import numpy as np
import torch
from crescendo import Loader
from crescendo.jax import device_batches
from crescendo.torch import CrescendoDataset, LowFrequencyCrop

address = sys.argv[1]
spec = {"dataset": "train", "seed": 5, "equivalent_epochs": 6, "global_batch": 12}

def nhwc(images):
    return images.permute(0, 2, 3, 1).numpy().astype(np.float64)

def compare(name, expected, found):
    for (a, labels, info), (b, other_labels, other) in zip(expected, found, strict=True):
        assert (info.step, info.stage, info.bandwidth, info.keys) == (other.step, other.stage, other.bandwidth, other.keys)
        assert a.shape == b.shape and a.shape[1] == info.bandwidth and list(labels) == list(other_labels)
        difference = np.abs(a - b)
        line = {"name": name, "stage": info.stage, "bandwidth": info.bandwidth, "worst": difference.max(),
                "equal": float((difference == 0).mean())}
        print(json.dumps(line))

def read(run, **options):
    dataset = CrescendoDataset(address, run, start="beginning", **options)
    return [(nhwc(images), labels.tolist(), info) for images, labels, info in dataset]

def explicit(run):
    for images, labels, info in CrescendoDataset(address, run, start="beginning", crop=False):
        cropped = LowFrequencyCrop(info.bandwidth)(images).round().clamp(0, 255)
        yield nhwc(cropped), labels.tolist(), info

def jax(run):
    with Loader(address, run, start="beginning") as loader:
        for images, labels, info in device_batches(loader, normalize=False):
            yield np.asarray(images, np.float64), labels.tolist(), info

server = read("server", spec=spec)
compare("torch", server, read("client", spec={**spec, "crop": "client"}))
compare("LowFrequencyCrop", server, explicit("client"))
compare("jax", server, jax("client"))
floats = read("server-float", spec={**spec, "dtype": "float32"})
compare("float32", floats, read("client-float", spec={**spec, "dtype": "float32", "crop": "client"}))
`;

interface Line {
  name: string;
  stage: number;
  bandwidth: number;
  worst: number;
  equal: number;
}

async function python(program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, PYTHONPATH: source };
  const child = spawn(clientEnvironment(), ['-c', program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? -1)));
  assert.equal(code, 0);
  return output;
}

describe('crop: client', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(data, 30);
    server = await startServer(data, '--data', `val=${data}`, '--workers', '2');
  });
  afterAll(() => server.process.kill('SIGKILL'));

  test(
    'every adapter should give the batches that the server crops, within one level, in every stage',
    SLOW,
    async () => {
      const output = await python(COMPARE, server.address);
      const lines = output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      for (const name of ['torch', 'LowFrequencyCrop', 'jax', 'float32']) {
        const own = lines.filter((line) => line.name === name);
        assert.deepEqual([...new Set(own.map(({ stage }) => stage))], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], name);
        assert.deepEqual([...new Set(own.map(({ bandwidth }) => bandwidth))], [96, 160, 224], name);
        for (const { stage, worst, equal } of own) {
          const context = `${name}, stage ${stage}: ${worst}, ${equal} equal`;
          // The server computes bytes in integers and promises that at least 97 % are equal; its floats are single
          // precision.
          assert.ok(name === 'float32' ? worst <= 2e-5 * 255 : worst <= 1 && equal >= 0.97, context);
        }
      }
    },
  );

  test('the TypeScript client should get bytes of the base size, and be told B', async () => {
    const client = connect(server.address);
    const spec: RunSpec = { ...SPEC, crop: 'client', dtype: 'float32' };
    const run = await client.openRun('typescript', spec);
    assert.equal(run.spec.crop, 'client');
    const sides = new Set<number>();
    for await (const { images, shape, bandwidth, dtype, stage } of client.batches({ run: 'typescript' })) {
      assert.ok(images instanceof Uint8Array);
      assert.deepEqual([shape, dtype, bandwidth], [[12, 224, 224, 3], 'uint8', run.stages[stage]!.bandwidth]);
      sides.add(bandwidth);
    }
    assert.deepEqual([...sides], [96, 160, 224]);
    client.close();
  });

  test('validation should come at its size, whoever crops the training images', async () => {
    const client = connect(server.address);
    const validation = { dataset: 'val', globalBatch: 10 };
    await client.openRun('validated', { ...SPEC, crop: 'client', validation });
    await client.openRun('validated-twin', { ...SPEC, validation });
    const bytes = [];
    for (const run of ['validated', 'validated-twin']) {
      const batches = [];
      for await (const { images, shape } of client.validation({ run, size: 96 })) {
        assert.deepEqual(shape, [10, 96, 96, 3]);
        batches.push(Buffer.from(images));
      }
      bytes.push(Buffer.concat(batches));
    }
    assert.ok(bytes[0]!.equals(bytes[1]!));
    client.close();
    const program = `
import sys
from crescendo.torch import CrescendoDataset
print([tuple(images.shape) for images, _, _ in CrescendoDataset(sys.argv[1], "validated", split="val", size=96)])
`;
    assert.equal((await python(program, server.address)).trim(), `[${Array(3).fill('(10, 3, 96, 96)').join(', ')}]`);
  });

  test('replayed samples should be of the base size too', async () => {
    const client = connect(server.address);
    const stages = [
      { until: 0.5, bandwidth: 32, replay: { times: 2, size: 2, split: 2 } },
      { until: 1, bandwidth: 64 },
    ];
    const spec = { ...SPEC, baseSize: 64, schedule: stages, crop: 'client' } as const;
    const read = async (run: string, start: number): Promise<Buffer[]> => {
      const batches = [];
      for await (const { images, shape } of client.batches({ run, start })) {
        assert.deepEqual(shape, [12, 64, 64, 3]);
        batches.push(Buffer.from(images));
      }
      return batches;
    };
    await client.openRun('replayed', spec);
    const whole = await read('replayed', 0);
    assert.deepEqual(await read('replayed', 3), whole.slice(3), 'a buffer that is filled again holds the same');
    client.close();
  });

  test('what cannot come before the crop should be refused by name', async () => {
    const client = connect(server.address);
    const erased = client.openRun('erased', { ...SPEC, crop: 'client', erasing: {} });
    await assert.rejects(erased, { code: 'INVALID_ARGUMENT', message: /crop: must be server if the server erases/ });
    const mixed = client.openRun('mixed', { ...SPEC, crop: 'client', mixing: {} });
    await assert.rejects(mixed, { code: 'INVALID_ARGUMENT', message: /set mixing.where to client/ });
    await client.openRun('exists', SPEC);
    const other = client.openRun('exists', { ...SPEC, crop: 'client' });
    await assert.rejects(other, { code: 'FAILED_PRECONDITION', message: /crop \(the run has "server"/ });
    client.close();
  });
});
