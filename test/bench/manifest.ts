/**
 * Size and opening time of a manifest of 14 million entries, without and with checksums:
 * `node test/bench/manifest.ts [ENTRIES]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifest } from '../../src/dataset/manifest.ts';

const MIB = 1024 * 1024;
/** ImageNet-22K: names of about 20 bytes in 21,841 classes. */
const CLASSES = 21_841;
const NAME_BYTES = 20;
const entries = Number(process.argv[2] ?? 14_000_000);

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const path = join(work, 'large.manifest');
for (const checksums of [false, true]) {
  const sums = { changedMs: new Float64Array(entries).fill(1e12), checksums: new Uint8Array(8 * entries).fill(7) };
  Manifest.fromColumns({
    classNames: Array.from({ length: CLASSES }, (_, k) => `n${String(k).padStart(8, '0')}`),
    labels: Uint32Array.from({ length: entries }, (_, k) => Math.floor((k * CLASSES) / entries)),
    sizes: new Uint32Array(entries).fill(110_000),
    nameLengths: new Uint16Array(entries).fill(NAME_BYTES),
    names: new Uint8Array(entries * NAME_BYTES).fill(0x61),
    followLinks: false,
    versions: { places: [], modifiedMs: new Float64Array(entries).fill(1e12), ...(checksums ? { sums } : {}) },
  }).save(path);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const manifest = Manifest.open(path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const besideKeys = manifest.buffer.byteLength / entries - NAME_BYTES;
  console.log(
    `${entries} entries${checksums ? ' with checksums' : ''}: ${(manifest.buffer.byteLength / MIB).toFixed(0)} MiB, ` +
      `${besideKeys.toFixed(1)} bytes each beside the names, open in ${seconds.toFixed(2)} s ` +
      `(${((user + system) / 1e6).toFixed(2)} s of CPU)`,
  );
}
rmSync(work, { recursive: true });
