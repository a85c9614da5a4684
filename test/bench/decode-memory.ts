/**
 * What decoding takes besides the pixels it gives, by format: `node test/bench/decode-memory.ts [--side 7071] [--only NAME]`.
 * Each file is decoded ten times in a row by a process of its own, and the greatest resident memory is compared with what
 * the decoder states (`scratchBytes` of the header), on which the bound of docs/memory.md rests. Ends with 1 if it is more.
 * At fewer than 3200 x 3200 pixels the allocator's arenas keep more than the margin (docs/memory.md). Linux only.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { Decoder, type ImageHeader } from '../../src/pixels/decode/index.ts';
import { encodeJpeg } from '../support/pictures.ts';

const { values } = parseArgs({
  options: {
    side: { type: 'string', default: '7071' },
    /** Only the kinds with one of these words in their name. */
    only: { type: 'string', multiple: true },
    /** Used by the processes that this one starts. */
    file: { type: 'string' },
  },
});
const side = Number(values.side);
const MIB = 2 ** 20;
/** The heap's own movement, and what allocators keep. */
const NOISE = 16 * MIB;
/** Allocators keep more with every image, up to a limit. */
const RUNS = 10;

const background = { r: 200, g: 90, b: 30, alpha: 0.5 };
const opaque = (): Sharp => sharp({ create: { width: side, height: side, channels: 3, background } });
const alpha = (): Sharp => sharp({ create: { width: side, height: side, channels: 4, background } });
const flat = { width: side, height: side, data: new Uint8Array(values.file ? 0 : side * side * 3).fill(99) };
const uncompressed = { compression: 'none' } as const;

/** Each kind of file, as it is made. */
const KINDS: Record<string, () => Buffer | Promise<Buffer>> = {
  'jpeg baseline': () => encodeJpeg(flat, { subsampling: '4:2:0' }),
  'jpeg progressive 4:2:0': () => encodeJpeg(flat, { subsampling: '4:2:0', progressive: true }),
  'jpeg progressive 4:4:4': () => encodeJpeg(flat, { subsampling: '4:4:4', progressive: true }),
  'jpeg CMYK': () => opaque().toColourspace('cmyk').jpeg().toBuffer(),
  'jpeg CMYK progressive': () =>
    opaque().toColourspace('cmyk').jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  png: () => opaque().png({ compressionLevel: 1 }).toBuffer(),
  'png 16-bit RGBA': () => alpha().toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer(),
  'png 16-bit grey': () => opaque().toColourspace('grey16').png({ compressionLevel: 1 }).toBuffer(),
  'png interlaced': () => opaque().png({ compressionLevel: 1, progressive: true }).toBuffer(),
  'png interlaced 16-bit RGBA': () =>
    alpha().toColourspace('rgb16').png({ compressionLevel: 1, progressive: true }).toBuffer(),
  'png interlaced 16-bit grey': () =>
    opaque().toColourspace('grey16').png({ compressionLevel: 1, progressive: true }).toBuffer(),
  webp: () => opaque().webp({ effort: 0 }).toBuffer(),
  'webp alpha': () => alpha().webp({ effort: 0 }).toBuffer(),
  'webp lossless': () => opaque().webp({ effort: 0, lossless: true }).toBuffer(),
  'webp lossless alpha': () => alpha().webp({ effort: 0, lossless: true }).toBuffer(),
  'webp animation': () =>
    sharp({ create: { width: side, height: 2 * (side >> 1), channels: 4, background, pageHeight: side >> 1 } })
      .webp({ effort: 0 })
      .toBuffer(),
  gif: () => opaque().gif({ effort: 1 }).toBuffer(),
  'gif transparent': () => alpha().gif({ effort: 1 }).toBuffer(),
  tiff: () => opaque().tiff({ compression: 'lzw' }).toBuffer(),
  'tiff uncompressed': () => opaque().tiff(uncompressed).toBuffer(),
  'tiff JPEG': () => opaque().tiff({ compression: 'jpeg' }).toBuffer(),
  'tiff tiled': () =>
    opaque()
      .tiff({ ...uncompressed, tile: true, tileWidth: 4096, tileHeight: 4096 })
      .toBuffer(),
  'tiff turned': () => opaque().withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
  'tiff 16-bit RGBA turned': () =>
    alpha().toColourspace('rgb16').withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
  'tiff CMYK': () => opaque().toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(),
  'avif 4:2:0': () => opaque().avif({ effort: 0, chromaSubsampling: '4:2:0' }).toBuffer(),
  'avif 4:4:4': () => opaque().avif({ effort: 0, chromaSubsampling: '4:4:4' }).toBuffer(),
  'avif 4:4:4 alpha': () => alpha().avif({ effort: 0, chromaSubsampling: '4:4:4' }).toBuffer(),
  'avif 10-bit 4:4:4 alpha': () =>
    alpha().toColourspace('rgb16').avif({ effort: 0, chromaSubsampling: '4:4:4', bitdepth: 10 }).toBuffer(),
};

const decoder = new Decoder();
let output = new Uint8Array(0);

/** The output is memory that is there before, as that of a worker is. */
function allocate(width: number, height: number): Uint8Array {
  if (output.length < width * height * 4) output = new Uint8Array(width * height * 4).fill(1);
  return output;
}

function resident(of: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${of}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}

async function settled(): Promise<number> {
  for (let k = 0; k < 3; k += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    await setImmediate();
  }
  return resident('VmRSS');
}

interface Measured {
  pixels: number;
  /** Bytes besides the pixels and the file. */
  used: number;
  stated: number;
  resident: number;
}

async function measure(file: string): Promise<Measured> {
  const bytes = readFileSync(file);
  const decode = async (image: Buffer): Promise<ImageHeader> => {
    const header = await decoder.readHeader(image);
    const { width, height } = header;
    await decoder.decodeRegion(image, header, { x: 0, y: 0, width, height }, allocate);
    return header;
  };
  // Loads what the library needs once.
  await decode(
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const { width, height, scratchBytes } = await decoder.readHeader(bytes);
  allocate(width, height);
  const before = await settled();
  // Resets the peak.
  writeFileSync('/proc/self/clear_refs', '5');
  for (let run = 0; run < RUNS; run += 1) await decode(bytes);
  const most = resident('VmHWM');
  return { pixels: width * height, used: most - before, stated: scratchBytes, resident: most };
}

/** Measures in a new process; false if it takes more than the decoder states. */
function isWithin(name: string, file: string): boolean {
  const found = execFileSync(process.execPath, ['--expose-gc', import.meta.filename, '--file', file], {
    encoding: 'utf8',
  });
  const { pixels, used, stated, resident: most } = JSON.parse(found) as Measured;
  const within = used <= stated + NOISE;
  const perPixel = (value: number): string => (value / pixels).toFixed(1).padStart(10);
  const total = `${(most / MIB).toFixed(0).padStart(9)} MiB`;
  console.log(`${name.padEnd(28)}${perPixel(used)}${perPixel(stated)}${total}${within ? '' : '  MORE THAN STATED'}`);
  return within;
}

async function main(): Promise<void> {
  sharp.concurrency(1);
  sharp.cache(false);
  if (values.file !== undefined) {
    console.log(JSON.stringify(await measure(values.file)));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-decode-'));
  console.log(`${`${side} x ${side} pixels`.padEnd(28)}  measured    stated     resident   (bytes per pixel)`);
  try {
    for (const [name, make] of Object.entries(KINDS)) {
      if (values.only?.some((word) => name.includes(word)) === false) continue;
      const file = join(folder, name.replaceAll(/[ :]/g, '-'));
      writeFileSync(file, await make());
      if (!isWithin(name, file)) process.exitCode = 1;
      rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
