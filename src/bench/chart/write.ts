import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { CrescendoError } from '../../errors.ts';

/** Pixels of the picture for each pixel of the chart. */
const SCALE = 2;
const SVG_DPI = 72;
/** libvips' reader of SVG. Decoders block it because images from outside must never run it. */
const SVG_LOADER = ['VipsForeignLoadSvgBuffer'];

/**
 * Throws INVALID_FIELD unless the file's name says SVG or PNG. To be called before the measurements that the chart
 * shows.
 */
export function checkChartPath(path: string): void {
  if (/\.(svg|png)$/i.test(path)) return;
  throw new CrescendoError('INVALID_FIELD', `--chart must be a file that ends in .svg or .png (given: ${path})`, {
    option: '--chart',
    value: path,
    bound: '.svg, .png',
  });
}

/** Writes a chart: as SVG, or as a picture of twice its size if the file's name ends in .png. Throws PATH. */
export async function writeChart(path: string, svg: string): Promise<void> {
  checkChartPath(path);
  const bytes = /\.png$/i.test(path) ? await picture(svg) : svg;
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new CrescendoError('PATH', `cannot write the chart ${path}: ${(error as Error).message}`, { path });
  }
}

async function picture(svg: string): Promise<Buffer> {
  sharp.unblock({ operation: SVG_LOADER });
  try {
    return await sharp(Buffer.from(svg), { density: SVG_DPI * SCALE })
      .png()
      .toBuffer();
  } finally {
    sharp.block({ operation: SVG_LOADER });
  }
}
