/**
 * Measures reading from remote storage: `node test/bench/storage.ts [--reads N] [--rounds N] [--seconds N]`.
 *
 * First, the CPU time that one ranged GET of 75 kB costs this process (the server is another one, which answers at
 * once), over HTTP and S3. Then how much of its time one worker waits, with nothing to do, if each answer takes 0, 20,
 * 100 or 200 ms and each sample 2 ms to be made.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from '../../src/cli/table.ts';
import type { SampleStream } from '../../src/dataset/fetch/sample-stream.ts';
import { openStorage } from '../../src/dataset/storage/open-store.ts';
import { RemoteObjects } from '../../src/dataset/storage/remote/remote-storage.ts';
import { CurrentCredentials } from '../../src/dataset/storage/s3/credentials.ts';
import { S3Requester } from '../../src/dataset/storage/s3/s3-requester.ts';
import type { RemoteStorage } from '../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../src/dataset/stored-source.ts';
import { manifestOf } from '../support/memory-source.ts';
import { etagOf, ObjectServer } from '../support/object-server.ts';

const BYTES = 75_000;
const OBJECTS = 64;
const OBJECT_BYTES = 4_000_000;
const AT_ONCE = 32;
const BATCH = 256;
const MAKE_MS = 2;

const { values } = parseArgs({
  options: {
    reads: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    serve: { type: 'boolean', default: false },
    latency: { type: 'string', default: '0' },
  },
});

const content = new Uint8Array(OBJECT_BYTES).fill(7);
const version = { etag: etagOf(content) };
const nameOf = (k: number): string => `${k}.tar`;

/** The server, in a process of its own. */
async function serve(): Promise<void> {
  const server = await ObjectServer.start(Array.from({ length: OBJECTS }, (_, k) => [`bucket/${nameOf(k)}`, content]));
  server.keepRequests = false;
  const latency = Number(values.latency);
  if (latency > 0) {
    server.tricks.push((_, __, right) => {
      setTimeout(right, latency);
      return true;
    });
  }
  process.send?.(server.url);
}

async function withServer<T>(latency: number, act: (url: string) => Promise<T>): Promise<T> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ['--serve', '--latency', String(latency)]);
  try {
    const [url] = (await once(child, 'message')) as [string];
    return await act(url);
  } finally {
    child.kill();
  }
}

const overHttp = (url: string): RemoteStorage => openStorage(`${url}bucket/`) as RemoteStorage;

function overS3(url: string, anonymous = false): RemoteStorage {
  const keys = new CurrentCredentials(async () => async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }));
  const settings = { region: 'us-east-1', endpoint: new URL(url), anonymous };
  return new RemoteObjects(new S3Requester('bucket', '', settings, keys));
}

/** CPU milliseconds of this process for one read. */
async function cpuOf(storage: RemoteStorage, reads: number, objectOf: (read: number) => number): Promise<number> {
  let next = 0;
  const reader = async (): Promise<void> => {
    const into = new Uint8Array(BYTES);
    while (next < reads) {
      const read = next++;
      const offset = (read * 7919) % (OBJECT_BYTES - BYTES);
      const object = nameOf(objectOf(read));
      await storage.read({ object, offset, length: BYTES, objectLength: OBJECT_BYTES, version }, into);
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / reads;
}

async function printCpu(url: string): Promise<void> {
  const same = (): number => 0;
  const rows: [string, () => RemoteStorage, (read: number) => number][] = [
    ['HTTP', () => overHttp(url), same],
    ['S3, one signature for an object', () => overS3(url), (read) => read % OBJECTS],
    ['S3, unsigned', () => overS3(url, true), same],
  ];
  const measured = rows.map(() => [] as number[]);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [k, [, open, objectOf]] of rows.entries()) {
      const storage = open();
      await cpuOf(storage, 500, objectOf);
      measured[k]!.push(await cpuOf(storage, Number(values.reads), objectOf));
      storage.close();
    }
  }
  const line = ([name]: (typeof rows)[number], k: number): string[] => [
    name,
    Math.min(...measured[k]!).toFixed(3),
    measured[k]!.map((ms) => ms.toFixed(3)).join(' '),
  ];
  console.log(table(['ranged GET of 75 kB', 'CPU ms, least', 'rounds'], rows.map(line)));
}

/** Makes all samples of a stream, each of which takes the thread some time. */
async function makeAll(stream: SampleStream): Promise<void> {
  for (let sample = await stream.next(); sample !== undefined; sample = await stream.next()) {
    await sample.open();
    for (const end = performance.now() + MAKE_MS; performance.now() < end; );
  }
}

/** The share of its time in which a worker waits that has its next batch early, as those of a server do. */
async function waitsOf(url: string): Promise<number> {
  const storage = overHttp(url);
  const manifest = manifestOf(new Array<number>(2000).fill(BYTES));
  const locate = (index: number) => ({
    object: nameOf(index % OBJECTS),
    offset: (index * 7919) % (OBJECT_BYTES - BYTES),
    length: BYTES,
    objectLength: OBJECT_BYTES,
    version,
  });
  const source = new StoredSource({ kind: 'bench', manifest, locate }, storage);
  const begin = (batch: number): SampleStream => {
    let next = 0;
    const indices = Float64Array.from({ length: BATCH }, (_, k) => (batch * BATCH + k * 31) % 2000);
    return source.samples({ indices, claim: () => (next < BATCH ? next++ : undefined) });
  };
  const streams = [begin(0), begin(1)];
  const oneBatch = async (): Promise<void> => {
    await makeAll(streams.shift()!);
    streams.push(begin(streams.length));
  };
  // Until it is known how long reads take, and all connections are open.
  for (let batch = 0; batch < 3; batch += 1) await oneBatch();
  const start = performance.now();
  const before = performance.eventLoopUtilization();
  while (performance.now() < start + Number(values.seconds) * 1000) await oneBatch();
  const { utilization } = performance.eventLoopUtilization(before);
  for (const stream of streams) stream.close();
  source.close();
  return 1 - utilization;
}

async function main(): Promise<void> {
  await withServer(0, printCpu);
  const rows: string[][] = [];
  for (const latency of [0, 20, 100, 200]) {
    const waits = await withServer(latency, waitsOf);
    rows.push([`${latency} ms`, `${(waits * 100).toFixed(1)} %`]);
  }
  console.log(table(['latency', 'worker waits for data'], rows));
}

await (values.serve ? serve() : main());
