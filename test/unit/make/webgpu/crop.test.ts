import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import type { GpuCrop } from '../../../../src/make/webgpu/crop.ts';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { cropAll, softwareCrop, useSoftwareGpu } from '../../../support/gpu.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());

function wasmCrop(image: Uint8Array, size: number, bandwidth: number): Uint8Array {
  engine.loadImage(image, size, size);
  return engine.lowFrequency(bandwidth, 'spectral', 'uint8').slice();
}

describe('the crop on a GPU', () => {
  let crop: GpuCrop;
  beforeAll(async () => {
    useSoftwareGpu();
    crop = await softwareCrop();
  });
  afterAll(() => crop.device.destroy());

  // Every remainder of N and B by 4, one tile and several of columns and of sets, extremes of both.
  for (const [size, bandwidth] of [
    [8, 2],
    [10, 4],
    [30, 14],
    [30, 28],
    [64, 6],
    [128, 126],
    [224, 96],
    [224, 160],
  ] as const) {
    test(`${size} -> ${bandwidth} should give the bytes of the WebAssembly kernel`, async () => {
      const images = [picture(size, size, 1).data, noise(size, size, 2).data, noise(size, size, 3, true).data];
      const crops = await cropAll(crop, size, bandwidth, images);
      for (const [k, image] of images.entries()) assert.deepEqual(crops[k], wasmCrop(image, size, bandwidth));
    });
  }

  for (const [[height, width], [rows, columns]] of [
    [
      [48, 80],
      [24, 40],
    ],
    [
      [82, 30],
      [44, 16],
    ],
    [
      [192, 320],
      [96, 160],
    ],
  ] as const) {
    test(`${height} x ${width} -> ${rows} x ${columns} should give the bytes of the WebAssembly kernel`, async () => {
      const images = [picture(width, height, 1).data, noise(width, height, 2).data, noise(width, height, 3, true).data];
      const crops = await cropAll(crop, [height, width], [rows, columns], images);
      for (const [k, image] of images.entries()) {
        engine.loadImage(image, width, height);
        assert.deepEqual(crops[k], engine.lowFrequency([rows, columns], 'spectral', 'uint8').slice());
      }
    });
  }

  test('any even sides should give the bytes of the WebAssembly kernel', async () => {
    const sides = fc.integer({ min: 2, max: 40 }).chain((half) =>
      fc.record({
        size: fc.constant(2 * half),
        bandwidth: fc.integer({ min: 1, max: half - 1 }).map((value) => 2 * value),
        seed: fc.nat(1000),
      }),
    );
    await fc.assert(
      fc.asyncProperty(sides, async ({ size, bandwidth, seed }) => {
        const image = noise(size, size, seed, seed % 2 === 0).data;
        const [actual] = await cropAll(crop, size, bandwidth, [image]);
        assert.deepEqual(actual, wasmCrop(image, size, bandwidth));
      }),
      { numRuns: 15 },
    );
  });

  test('more images than a lane holds should come back in their order, from crops at the same time too', async () => {
    const [size, bandwidth] = [128, 16];
    const count = Math.ceil(LIMITS.gpuLaneBytes / (2 * size * size * 3)) + 3;
    const distinct = Array.from({ length: 7 }, (_, k) => noise(size, size, k).data);
    const images = Array.from({ length: count }, (_, k) => distinct[k % 7]!);
    const expected = distinct.map((image) => wasmCrop(image, size, bandwidth));
    const batches = await Promise.all([
      cropAll(crop, size, bandwidth, images),
      cropAll(crop, size, bandwidth, images.slice(1, 3)),
    ]);
    assert.deepEqual(
      batches[0],
      Array.from(images, (_, k) => expected[k % 7]),
    );
    assert.deepEqual(batches[1], expected.slice(1, 3));
  });

  test('more shapes than are kept should all work, and again', async () => {
    const image = noise(32, 32, 1).data;
    const bandwidths = Array.from({ length: LIMITS.gpuShapes + 2 }, (_, k) => 2 * (k + 1));
    for (const bandwidth of [...bandwidths, ...bandwidths]) {
      const [actual] = await cropAll(crop, 32, bandwidth, [image]);
      assert.deepEqual(actual, wasmCrop(image, 32, bandwidth));
    }
  });

  test('shapes without a crop and memory of another size should be refused', async () => {
    const one = (size: number, bandwidth: number): Promise<unknown> =>
      cropAll(crop, size, bandwidth, [new Uint8Array(size * size * 3)]);
    await assert.rejects(one(16, 7), /bandwidth must be even, at least 2 and below 16/);
    await assert.rejects(one(16, 16), /below 16, the image's side, not 16/);
    await assert.rejects(one(16, 0), /at least 2/);
    await assert.rejects(one(15, 8), /side must be even/);
    await assert.rejects(one(LIMITS.baseSizeMax + 2, 8), /baseSizeMax/);
    await assert.rejects(cropAll(crop, 16, 8, [new Uint8Array(5)]), /images must have 768 bytes/);
    assert.equal(crop.lost, undefined);
  });
});

test('a lost device should fail the crops that are in flight and all later ones, and write nothing more', async () => {
  useSoftwareGpu();
  const crop = await softwareCrop();
  const images = Array.from({ length: 20 }, (_, k) => noise(64, 64, k).data);
  await cropAll(crop, 64, 32, images.slice(0, 1));
  const inFlight = [0, 1, 2].map(() => cropAll(crop, 64, 32, images));
  crop.device.destroy();
  for (const batch of await Promise.allSettled(inFlight)) {
    assert.equal(batch.status, 'rejected');
    assert.match(String(batch.reason), /the GPU device is lost/);
  }
  await assert.rejects(cropAll(crop, 64, 32, images), /the GPU device is lost/);
  assert.match(crop.lost!, /destroyed/);
});
