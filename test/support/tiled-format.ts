/** A toy image format whose tiles can be read one by one: "TILE", width, height, side of a tile, then the tiles. */

import { checkSize } from '../../src/pixels/decode/header.ts';
import type { ByteRange, ImageFormat, ImageHeader } from '../../src/pixels/decode/index.ts';
import type { Box } from '../../src/types.ts';

const HEADER_BYTES = 16;
const PIXEL_BYTES = 3;

interface TiledHeader extends ImageHeader {
  tile: number;
}

/** Writes an image whose sides are multiples of the tile's: RGB rows of each tile, with tiles in rows. */
export function encodeTiled(image: { width: number; height: number; data: Uint8Array }, tile: number): Buffer {
  const { width, height, data } = image;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('TILE');
  for (const [k, value] of [width, height, tile].entries()) header.writeUInt32LE(value, 4 + 4 * k);
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y += tile) {
    for (let x = 0; x < width; x += tile) {
      for (let row = y; row < y + tile; row += 1) {
        const start = (row * width + x) * PIXEL_BYTES;
        rows.push(Buffer.from(data.subarray(start, start + tile * PIXEL_BYTES)));
      }
    }
  }
  return Buffer.concat([header, ...rows]);
}

/** The tiles that a crop touches. */
function tilesOf(header: TiledHeader, crop: Box): { x: number; y: number; range: ByteRange }[] {
  const { tile } = header;
  const bytes = tile * tile * PIXEL_BYTES;
  const columns = header.width / tile;
  const tiles = [];
  for (let y = Math.floor(crop.y / tile); y < Math.ceil((crop.y + crop.height) / tile); y += 1) {
    for (let x = Math.floor(crop.x / tile); x < Math.ceil((crop.x + crop.width) / tile); x += 1) {
      const range = { offset: HEADER_BYTES + (y * columns + x) * bytes, length: bytes };
      tiles.push({ x: x * tile, y: y * tile, range });
    }
  }
  return tiles;
}

export const tiledFormat: ImageFormat<TiledHeader> = {
  name: 'tiled',
  decoder: 'test',
  version: 'tiled/1',
  headerBytes: HEADER_BYTES,
  recognise: (start) => Buffer.from(start).toString('latin1', 0, 4) === 'TILE',
  header(bytes) {
    const [width, height, tile] = [4, 8, 12].map((at) => Buffer.from(bytes).readUInt32LE(at)) as [
      number,
      number,
      number,
    ];
    checkSize(width, height);
    return { format: 'tiled', decoder: 'test', width, height, tile, scratchBytes: 0 };
  },
  rangesFor: (header, { crop }) => tilesOf(header, crop).map(({ range }) => range),
  decode(parts, header, { crop }, allocate) {
    const tiles = tilesOf(header, crop);
    const [first, last] = [tiles[0]!, tiles.at(-1)!];
    const region = {
      x: first.x,
      y: first.y,
      width: last.x + header.tile - first.x,
      height: last.y + header.tile - first.y,
    };
    const output = allocate(region.width, region.height);
    for (const [k, { x, y }] of tiles.entries()) {
      for (let pixel = 0; pixel < header.tile ** 2; pixel += 1) {
        const [column, row] = [pixel % header.tile, Math.floor(pixel / header.tile)];
        const to = ((y - region.y + row) * region.width + x - region.x + column) * 4;
        output.set(parts[k]!.subarray(pixel * PIXEL_BYTES, (pixel + 1) * PIXEL_BYTES), to);
        output[to + 3] = 255;
      }
    }
    return { ...region, scale: 1 };
  },
};
