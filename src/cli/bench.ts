import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { benchGpu, type GpuReport } from '../bench/gpu.ts';
import {
  BENCH_MODES,
  type BenchMode,
  type BenchReport,
  checkChartPath,
  combinations,
  type PlannedStage,
  runBench,
  specStages,
  stagesChart,
  withPlans,
  writeChart,
} from '../bench/index.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { PRESET_BASE_SIZE } from '../spec/presets.ts';
import { gpuTable } from './bench-gpu.ts';
import { describeBench, describeFeed } from './bench-tables.ts';
import { integer, integers, positive } from './options.ts';
import { readRunSpec } from './plan.ts';
import { progressBar } from './progress.ts';

interface BenchFlags {
  data: string;
  mode: BenchMode[];
  bandwidth?: number[];
  magnitude?: (number | null)[];
  images: number;
  workers: number[];
  warmup: number;
  repetitions: number;
  operations: boolean;
  spectral: 'wasm' | 'webgpu';
  spec?: string;
  baseSize?: number;
  trainerSpeed: number;
  json?: string;
  chart?: string;
}

/** The word that stands for the demo's photographs. */
const DEMO = 'demo';
const CORES = availableParallelism();

/**
 * `crescendo bench`: measures what preprocessing costs on this machine, for these images.
 *
 * @param demo returns the folder of the demo's photographs; an installed package has no such folder
 */
export function benchCommand(demo?: () => Promise<string>): Command {
  const command = new Command('bench')
    .description('Measure what preprocessing costs: step by step on one core, and in the pool of all cores.')
    .requiredOption(
      '--data <dir>',
      'an image folder (one folder for each class), a folder of images, or shards',
      demo === undefined ? undefined : DEMO,
    )
    .option('--mode <list>', `modes of fidelity: ${BENCH_MODES.join(', ')}`, modes, ['exact'] satisfies BenchMode[])
    .option('--bandwidth <list>', 'sides B in pixels, even; with --magnitude, all combinations are measured', sides)
    .option('--magnitude <list>', 'RandAugment magnitudes 0..10, and "none"', magnitudes)
    .addOption(
      new Option('--base-size <n>', `side in pixels of the full image, even (default ${PRESET_BASE_SIZE})`).argParser(
        baseSize,
      ),
    )
    .addOption(
      new Option('--spec <file>', 'run spec in YAML or JSON: measure its stages').conflicts([
        ...['mode', 'bandwidth', 'magnitude', 'baseSize'],
      ]),
    )
    .option('--trainer-speed <n>', 'images per second that the trainer takes', positive, 2500)
    .option('--images <n>', 'images to use', integer(1, 100_000), 200)
    .option('--workers <list>', 'sizes of the pool in addition to 1, or "none"', workers, [CORES])
    .option('--warmup <n>', 'passes over the images that do not count', integer(0, 1000), 1)
    .option('--repetitions <n>', 'passes that count', integer(1, 1000), 8)
    .option('--operations', 'also print the time of every RandAugment operation at 224 pixels', false)
    .addOption(
      new Option('--spectral <where>', 'webgpu measures the steps of the low-frequency crop on the GPU instead')
        .choices(['wasm', 'webgpu'])
        .default('wasm'),
    )
    .option(
      '--json <file>',
      'write the results as JSON, including those of --operations; "-" is standard output, and the tables go to ' +
        'standard error',
    )
    .option('--chart <file>', 'draw the results: .svg or .png')
    .addHelpText(
      'after',
      `
Without --bandwidth and --magnitude, the first, the middle and the last stage of efficienttrain++ are measured: B = 96,
160, 224 with magnitude 0, 4, 9. If only one of them is given, the other is 96,160,224 or none,9. --base-size scales
these sides.

Examples:
  crescendo bench --data photos/ --json bench.json --chart bench.svg
  crescendo bench --data photos/ --spec run.yaml --trainer-speed 4000`,
    );
  return command.action((flags: BenchFlags) => bench(flags, demo));
}

async function bench(flags: BenchFlags, demo: (() => Promise<string>) | undefined): Promise<void> {
  // Checked before minutes of measurements.
  if (flags.chart !== undefined) checkChartPath(flags.chart);
  for (const [option, path] of [['--chart', flags.chart] as const, ['--json', flags.json] as const]) {
    checkFolder(option, path);
  }
  if (flags.spectral === 'webgpu') return await benchOnGpu(flags);
  const spec = flags.spec === undefined ? undefined : readRunSpec(flags.spec);
  const stages = spec === undefined ? stagesOf(flags) : specStages(spec);
  const bar = progressBar('measuring', 'passes');
  const report = await runBench({
    folder: flags.data === DEMO ? await demoFolder(demo) : flags.data,
    name: flags.data === DEMO ? "the demo's photographs" : flags.data,
    stages,
    images: flags.images,
    warmup: flags.warmup,
    repetitions: flags.repetitions,
    workers: flags.workers,
    operations: flags.operations || flags.json !== undefined,
    onProgress: (done, all) => bar.update(done, all, ''),
  }).finally(() => bar.stop());
  print(flags, describeBench(report, flags.operations));
  if (spec?.mixing?.where === 'server')
    print(flags, 'This run mixes images on the server; mixing is not measured here.');
  print(flags, describeFeed(report, flags.trainerSpeed));
  if (flags.json !== undefined) writeReport(flags.json, report);
  if (flags.chart !== undefined) await writeChart(flags.chart, stagesChart(report));
}

function stagesOf({ mode, bandwidth, magnitude, baseSize: base }: BenchFlags): PlannedStage[] {
  const work = combinations(bandwidth, magnitude, base);
  const beyond = base === undefined ? undefined : work.find((stage) => stage.bandwidth > base);
  if (beyond !== undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `--bandwidth ${beyond.bandwidth} exceeds --base-size ${base}: lower it, or raise the base size`,
      { option: '--bandwidth', value: String(beyond.bandwidth), bound: String(base) },
    );
  }
  return withPlans(
    mode.flatMap((name) => work.map((stage) => ({ mode: name, ...stage }))),
    base,
  );
}

/** For people: standard output, unless the JSON goes there. */
function print({ json }: BenchFlags, text: string): void {
  if (json === '-') console.error(text);
  else console.log(text);
}

/** Only the low-frequency crop, on a GPU. */
async function benchOnGpu(flags: BenchFlags): Promise<void> {
  const option = flags.spec === undefined ? (flags.baseSize === undefined ? undefined : '--base-size') : '--spec';
  if (option !== undefined) {
    const message = `${option} does not go with --spectral webgpu, which measures images of 224 pixels; leave it out`;
    throw new CrescendoError('INVALID_FIELD', message, { option });
  }
  const sides = [...new Set(combinations(flags.bandwidth, flags.magnitude).map(({ bandwidth }) => bandwidth))];
  const gpu = await benchGpu(sides, flags.repetitions, flags.images);
  if (flags.json !== undefined) writeReport(flags.json, { gpu });
  print(flags, gpuTable(gpu));
}

async function demoFolder(demo: (() => Promise<string>) | undefined): Promise<string> {
  if (demo !== undefined) return await demo();
  throw new CrescendoError(
    'INVALID_FIELD',
    `--data ${DEMO}: the demo's photographs are only available in the repository (npm run bench); give an image ` +
      `folder, or ./${DEMO} if that is its name`,
    { option: '--data', value: DEMO },
  );
}

function checkFolder(option: string, path: string | undefined): void {
  if (path === undefined || existsSync(dirname(path))) return;
  throw new CrescendoError('PATH', `${option} ${path}: there is no folder ${dirname(path)}`, { option, path });
}

function writeReport(path: string, report: BenchReport | { gpu: GpuReport }): void {
  if (path === '-') {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  try {
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw new CrescendoError('PATH', `cannot write --json ${path}: ${(error as Error).message}`, { path });
  }
}

function modes(text: string): BenchMode[] {
  return text.split(',').map((word) => {
    const mode = BENCH_MODES.find((known) => known === word);
    if (mode !== undefined) return mode;
    throw new InvalidArgumentError(`there is no mode ${word}; the modes are: ${BENCH_MODES.join(', ')}.`);
  });
}

/** Even numbers; the low-frequency crop has no odd sides. */
function sides(text: string): number[] {
  const values = integers(LIMITS.bandwidthMin, LIMITS.baseSizeMax)(text);
  const odd = values.find((value) => value % 2 !== 0);
  if (odd === undefined) return values;
  throw new InvalidArgumentError(`must be even (given: ${odd}).`);
}

function baseSize(text: string): number {
  const value = integer(LIMITS.baseSizeMin, LIMITS.baseSizeMax)(text);
  if (value % 2 === 0) return value;
  throw new InvalidArgumentError(`must be even (given: ${value}).`);
}

/** `none`, or a whole number of 0 to 10. */
function magnitudes(text: string): (number | null)[] {
  return text.split(',').map((word) => (word === 'none' ? null : integer(0, 10)(word)));
}

function workers(text: string): number[] {
  return text === 'none' ? [] : integers(1, 1024)(text);
}
