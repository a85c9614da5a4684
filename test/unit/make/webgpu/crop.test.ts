import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import type { GpuCrop } from '../../../../src/make/webgpu/crop.ts';
import type { CropOutput } from '../../../../src/make/webgpu/output.ts';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { referenceSpectralCrop } from '../../../../src/pixels/kernels/reference/spectral.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../../../src/types.ts';
import { BYTES, cropAll, softwareCrop, useSoftwareGpu } from '../../../support/gpu.ts';
import { noise, picture } from '../../../support/pictures.ts';

const engine = new PixelEngine(loadKernels());

function wasmCrop(image: Uint8Array, size: number, bandwidth: number): Uint8Array {
  engine.loadImage(image, size, size);
  return engine.lowFrequency(bandwidth, 'spectral', 'uint8').slice();
}

/** The definition in doubles, HWC, in 0..255. */
function definition(image: Uint8Array, size: number, bandwidth: number): Float64Array {
  const values = new Float64Array(bandwidth * bandwidth * 3);
  for (let c = 0; c < 3; c += 1) {
    const channel = Float64Array.from({ length: size * size }, (_, k) => image[3 * k + c]!);
    for (const [k, value] of referenceSpectralCrop(channel, size, bandwidth).entries()) values[3 * k + c] = value;
  }
  return values;
}

const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.buffer);

/** The value of an IEEE half. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
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
      const crops = await cropAll(crop, size, bandwidth, BYTES, images);
      for (const [k, image] of images.entries()) assert.deepEqual(crops[k], wasmCrop(image, size, bandwidth));
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
        const [actual] = await cropAll(crop, size, bandwidth, BYTES, [image]);
        assert.deepEqual(actual, wasmCrop(image, size, bandwidth));
      }),
      { numRuns: 15 },
    );
  });

  test('more images than a lane holds should come back in their order, from crops at the same time too', async () => {
    const [size, bandwidth] = [128, 16];
    const count = Math.ceil(LIMITS.gpuLaneBytes / (2 * size * size * 3)) + 3;
    const images = Array.from({ length: count }, (_, k) => noise(size, size, k % 7).data);
    const expected = images.slice(0, 7).map((image) => wasmCrop(image, size, bandwidth));
    const batches = await Promise.all([
      cropAll(crop, size, bandwidth, BYTES, images),
      cropAll(crop, size, bandwidth, BYTES, images.slice(1, 3)),
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
      const [actual] = await cropAll(crop, 32, bandwidth, BYTES, [image]);
      assert.deepEqual(actual, wasmCrop(image, 32, bandwidth));
    }
  });

  for (const [size, bandwidths] of [
    [28, [2, 12, 14, 26]],
    [64, [30]],
    [128, [96]],
    [224, [96, 160, 192]],
    [256, [128]],
    [384, [160]],
  ] as const) {
    test(`float32 ${size} -> ${bandwidths} should be within 1e-4 of the range of the definition`, async () => {
      const image = noise(size, size, size, true).data;
      for (const bandwidth of bandwidths) {
        const output: CropOutput = { dtype: 'float32', layout: 'nhwc' };
        const [bytes] = await cropAll(crop, size, bandwidth, output, [image]);
        const actual = floats(bytes!);
        const expected = definition(image, size, bandwidth);
        let largest = 0;
        for (const [k, value] of expected.entries()) largest = Math.max(largest, Math.abs(value - actual[k]!));
        assert.ok(largest <= 255e-4, `${bandwidth}: ${largest}`);
      }
    });
  }

  test('normalised floats should be those of the definition, in either layout and in halves', async () => {
    const [size, bandwidth] = [28, 14];
    const image = picture(size, size, 4).data;
    const expected = definition(image, size, bandwidth);
    const pixels = bandwidth * bandwidth;
    const normalization = { mean: IMAGENET_MEAN, std: IMAGENET_STD };
    for (const dtype of ['float32', 'float16'] as const) {
      for (const layout of ['nhwc', 'nchw'] as const) {
        const [bytes] = await cropAll(crop, size, bandwidth, { dtype, layout, normalization }, [image]);
        const actual = dtype === 'float32' ? floats(bytes!) : Array.from(new Uint16Array(bytes!.buffer), half);
        for (const [k, value] of expected.entries()) {
          const [pixel, c] = [Math.floor(k / 3), k % 3];
          const normalised = (value / 255 - IMAGENET_MEAN[c]!) / IMAGENET_STD[c]!;
          const found = actual[layout === 'nhwc' ? k : c * pixels + pixel]!;
          assert.ok(Math.abs(found - normalised) < (dtype === 'float32' ? 1e-4 : 4e-3), `${dtype} ${layout} ${k}`);
        }
      }
    }
  });

  test('shapes without a crop and memory of another size should be refused', async () => {
    const one = (size: number, bandwidth: number, output: CropOutput = BYTES): Promise<unknown> =>
      cropAll(crop, size, bandwidth, output, [new Uint8Array(size * size * 3)]);
    await assert.rejects(one(16, 7), /bandwidth must be even, at least 2 and below 16/);
    await assert.rejects(one(16, 16), /below 16, the image's side, not 16/);
    await assert.rejects(one(16, 0), /at least 2/);
    await assert.rejects(one(15, 8), /side must be even/);
    await assert.rejects(one(LIMITS.baseSizeMax + 2, 8), /baseSizeMax/);
    const normalization = { mean: IMAGENET_MEAN, std: IMAGENET_STD };
    await assert.rejects(one(16, 8, { ...BYTES, normalization }), /bytes cannot be normalised/);
    await assert.rejects(cropAll(crop, 16, 8, BYTES, [new Uint8Array(5)]), /images must have 768 bytes/);
    assert.equal(crop.lost, undefined);
  });
});

test('a lost device should fail the crops that are in flight and all later ones, and write nothing more', async () => {
  useSoftwareGpu();
  const crop = await softwareCrop();
  const images = Array.from({ length: 20 }, (_, k) => noise(64, 64, k).data);
  await cropAll(crop, 64, 32, BYTES, images.slice(0, 1));
  const inFlight = [0, 1, 2].map(() => cropAll(crop, 64, 32, BYTES, images));
  crop.device.destroy();
  for (const batch of await Promise.allSettled(inFlight)) {
    assert.equal(batch.status, 'rejected');
    assert.match(String(batch.reason), /the GPU device is lost/);
  }
  await assert.rejects(cropAll(crop, 64, 32, BYTES, images), /the GPU device is lost/);
  assert.match(crop.lost!, /destroyed/);
});
