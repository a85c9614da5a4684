import sharp from 'sharp';
import type { Dataset } from '../dataset/dataset.ts';
import { packedLayout, sampleOf } from '../make/layout.ts';
import { runPhases } from '../make/run-program.ts';
import type { BatchPool } from '../make/workers/pool.ts';
import { type Phase, programOf } from '../plan/program.ts';
import type { SampleMix } from '../plan/sampling/mixing/plan.ts';
import type { SamplePosition } from '../plan/sampling/position.ts';
import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { imageTensor } from '../plan/tensors.ts';
import { CHANNELS, sidesOf } from '../types.ts';
import { drawLabel, LABEL_HEIGHT, labelWidth } from './label-font.ts';

const GAP = 8;
const BACKGROUND = 24;
const INK = 220;

/** What a client does to a batch that it mixes itself. */
const MIX: Phase = { per: 'pair', reads: 'batch', writes: 'batch', steps: ['mix'] };

export interface ContactSheet {
  /** RGB, HWC. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** One stage: its images, and how they are labelled and mixed. */
export interface SheetRow {
  label: string;
  /** Of dtype uint8. */
  plan: SamplingPlan;
  /** By position in the batch, and where the images are mixed; left out where they are not. */
  mixing?: { where: 'server' | 'client'; samples: readonly SampleMix[] };
}

/**
 * The same samples as the model sees them in each stage: one row for each stage below its label, every image at its true
 * size, so that a row's height tells the stage's bandwidth. Images are made as the server makes them.
 *
 * @param samples the batch of every row, of an even size if a row is mixed
 * @param shown how many of them are drawn
 */
export async function contactSheet(
  pool: BatchPool,
  source: Dataset['source'],
  rows: readonly SheetRow[],
  samples: readonly SamplePosition[],
  shown: number,
): Promise<ContactSheet> {
  const cell = Math.max(...rows.map(({ plan }) => sidesOf(plan.bandwidth).width));
  const widest = Math.max(shown * (cell + GAP) - GAP, ...rows.map(({ label }) => labelWidth(label)));
  const width = widest + 2 * GAP;
  const height = GAP + rows.reduce((sum, { plan }) => sum + LABEL_HEIGHT + sidesOf(plan.bandwidth).height + 2 * GAP, 0);
  const data = new Uint8Array(width * height * CHANNELS).fill(BACKGROUND);
  let top = GAP;
  for (const row of rows) {
    const labelTop = top;
    drawLabel(row.label, (x, y) => {
      const pixel = ((labelTop + y) * width + GAP + x) * CHANNELS;
      data.fill(INK, pixel, pixel + CHANNELS);
    });
    top += LABEL_HEIGHT + GAP;
    const image = sidesOf(row.plan.bandwidth);
    const images = await rowImages(pool, source, row, samples);
    for (const [column, pixels] of images.slice(0, shown).entries()) {
      const left = GAP + column * (cell + GAP) + Math.floor((cell - image.width) / 2);
      for (let y = 0; y < image.height; y += 1) {
        const line = pixels.subarray(y * image.width * CHANNELS, (y + 1) * image.width * CHANNELS);
        data.set(line, ((top + y) * width + left) * CHANNELS);
      }
    }
    top += image.height + GAP;
  }
  return { data, width, height };
}

/** The images of a row, by the program that a server and its client run. */
async function rowImages(
  pool: BatchPool,
  source: Dataset['source'],
  { plan, mixing }: SheetRow,
  samples: readonly SamplePosition[],
): Promise<Uint8Array[]> {
  const layout = packedLayout(imageTensor(plan.bandwidth, plan.dtype), samples.length);
  const buffer = new SharedArrayBuffer(layout.byteLength);
  const phases = programOf(plan, mixing?.where === 'server', { batchCrop: false });
  if (mixing?.where === 'client') phases.push(MIX);
  const positions = [...samples.keys()];
  await runPhases({ pool }, phases, {
    ...{ plan, source, samples, positions, batch: { buffer, layout } },
    mixing: mixing?.samples,
  });
  return positions.map((position) => sampleOf(buffer, layout.tensors[0], position));
}

export async function writePng({ data, width, height }: ContactSheet, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toFile(path);
}
