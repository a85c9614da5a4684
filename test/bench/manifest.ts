/**
 * Size and opening time of manifests of 1.28 million entries (ImageNet-1K) and 14 million (ImageNet-22K), without and with
 * checksums: `node test/bench/manifest.ts [ENTRIES]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifest } from '../../src/dataset/manifest.ts';

const MIB = 1024 * 1024;
/** Of ImageNet-22K: names of about 20 bytes in 21,841 classes. */
const CLASSES = 21_841;
const NAME_BYTES = 20;
const given = process.argv[2];
const SIZES = given === undefined ? [1_280_000, 14_000_000] : [Number(given)];

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const path = join(work, 'large.manifest');
for (const entries of SIZES) for (const checksums of [false, true]) measure(entries, checksums);
rmSync(work, { recursive: true });

function measure(entries: number, checksums: boolean): void {
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
