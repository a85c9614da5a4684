import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, describe, test } from 'vitest';
import { meanCopiedBytes } from '../../../src/bench/copied-bytes.ts';
import { benchExecutor } from '../../../src/bench/passes.ts';
import { loadSamples } from '../../../src/bench/samples.ts';
import { stagePlan } from '../../../src/bench/stage.ts';
import { Decoder } from '../../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../src/pixels/kernels/module.ts';
import type { SamplingPlan } from '../../../src/plan/sampling/recipe.ts';
import { writeDataset } from '../../support/datasets.ts';
import { picture } from '../../support/pictures.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-copied-'));
afterAll(() => rmSync(work, { recursive: true }));
const executor = benchExecutor({ engine: new PixelEngine(loadKernels()), decoder: new Decoder() });
/** Tables of operations, first bytes of files: for each image. */
const SMALL_BYTES = 2048;

/** The bytes that a real worker copies for the images of a folder, each once. */
function countCopies(folder: string, plan: SamplingPlan): { read: number; moved: number; images: number } {
  const file = (name: string): string => fileURLToPath(new URL(`../../support/${name}`, import.meta.url));
  const args = ['--import', file('copy-counter.ts'), file('count-copies.ts'), folder, JSON.stringify(plan)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

async function assertCounted(folder: string, plan: SamplingPlan): Promise<number> {
  const { samples } = await loadSamples(folder, 100, executor);
  const derived = await meanCopiedBytes(executor, samples, plan);
  const { read, moved, images } = countCopies(folder, plan);
  assert.equal(images, samples.length);
  assert.equal(Math.round(derived.file * images), read);
  const rest = moved - (derived.decoded + derived.slot) * images;
  assert.ok(rest > -1 && rest < SMALL_BYTES * images, `${rest} bytes are not accounted for`);
  assert.ok(Math.abs(derived.total - derived.file - derived.decoded - derived.slot) < 1e-6);
  return derived.decoded;
}

describe('the copied bytes', () => {
  test('should be what a real worker copies for JPEGs: the file and the result', async () => {
    const folder = join(work, 'jpeg');
    writeDataset(folder, 9);
    for (const [bandwidth, magnitude] of [
      [96, 9],
      [224, null],
    ] as const) {
      const decoded = await assertCounted(folder, stagePlan({ mode: 'exact', bandwidth, magnitude }));
      assert.equal(decoded, 0);
    }
  });

  test('should hold the pixels of the crop as well where sharp decodes', async () => {
    const folder = join(work, 'png');
    mkdirSync(join(folder, 'a'), { recursive: true });
    for (const k of [1, 2, 3]) {
      const { data, width, height } = picture(120 + k, 100, k);
      const image = sharp(data, { raw: { width, height, channels: 3 } });
      await image.png().toFile(join(folder, 'a', `${k}.png`));
    }
    const decoded = await assertCounted(folder, stagePlan({ mode: 'exact', bandwidth: 96, magnitude: 0 }));
    assert.ok(decoded > 0);
  });

  test('should count floats as four bytes', async () => {
    const folder = join(work, 'float');
    writeDataset(folder, 3);
    const plan = stagePlan({ mode: 'exact', bandwidth: 64, magnitude: null });
    await assertCounted(folder, { ...plan, dtype: 'float32' });
  });
});
