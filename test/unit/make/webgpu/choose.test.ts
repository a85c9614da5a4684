import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { comparison, gpuWins } from '../../../../src/make/webgpu/calibrate.ts';
import { chooseSpectral } from '../../../../src/make/webgpu/choose.ts';
import { useSoftwareGpu } from '../../../support/gpu.ts';

const wasm = { imagesPerSecond: 4000, cpuMs: 0.25 };

test('a GPU should win that is as fast as all workers and spares the processor', () => {
  assert.equal(gpuWins({ imagesPerSecond: 16_000, cpuMs: 0.1 }, wasm, 4), true);
  assert.equal(gpuWins({ imagesPerSecond: 15_999, cpuMs: 0.1 }, wasm, 4), false);
  assert.equal(gpuWins({ imagesPerSecond: 20_000, cpuMs: 0.25 }, wasm, 4), false);
});

test('both speeds should be said', () => {
  assert.equal(
    comparison({ imagesPerSecond: 20_000, cpuMs: 0.1 }, wasm, 4),
    '224 -> 96: GPU 20000 images/s, 0.100 CPU ms each; WebAssembly, 4 workers, 16000 images/s, 0.250 CPU ms each',
  );
});

describe('with a software adapter alone', () => {
  useSoftwareGpu();

  test('auto should choose WebAssembly and say why', async () => {
    const { used, why, gpu } = await chooseSpectral('auto', 2);
    assert.deepEqual([used, gpu], ['wasm', undefined]);
    assert.match(why, /the only adapter, SwiftShader .* \(vulkan\), computes in software/);
  });

  test('webgpu should use it', async () => {
    const { used, why, gpu } = await chooseSpectral('webgpu', 2);
    assert.equal(used, 'webgpu');
    assert.match(why, /SwiftShader .* \(vulkan, software\)/);
    assert.equal(gpu?.usable, true);
    await gpu?.close();
    assert.equal(gpu?.usable, false);
  });
});
