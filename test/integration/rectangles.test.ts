/** A run with a rectangular base size: all stages, both clients, Pillow's pixels; and clients that do not know it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient, type ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { runPythonClient } from '../support/python-client.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-rectangles-'));
const data = join(work, 'data');
afterAll(() => rmSync(work, { recursive: true }));
const script = fileURLToPath(new URL('../support/rectangles.py', import.meta.url));

/** Whole photographs without a draw, so that Pillow can make them again from their keys. */
const SPEC: RunSpec = {
  dataset: 'train',
  baseSize: [96, 160],
  seed: 3,
  equivalentEpochs: 2,
  globalBatch: 6,
  cropScale: [1, 1],
  cropRatio: [0.001, 1000],
  horizontalFlip: 0,
  randaugment: 'none',
  lowFrequency: 'lanczos',
  sideMultiple: 16,
  validation: { dataset: 'val' },
};
/** At a base size of 96 x 160, of 41 x 69 and 69 x 114 the multiples of 16 whose area is nearest. */
const SIZES = ['48 x 64', '64 x 128', '96 x 160'];

/** The failure of a client that states a revision of the contract. */
function openAs(address: string, revision: number, run: string): Promise<ServiceError | null> {
  const client = new GrpcClient(address, credentials.createInsecure());
  const request = v1.OpenRunRequest.encode({ run, clientVersion: { revision, program: 'old 0.1.0' } }).finish();
  const bytes = (message: Uint8Array) => Buffer.from(message);
  return new Promise((resolve) =>
    client.makeUnaryRequest(
      '/crescendo.v1.CrescendoService/OpenRun',
      bytes,
      (got) => got,
      request,
      (error) => {
        client.close();
        resolve(error);
      },
    ),
  );
}

describe('a rectangular base size', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(data, 12);
    server = await startServer(data, '--data', `val=${data}`, '--workers', '2');
  });
  afterAll(() => server.process.kill('SIGKILL'));

  test('both clients should read every stage at its size, with the pixels of Pillow', SLOW, async () => {
    const client = connect(server.address);
    const run = await client.openRun('rect', SPEC);
    assert.deepEqual(run.spec.baseSize, [96, 160]);
    const spectral = { ...SPEC, lowFrequency: 'spectral' } as const;
    await client.openRun('spectral', spectral);
    await client.openRun('cropped', { ...spectral, crop: 'client' });
    const digest = createHash('sha256');
    const sizes = [];
    for await (const { images, shape, size, bandwidth } of client.batches({ run: 'rect', start: 0 })) {
      assert.deepEqual([shape.slice(1), bandwidth], [[...size, 3], Math.min(...size)]);
      digest.update(images);
      sizes.push([...size]);
    }
    const stated = new Set(run.stages.map(({ size }) => size.join(' x ')));
    assert.deepEqual([...stated], SIZES);
    const validation = [];
    for await (const { shape } of client.validation({ run: 'rect', size: 48 })) validation.push(shape.slice(1, 3));
    await client.resetRun('rect');
    client.close();
    const { code, stdout, stderr } = await runPythonClient(script, server.address, data);
    assert.equal(code, 0, stderr);
    const found = JSON.parse(stdout) as { sizes: number[][]; sha256: string; crops: number; validation: number[][] };
    assert.deepEqual(found.sizes, sizes);
    assert.equal(found.sha256, digest.digest('hex'));
    assert.ok(found.crops <= 1, `crops of the client differ by ${found.crops}`);
    assert.deepEqual([validation, found.validation], [validation, validation]);
    assert.deepEqual(validation[0], [48, 80]);
  });

  test('erasing, mixing, augmentation and matched fidelity should run, whatever the workers', SLOW, async () => {
    const all: RunSpec = {
      ...SPEC,
      cropScale: [0.2, 1],
      cropRatio: [0.75, 1.5],
      horizontalFlip: 0.5,
      randaugment: 'preset',
      erasing: { probability: 1 },
      mixing: { mode: 'elem' },
      gaussianBlur: 0.5,
      fidelity: 'matched',
      lowFrequency: 'spectral',
      equivalentEpochs: 1,
    };
    const digests = [];
    for (const workers of ['1', '3']) {
      const own = await startServer(data, '--data', `val=${data}`, '--workers', workers);
      const client = connect(own.address);
      const digest = createHash('sha256');
      for await (const { images, mixing, size } of client.batches({ run: 'all', spec: all })) {
        digest.update(images);
        // x, y, width and height of each image.
        for (let k = 0; k < (mixing?.boxes?.length ?? 0); k += 4) {
          const [x, y, width, height] = mixing!.boxes!.slice(k, k + 4);
          assert.ok(y! + height! <= size[0] && x! + width! <= size[1]);
        }
      }
      client.close();
      assert.equal(await own.stop('SIGTERM'), 0);
      digests.push(digest.digest('hex'));
    }
    assert.equal(digests[0], digests[1]);
  });

  test('a client that does not know rectangles should be refused, and still have its squares', async () => {
    const client = connect(server.address);
    await client.openRun('wide', SPEC);
    await client.openRun('square', { ...SPEC, baseSize: [96, 96] });
    const refused = await openAs(server.address, 3, 'wide');
    assert.match(
      refused!.details,
      /old 0\.1\.0 \(the client\) knows revision 3 .* needs revision 4 or later; upgrade the client/,
    );
    assert.match((await openAs(server.address, 0, 'wide'))!.details, /VERSION|needs revision 4/);
    assert.equal(await openAs(server.address, 4, 'wide'), null);
    assert.equal(await openAs(server.address, 0, 'square'), null);
    client.close();
  });
});
