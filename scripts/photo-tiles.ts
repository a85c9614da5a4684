/**
 * Makes the examples' dataset: tiles of the demo's photographs, one class for each photo. A photo is shrunk and cut into
 * a grid of tiles that do not overlap; a quarter of them are for validation. So no pixel is used for both training and
 * validation, and a label can be recognised by texture and colour only, which a small network learns in minutes.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { drawBelow, PURPOSE, RandomStream } from '../src/plan/sampling/random-stream.ts';
import { fetchPackage } from './photos.ts';

/** Raise it when the cutting changes, so that the folder of an older version is not used. */
const CUT_VERSION = 1;
const TILE = 160;
/** Tiles along the short side of a photo. */
const GRID = 6;
/** One tile in this many is for validation. */
const VALIDATION = 4;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the folder with the image folders `train` and `val`, making it if needed. */
export async function preparePhotoTiles(report: (message: string) => void = () => {}): Promise<string> {
  const folder = join(root, '.cache', `photo-tiles-v${CUT_VERSION}`);
  if (existsSync(folder)) return folder;
  const photos = join(fetchPackage(report), 'images');
  report('cutting tiles');
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const [number, file] of readdirSync(photos).sort().entries()) {
    await cutTiles(join(photos, file), partial, file.replace(/-unsplash\.jpe?g$/i, ''), number);
  }
  renameSync(partial, folder);
  return folder;
}

async function cutTiles(file: string, target: string, name: string, number: number): Promise<void> {
  const side = TILE * GRID;
  const photo = await sharp(file).resize(side, side, { fit: 'outside' }).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = photo.info;
  for (const split of ['train', 'val']) mkdirSync(join(target, split, name), { recursive: true });
  const [columns, rows] = [Math.floor(width / TILE), Math.floor(height / TILE)];
  const order = shuffled(columns * rows, number);
  for (const [place, tile] of order.entries()) {
    const [left, top] = [(tile % columns) * TILE, Math.floor(tile / columns) * TILE];
    const jpeg = await sharp(photo.data, { raw: { width, height, channels } })
      .extract({ left, top, width: TILE, height: TILE })
      .jpeg({ quality: 92 })
      .toBuffer();
    const split = place % VALIDATION === 0 ? 'val' : 'train';
    writeFileSync(join(target, split, name, `${String(tile).padStart(2, '0')}.jpg`), jpeg);
  }
}

/** 0..count-1 in an order that depends only on the photo's number. */
function shuffled(count: number, number: number): number[] {
  const random = new RandomStream(1, 0, number, PURPOSE.permutation);
  const order = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k -= 1) {
    const other = drawBelow(random, k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = await preparePhotoTiles((message) => console.error(message));
  const count = (split: string): number =>
    readdirSync(join(folder, split), { recursive: true }).filter((file) => String(file).endsWith('.jpg')).length;
  const classes = readdirSync(join(folder, 'train')).length;
  console.log(
    `${relative(process.cwd(), folder)}: ${classes} classes, train ${count('train')} tiles, val ${count('val')}`,
  );
}
