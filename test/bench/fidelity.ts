/**
 * Measures what `matched` fidelity changes and saves: `node test/bench/fidelity.ts [FOLDER] [--images N] [--passes N]
 * [--working B=W]`.
 *
 * For each side: PSNR against `exact` before augmentation, over all images (from the mean squared error) and the median
 * and least of single images; and CPU time per image of both, alternately, with their ratio. Without a folder it uses
 * the demo's photographs, as they are and as mosaics of 12 megapixels. The operator is `spectral`, then `lanczos`; with
 * `--working`, which may be repeated, only those sides are measured, with a working side other than the default.
 */

import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { preparePhotos } from '../../scripts/photos.ts';
import { stagePlan } from '../../src/bench/stage.ts';
import { quantile } from '../../src/bench/statistics.ts';
import { table } from '../../src/cli/table.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { openSource } from '../../src/dataset/open-source.ts';
import { type Executor, executeSample } from '../../src/make/execute.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { OPERATION_RULES } from '../../src/pixels/ops/index.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import { planSample, type SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { workingSide } from '../../src/plan/sampling/working-grid.ts';
import type { LowFrequencyOperator } from '../../src/types.ts';

const BASE = 224;
const SIDES = [64, 96, 128, 160, 192, 224];
/** A mosaic of 8 x 6 photographs, each cut to this square: 4000 x 3000 pixels. */
const TILE = 500;
const [COLUMNS, ROWS] = [8, 6];
const MOSAICS = 4;
/** Crops of each mosaic. */
const MOSAIC_CROPS = 8;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    images: { type: 'string', default: '150' },
    passes: { type: 'string', default: '5' },
    working: { type: 'string', multiple: true },
  },
});
const working = new Map(values.working?.map((text) => text.split('=').map(Number) as [number, number]));
const [images, passes] = [Number(values.images), Number(values.passes)];
const executor: Executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };

interface Sample {
  bytes: Uint8Array;
  index: number;
}

function planOf(bandwidth: number, lowFrequency: LowFrequencyOperator): SamplingPlan {
  return { ...stagePlan({ mode: 'exact', bandwidth, magnitude: null }), lowFrequency };
}

const make = (plan: SamplingPlan, { bytes, index }: Sample): Promise<Uint8Array> =>
  executeSample(executor, bytes, ({ width, height }) => planSample(OPERATION_RULES, plan, 0, index, width, height));

async function meanSquaredErrors(exact: SamplingPlan, matched: SamplingPlan, samples: Sample[]): Promise<number[]> {
  const errors: number[] = [];
  for (const sample of samples) {
    const a = (await make(exact, sample)).slice();
    const b = await make(matched, sample);
    errors.push(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0) / a.length);
  }
  return errors;
}

/** Decibels; two equal images count as differing by less than rounding can show, to keep the value finite. */
const psnr = (error: number): number => 10 * Math.log10(255 ** 2 / Math.max(error, 1e-3));

async function cpuMs(plan: SamplingPlan, samples: Sample[]): Promise<number> {
  const start = process.cpuUsage();
  for (const sample of samples) await make(plan, sample);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / samples.length;
}

async function compare(bandwidth: number, operator: LowFrequencyOperator, samples: Sample[]): Promise<string[]> {
  const exact = planOf(bandwidth, operator);
  const matched = { ...exact, workingSide: working.get(bandwidth) ?? workingSide(bandwidth, BASE) };
  const errors = await meanSquaredErrors(exact, matched, samples);
  const [slow, fast]: [number[], number[]] = [[], []];
  for (let pass = 0; pass < passes; pass += 1) {
    slow.push(await cpuMs(exact, samples));
    fast.push(await cpuMs(matched, samples));
  }
  const ratios = slow.map((time, k) => time / fast[k]!);
  return [
    operator,
    String(bandwidth),
    String(matched.workingSide),
    psnr(errors.reduce((sum, error) => sum + error, 0) / errors.length).toFixed(1),
    quantile(errors.map(psnr), 0.5).toFixed(1),
    Math.min(...errors.map(psnr)).toFixed(1),
    quantile(slow, 0.5).toFixed(2),
    quantile(fast, 0.5).toFixed(2),
    quantile(ratios, 0.5).toFixed(2),
  ];
}

const HEAD = ['operator', 'B', 'W', 'PSNR dB', 'median', 'least', 'exact ms', 'matched ms', 'exact/matched'];

async function report(title: string, samples: Sample[], operators: LowFrequencyOperator[]): Promise<void> {
  const bytes = samples.reduce((sum, sample) => sum + sample.bytes.length, 0) / samples.length;
  console.log(`${title}: ${samples.length} crops, mean ${(bytes / 1000).toFixed(0)} kB`);
  const rows: string[][] = [];
  for (const operator of operators)
    for (const side of working.size > 0 ? working.keys() : SIDES) rows.push(await compare(side, operator, samples));
  console.log(`${table(HEAD, rows)}\n`);
}

/** Photographs side by side: the same detail per pixel, at the size of a camera's picture. */
async function mosaics(samples: Sample[]): Promise<Sample[]> {
  const made: Sample[] = [];
  for (let m = 0; m < MOSAICS; m += 1) {
    const tiles = Array.from({ length: COLUMNS * ROWS }, async (_, k) => ({
      input: await sharp(samples[(m * COLUMNS * ROWS + k) % samples.length]!.bytes)
        .resize(TILE, TILE)
        .toBuffer(),
      left: (k % COLUMNS) * TILE,
      top: Math.floor(k / COLUMNS) * TILE,
    }));
    const blank = { width: COLUMNS * TILE, height: ROWS * TILE, channels: 3 as const, background: 'black' };
    const bytes = await sharp({ create: blank })
      .composite(await Promise.all(tiles))
      .jpeg({ quality: 90 })
      .toBuffer();
    for (let k = 0; k < MOSAIC_CROPS; k += 1) made.push({ bytes, index: m * MOSAIC_CROPS + k });
  }
  return made;
}

const [folder] = positionals;
const { manifest, source } = await openFolder('bench', folder ?? (await preparePhotos(console.error)), undefined);
const reader = openSource(source);
const order = new SampleOrder(manifest.sampleCount, 0);
const samples: Sample[] = [];
for (let k = 0; k < Math.min(images, manifest.sampleCount); k += 1) {
  samples.push({ bytes: (await reader.read(order.at(k).index)).slice(), index: k });
}
await report(folder ?? "the demo's photographs", samples, ['spectral', 'lanczos']);
// Encoders block sharp's decoders; see src/pixels/decode/formats/restrict-loaders.ts.
if (folder === undefined) await report('mosaics of 4000 x 3000 pixels', await mosaics(samples), ['spectral']);
