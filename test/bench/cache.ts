/**
 * What a read through the cache costs: `node test/bench/cache.ts [READS] [KB]`. Random reads of 75 kB from 256 MiB of shards
 * that are in the cache, against the same files read directly, and one by one through `fetch`. Prints the CPU time of a read;
 * the warm cache may be 0.03 ms above the files. Then prints what a part of 8 MiB costs to fetch and keep (checksum, write,
 * index), apart from what the storage needs, per image of it; what a read costs that is not worth a part; and the longest stall of the event loop while a stream of a
 * million samples is followed.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { cached } from '../../src/dataset/cache/cached.ts';
import { changesText } from '../../src/dataset/cache/changes-text.ts';
import { ComingUses } from '../../src/dataset/cache/coming-uses.ts';
import { CacheControl } from '../../src/dataset/cache/control.ts';
import { FileStorage } from '../../src/dataset/storage/file.ts';
import type { ObjectRange, RemoteStorage } from '../../src/dataset/storage/storage.ts';
import { LIMITS } from '../../src/limits.ts';
import { Permutation } from '../../src/plan/sampling/permutation.ts';

const reads = Number(process.argv[2] ?? 20_000);
const sampleBytes = Number(process.argv[3] ?? 75) * 1000;
const MIB = 1024 * 1024;
const SHARDS = 8;
const SHARD = 4 * LIMITS.cachePartBytes;

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const files = join(work, 'files');
mkdirSync(files);
const contents = Buffer.alloc(SHARD, 'a few bytes that are not all the same ');
for (let k = 0; k < SHARDS; k += 1) {
  const file = openSync(join(files, `${k}.tar`), 'w');
  writeSync(file, contents);
  closeSync(file);
}

let fetchedParts = 0;
/** A storage that costs nothing but a copy. */
const free: RemoteStorage = {
  local: false,
  async read({ offset, length }, into) {
    fetchedParts += 1;
    into.set(contents.subarray(offset, offset + length));
  },
  close() {},
};

function rangeOf(k: number): ObjectRange {
  // Scattered, and the same in each row.
  const shard = (k * 7919) % SHARDS;
  const offset = (k * 104_729 * 513) % (SHARD - sampleBytes);
  return { object: `${shard}.tar`, offset, length: sampleBytes, objectLength: SHARD, version: { etag: '"1"' } };
}

/** CPU milliseconds of a call, over many. */
async function cpuOf(count: number, call: (k: number) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let k = 0; k < count; k += 1) await call(k);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

const print = (what: string, value: number, unit: string): void =>
  console.log(`${what.padEnd(52)} ${value.toFixed(4)} ${unit}`);

try {
  const control = await CacheControl.open({ folder: join(work, 'cache'), bytes: 512 * MIB });
  const storage = cached(free, 'bench:', control.options);
  const direct = new FileStorage(files, false);
  const into = new Uint8Array(sampleBytes);

  const parts = (SHARDS * SHARD) / LIMITS.cachePartBytes;
  const perPart = await cpuOf(parts, (k) => {
    const [shard, number] = [Math.floor(k / 4), k % 4];
    const range = { object: `${shard}.tar`, offset: number * LIMITS.cachePartBytes, length: 1, objectLength: SHARD };
    return storage.read({ ...range, version: { etag: '"1"' } }, into.subarray(0, 1));
  });
  // In turn, because the machine may be busy with something else; the least of five counts.
  const rows = { files: Infinity, cache: Infinity };
  for (let round = 0; round < 5; round += 1) {
    const { version: _, ...plain } = rangeOf(0);
    rows.files = Math.min(
      rows.files,
      await cpuOf(reads, (k) => {
        const { object, offset } = rangeOf(k);
        direct.read({ ...plain, object, offset }, into);
      }),
    );
    rows.cache = Math.min(rows.cache, await cpuOf(reads, (k) => storage.read(rangeOf(k), into)));
  }
  print(`files, read directly, ${sampleBytes / 1000} kB`, rows.files, 'ms of CPU a read');
  print('the warm cache', rows.cache, 'ms of CPU a read');
  print('the warm cache above the files', rows.cache - rows.files, 'ms (target: at most 0.03)');
  print('fetching and keeping a part of 8 MiB', perPart, 'ms of CPU');
  print('the same for each image of it', (perPart * sampleBytes) / LIMITS.cachePartBytes, 'ms of CPU');
  if (fetchedParts !== parts) throw new Error(`${fetchedParts} parts were fetched instead of ${parts}`);

  // A cache that is full, so that nearly every read goes to the storage.
  const small = cached(free, 'bench:', { folder: join(work, 'small'), bytes: LIMITS.cacheBytesMin });
  await cpuOf(100, (k) => small.read(rangeOf(k), into));
  const through = await cpuOf(reads, (k) => small.read(rangeOf(k), into));
  print('a miss that is read through, without the storage', through, 'ms of CPU a read');
  small.close();

  // 14,000 parts of a large dataset, in random order: more than the cache can hold.
  const order = new Permutation(1_400_000, 1, 0);
  const samplesOf = (step: number) =>
    step < 1300 ? Array.from({ length: 1024 }, (_, k) => order.at(step * 1024 + k)) : undefined;
  const locate = (index: number): ObjectRange => ({
    ...{ object: `s${Math.floor(index / 400)}`, offset: (index % 400) * sampleBytes, length: sampleBytes },
    ...{ objectLength: SHARD, version: { etag: '"1"' } },
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await wait(2000);
  print('the event loop for comparison: longest stall', delay.max / 1e6, 'ms (timers take 1 ms)');
  print('the same: 99.9th percentile', delay.percentile(99.9) / 1e6, 'ms');
  delay.reset();
  const before = process.cpuUsage();
  const start = performance.now();
  const stream = control.follow({ place: 'bench:', samplesOf, locate }, 0);
  for (let step = 0; step < 100; step += 1) {
    stream.advance(step);
    await wait(20);
  }
  const { user, system } = process.cpuUsage(before);
  print('following a stream: longest stall of the event loop', delay.max / 1e6, 'ms');
  print('the same: 99.9th percentile', delay.percentile(99.9) / 1e6, 'ms');
  print('the same: CPU of all threads', (user + system) / 1000 / (performance.now() - start), 'cores');
  // On a busy machine the delay says little: what one turn of the event loop does takes this long, in the middle of many.
  const uses = new ComingUses({ place: 'bench:', samplesOf, locate }, { step: 0, capacityBytes: Infinity });
  const turns = { look: [] as number[], message: [] as number[], advance: [] as number[] };
  const timed = (times: number[], work: () => unknown): void => {
    const begin = performance.now();
    work();
    times.push(performance.now() - begin);
  };
  for (let step = 0; step < 100; step += 1) {
    for (let k = 0; k < 4; k += 1) timed(turns.look, () => uses.look(256));
    timed(turns.message, () => structuredClone(changesText(uses.take())));
  }
  for (let step = 1; step < 50; step += 1) timed(turns.advance, () => uses.advance(step));
  for (const [what, times] of Object.entries(turns)) {
    times.sort((a, b) => a - b);
    print(`one turn of following: ${what}`, times[times.length >> 1]!, 'ms');
  }
  stream.close();
  storage.close();
  await control.close();
} finally {
  rmSync(work, { recursive: true, force: true });
}
