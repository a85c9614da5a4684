import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Command } from 'commander';
import { type BenchOptions, type BenchResult, runBench } from '../bench/preprocessing.ts';
import { integer, integers } from './options.ts';

interface BenchFlags {
  data: string;
  bandwidth: number[];
  magnitude: (number | null)[];
  images: number;
  passes: number;
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
    .option('--json <file>', 'write the results as JSON')
    .addHelpText('after', '\nExample:\n  crescendo bench --data photos/ --json bench.json')
    .action(bench);
}

async function bench(flags: BenchFlags): Promise<void> {
  const options: BenchOptions = { ...flags, bandwidths: flags.bandwidth, magnitudes: flags.magnitude };
  const { data, results } = await runBench(options);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    node: process.version,
  };
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ machine, data, results }, null, 2)}\n`);
  console.log(
    `${data.images} images, mean ${(data.mean_bytes / 1000).toFixed(1)} kB, ${data.mean_pixels} pixels; ${machine.cpu}`,
  );
  console.log(table(results));
}

/** `none`, or a whole number of 0 to 10. */
function magnitudes(text: string): (number | null)[] {
  return text.split(',').map((word) => (word === 'none' ? null : integer(0, 10)(word)));
}

/** CPU milliseconds per image, and images per second of one core. */
function table(results: BenchResult[]): string {
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
  const head = [
    'mode',
    'B',
    'm',
    'decode ms',
    'resize ms',
    'augment ms',
    'low-freq ms',
    'total ms',
    'images/s',
    'floor ms',
  ];
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  return [head, ...rows].map((row) => row.map((cell, k) => cell.padStart(widths[k]!)).join('  ')).join('\n');
}
