import sharp from 'sharp';
import type { SampleSource } from '../dataset/source.ts';
import { type Executor, executeSample } from '../make/execute.ts';
import { OPERATION_RULES } from '../pixels/ops/index.ts';
import { planSample, type SamplingPlan } from '../plan/sampling/recipe.ts';
import { CHANNELS } from '../types.ts';

const GAP = 8;
const BACKGROUND = 24;

export interface ContactSheet {
  /** RGB, HWC. */
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * The same samples as the model sees them in each stage: one row for each stage, every image at its true side B, so
 * that a row's height tells the stage's bandwidth.
 *
 * @param plans the sampling plan of each stage, of dtype uint8
 * @param indices manifest indices of the samples
 */
export async function contactSheet(
  executor: Executor,
  source: SampleSource,
  plans: readonly SamplingPlan[],
  indices: readonly number[],
): Promise<ContactSheet> {
  const cell = Math.max(...plans.map((plan) => plan.bandwidth));
  const width = GAP + indices.length * (cell + GAP);
  const height = GAP + plans.reduce((sum, plan) => sum + plan.bandwidth + GAP, 0);
  const data = new Uint8Array(width * height * CHANNELS).fill(BACKGROUND);
  let top = GAP;
  for (const plan of plans) {
    const side = plan.bandwidth;
    for (const [column, index] of indices.entries()) {
      const bytes = await source.read(index);
      const pixels = await executeSample(executor, bytes, (header) =>
        planSample(OPERATION_RULES, plan, 0, index, header.width, header.height),
      );
      const left = GAP + column * (cell + GAP) + Math.floor((cell - side) / 2);
      for (let row = 0; row < side; row += 1) {
        const line = pixels.subarray(row * side * CHANNELS, (row + 1) * side * CHANNELS);
        data.set(line, ((top + row) * width + left) * CHANNELS);
      }
    }
    top += side + GAP;
  }
  return { data, width, height };
}

export async function writePng({ data, width, height }: ContactSheet, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: CHANNELS } })
    .png()
    .toFile(path);
}
