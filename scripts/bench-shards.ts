/**
 * `npm run bench:shards`: Crescendo and the loaders of shards that people use read the same photographs from the shards
 * that each project's own writer makes, crop them to 224 and flip them: CPU time of an image, time to the first batch, and
 * time to the first batch after a number of samples.
 *
 * `npm run bench:shards -- [--loader NAME]... [--rounds N] [--batches N] [--copies N] [--skip N] [--json FILE]`
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { describeMachine } from '../src/bench/index.ts';
import { table } from '../src/cli/table.ts';
import { mosaicmlEnvironment, shardsEnvironment } from '../test/bench/shards/environments.ts';
import { median } from './peers/rounds.ts';
import { preparePhotos } from './photos.ts';
import { startServer } from './server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test', 'bench', 'shards');
const PATHS = [join(root, 'clients', 'python', 'src'), join(root, 'test', 'bench', 'peers')].join(':');
const ENV = {
  ...process.env,
  PYTHONPATH: PATHS,
  PYTHONWARNINGS: 'ignore',
  HF_DATASETS_DISABLE_PROGRESS_BARS: '1',
};
const BATCH = 256;
const WORKERS = 2;

const { values } = parseArgs({
  options: {
    loader: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    batches: { type: 'string', default: '8' },
    /** Samples of each photograph in the shards. */
    copies: { type: 'string', default: '16' },
    skip: { type: 'string', default: '100000' },
    json: { type: 'string' },
  },
});

interface Loader {
  name: string;
  title: string;
  python: () => string;
  /** The shards that a Crescendo server serves. */
  serves?: string;
}

const LOADERS: readonly Loader[] = [
  { name: 'crescendo-tar', title: 'Crescendo, tar', python: shardsEnvironment, serves: 'tar' },
  { name: 'crescendo-parquet', title: 'Crescendo, Parquet', python: shardsEnvironment, serves: 'parquet' },
  { name: 'webdataset', title: 'WebDataset, tar', python: shardsEnvironment },
  { name: 'datasets', title: 'datasets, streaming Parquet', python: shardsEnvironment },
  { name: 'mosaicml', title: 'MosaicML Streaming, MDS', python: mosaicmlEnvironment },
];

interface Outcome {
  first_seconds: number;
  cpu_ms_per_image?: number;
  images_per_second?: number;
}

interface Row {
  name: string;
  title: string;
  cpu_ms_per_image: number;
  images_per_second: number;
  first_seconds: number;
  resume_seconds: number;
}

function whole(option: 'rounds' | 'batches' | 'copies' | 'skip'): number {
  const value = Number(values[option]);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} must be a whole number of 1 or more (given: ${values[option]})`);
}

/** Runs a loader once from the beginning, or once after `skip` samples. */
async function run(loader: Loader, shards: string, samples: number, skip: number): Promise<Outcome> {
  const server =
    loader.serves === undefined
      ? undefined
      : await startServer(['--data', `train=${join(shards, loader.serves)}`, '--workers', String(WORKERS)]);
  const reading = {
    ...{ shards, samples, batch: BATCH, workers: WORKERS },
    ...(server === undefined
      ? {}
      : { address: server.address, run: loader.name, server: { pid: server.process.pid, address: server.address } }),
  };
  const name = loader.serves === undefined ? loader.name : 'crescendo';
  const args = [join(folder, 'run_loader.py'), name, JSON.stringify(reading), String(skip), values.batches];
  try {
    const { stdout } = await promisify(execFile)(loader.python(), args, { env: ENV });
    return JSON.parse(
      stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .at(-1)!,
    ) as Outcome;
  } finally {
    await server?.stop();
  }
}

/** Measures the loaders in turn, so that a machine that slows down slows all of them. */
async function measure(loaders: readonly Loader[], shards: string, samples: number): Promise<Row[]> {
  const outcomes = loaders.map(() => ({ begun: [] as Outcome[], resumed: [] as Outcome[] }));
  for (let round = 0; round < whole('rounds'); round += 1) {
    for (const [k, loader] of loaders.entries()) {
      outcomes[k]!.begun.push(await run(loader, shards, samples, 0));
      outcomes[k]!.resumed.push(await run(loader, shards, samples, whole('skip')));
      console.error(`round ${round + 1}: ${loader.title}: ${JSON.stringify(outcomes[k]!.begun.at(-1))}`);
    }
  }
  return loaders.map(({ name, title }, k) => {
    const { begun, resumed } = outcomes[k]!;
    return {
      ...{ name, title },
      cpu_ms_per_image: median(begun.map((one) => one.cpu_ms_per_image!)),
      images_per_second: median(begun.map((one) => one.images_per_second!)),
      first_seconds: median(begun.map((one) => one.first_seconds)),
      resume_seconds: median(resumed.map((one) => one.first_seconds)),
    };
  });
}

function chosen(names: readonly string[] | undefined): readonly Loader[] {
  const unknown = names?.find((name) => !LOADERS.some((loader) => loader.name === name));
  if (unknown === undefined) return LOADERS.filter(({ name }) => names?.includes(name) ?? true);
  throw new Error(`--loader must be one of ${LOADERS.map(({ name }) => name).join(', ')} (given: ${unknown})`);
}

async function main(): Promise<void> {
  const loaders = chosen(values.loader);
  const photos = await preparePhotos((message) => console.error(message));
  const shards = mkdtempSync(join(tmpdir(), 'crescendo-shards-'));
  try {
    const write = (python: string, ...kinds: string[]): unknown => {
      const args = [join(folder, 'write_shards.py'), photos, shards, values.copies, ...kinds];
      return execFileSync(python, args, { env: ENV, stdio: ['ignore', 2, 2] });
    };
    write(shardsEnvironment(), 'tar', 'parquet');
    write(mosaicmlEnvironment(), 'mds');
    const count = readdirSync(photos, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.jpg'),
    ).length;
    const samples = count * whole('copies');
    const rows = await measure(loaders, shards, samples);
    const machine = describeMachine();
    console.log(`${machine.cpu}, ${machine.cores} cores; ${samples} samples, batches of ${BATCH}, ${WORKERS} workers`);
    console.log(
      table(
        ['loader', 'CPU ms/image', 'images/s', 'first batch s', `first batch after ${values.skip} samples s`],
        rows.map((row) => [
          row.title,
          row.cpu_ms_per_image.toFixed(2),
          row.images_per_second.toFixed(0),
          row.first_seconds.toFixed(2),
          row.resume_seconds.toFixed(2),
        ]),
      ),
    );
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ machine, samples, rows }, null, 2)}\n`);
  } finally {
    rmSync(shards, { recursive: true });
  }
}

await main();
