import { CrescendoError } from '../errors.ts';
import { bestAdapter, type FoundAdapter } from '../make/webgpu/adapters.ts';
import { GpuCrop } from '../make/webgpu/crop.ts';
import { type CropShape, cropBytes } from '../make/webgpu/crop-shape.ts';
import type { Lane } from '../make/webgpu/lane.ts';
import { compute, readBack, upload } from '../make/webgpu/phases.ts';
import type { PreparedShape } from '../make/webgpu/shape-cache.ts';
import { NO_ADAPTER } from '../make/webgpu/task.ts';
import { BUFFER } from '../make/webgpu/usage.ts';
import { summarize } from './statistics.ts';

const SIZE = 224;
/** Bytes of one copy of the rooflines, and copies of each. */
const COPY = { bytes: 32 * 1024 * 1024, count: 8 } as const;
/** Number of lanes that a measurement of overlapping work fills, one after the other. */
const OVERLAPPED_LANES = 6;

/** Gigabytes per second. */
export interface Rooflines {
  /** A copy on the device: bytes read and written. */
  device: number;
  /** From mapped memory to the device and back: bytes copied. */
  upload: number;
  readBack: number;
}

/** One line of the results. Times are milliseconds of wall time for a batch, each step waited for. */
export interface GpuResult {
  bandwidth: number;
  /** Images of a batch. */
  images: number;
  uploadMs: number;
  computeMs: number;
  readBackMs: number;
  /** Bytes of the batch divided by the time that it took to move them, in GB/s. */
  uploadRate: number;
  /** Bytes that the three steps read and write, divided by the time that they took. */
  computeRate: number;
  readBackRate: number;
  /** With several batches in flight. */
  imagesPerSecond: number;
}

export interface GpuReport {
  adapter: FoundAdapter['summary'];
  rooflines: Rooflines;
  results: GpuResult[];
}

/**
 * Measures the low-frequency crop on the best GPU adapter, on random images of 224 pixels.
 *
 * @param passes measurements of each step; the median counts
 * @param most images of a batch, at most; a lane may hold fewer
 * @throws INVALID_FIELD without an adapter, PATH without the package
 */
export async function benchGpu(bandwidths: readonly number[], passes: number, most: number): Promise<GpuReport> {
  const found = await bestAdapter();
  if (found === undefined) {
    throw new CrescendoError('INVALID_FIELD', `--spectral webgpu: ${NO_ADAPTER}`, { option: '--spectral' });
  }
  const crop = new GpuCrop(await found.adapter.requestDevice());
  try {
    const rooflines = await measureRooflines(crop.device, passes);
    const results: GpuResult[] = [];
    for (const bandwidth of bandwidths.filter((side) => side < SIZE)) {
      results.push(await measureShape(crop, bandwidth, passes, most));
    }
    return { adapter: found.summary, rooflines, results };
  } finally {
    crop.device.destroy();
  }
}

async function measureShape(crop: GpuCrop, bandwidth: number, passes: number, most: number): Promise<GpuResult> {
  const shape: CropShape = { size: SIZE, bandwidth };
  return await crop.shapes.use(shape, async (prepared) => {
    const images = Array.from({ length: Math.min(prepared.capacity, most) }, (_, k) => noise(SIZE * SIZE * 3, k));
    const outputs = images.map(() => new Uint8Array(cropBytes(bandwidth)));
    const times: [number[], number[], number[]] = [[], [], []];
    for (let pass = -1; pass < passes; pass += 1) {
      await prepared.withLane(async (lane) => {
        const steps = await timeSteps(crop.device, prepared, lane, images, outputs);
        // The first pass warms compilers and memory.
        if (pass >= 0) for (const [k, ms] of steps.entries()) times[k]!.push(ms);
      });
    }
    const [uploadMs, computeMs, readBackMs] = [
      summarize(times[0]).median,
      summarize(times[1]).median,
      summarize(times[2]).median,
    ];
    const many = Array.from({ length: OVERLAPPED_LANES }, () => images).flat();
    const manyOutputs = Array.from({ length: OVERLAPPED_LANES }, () => outputs).flat();
    const overlapped = await milliseconds(() => crop.crop(shape, many, manyOutputs));
    const [input, result] = [SIZE * SIZE * 3, bandwidth * bandwidth * 3];
    const moved = input + 2 * 4 * bandwidth * SIZE * 3 + 2 * 4 * result + result;
    const rate = (bytes: number, ms: number): number => (bytes * images.length) / ms / 1e6;
    return {
      bandwidth,
      images: images.length,
      uploadMs,
      computeMs,
      readBackMs,
      uploadRate: rate(input, uploadMs),
      computeRate: rate(moved, computeMs),
      readBackRate: rate(result, readBackMs),
      imagesPerSecond: (many.length * 1000) / overlapped,
    };
  });
}

/** Upload, computation and read-back of one batch, each waited for. */
async function timeSteps(
  device: GPUDevice,
  { pipeline }: PreparedShape,
  lane: Lane,
  images: readonly Uint8Array[],
  outputs: readonly Uint8Array[],
): Promise<[number, number, number]> {
  const idle = async (): Promise<void> => {
    await device.queue.onSubmittedWorkDone();
  };
  // Mapped before the clock runs, as in a stream of batches.
  await lane.mapped;
  return [
    await milliseconds(async () => {
      await upload(device, lane, images);
      await idle();
    }),
    await milliseconds(async () => {
      await compute(device, pipeline, lane, images.length);
      await idle();
    }),
    await milliseconds(() => readBack(device, pipeline, lane, outputs)),
  ];
}

/** The best that the device can do: copies of whole buffers and nothing else. */
async function measureRooflines(device: GPUDevice, passes: number): Promise<Rooflines> {
  const { storage, copySource, copyTarget, mapRead, mapWrite } = BUFFER;
  const buffer = (usage: number): GPUBuffer => device.createBuffer({ size: COPY.bytes, usage });
  const [near, far] = [buffer(storage | copySource | copyTarget), buffer(storage | copyTarget)];
  const [host, back] = [buffer(mapWrite | copySource), buffer(mapRead | copyTarget)];
  const rate = async (from: GPUBuffer, to: GPUBuffer): Promise<number> => {
    const times: number[] = [];
    for (let pass = -1; pass < passes; pass += 1) {
      const encoder = device.createCommandEncoder();
      for (let k = 0; k < COPY.count; k += 1) encoder.copyBufferToBuffer(from, 0, to, 0, COPY.bytes);
      const commands = encoder.finish();
      const ms = await milliseconds(async () => {
        device.queue.submit([commands]);
        await device.queue.onSubmittedWorkDone();
      });
      if (pass >= 0) times.push(ms);
    }
    return (COPY.bytes * COPY.count) / summarize(times).median / 1e6;
  };
  try {
    return { device: 2 * (await rate(near, far)), upload: await rate(host, near), readBack: await rate(near, back) };
  } finally {
    for (const each of [near, far, host, back]) each.destroy();
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Bytes without a pattern; their values do not affect the time. */
function noise(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, k) => (Math.imul(k + seed, 2_654_435_761) >>> 24) & 255);
}
