import type { BenchReport, BenchResult, PeerResult, PoolResult } from '../../src/bench/index.ts';

/** One stage, as it might have been measured. */
export function benchResult(fields: Partial<BenchResult>): BenchResult {
  return {
    ...{ mode: 'exact', bandwidth: 96, magnitude: 0, cpu_ms_per_image: 1.4, images_per_second: 714, cores: 1 },
    ...{ decode_ms: 0.7, resize_ms: 0.3, augment_ms: 0.15, low_frequency_ms: 0.25, decode_floor_ms: 0.6 },
    ...{ times_region_decode: 2, times_entropy_decode: 2.33 },
    bytes_copied: { file: 75_800, decoded: 0, slot: 27_648, total: 103_448, decoder_output: 400_000 },
    quartiles: {
      cpu_ms_per_image: [1.35, 1.45],
      decode_ms: [0.69, 0.72],
      resize_ms: [0.29, 0.31],
      augment_ms: [0.14, 0.16],
      low_frequency_ms: [0.24, 0.26],
    },
    below_noise_ms: {},
    ...fields,
  } as BenchResult;
}

/** A whole report, as it might have been measured. */
export function benchReport(fields: Partial<BenchReport> = {}): BenchReport {
  return {
    version: 2,
    machine: {
      ...{ cpu: 'A CPU <fast> & "new"', cores: 2, memory_bytes: 1e9 },
      ...{ platform: 'linux x64', node: 'v22', engine: '1' },
    },
    data: {
      ...{ name: 'photos & <more>', manifest: 'ab', images: 200, mean_bytes: 75_800, mean_pixels: 187_500 },
      ...{ formats: { jpeg: 200 }, bad: [] },
    },
    options: { stages: [], base_size: 224, images: 200, warmup: 1, repetitions: 8, workers: [1, 2] },
    floors: {
      ...{ region_ms: 0.71, entropy_ms: 0.6 },
      quartiles: { region_ms: [0.7, 0.72], entropy_ms: [0.59, 0.61] },
    },
    results: [benchResult({}), benchResult({ bandwidth: 224, magnitude: null, low_frequency_ms: 0 })],
    ...fields,
  };
}

/** One stage in the pool, as it might have been measured. */
export function poolResult(fields: Partial<PoolResult>): PoolResult {
  return {
    ...{ mode: 'exact', bandwidth: 96, magnitude: 0, workers: 1, images_per_second: 300 },
    ...{ cpu_ms_per_image: 1.5, cores_busy: 1, efficiency: 1 },
    quartiles: { images_per_second: [290, 310], cpu_ms_per_image: [1.4, 1.6], efficiency: [1, 1] },
    ...fields,
  };
}

export function peerResult(fields: Partial<PeerResult>): PeerResult {
  return {
    ...{ name: 'Crescendo', version: '0.1.0', work: 'crop, resize', note: '' },
    ...{ cpu_ms_per_image: 1.62, images_per_second: 1207, workers: 2 },
    ...fields,
  };
}
