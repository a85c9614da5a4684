/**
 * An index of 14 million samples (ImageNet-22K) in 1,400 shards: rate of indexing, size and time to open:
 * `node test/bench/index.ts [SAMPLES]`.
 *
 * The shards are tar archives that exist only as their headers, so that no disk is measured: a store makes each block when it
 * is read, and the time for that is not counted. `--body BYTES` gives the bytes of an image (110,000), which decide whether headers are read one by one or in
 * large blocks.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Manifest } from '../../src/dataset/manifest.ts';
import { indexShards } from '../../src/dataset/shards/index-shards.ts';
import type { ObjectInfo, ObjectStore } from '../../src/dataset/storage/storage.ts';
import { tarEntry } from '../support/shards.ts';

const MIB = 1024 * 1024;
const CLASSES = 21_841;
const PER_SHARD = 10_000;
const BLOCK = 512;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { body: { type: 'string', default: '110000' } },
});
const samples = Number(positionals[0] ?? 14_000_000);
const body = Number(values.body);
const padded = Math.ceil(body / BLOCK) * BLOCK;
/** Header and body of the image, header and body of its class. */
const SAMPLE = BLOCK + padded + 2 * BLOCK;

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));

/** Shards of which only headers and classes are there. */
class HeaderStore implements ObjectStore {
  readonly place = work;
  reads = 0;
  /** Seconds of CPU for making the bytes. */
  making = 0;
  /** Headers that are made once and changed for each sample. */
  readonly #image = tarEntry({ path: 'n00000000/00000000.jpg' });
  readonly #label = tarEntry({ path: 'n00000000/00000000.cls', body: '00000' });

  async *list(): AsyncGenerator<ObjectInfo> {
    for (let k = 0; k < Math.ceil(samples / PER_SHARD); k += 1)
      yield await this.head(`${String(k).padStart(5, '0')}.tar`);
  }

  async head(object: string): Promise<ObjectInfo> {
    const count = Math.min(PER_SHARD, samples - Number.parseInt(object, 10) * PER_SHARD);
    return { object, length: count * SAMPLE + 2 * BLOCK, version: { modifiedMs: 1e12 } };
  }

  async read({ object }: ObjectInfo, offset: number, length: number): Promise<Uint8Array> {
    const start = cpuSeconds();
    this.reads += 1;
    const bytes = Buffer.alloc(length);
    const shard = Number.parseInt(object, 10);
    for (let at = offset - (offset % SAMPLE); at < offset + length; at += SAMPLE) {
      const index = shard * PER_SHARD + at / SAMPLE;
      if (at / SAMPLE >= PER_SHARD || index >= samples) break;
      this.#put(bytes, at - offset, this.#named(this.#image, index, body));
      this.#put(bytes, at - offset + BLOCK + padded, this.#named(this.#label, index, 5));
    }
    this.making += cpuSeconds() - start;
    return bytes;
  }

  close(): void {}

  #put(into: Buffer, at: number, from: Buffer): void {
    const start = Math.max(0, -at);
    if (at < into.length && start < from.length) from.copy(into, at + start, start);
  }

  #named(entry: Buffer, index: number, size: number): Buffer {
    const label = Math.floor((index * CLASSES) / samples);
    entry.write(`n${String(label).padStart(8, '0')}/${String(index).padStart(8, '0')}`, 0, 'latin1');
    entry.write(size.toString(8).padStart(11, '0'), 124, 'latin1');
    if (size === 5) entry.write(String(label).padStart(5, '0'), BLOCK, 'latin1');
    entry.fill(' ', 148, 156);
    let sum = 0;
    for (let k = 0; k < BLOCK; k += 1) sum += entry[k]!;
    entry.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return entry;
  }
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

try {
  const store = new HeaderStore();
  const before = cpuSeconds();
  const { manifest } = await indexShards([`tar:${work}`], { followLinks: true, open: () => store });
  const seconds = cpuSeconds() - before - store.making;
  const names = manifest.key(0).length - `${manifest.classNames[manifest.label(0)]}/`.length;
  console.log(
    `${samples} samples in ${manifest.objects!.count} shards: ${seconds.toFixed(1)} s of CPU, ${Math.round(samples / seconds)} samples/s, ` +
      `${(store.reads / samples).toFixed(2)} reads a sample`,
  );
  const path = join(work, 'index.manifest');
  manifest.save(path);
  const bytes = manifest.buffer.byteLength;
  console.log(
    `${(bytes / MIB).toFixed(0)} MiB, ${(bytes / samples - names).toFixed(1)} bytes a sample beside names of ${names}`,
  );
  for (const [word, open] of [
    ['opened', Manifest.open],
    ['verified', Manifest.verify],
  ] as const) {
    const [start, cpu] = [performance.now(), cpuSeconds()];
    open(path);
    const seconds = (performance.now() - start) / 1000;
    console.log(`${word} in ${seconds.toFixed(2)} s (${(cpuSeconds() - cpu).toFixed(2)} s of CPU)`);
  }
} finally {
  rmSync(work, { recursive: true });
}
