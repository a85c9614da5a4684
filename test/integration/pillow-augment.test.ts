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
import type { PlannedOperation } from '../../src/plan/sampling/randaugment/operation.ts';

/** Random cases: sizes 1..69, some of 224, every operation and interpolation. */
const CASES = 24_000;

type PillowCase = PlannedOperation & { width: number; height: number; sha256: string };

const work = mkdtempSync(join(tmpdir(), 'crescendo-augment-'));
const script = fileURLToPath(new URL('../support/pillow_augment.py', import.meta.url));
const hueScript = fileURLToPath(new URL('../support/pillow_hue.py', import.meta.url));
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

test('an installed Pillow should shift the hue of each of the 2^24 colours to the same colour', () => {
  const engine = new PixelEngine(loadKernels());
  const side = 512;
  const pixels = new Uint8Array(side * side * 3);
  for (const shift of [0, 25, 177]) {
    const digest = createHash('sha256');
    for (let first = 0; first < 2 ** 24; first += side * side) {
      for (let k = 0; k < side * side; k += 1) {
        pixels.set([(first + k) >> 16, ((first + k) >> 8) & 255, (first + k) & 255], k * 3);
      }
      engine.loadImage(pixels, side, side);
      // A third of a byte more, so that the truncation gives the shift.
      applyOperation(engine, { name: 'Hue', argument: ((shift < 128 ? shift : shift - 256.6) + 0.3) / 255 }, [0, 0, 0]);
      digest.update(engine.image.data);
    }
    const theirs = execFileSync(pillowEnvironment(), [hueScript, String(shift)], { encoding: 'utf8' });
    assert.equal(digest.digest('hex'), theirs, `${shift}`);
  }
});
