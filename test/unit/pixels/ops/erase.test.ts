import assert from 'node:assert/strict';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { erase } from '../../../../src/pixels/ops/erase.ts';
import type { PlannedErasing } from '../../../../src/plan/sampling/erasing.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../../../src/types.ts';

const engine = new PixelEngine(loadKernels());
const NORMALIZATION = { mean: IMAGENET_MEAN, std: IMAGENET_STD };
const SIDE = 64;
const BOX = { x: 7, y: 5, width: 31, height: 40 };
const noise = { seed: 3, epoch: 0, index: 0 };

/** A value that no filling has, so that pixels that were not erased can be recognised. */
const floats = (): Float32Array => new Float32Array(SIDE * SIDE * 3).fill(-1e6);
const bytes = (): Uint8Array => new Uint8Array(SIDE * SIDE * 3).fill(7);

function inside(k: number): boolean {
  const [x, y] = [Math.floor(k / 3) % SIDE, Math.floor(k / 3 / SIDE)];
  return x >= BOX.x && x < BOX.x + BOX.width && y >= BOX.y && y < BOX.y + BOX.height;
}

/** What the trainer sees: (x - 255 mean) / (255 std) of the erased values of one channel. */
function normalized(pixels: Uint8Array | Float32Array, channel: number): number[] {
  const values = [...pixels.entries()].filter(([k]) => k % 3 === channel && inside(k));
  return values.map(([, v]) => (v / 255 - IMAGENET_MEAN[channel]!) / IMAGENET_STD[channel]!);
}

test('nothing outside the boxes should change, everything inside should', () => {
  const plans: PlannedErasing[] = [
    { mode: 'const', boxes: [BOX] },
    { mode: 'rand', boxes: [BOX], colours: [[100, 30_000, 65_535]] },
    { mode: 'pixel', boxes: [BOX], noise },
  ];
  for (const plan of plans) {
    const pixels = floats();
    erase(engine, pixels, SIDE, plan, NORMALIZATION);
    assert.ok(
      pixels.every((value, k) => (value !== -1e6) === inside(k)),
      plan.mode,
    );
  }
});

test('const should be 0 in normalised space, and the nearest byte', () => {
  const pixels = floats();
  erase(engine, pixels, SIDE, { mode: 'const', boxes: [BOX] }, NORMALIZATION);
  for (const c of [0, 1, 2]) assert.ok(normalized(pixels, c).every((z) => Math.abs(z) < 1e-6));
  const rounded = bytes();
  erase(engine, rounded, SIDE, { mode: 'const', boxes: [BOX] }, NORMALIZATION);
  const at = (BOX.y * SIDE + BOX.x) * 3;
  assert.deepEqual([...rounded.subarray(at, at + 3)], [124, 116, 104]);
});

test('rand should give one colour a box, of the drawn quantiles', () => {
  const pixels = floats();
  // Level 55,117 is the quantile of p = 0.8410..., one standard deviation.
  erase(engine, pixels, SIDE, { mode: 'rand', boxes: [BOX], colours: [[55_137, 32_768, 10_398]] }, NORMALIZATION);
  for (const [c, z] of [1, 0, -1].entries()) {
    assert.ok(
      normalized(pixels, c).every((value) => Math.abs(value - z) < 1e-3),
      String(normalized(pixels, c)[0]),
    );
  }
});

test('pixel should be standard normal noise in normalised space, of each channel its own', () => {
  const pixels = floats();
  erase(engine, pixels, SIDE, { mode: 'pixel', boxes: [BOX], noise }, NORMALIZATION);
  const channels = [0, 1, 2].map((c) => normalized(pixels, c));
  const count = channels[0]!.length;
  for (const values of channels) {
    const mean = values.reduce((sum, z) => sum + z, 0) / count;
    const variance = values.reduce((sum, z) => sum + (z - mean) ** 2, 0) / count;
    // Five standard errors: 5 / sqrt(n) and 5 * sqrt(2 / n).
    assert.ok(Math.abs(mean) < 5 / Math.sqrt(count), `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 5 * Math.sqrt(2 / count), `variance ${variance}`);
  }
  const correlation = channels[0]!.reduce((sum, z, k) => sum + z * channels[1]![k]!, 0) / count;
  assert.ok(Math.abs(correlation) < 5 / Math.sqrt(count), `correlation ${correlation}`);
});

test('bytes should be the floats, rounded to nearest and clamped', () => {
  const [exact, rounded] = [floats(), bytes()];
  for (const pixels of [exact, rounded])
    erase(engine, pixels, SIDE, { mode: 'pixel', boxes: [BOX], noise }, NORMALIZATION);
  let clamped = 0;
  for (const [k, value] of exact.entries()) {
    if (!inside(k)) continue;
    const expected = Math.max(0, Math.min(255, value));
    if (expected !== value) clamped += 1;
    assert.ok(Math.abs(rounded[k]! - expected) <= 0.5, `${rounded[k]} for ${value}`);
  }
  const share = clamped / (BOX.width * BOX.height * 3);
  assert.ok(share > 0.02 && share < 0.06, `${share} of the draws lie outside a byte`);
});

test('another normalisation should fill with its own colours', () => {
  const pixels = floats();
  erase(engine, pixels, SIDE, { mode: 'const', boxes: [BOX] }, { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
  assert.equal(pixels[(BOX.y * SIDE + BOX.x) * 3], 127.5);
});
