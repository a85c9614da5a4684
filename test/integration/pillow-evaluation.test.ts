import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { preparePhotos } from '../../scripts/photos.ts';
import { pillowEnvironment } from '../../scripts/python-env.ts';
import { executeEvaluation } from '../../src/make/evaluate.ts';
import { type EvaluationConfig, planEvaluation } from '../../src/make/evaluation.ts';
import { Decoder } from '../../src/pixels/decode/index.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';

interface EvaluationCase {
  path: string;
  results: (Omit<EvaluationConfig, 'dtype'> & { sha256: string })[];
}

/** Of the six cuts of each photograph, one. */
const PHOTOGRAPHS_STEP = 6;

const work = mkdtempSync(join(tmpdir(), 'crescendo-evaluation-'));
const script = fileURLToPath(new URL('../support/pillow_evaluation.py', import.meta.url));
afterAll(() => rmSync(work, { recursive: true }));

describe("timm's evaluation transform with an installed Pillow", () => {
  let cases: EvaluationCase[] = [];

  beforeAll(async () => {
    const folder = await preparePhotos();
    const photographs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jpg'))
      .sort()
      .filter((_, k) => k % PHOTOGRAPHS_STEP === 0)
      .map((name) => join(folder, name));
    execFileSync(pillowEnvironment(), [script, work, ...photographs], { stdio: 'inherit' });
    cases = JSON.parse(readFileSync(join(work, 'evaluation.json'), 'utf8')) as EvaluationCase[];
  });

  test('should give the same bytes for files of every kind and shape, and for photographs', async () => {
    const executor = { engine: new PixelEngine(loadKernels()), decoder: new Decoder() };
    const differing: string[] = [];
    for (const { path, results } of cases) {
      const bytes = readFileSync(path);
      for (const { sha256, ...settings } of results) {
        const pixels = await executeEvaluation(executor, bytes, ({ width, height }) =>
          planEvaluation(width, height, { ...settings, dtype: 'uint8' }),
        );
        const actual = createHash('sha256').update(pixels).digest('hex');
        if (actual !== sha256) differing.push(`${path} ${JSON.stringify(settings)}`);
      }
    }
    assert.ok(cases.length >= 100, `only ${cases.length} images`);
    assert.deepEqual(differing, []);
  });
});
