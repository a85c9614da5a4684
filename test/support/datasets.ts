/** Image folders for tests. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { Manifest } from '../../src/dataset/manifest.ts';
import { describeSource } from '../../src/dataset/source.ts';
import { encodeJpeg, picture } from './pictures.ts';

const SUBSAMPLINGS = ['4:2:0', '4:4:4', '4:2:2', 'grey'];

/** Writes `count` small JPEGs of various sizes and subsamplings into three classes; returns their keys in order. */
export function writeDataset(root: string, count: number): string[] {
  const keys: string[] = [];
  for (let k = 0; k < count; k += 1) {
    const folder = join(root, `class${k % 3}`);
    mkdirSync(folder, { recursive: true });
    const image = picture(60 + ((k * 7) % 50), 50 + ((k * 11) % 60), k);
    const name = `${String(k).padStart(4, '0')}.jpg`;
    writeFileSync(join(folder, name), encodeJpeg(image, { subsampling: SUBSAMPLINGS[k % 4]! }));
    keys.push(`class${k % 3}/${name}`);
  }
  return keys.sort();
}

/** A dataset of two names without files in each class, for tests that never read them. */
export function withClasses(id: string, classNames: string[]): Dataset {
  const manifest = Manifest.fromColumns({
    classNames,
    labels: Uint32Array.from(classNames.flatMap((_, label) => [label, label])),
    sizes: new Uint32Array(2 * classNames.length).fill(10),
    nameLengths: new Uint16Array(2 * classNames.length).fill(5),
    names: Buffer.from(classNames.map(() => '1.jpg2.jpg').join('')),
    followLinks: false,
  });
  return { id, manifest, source: describeSource('folder', '/', manifest) };
}

/** A dataset of names without files, for tests that never read them. */
export function namesOnly(id: string, count: number): Dataset {
  const names = Array.from({ length: count }, (_, k) => Buffer.from(`${k}.jpg`));
  const manifest = Manifest.fromColumns({
    classNames: ['a'],
    labels: new Uint32Array(count),
    sizes: new Uint32Array(count).fill(10),
    nameLengths: Uint16Array.from(names, (name) => name.length),
    names: Buffer.concat(names),
    followLinks: false,
  });
  return { id, manifest, source: describeSource('folder', '/', manifest) };
}
