/** The results of the benchmark for people. */
import {
  type BenchReport,
  type BenchResult,
  feedOf,
  isStarved,
  type OperationResult,
  type PoolResult,
  type Quartiles,
  type RandAugmentResult,
} from '../bench/index.ts';
import { PRESET_BASE_SIZE } from '../spec/presets.ts';
import { sizeOf } from '../spec/stage-size.ts';
import { sidesOf, sizeText } from '../types.ts';
import { table } from './table.ts';

/** Above this decoding is nearly all of the work. ImageNet's mean is 0.18 million. */
const LARGE_PIXELS = 1_000_000;

/** @param operations whether the operations of RandAugment are shown */
export function describeBench(report: BenchReport, operations: boolean): string {
  const { results, pool, floors, options, operations: each = [], randaugment = [] } = report;
  const parts = [
    header(report),
    `One core, CPU milliseconds per image; median of ${options.repetitions} repetitions, quartiles of the total:`,
    stages(results),
    describeFloors(floors),
    'Bytes per image from the file to the batch, in kB:',
    copies(results),
  ];
  if (pool !== undefined) parts.push('Pool of workers, from files to batches in shared memory:', pools(pool));
  if (pool?.some(isStarved) === true) parts.push(STARVED);
  if (operations) parts.push('', byOperation(each), '', byConfig(randaugment));
  return parts.join('\n');
}

function header({ data, machine, options: { base_size } }: BenchReport): string {
  const { mean_bytes, mean_pixels, images, formats, bad } = data;
  const size = `mean ${(mean_bytes / 1000).toFixed(1)} kB and ${(mean_pixels / 1e6).toFixed(3)} megapixels`;
  const kinds = Object.entries(formats).map(([format, count]) => `${count} ${format}`);
  const lines = [
    `${images} images of ${data.name} (${kinds.join(', ')}), ${size}`,
    `${machine.cpu}, ${machine.cores} cores; Node ${machine.node}; engine ${machine.engine}`,
  ];
  if (base_size !== PRESET_BASE_SIZE) {
    const { height, width } = sidesOf(base_size);
    lines.push(`full images of ${height} x ${width} pixels`);
  }
  if (mean_pixels > LARGE_PIXELS) {
    lines.push(
      `These photographs are ${(mean_pixels / 180_000).toFixed(0)} times as large as ImageNet's: most of the time is decoding.` +
        ' Copies with a short side of 500 pixels are about as cheap as ImageNet.',
    );
  }
  if (bad.length > 0) {
    lines.push(
      `${bad.length} images cannot be decoded and were left out; the first: ${bad[0]!.key}: ${bad[0]!.reason}`,
    );
  }
  return lines.join('\n');
}

/** What the figures mean for somebody who sizes a server: one sentence, with its assumption. */
export function describeFeed(report: BenchReport, trainerSpeed: number): string {
  const { slowest, imagesPerSecond, efficiency, workers, cores } = feedOf(report, trainerSpeed);
  const strength = slowest.magnitude === null ? '' : `, m = ${slowest.magnitude}`;
  const stage = `B = ${slowest.bandwidth}${strength} (${slowest.mode}), the slowest measured stage`;
  const measured = `each core adds ${(100 * efficiency).toFixed(0)} % of the first, as measured with ${workers} workers`;
  const assumed = workers === 1 ? 'all cores add as much as the first' : measured;
  return (
    `\nOne core feeds ${grouped(imagesPerSecond)} images/s at ${stage}; to feed a trainer of ${grouped(trainerSpeed)} ` +
    `images/s, take ${cores} ${cores === 1 ? 'core' : 'cores'} (assuming that ${assumed}).`
  );
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The least time that three digits show. */
const LEAST_MS = 0.001;

/** A step's milliseconds; `< x` if it is lost in noise, and `-` if the stage has no such step. */
export function step(ms: number, below: number | undefined): string {
  if (below !== undefined) return `< ${Math.max(LEAST_MS, below).toFixed(3)}`;
  if (ms === 0) return '-';
  return ms < LEAST_MS ? `< ${LEAST_MS}` : ms.toFixed(3);
}

const fixed = (value: number | null, digits: number): string => value?.toFixed(digits) ?? '-';
const range = ([first, third]: Quartiles, digits: number): string =>
  `${first.toFixed(digits)}..${third.toFixed(digits)}`;

function stageCells({
  mode,
  magnitude,
  ...size
}: Pick<BenchResult, 'mode' | 'bandwidth' | 'size' | 'magnitude'>): string[] {
  return [mode, sizeText(sizeOf(size)), magnitude === null ? 'none' : String(magnitude)];
}

/** On a noisy machine the bound of a step may exceed the total, which is the better bound then. */
function within({ cpu_ms_per_image }: BenchResult, below: number | undefined): number | undefined {
  return below === undefined ? undefined : Math.min(below, cpu_ms_per_image);
}

function stages(results: readonly BenchResult[]): string {
  const rows = results.map((row) => [
    ...stageCells(row),
    row.decode_ms.toFixed(3),
    step(row.resize_ms, within(row, row.below_noise_ms.resize_ms)),
    step(row.augment_ms, within(row, row.below_noise_ms.augment_ms)),
    step(row.low_frequency_ms, within(row, row.below_noise_ms.low_frequency_ms)),
    row.cpu_ms_per_image.toFixed(3),
    range(row.quartiles.cpu_ms_per_image, 3),
    row.images_per_second.toFixed(0),
    row.times_region_decode.toFixed(2),
    fixed(row.times_entropy_decode, 2),
  ]);
  const times = ['decode', 'resize', 'augment', 'low-freq', 'total', 'quartiles'];
  return table(['mode', 'B', 'm', ...times, 'images/s', 'x region', 'x floor'], rows);
}

function describeFloors({ region_ms, entropy_ms, quartiles }: BenchReport['floors']): string {
  const region = `region: decoding the crop's region alone, ${region_ms.toFixed(3)} ms (${range(quartiles.region_ms, 3)})`;
  if (entropy_ms === null || quartiles.entropy_ms === null) return `${region}; no floor, as not all images are JPEG`;
  const entropy = `${entropy_ms.toFixed(3)} ms (${range(quartiles.entropy_ms, 3)})`;
  return `${region}; floor: at 1/8 scale, entropy decoding alone, ${entropy}`;
}

function copies(results: readonly BenchResult[]): string {
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
  const rows = results.map((row) => {
    const { file, decoded, slot, total, decoder_output } = row.bytes_copied;
    return [...stageCells(row), ...[file, decoded, slot, total, decoder_output].map(kilobytes)];
  });
  return table(['mode', 'B', 'm', 'file', 'decoded', 'slot', 'copied', 'decoder writes'], rows);
}

function pools(pool: readonly PoolResult[]): string {
  const rows = pool.map((row) => [
    ...stageCells(row),
    String(row.workers),
    row.images_per_second.toFixed(0),
    range(row.quartiles.images_per_second, 0),
    row.cpu_ms_per_image.toFixed(3),
    row.cores_busy.toFixed(2),
    `${(100 * row.efficiency).toFixed(0)} %`,
  ]);
  return table(['mode', 'B', 'm', 'workers', 'images/s', 'quartiles', 'CPU ms', 'cores busy', 'efficiency'], rows);
}

const STARVED =
  'One worker kept less than 0.85 of a core busy: other programs or a slow disk affect images/s and efficiency.';

/** A row for each operation; geometric ones have a time for each interpolation. */
function byOperation(operations: readonly OperationResult[]): string {
  const time = (name: string, interpolation: string | null): string => {
    const found = operations.find((result) => result.name === name && result.interpolation === interpolation);
    return found === undefined ? '' : step(found.cpu_ms, found.below_noise_ms);
  };
  const rows = [...new Set(operations.map(({ name }) => name))].map((name) => [
    name,
    ...[null, 'nearest', 'bilinear', 'bicubic'].map((interpolation) => time(name, interpolation)),
  ]);
  return table(['operation', 'ms', 'nearest ms', 'bilinear ms', 'bicubic ms'], rows);
}

function byConfig(results: readonly RandAugmentResult[]): string {
  return table(
    ['randaugment', 'mean ms'],
    results.map(({ config, cpu_ms_per_image, below_noise_ms }) => [config, step(cpu_ms_per_image, below_noise_ms)]),
  );
}
