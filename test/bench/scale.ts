/**
 * How far one server goes, and several: `node test/bench/scale.ts [--rounds N] [--seconds N] [--json FILE]`. The pool makes
 * no pixels, so that everything else is the limit.
 *
 * 1. CPU of a serving process for each image, by side and by the way to the client. Almost all of it is that of the main
 *    thread, so that a million divided by it is the most images per second that one process can send.
 * 2. Batches per second of one, two and four processes, each with a client process of its own. On a machine with fewer
 *    cores than twice the processes it shows the cores' limit, not that of the processes.
 * 3. 1,024 streams at one process, of 64 ranks in each of 16 runs: its memory, and the slowest stream's share of the mean.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from '../../src/cli/table.ts';
import { LIMITS } from '../../src/limits.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    json: { type: 'string' },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const SIDES = [96, 160, 224];
const PATHS = ['TCP loopback', 'TLS', 'unix socket', 'shared memory'] as const;
const IMAGES = 64;
const WARM = 12;
/** Bytes of each measurement, so that small images get more batches. */
const BYTES = 600e6;

type Path = (typeof PATHS)[number];
type Addresses = Record<'tcp' | 'unix' | 'tls', string>;

interface Serving {
  child: ChildProcess;
  addresses: Addresses;
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crescendo-scale-'));

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', () => reject(new Error('a server of the benchmark ended')));
  });
}

async function startServing(name: string): Promise<Serving> {
  const place = mkdtempSync(join(folder, `${name}-`));
  const child = fork(here('transport/server.ts'), [place, String(LIMITS.chunkBytes)]);
  child.setMaxListeners(0);
  return { child, addresses: await answer<Addresses>(child) };
}

async function cpuSeconds({ child }: Serving): Promise<number> {
  const answered = answer<{ cpuSeconds: number }>(child);
  child.send('cpu');
  return (await answered).cpuSeconds;
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

interface Read {
  /** CPU microseconds of the server for each image. */
  server: number;
  imagesPerSecond: number;
}

/** One client reads batches of a side. */
async function read(serving: Serving, path: Path, side: number, name: string): Promise<Read> {
  const batches = Math.ceil(BYTES / (IMAGES * side * side * 3));
  const spec = { dataset: 'train', globalBatch: IMAGES, budget: { steps: WARM + batches + 20 } };
  const schedule = [{ until: 1, bandwidth: side }];
  const run = `${name}-${path}-${side}`.replace(/[^a-zA-Z0-9]/g, '-');
  const task = { run, spec: { ...spec, schedule }, warm: WARM, batches, path };
  const address = serving.addresses[path === 'TLS' ? 'tls' : path === 'unix socket' ? 'unix' : 'tcp'];
  const child = spawn(process.execPath, [here('transport/reader.ts'), address, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let before = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') {
      before = await cpuSeconds(serving);
      continue;
    }
    const spent = (await cpuSeconds(serving)) - before;
    const { seconds: took } = JSON.parse(line) as { seconds: number };
    const images = batches * IMAGES;
    return { server: (spent / images) * 1e6, imagesPerSecond: images / took };
  }
  throw new Error('a client of the benchmark gave no figures');
}

async function measurePaths(): Promise<object[]> {
  const serving = await startServing('paths');
  const samples = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const path of PATHS) {
      for (const side of SIDES) {
        const { server } = await read(serving, path, side, `paths-${round}`);
        samples.set(`${path} ${side}`, [...(samples.get(`${path} ${side}`) ?? []), server]);
      }
    }
  }
  serving.child.disconnect();
  const rows = PATHS.flatMap((path) =>
    SIDES.map((side) => ({ path, side, microseconds: median(samples.get(`${path} ${side}`)!) })),
  );
  console.log(`\nCPU of the serving process, without pixels; median of ${rounds} rounds in turn`);
  console.log(
    table(
      [
        'path',
        ...SIDES.map((side) => `us/image at ${side}`),
        ...SIDES.map((side) => `images/s of a process at ${side}`),
      ],
      PATHS.map((path) => {
        const of = rows.filter((row) => row.path === path).map(({ microseconds }) => microseconds);
        return [
          path,
          ...of.map((cpu) => cpu.toFixed(1)),
          ...of.map((cpu) => Math.round(1e6 / cpu).toLocaleString('en')),
        ];
      }),
    ),
  );
  return rows;
}

async function measureProcesses(): Promise<object[]> {
  const rows: { processes: number; imagesPerSecond: number; cpuMicroseconds: number }[] = [];
  for (const processes of [1, 2, 4]) {
    const serving = await Promise.all(Array.from({ length: processes }, (_, k) => startServing(`p${processes}-${k}`)));
    const reads = await Promise.all(serving.map((each, k) => read(each, 'TCP loopback', 224, `p${processes}-${k}`)));
    for (const { child } of serving) child.disconnect();
    rows.push({
      processes,
      imagesPerSecond: reads.reduce((sum, { imagesPerSecond }) => sum + imagesPerSecond, 0),
      cpuMicroseconds: reads.reduce((sum, { server }) => sum + server, 0) / processes,
    });
  }
  console.log(`\nServing processes on ${availableParallelism()} cores, a client process each, TCP, side 224`);
  console.log(
    table(
      ['processes', 'images/s together', 'server us/image'],
      rows.map(({ processes, imagesPerSecond, cpuMicroseconds }) => [
        String(processes),
        Math.round(imagesPerSecond).toLocaleString('en'),
        cpuMicroseconds.toFixed(1),
      ]),
    ),
  );
  return rows;
}

/** Resident memory of a process, in MiB. */
function residentMib(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) / 1024;
}

async function measureCrowd(runs: number, ranks: number): Promise<object> {
  const serving = await startServing('crowd');
  const idle = residentMib(serving.child.pid!);
  const args = [here('scale/crowd.ts'), serving.addresses.tcp, ...[runs, ranks, seconds].map(String)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let [before, memory] = [0, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') {
      before = await cpuSeconds(serving);
      continue;
    }
    const spent = (await cpuSeconds(serving)) - before;
    memory = residentMib(serving.child.pid!) - idle;
    const batches = JSON.parse(line) as number[];
    const total = batches.reduce((sum, each) => sum + each, 0);
    const result = {
      streams: batches.length,
      memoryMib: memory,
      batchesPerSecond: total / seconds,
      cpuMicroseconds: (spent / total) * 1e6,
      slowest: Math.min(...batches) / (total / batches.length),
    };
    console.log(`\n${runs} runs of ${ranks} ranks at one process, for ${seconds} s`);
    console.log(
      table(
        ['streams', 'MiB more than idle', 'batches/s', 'server us/batch', 'slowest / mean'],
        [
          [
            String(result.streams),
            result.memoryMib.toFixed(0),
            result.batchesPerSecond.toFixed(0),
            result.cpuMicroseconds.toFixed(0),
            result.slowest.toFixed(2),
          ],
        ],
      ),
    );
    serving.child.disconnect();
    return result;
  }
  throw new Error('the crowd gave no figures');
}

try {
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores`);
  const report = {
    paths: await measurePaths(),
    processes: await measureProcesses(),
    crowd: await measureCrowd(16, 64),
  };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
