/** The server with the low-frequency crop on a GPU: the same batches, whatever happens to the device. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { useSoftwareGpu } from '../support/gpu.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

useSoftwareGpu();
const work = mkdtempSync(join(tmpdir(), 'crescendo-gpu-'));
const data = join(work, 'data');
beforeAll(() => void writeDataset(data, 24));
afterAll(() => rmSync(work, { recursive: true }));

/**
 * Runs with different steps around the crop: none, replay and erasing, mixing, another working side. All stages of the
 * preset, at a small size.
 */
const PRESET: RunSpec = { dataset: 'train', baseSize: 224, budget: { steps: 12 }, globalBatch: 4 };
const ERASED: RunSpec = {
  dataset: 'train',
  seed: 3,
  baseSize: 64,
  budget: { steps: 16 },
  globalBatch: 8,
  erasing: { probability: 0.8, mode: 'pixel' },
  schedule: [
    // If strengths differ from step to step, a batch is made in several parts at once.
    {
      until: 0.5,
      bandwidth: 32,
      replay: { size: 3, split: 2, times: 2 },
      randaugment: 'rand-m9-mstd0.5-inc1',
      magnitude: { from: 0, to: 9 },
    },
    { until: 0.8, bandwidth: 46, randaugment: 'rand-m9-mstd0.5-inc1', globalBatch: 10 },
    { until: 1, bandwidth: 64 },
  ],
};
const MIXED: RunSpec = {
  ...ERASED,
  mixing: { mixupAlpha: 0.8, cutmixAlpha: 1, where: 'server' },
};
const MATCHED: RunSpec = { ...ERASED, baseSize: 96, fidelity: 'matched' };
const RUNS = { matched: MATCHED, preset: PRESET, erased: ERASED, mixed: MIXED } as const;

/** Reads all runs of a server. */
async function readAll({ address }: ServerProcess, names = Object.keys(RUNS) as (keyof typeof RUNS)[]) {
  const records: Partial<Record<keyof typeof RUNS, BatchRecord[]>> = {};
  for (const name of names) records[name] = await readRun(address, { run: name, spec: RUNS[name] });
  return records;
}

/** Whether a process has the native part of the package in its memory. */
function holdsDawn({ process: child }: ServerProcess): boolean {
  return readFileSync(`/proc/${child.pid}/maps`, 'utf8').includes('dawn.node');
}

/** Preloads a file of test/support in the processes that `work` starts. */
async function preloading<Result>(file: string, during: () => Promise<Result>): Promise<Result> {
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ''} --import=${fileURLToPath(new URL(`../support/${file}`, import.meta.url))}`;
  try {
    return await during();
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
  }
}

describe('serve --spectral', () => {
  let expected: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    const server = await startServer(data, '--workers', '2', '--spectral', 'wasm');
    expected = await readAll(server);
    assert.equal(holdsDawn(server), false, 'wasm must not load the package');
    await server.stop('SIGTERM');
    assert.deepEqual(
      [...new Set(expected.preset!.map(({ stage }) => stage))],
      Array.from({ length: 10 }, (_, k) => k),
    );
  });

  test('webgpu should deliver the same batches, and the server end with 0', async () => {
    const server = await startServer(data, '--workers', '2', '--spectral', 'webgpu');
    assert.deepEqual(await readAll(server), expected);
    assert.equal(holdsDawn(server), true);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('a server that ends while the GPU works should end with 0', async () => {
    const server = await startServer(data, '--workers', '2', '--spectral', 'webgpu');
    let ended: Promise<number | string> | undefined;
    await assert.rejects(
      readRun(server.address, { run: 'preset', spec: PRESET, retryMs: 100 }, () => {
        ended ??= server.stop('SIGTERM');
      }),
      /no success within retryMs/,
    );
    assert.equal(await ended, 0);
  });

  test('a device that is lost in the middle of a run should change no batch', async () => {
    const mark = join(work, 'lost');
    process.env.CRESCENDO_TEST_LOST = mark;
    const server = await preloading('webgpu-lossy.mjs', () =>
      startServer(data, '--workers', '2', '--spectral', 'webgpu'),
    );
    assert.deepEqual(await readAll(server, ['erased', 'mixed', 'matched']), {
      erased: expected.erased,
      mixed: expected.mixed,
      matched: expected.matched,
    });
    assert.ok(existsSync(mark), 'the device was not lost');
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('float32 runs should be the same, as they stay in WebAssembly', async () => {
    const spec: RunSpec = { ...ERASED, dtype: 'float32', budget: { steps: 4 } };
    const read = async (where: string): Promise<BatchRecord[]> => {
      const server = await startServer(data, '--workers', '2', '--spectral', where);
      const records = await readRun(server.address, { run: 'r', spec });
      await server.stop('SIGTERM');
      return records;
    };
    assert.deepEqual(await read('webgpu'), await read('wasm'));
  });

  test('tensors besides the images should be the same, replayed samples among them', async () => {
    const spec: RunSpec = { ...ERASED, outputs: ['images', 'crop_box'], budget: { steps: 6 } };
    const read = async (where: string): Promise<number[][]> => {
      const server = await startServer(data, '--workers', '2', '--spectral', where);
      const boxes: number[][] = [];
      await readRun(server.address, { run: 'r', spec }, ({ tensors }) => {
        boxes.push([...tensors.crop_box!]);
      });
      await server.stop('SIGTERM');
      return boxes;
    };
    const boxes = await read('webgpu');
    assert.deepEqual(boxes, await read('wasm'));
    assert.ok(boxes.flat().some((value) => value > 0));
  });

  test('memory that does not hold the images that wait should be no more than slower', async () => {
    // Three batches in flight take a MiB each; the whole images would need the same amount again.
    const spec: RunSpec = { ...PRESET, schedule: [{ until: 1, bandwidth: 96 }], budget: { steps: 2 } };
    const read = async (...flags: string[]): Promise<BatchRecord[]> => {
      const server = await startServer(data, '--workers', '2', ...flags);
      const records = await readRun(server.address, { run: 'r', spec });
      await server.stop('SIGTERM');
      return records;
    };
    assert.deepEqual(await read('--spectral', 'webgpu', '--memory', '3'), await read('--spectral', 'wasm'));
  });

  test('without the package auto should say so and serve, and webgpu be refused', async () => {
    await preloading('webgpu-missing.mjs', async () => {
      const server = await startServer(data, '--workers', '1');
      assert.match(JSON.stringify(server.spectral), /"wasm".*package webgpu cannot be loaded/);
      assert.equal(await server.stop('SIGTERM'), 0);
      const { code, stderr } = await runCli('serve', '--data', `train=${data}`, '--spectral', 'webgpu');
      assert.equal(code, 2);
      assert.match(stderr, /--spectral webgpu: the optional package webgpu cannot be loaded/);
    });
  });

  test('without an adapter auto should say so and serve, and webgpu be refused', async () => {
    const driver = process.env.VK_ICD_FILENAMES!;
    process.env.VK_ICD_FILENAMES = join(work, 'none.json');
    try {
      const server = await startServer(data, '--workers', '1');
      assert.deepEqual(server.spectral, { used: 'wasm', why: 'WebGPU finds no adapter' });
      await server.stop('SIGTERM');
      const { code, stderr } = await runCli('serve', '--data', `train=${data}`, '--spectral', 'webgpu');
      assert.equal(code, 2);
      assert.match(stderr, /--spectral webgpu: WebGPU finds no adapter/);
    } finally {
      process.env.VK_ICD_FILENAMES = driver;
    }
  });
});

test('doctor should name the adapter, the libraries and what a server would use', async () => {
  const { code, stdout } = await runCli('doctor', '--json');
  assert.equal(code, 0);
  const report = JSON.parse(stdout);
  assert.equal(report.kernels.simd, true);
  assert.equal(report.machine.node, process.version);
  const [adapter] = report.gpu.adapters;
  assert.deepEqual([adapter.vendor, adapter.backend, adapter.type], ['google', 'vulkan', 'software']);
  assert.ok(adapter.limits.maxStorageBufferBindingSize >= 128 * 1024 * 1024);
  assert.deepEqual([report.used.spectral, report.used.jpeg], ['wasm', 'libturbojpeg']);
  const words = await runCli('doctor');
  assert.equal(words.code, 0);
  assert.match(report.engine_version, /^\d+ jpeg-turbo\/\S+ sharp\/\S+$/);
  for (const text of ['SwiftShader', 'libvips', report.engine_version, '/dev/shm', 'computes in software']) {
    assert.ok(words.stdout.includes(text), `${text} in ${words.stdout}`);
  }
});

test('bench --spectral webgpu should measure its steps and the copies that bound them', async () => {
  const file = join(work, 'bench.json');
  const flags = ['--bandwidth', '96,224', '--images', '2', '--repetitions', '1', '--json', file];
  const { code, stdout } = await runCli('bench', '--data', data, '--spectral', 'webgpu', ...flags);
  assert.equal(code, 0);
  assert.match(stdout, /its speed means nothing/);
  const { gpu } = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(
    gpu.results.map((row: { bandwidth: number; images: number }) => [row.bandwidth, row.images]),
    [[96, 2]],
  );
  const [row] = gpu.results;
  for (const key of ['uploadMs', 'computeMs', 'readBackMs', 'uploadRate', 'computeRate', 'readBackRate']) {
    assert.ok(row[key] > 0, key);
  }
  for (const key of ['device', 'upload', 'readBack']) assert.ok(gpu.rooflines[key] > 0, key);
});
