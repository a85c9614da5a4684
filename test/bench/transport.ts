/**
 * Measures the transport of batches, without any pixel work: `node test/bench/transport.ts [--rounds N] [--megabytes N]
 * [--chunk-bytes N] [--json FILE]`.
 *
 * Batches of 64 images of 224 x 224 go from a server process to a client process over a Unix socket, TCP loopback and
 * shared memory, to the Python and the TypeScript client; the reference is a bare node:http2 stream of the same bytes.
 * Rounds go through all pairs in turn, so that a machine that slows down slows all of them; the median counts.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { table } from '../../src/cli/table.ts';
import { LIMITS } from '../../src/limits.ts';

const IMAGES = 64;
const SIDE = 224;
const IMAGE_BYTES = SIDE * SIDE * 3;
const BATCH_BYTES = IMAGES * IMAGE_BYTES;
const WARM = 12;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '1500' },
    'chunk-bytes': { type: 'string', default: String(LIMITS.chunkBytes) },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const batches = Math.ceil((Number(values.megabytes) * 1e6) / BATCH_BYTES);

type Addresses = Record<'tcp' | 'unix' | 'http2', string>;

interface Sample {
  gigabytesPerSecond: number;
  /** CPU microseconds for each image. */
  server: number;
  client: number;
}

/**
 * The pairs to compare: a transport and a client. Images of 2 x 2 show the fixed cost of a batch: its plan, its header,
 * its report.
 */
const PAIRS = [
  { path: 'http2', client: 'node:http2', address: 'http2' },
  { path: 'unix socket', client: 'TypeScript', address: 'unix' },
  { path: 'TCP loopback', client: 'TypeScript', address: 'tcp' },
  { path: 'shared memory', client: 'TypeScript', address: 'tcp' },
  { path: '2 x 2 pixels', client: 'TypeScript', address: 'tcp', side: 2 },
  { path: 'unix socket', client: 'Python', address: 'unix' },
  { path: 'TCP loopback', client: 'Python', address: 'tcp' },
  { path: 'shared memory', client: 'Python', address: 'tcp' },
  { path: '2 x 2 pixels', client: 'Python', address: 'tcp', side: 2 },
] satisfies Pair[];

interface Pair {
  path: string;
  client: string;
  address: keyof Addresses;
  side?: number;
}

const here = (file: string): string => fileURLToPath(new URL(`transport/${file}`, import.meta.url));

function answer<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('message', (message) => resolve(message as T));
    server.once('exit', () => reject(new Error('the server of the benchmark ended')));
  });
}

async function cpuSeconds(server: ChildProcess): Promise<number> {
  const answered = answer<{ cpuSeconds: number }>(server);
  server.send('cpu');
  return (await answered).cpuSeconds;
}

async function measure(server: ChildProcess, addresses: Addresses, pair: Pair, round: number): Promise<Sample> {
  const spec = { dataset: 'train', globalBatch: IMAGES, schedule: [{ until: 1, bandwidth: pair.side ?? SIDE }] };
  const python = { dataset: 'train', global_batch: IMAGES, schedule: spec.schedule };
  const isPython = pair.client === 'Python';
  const run = `${pair.path}-${pair.client}-${round}`.replace(/[^a-zA-Z0-9]/g, '-');
  const task = { run, spec: isPython ? python : spec, warm: WARM, batches, path: pair.path, batchBytes: BATCH_BYTES };
  const args = [here(isPython ? 'reader.py' : 'reader.ts'), addresses[pair.address], JSON.stringify(task)];
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
  const child = spawn(isPython ? clientEnvironment() : process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  let before = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') {
      before = await cpuSeconds(server);
      continue;
    }
    const spent = (await cpuSeconds(server)) - before;
    const { bytes, seconds, cpuSeconds: own } = JSON.parse(line) as Record<'bytes' | 'seconds' | 'cpuSeconds', number>;
    const images = batches * IMAGES;
    return {
      gigabytesPerSecond: bytes / seconds / 1e9,
      server: (spent / images) * 1e6,
      client: (own / images) * 1e6,
    };
  }
  throw new Error(`the ${pair.client} client gave no figures`);
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

const folder = mkdtempSync(join(tmpdir(), 'crescendo-transport-'));
const server: ChildProcess = fork(here('server.ts'), [folder, values['chunk-bytes'], String(BATCH_BYTES)]);
try {
  server.setMaxListeners(0);
  const addresses = await answer<Addresses>(server);
  const samples = new Map<Pair, Sample[]>();
  const pairs = (PAIRS as Pair[]).filter(({ path, client }) => `${path} ${client}`.includes(values.only));
  for (let round = 0; round < rounds; round += 1) {
    for (const pair of pairs) {
      const sample = await measure(server, addresses, pair, round);
      samples.set(pair, [...(samples.get(pair) ?? []), sample]);
    }
  }
  const rows = [...samples].map(([pair, found]) => {
    const of = (value: (sample: Sample) => number): number => median(found.map(value));
    return {
      ...pair,
      gigabytesPerSecond: of((sample) => sample.gigabytesPerSecond),
      serverMicroseconds: of((sample) => sample.server),
      clientMicroseconds: of((sample) => sample.client),
      microseconds: of((sample) => sample.server + sample.client),
    };
  });
  const bare = rows.find(({ path }) => path === 'http2')?.microseconds ?? Number.NaN;
  const perByte = (microseconds: number): string => ((microseconds * 1000) / IMAGE_BYTES).toFixed(2);
  console.log(
    `${cpus()[0]?.model}; batches of ${IMAGES} x ${SIDE} x ${SIDE} x 3 bytes, chunks of ${values['chunk-bytes']} bytes; ` +
      `median of ${rounds} rounds of ${batches} batches in turn`,
  );
  console.log(
    table(
      ['path', 'client', 'GB/s', 'server ns/byte', 'client ns/byte', 'both', 'of node:http2', 'CPU us/image'],
      rows.map((row) => [
        row.path,
        row.client,
        row.side ? '' : row.gigabytesPerSecond.toFixed(2),
        ...[row.serverMicroseconds, row.clientMicroseconds, row.microseconds].map((cpu) =>
          row.side ? '' : perByte(cpu),
        ),
        row.side ? '' : (row.microseconds / bare).toFixed(2),
        row.microseconds.toFixed(1),
      ]),
    ),
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  server.disconnect();
  rmSync(folder, { recursive: true });
}
