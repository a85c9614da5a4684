/**
 * Makes Fashion-MNIST an image folder: fetches Debian's pinned package of it, checks its hash, and writes the 60,000
 * images for training and the 10,000 for validation as grey JPEGs of quality 100, one folder for each class. A JPEG of
 * that quality differs from the image only by rounding, and is the format that the server decodes fastest.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';

const PACKAGE = 'dataset-fashion-mnist=0.0~git20200523.55506a9-1';
const PACKAGE_SHA256 = '39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0';
/** As root, apt would first try to download as a user who may not write here, and print a warning. */
const ROOT = ['-o', 'APT::Sandbox::User=root'];
/** Raise it when the output changes, so that the folder of an older version is not used. */
const VERSION = 1;
/** Images that are encoded at a time. */
const GROUP = 500;
const CLASSES = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle-boot'];
const SPLITS = [
  ['train', 'train'],
  ['val', 't10k'],
] as const;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Images of one side, in the order of their labels. */
interface LabelledImages {
  side: number;
  /** Bytes of the images, one after the other. */
  pixels: Buffer;
  labels: Buffer;
}

/** Returns the folder with the image folders `train` and `val`, making it if needed. */
export async function prepareFashionMnist(report: (message: string) => void = () => {}): Promise<string> {
  const folder = join(root, '.cache', `fashion-mnist-v${VERSION}`);
  if (existsSync(folder)) return folder;
  const source = fetchPackage(report);
  report('writing the images of Fashion-MNIST');
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const [split, name] of SPLITS) await writeSplit(readSplit(source, name), join(partial, split));
  renameSync(partial, folder);
  return folder;
}

/** Fetches and unpacks the package; returns the folder of its data. */
function fetchPackage(report: (message: string) => void): string {
  const folder = join(root, '.cache', 'fashion-mnist-package');
  const data = join(folder, 'usr', 'share', 'datasets', 'fashion-mnist');
  if (existsSync(data)) return data;
  report(`fetching ${PACKAGE}`);
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  download(partial);
  const [name = ''] = execFileSync('ls', [partial], { encoding: 'utf8' }).trim().split('\n');
  const file = join(partial, name);
  const actual = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (actual !== PACKAGE_SHA256) {
    throw new Error(`${name} has SHA-256 ${actual}; expected ${PACKAGE_SHA256}. It is not used.`);
  }
  execFileSync('dpkg-deb', ['-x', file, partial]);
  renameSync(partial, folder);
  return data;
}

/** On a fresh machine, the package lists are empty; they are then fetched, and the download is tried again. */
function download(folder: string): void {
  const get = () =>
    execFileSync('apt-get', [...ROOT, 'download', '-qq', PACKAGE], { cwd: folder, stdio: ['ignore', 2, 2] });
  try {
    get();
  } catch {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] });
    get();
  }
}

/** The format of the files, IDX: two zero bytes, the type, the number of dimensions, each of them, and the bytes. */
function readSplit(folder: string, name: string): LabelledImages {
  const read = (kind: string) => gunzipSync(readFileSync(join(folder, `${name}-${kind}-ubyte.gz`)));
  const [images, labels] = [read('images-idx3'), read('labels-idx1')];
  return { side: images.readUInt32BE(8), pixels: images.subarray(16), labels: labels.subarray(8) };
}

async function writeSplit({ side, pixels, labels }: LabelledImages, target: string): Promise<void> {
  for (const name of CLASSES) mkdirSync(join(target, name), { recursive: true });
  const raw = { width: side, height: side, channels: 1 } as const;
  for (let start = 0; start < labels.length; start += GROUP) {
    const numbers = Array.from({ length: Math.min(GROUP, labels.length - start) }, (_, k) => start + k);
    await Promise.all(
      numbers.map(async (number) => {
        const image = pixels.subarray(number * side * side, (number + 1) * side * side);
        const jpeg = await sharp(image, { raw }).toColourspace('b-w').jpeg({ quality: 100 }).toBuffer();
        await writeFile(join(target, CLASSES[labels[number]!]!, `${String(number).padStart(5, '0')}.jpg`), jpeg);
      }),
    );
  }
}
