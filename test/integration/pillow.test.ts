import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { pillowEnvironment } from '../../scripts/python-env.ts';
import { executeEvaluation } from '../../src/make/evaluate.ts';
import { planEvaluation } from '../../src/make/evaluation.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import type { Box, Filter } from '../../src/types.ts';

interface PillowCase {
  file: string;
  width: number;
  height: number;
  crop: Box;
  filter: Filter;
  evaluation: { size: number; cropPct: number };
}

const work = mkdtempSync(join(tmpdir(), 'crescendo-pillow-'));
const script = fileURLToPath(new URL('../support/pillow_cases.py', import.meta.url));
afterAll(() => rmSync(work, { recursive: true }));

describe('an installed Pillow', () => {
  const engine = new PixelEngine(loadKernels());
  const decoder = new Decoder();
  let cases: PillowCase[] = [];
  const expected = (file: string, part: string): Buffer => readFileSync(join(work, `${file}.${part}`));

  beforeAll(() => {
    execFileSync(pillowEnvironment(), [script, work], { stdio: 'inherit' });
    cases = JSON.parse(readFileSync(join(work, 'cases.json'), 'utf8')) as PillowCase[];
  });

  test('should decode every kind of file to the same pixels', async () => {
    assert.ok(cases.length >= 80);
    for (const { file, width, height } of cases) {
      const bytes = readFileSync(join(work, file));
      const header = await decoder.readHeader(bytes);
      assert.deepEqual([header.width, header.height], [width, height]);
      const crop = { x: 0, y: 0, width, height };
      await decoder.decodeRegion(bytes, header, crop, (w, h) => engine.region(w, h));
      const rgbx = engine.region(width, height);
      const rgb = Buffer.from(rgbx.filter((_, k) => k % 4 !== 3));
      assert.ok(rgb.equals(expected(file, 'rgb')), file);
    }
  });

  test('should give the same evaluation images: short side resized, centre cut out', async () => {
    for (const { file, filter, evaluation } of cases) {
      const bytes = readFileSync(join(work, file));
      const pixels = await executeEvaluation({ engine, decoder }, bytes, ({ width, height }) =>
        planEvaluation(width, height, { ...evaluation, filter, dtype: 'uint8' }),
      );
      assert.ok(expected(file, 'evaluated').equals(pixels), `${file} ${filter} ${JSON.stringify(evaluation)}`);
    }
  });

  test('should give the same crop, resize and Lanczos crop, decoding only the region', async () => {
    for (const { file, crop, filter } of cases) {
      const bytes = readFileSync(join(work, file));
      const header = await decoder.readHeader(bytes);
      const region = await decoder.decodeRegion(bytes, header, crop, (w, h) => engine.region(w, h));
      const box = { ...crop, x: crop.x - region.x, y: crop.y - region.y };
      engine.cropResize(region, box, { width: 224, height: 224 }, filter, false);
      assert.ok(expected(file, 'resized').equals(engine.image.data), `${file} ${filter} ${JSON.stringify(crop)}`);
      const small = engine.lowFrequency(96, 'lanczos', 'uint8');
      assert.ok(expected(file, 'lanczos').equals(small), file);
    }
  });
});
