/**
 * CPU time of reading a sample from a folder, a tar, Parquet, and a pack of compressed Parquet, in turn: random samples, all in the
 * page cache, of photographs' sizes. `node test/bench/sources.ts [ROUNDS]`. Each container is written by another project's writer.
 */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shardEnvironment } from '../../scripts/python-env.ts';
import { openDataset } from '../../src/dataset/open-dataset.ts';
import { openSource } from '../../src/dataset/open-source.ts';
import type { SampleSource } from '../../src/dataset/source.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';

const SAMPLES = 2000;
const MEAN_BYTES = 110_000;
const READS = 8000;
const rounds = Number(process.argv[2] ?? 7);

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const [data, shards, packs] = ['data', 'shards', 'packs'].map((name) => join(work, name)) as [string, string, string];

function writeFolder(): void {
  const random = new RandomStream(1, 0, 0, PURPOSE.crop);
  for (let k = 0; k < SAMPLES; k += 1) {
    const folder = join(data, `class${k % 10}`);
    mkdirSync(folder, { recursive: true });
    const bytes = randomFillSync(new Uint8Array(Math.floor(MEAN_BYTES * (0.5 + random.nextDouble()))));
    writeFileSync(join(folder, `${String(k).padStart(5, '0')}.jpg`), bytes);
  }
}

/** Microseconds of CPU of a read. */
function measured(source: SampleSource, round: number): number {
  const random = new RandomStream(2, round, 0, PURPOSE.crop);
  const before = process.cpuUsage();
  for (let k = 0; k < READS; k += 1) void source.read(Math.floor(random.nextDouble() * source.manifest.sampleCount));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / READS;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

try {
  writeFolder();
  mkdirSync(shards);
  const writer = join(import.meta.dirname, '..', 'support', 'write_shards.py');
  execFileSync(shardEnvironment(), [writer, data, shards, '500'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const places = {
    folder: data,
    tar: join(shards, 'train-*.tar'),
    'Parquet, datasets': join(shards, 'train-*.parquet'),
    'Parquet, Snappy in a pack': join(shards, 'snappy.parquet'),
  };
  const sources = new Map<string, SampleSource>();
  for (const [name, place] of Object.entries(places)) {
    const { source } = await openDataset('bench', place, undefined, { fields: { packs } });
    sources.set(name, openSource(source));
  }
  const figures = new Map([...sources].map(([name]) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, source] of sources) {
      const figure = measured(source, round + 1);
      // The first round fills the page cache.
      if (round >= 0) figures.get(name)!.push(figure);
    }
  }
  for (const [name, values] of figures) console.log(`${name}: ${median(values).toFixed(1)} µs of CPU a sample`);
  for (const source of sources.values()) source.close();
} finally {
  rmSync(work, { recursive: true });
}
