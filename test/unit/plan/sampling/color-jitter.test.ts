import assert from 'node:assert/strict';
import { test } from 'vitest';
import { jittersBeside, planColorJitter } from '../../../../src/plan/sampling/color-jitter.ts';
import { PURPOSE, type Purpose, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import type { ColorJitter } from '../../../../src/spec/augmentation.ts';

const stream = (index: number, purpose: Purpose) => new RandomStream(1, 0, index, purpose);
const plan = (index: number, jitter: ColorJitter = [0.4, 0.4, 0.4]) =>
  planColorJitter(jitter, stream(index, PURPOSE.colorJitter), stream(index, PURPOSE.hue));
const SAMPLES = 12_000;

test('every order of the three operations should come up equally often', () => {
  const orders = new Map<string, number>();
  for (let k = 0; k < SAMPLES; k += 1) {
    const order = plan(k)
      .map(({ name }) => name)
      .join(' ');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  assert.equal(orders.size, 6);
  // Five standard deviations of a count with p = 1/6.
  for (const count of orders.values()) assert.ok(Math.abs(count - SAMPLES / 6) < 5 * Math.sqrt(SAMPLES * (5 / 36)));
});

test('factors should be uniform in [1 - s, 1 + s], cut at 0', () => {
  const factors = (jitter: [number, number, number], name: string): number[] =>
    Array.from({ length: SAMPLES }, (_, k) => plan(k, jitter).find((operation) => operation.name === name)!.argument!);
  for (const [name, jitter, low, high] of [
    ['Brightness', [0.4, 0, 0], 0.6, 1.4],
    ['Contrast', [0.1, 0.4, 0], 0.6, 1.4],
    ['Color', [0, 0, 1.5], 0, 2.5],
  ] as const) {
    const sorted = factors([...jitter], name).sort((a, b) => a - b);
    assert.ok(sorted[0]! >= low && sorted.at(-1)! <= high);
    // Kolmogorov and Smirnov at p = 1e-4: 2.23 / sqrt(n).
    const distance = Math.max(...sorted.map((value, k) => Math.abs((value - low) / (high - low) - k / SAMPLES)));
    assert.ok(distance < 2.23 / Math.sqrt(SAMPLES), `${name}: ${distance}`);
  }
});

test('a strength of 0 should leave its operation out and not move the others', () => {
  for (let k = 0; k < 100; k += 1) {
    const [all, some] = [plan(k), plan(k, [0.4, 0, 0.4])];
    assert.deepEqual(
      some,
      all.filter(({ name }) => name !== 'Contrast'),
    );
  }
});

test('jitter should act without RandAugment and beside 3-Augment alone, as in timm', () => {
  assert.equal(jittersBeside(undefined), true);
  assert.equal(jittersBeside('rand-m9-mstd0.5-inc1'), false);
  assert.equal(jittersBeside('rand-m6-n1-t3a'), true);
  assert.equal(jittersBeside('rand-m6-n1-t3aw'), true);
});

test('a hue should be uniform in its range, equally often at each of four places, and move nothing else', () => {
  const places = [0, 0, 0, 0];
  const shifts: number[] = [];
  for (let k = 0; k < SAMPLES; k += 1) {
    const all = plan(k, [0.4, 0.4, 0.4, 0.2]);
    const at = all.findIndex(({ name }) => name === 'Hue');
    places[at]! += 1;
    shifts.push(all[at]!.argument!);
    assert.deepEqual(all.toSpliced(at, 1), plan(k));
  }
  for (const count of places) assert.ok(Math.abs(count - SAMPLES / 4) < 5 * Math.sqrt(SAMPLES * (3 / 16)), `${places}`);
  shifts.sort((a, b) => a - b);
  const distance = Math.max(...shifts.map((value, k) => Math.abs((value + 0.2) / 0.4 - k / SAMPLES)));
  assert.ok(distance < 2.23 / Math.sqrt(SAMPLES), `${distance}`);
});
