/**
 * `npm run bench:peers`: the same work on the same photographs by Crescendo and by what people use today, in one
 * invocation: `npm run bench:peers -- [--json FILE] [--rounds N] [--batches N]`.
 *
 * CPU time is that of all processes involved. Rounds go through all peers in turn, so that a machine that slows down
 * slows all of them; the median round counts.
 */
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from '../src/cli/table.ts';
import { preparePhotos } from './photos.ts';
import { pythonEnvironment } from './python-env.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PEERS = ['crescendo_client', 'timm_pillow', 'opencv_albumentations'] as const;
const REQUIREMENTS = [
  ...['torch==2.13.0', 'pillow==12.3.0', 'numpy==2.2.6', 'psutil==7.2.2'],
  ...['albumentations==2.0.8', 'opencv-python-headless==4.11.0.86'],
  ...['grpcio==1.85.1', 'protobuf==7.36.2', 'googleapis-common-protos==1.76.0'],
];

/** The parts of the curriculum that are compared: magnitude and side. */
const WORK = [
  { magnitude: 0, bandwidth: 96 },
  { magnitude: 4, bandwidth: 160 },
  { magnitude: 9, bandwidth: 224 },
] as const;

interface PeerResult {
  name: string;
  version: string;
  work: string;
  note: string;
  cpu_ms_per_image: number;
  images_per_second: number;
  workers: number;
}

interface Row extends PeerResult {
  magnitude: number;
  bandwidth: number;
}

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    batches: { type: 'string', default: '8' },
    batch: { type: 'string', default: '128' },
  },
});
const rounds = whole('rounds', values.rounds);
const workers = availableParallelism();

function whole(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} must be a whole number of 1 or more (given: ${text})`);
}

/** A server for as long as `use` takes. */
async function withServer<T>(photos: string, use: (server: { pid: number; address: string }) => T): Promise<T> {
  const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const args = [cli, 'serve', '--data', `train=${photos}`, '--json', '--listen', '127.0.0.1:0', '--state', ':memory:'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      return use({ pid: child.pid!, address: (JSON.parse(line) as { address: string }).address });
    }
    throw new Error('the server ended before it was ready');
  } finally {
    child.kill();
  }
}

const photos = await preparePhotos((message) => console.error(message));
const python = pythonEnvironment('peers', REQUIREMENTS, ['timm==1.0.28']);

/** One measurement of one peer; a peer that fails is told of and left out. */
async function measure(
  peer: (typeof PEERS)[number],
  work: (typeof WORK)[number],
  run: string,
): Promise<PeerResult | undefined> {
  const task = {
    root: photos,
    workers,
    ...work,
    batch: whole('batch', values.batch),
    batches: whole('batches', values.batches),
  };
  const env = { ...process.env, PYTHONPATH: `${root}clients/python/src`, NO_ALBUMENTATIONS_UPDATE: '1' };
  const script = `${root}test/bench/peers/run_peer.py`;
  const start = (server?: object): PeerResult => {
    const args = [script, peer, JSON.stringify({ ...task, ...(server === undefined ? {} : { server }) })];
    const lines = execFileSync(python, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return JSON.parse(lines.trim().split('\n').at(-1)!) as PeerResult;
  };
  try {
    if (peer !== 'crescendo_client') return start();
    return await withServer(photos, (server) => start({ ...server, run, low_frequency: 'spectral' }));
  } catch (error) {
    console.error(
      `${peer}: ${String((error as { stderr?: string }).stderr ?? error)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
    return undefined;
  }
}

function median(results: readonly PeerResult[], value: (result: PeerResult) => number): number {
  const sorted = results.map(value).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const rows: Row[] = [];
for (const work of WORK) {
  const found = new Map<string, PeerResult[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of PEERS) {
      const result = await measure(peer, work, `round-${round}`);
      if (result !== undefined) found.set(peer, [...(found.get(peer) ?? []), result]);
    }
  }
  for (const results of found.values()) {
    const cpu = median(results, (result) => result.cpu_ms_per_image);
    const speed = median(results, (result) => result.images_per_second);
    rows.push({ ...results[0]!, cpu_ms_per_image: cpu, images_per_second: speed, ...work });
  }
}

const ours = (row: Row): number =>
  rows.find((other) => other.name === 'Crescendo' && other.bandwidth === row.bandwidth)?.cpu_ms_per_image ?? Number.NaN;
const head = ['B', 'm', 'peer', 'CPU ms/image', 'of Crescendo', 'images/s', 'workers'];
console.log(`${cpus()[0]?.model}, ${workers} cores; the demo's photographs; median of ${rounds} rounds in turn`);
console.log(
  table(
    head,
    rows.map((row) => [
      String(row.bandwidth),
      String(row.magnitude),
      row.name,
      row.cpu_ms_per_image.toFixed(2),
      (row.cpu_ms_per_image / ours(row)).toFixed(2),
      row.images_per_second.toFixed(0),
      String(row.workers),
    ]),
  ),
);
for (const [name, note] of new Map(rows.map((row) => [`${row.name} (${row.version})`, `${row.work}; ${row.note}`]))) {
  console.log(`${name}: ${note}`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ peers: rows }, null, 2)}\n`);
