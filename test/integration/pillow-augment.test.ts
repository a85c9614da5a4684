import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';
import { pillowEnvironment } from '../../scripts/python-env.ts';
import { PixelEngine } from '../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../src/pixels/kernels/module.ts';
import { applyOperation } from '../../src/pixels/ops/apply.ts';
import type { PlannedOperation } from '../../src/plan/sampling/randaugment/plan.ts';

/** Random cases: sizes 1..69, some of 224, every operation and interpolation. */
const CASES = 24_000;

type PillowCase = PlannedOperation & { width: number; height: number; sha256: string };

const work = mkdtempSync(join(tmpdir(), 'crescendo-augment-'));
const script = fileURLToPath(new URL('../support/pillow_augment.py', import.meta.url));
afterAll(() => rmSync(work, { recursive: true }));

test('an installed Pillow should give the same pixels in every random case', () => {
  execFileSync(pillowEnvironment(), [script, work, String(CASES)], { stdio: 'inherit' });
  const cases = JSON.parse(readFileSync(join(work, 'cases.json'), 'utf8')) as PillowCase[];
  const inputs = readFileSync(join(work, 'inputs.bin'));
  assert.equal(cases.length, CASES);
  const engine = new PixelEngine(loadKernels());
  const wrong: string[] = [];
  let at = 0;
  for (const { width, height, sha256, ...operation } of cases) {
    const bytes = width * height * 3;
    engine.loadImage(inputs.subarray(at, at + bytes), width, height);
    at += bytes;
    applyOperation(engine, operation, [124, 116, 104]);
    if (createHash('sha256').update(engine.image.data).digest('hex') !== sha256) {
      wrong.push(`${width} x ${height} ${JSON.stringify(operation)}`);
    }
  }
  assert.deepEqual(wrong, []);
});
