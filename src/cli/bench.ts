import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Command, Option } from 'commander';
import { benchGpu } from '../bench/gpu.ts';
import type { OperationResult, RandAugmentResult } from '../bench/operations.ts';
import { type BenchOptions, type BenchResult, runBench } from '../bench/preprocessing.ts';
import { gpuTable } from './bench-gpu.ts';
import { integer, integers } from './options.ts';

interface BenchFlags {
  data: string;
  bandwidth: number[];
  magnitude: (number | null)[];
  images: number;
  passes: number;
  operations: boolean;
  spectral: 'wasm' | 'webgpu';
  json?: string;
}

/** `crescendo bench`: what preprocessing costs on this machine and these images. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('Measure the CPU time of preprocessing, image by image, on one core.')
    .requiredOption('--data <dir>', 'an image folder (one folder for each class)')
    .option('--bandwidth <list>', 'sides B in pixels', integers(2, 512), [96, 160, 224])
    .option('--magnitude <list>', 'RandAugment magnitudes, and "none"', magnitudes, [null, 9])
    .option('--images <n>', 'images to use', integer(1, 100_000), 200)
    .option('--passes <n>', 'passes over the images; the median counts', integer(1, 1000), 7)
    .option('--operations', 'print the time of every RandAugment operation at 224 pixels as well', false)
    .addOption(
      new Option('--spectral <where>', 'webgpu measures the low-frequency crop on the GPU instead, by its steps')
        .choices(['wasm', 'webgpu'])
        .default('wasm'),
    )
    .option('--json <file>', 'write the results as JSON, those of --operations included')
    .addHelpText('after', '\nExample:\n  crescendo bench --data photos/ --operations --json bench.json')
    .action(bench);
}

async function bench(flags: BenchFlags): Promise<void> {
  if (flags.spectral === 'webgpu') {
    const gpu = await benchGpu(flags.bandwidth, flags.passes, flags.images);
    if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ gpu }, null, 2)}\n`);
    console.log(gpuTable(gpu));
    return;
  }
  const options: BenchOptions = {
    ...flags,
    bandwidths: flags.bandwidth,
    magnitudes: flags.magnitude,
    operations: flags.operations || flags.json !== undefined,
  };
  const report = await runBench(options);
  const { data, results, operations = [], randaugment = [] } = report;
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    node: process.version,
  };
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ machine, ...report }, null, 2)}\n`);
  console.log(
    `${data.images} images, mean ${(data.mean_bytes / 1000).toFixed(1)} kB, ${data.mean_pixels} pixels; ${machine.cpu}`,
  );
  console.log(stages(results));
  if (flags.operations) console.log(`\n${byOperation(operations)}\n\n${byConfig(randaugment)}`);
}

/** `none`, or a whole number of 0 to 10. */
function magnitudes(text: string): (number | null)[] {
  return text.split(',').map((word) => (word === 'none' ? null : integer(0, 10)(word)));
}

/** CPU milliseconds per image, and images per second of one core. */
function stages(results: readonly BenchResult[]): string {
  const rows = results.map((row) => [
    row.mode,
    String(row.bandwidth),
    row.magnitude === null ? 'none' : String(row.magnitude),
    row.decode_ms.toFixed(3),
    row.resize_ms.toFixed(3),
    row.augment_ms.toFixed(3),
    row.low_frequency_ms.toFixed(3),
    row.cpu_ms_per_image.toFixed(3),
    row.images_per_second.toFixed(0),
    row.decode_floor_ms.toFixed(3),
  ]);
  const times = ['decode ms', 'resize ms', 'augment ms', 'low-freq ms', 'total ms'];
  return table(['mode', 'B', 'm', ...times, 'images/s', 'floor ms'], rows);
}

/** A row for each operation; geometric ones have a time for each interpolation. */
function byOperation(operations: readonly OperationResult[]): string {
  const time = (name: string, interpolation: string | null): string =>
    operations.find((result) => result.name === name && result.interpolation === interpolation)?.cpu_ms.toFixed(3) ??
    '';
  const rows = [...new Set(operations.map(({ name }) => name))].map((name) => [
    name,
    ...[null, 'nearest', 'bilinear', 'bicubic'].map((interpolation) => time(name, interpolation)),
  ]);
  return table(['operation', 'ms', 'nearest ms', 'bilinear ms', 'bicubic ms'], rows);
}

function byConfig(results: readonly RandAugmentResult[]): string {
  return table(
    ['randaugment', 'mean ms'],
    results.map(({ config, cpu_ms_per_image }) => [config, cpu_ms_per_image.toFixed(3)]),
  );
}

/** Right-aligned columns. */
function table(head: readonly string[], rows: readonly string[][]): string {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  return [head, ...rows].map((row) => row.map((cell, k) => cell.padStart(widths[k]!)).join('  ')).join('\n');
}
