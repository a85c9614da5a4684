/**
 * `npm run bench -- --source NAME[,NAME]… [--rounds N] [--batches N]`: CPU time of the server for an image of a whole run
 * whose data lies in a folder, in shards on disk, on a web server or in a bucket, with and without a cache, in turn. The
 * photographs are those of the demo, the run has images of 96 x 96 without RandAugment, so that reading counts for much.
 *
 * `--source latency` instead compares the speed at 100 ms of latency with that of the local shards.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../../clients/typescript/src/index.ts';
import { preparePhotos } from '../../scripts/photos.ts';
import { shardEnvironment } from '../../scripts/python-env.ts';
import { type RunningServer, startServer } from '../../scripts/server.ts';
import { describeMachine } from '../../src/bench/index.ts';
import { table } from '../../src/cli/table.ts';
import { CrescendoError } from '../../src/errors.ts';
import { ObjectServer } from '../support/object-server.ts';
import { Seaweed } from '../support/seaweed.ts';

const BATCH = 128;
const WORKERS = 2;
const LATENCY_MS = 100;
const SHARD_SAMPLES = 81;

/** Each source that can be measured. */
const SOURCES = ['folder', 'tar', 'parquet', 'http', 's3', 's3-cached', 'latency'] as const;
type Source = (typeof SOURCES)[number];

/** Where the photographs lie. */
interface Places {
  work: string;
  photos: string;
  shards: string;
  web: ObjectServer;
  bucket: Seaweed;
}

interface Started {
  source: Source;
  server: RunningServer;
}

interface Measured {
  cpuMs: number;
  perSecond: number;
}

function flagsOf(source: Source, { work, photos, shards, web, bucket }: Places): string[] {
  const tar = 'train-*.tar';
  const names = readdirSync(shards).filter((name) => name.endsWith('.tar')).length - 1;
  const onWeb = `${web.url}train-{0000..${String(names).padStart(4, '0')}}.tar`;
  const place: Record<Source, string> = {
    folder: photos,
    tar: join(shards, tar),
    parquet: join(shards, 'train-*.parquet'),
    http: onWeb,
    latency: onWeb,
    s3: `s3://${bucket.bucket}/${tar}`,
    's3-cached': `s3://${bucket.bucket}/${tar}`,
  };
  const cache = source === 's3-cached' ? ['--cache', join(work, 'cache'), '--cache-bytes', String(2 ** 30)] : [];
  return ['--data', `train=${place[source]}`, '--workers', String(WORKERS), ...cache];
}

/** CPU seconds of a process so far, in user and system mode. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A whole run, whose batches are read as fast as they come. */
async function measure({ server }: Started, run: string, steps: number): Promise<Measured> {
  const spec = {
    dataset: 'train',
    seed: run.length,
    globalBatch: BATCH,
    budget: { steps },
    schedule: [{ until: 1, bandwidth: 96 }],
    randaugment: 'none',
  };
  const client = connect(server.address);
  const [cpu, start] = [cpuSeconds(server.process.pid!), performance.now()];
  try {
    let images = 0;
    for await (const batch of client.batches({ run, spec })) {
      images += batch.labels.length;
      if (batch.replaced > 0) throw new Error(`${batch.replaced} samples could not be read`);
    }
    const seconds = (performance.now() - start) / 1000;
    return { cpuMs: (1000 * (cpuSeconds(server.process.pid!) - cpu)) / images, perSecond: images / seconds };
  } finally {
    client.close();
  }
}

async function withPlaces<T>(act: (places: Places) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
  const shards = join(work, 'shards');
  mkdirSync(shards);
  const photos = await preparePhotos((message) => console.error(message));
  const writer = join(import.meta.dirname, '..', 'support', 'write_shards.py');
  execFileSync(shardEnvironment(), [writer, photos, shards, String(SHARD_SAMPLES)], { stdio: ['ignore', 2, 2] });
  const bucket = await Seaweed.start();
  const tars = readdirSync(shards).filter((name) => name.endsWith('.tar'));
  const web = await ObjectServer.start(tars.map((name) => [name, readFileSync(join(shards, name))] as const));
  web.keepRequests = false;
  try {
    for (const name of tars) await bucket.put(name, readFileSync(join(shards, name)));
    return await act({ work, photos, shards, web, bucket });
  } finally {
    await web.stop();
    await bucket.remove();
    rmSync(work, { recursive: true });
  }
}

async function start(source: Source, places: Places): Promise<Started> {
  const env = { ...process.env, ...places.bucket.environment };
  return { source, server: await startServer(flagsOf(source, places), { env }) };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function compare(sources: readonly Source[], rounds: number, steps: number): Promise<void> {
  await withPlaces(async (places) => {
    const started: Started[] = [];
    const found = new Map(sources.map((source) => [source, [] as Measured[]]));
    try {
      for (const source of sources) started.push(await start(source, places));
      // The first round compiles, and fills the caches.
      for (let round = 0; round <= rounds; round += 1) {
        for (const one of started) {
          if (one.source === 'latency') slow(places.web, true);
          const measured = await measure(one, `round${'x'.repeat(round)}`, steps);
          slow(places.web, false);
          if (round > 0) found.get(one.source)!.push(measured);
        }
      }
    } finally {
      for (const { server } of started) await server.stop();
    }
    print(found);
  });
}

/** Answers later, or at once again. */
function slow(web: ObjectServer, late: boolean): void {
  web.tricks.length = 0;
  if (!late) return;
  web.tricks.push((_, __, right) => {
    setTimeout(right, LATENCY_MS);
    return true;
  });
}

function print(found: ReadonlyMap<Source, readonly Measured[]>): void {
  const { cpu, cores } = describeMachine();
  console.log(`${cpu}, ${cores} cores; batches of ${BATCH} x 96 x 96 x 3, ${WORKERS} workers; medians`);
  const first = [...found.values()][0]!;
  const ratio = (rows: readonly Measured[], of: (row: Measured) => number): string =>
    median(rows.map((row, k) => of(row) / of(first[k]!))).toFixed(2);
  const rows = [...found].map(([source, measured]) => [
    source === 'latency' ? `http, ${LATENCY_MS} ms` : source,
    median(measured.map(({ cpuMs }) => cpuMs)).toFixed(3),
    ratio(measured, ({ cpuMs }) => cpuMs),
    median(measured.map(({ perSecond }) => perSecond)).toFixed(0),
    ratio(measured, ({ perSecond }) => perSecond),
  ]);
  console.log(table(['source', 'server CPU ms/image', 'of the first', 'images/s', 'of the first'], rows));
}

function chosen(text: string): Source[] {
  const names = text.split(',');
  const unknown = names.find((name) => !(SOURCES as readonly string[]).includes(name));
  if (unknown === undefined) return names as Source[];
  throw new CrescendoError('INVALID_FIELD', `--source must be of ${SOURCES.join(', ')} (given: ${unknown})`, {
    option: '--source',
    value: unknown,
  });
}

/** @param args the options of the command */
export async function benchSources(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      source: { type: 'string', default: SOURCES.join(',') },
      rounds: { type: 'string', default: '5' },
      batches: { type: 'string', default: '40' },
    },
  });
  await compare(chosen(values.source), Number(values.rounds), Number(values.batches));
}
