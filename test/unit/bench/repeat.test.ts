import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { cpuMilliseconds, passOrder, repeat } from '../../../src/bench/repeat.ts';

test('variants should take turns as A B, B A', async () => {
  const calls: string[] = [];
  const variant = (name: string) => (pass: number) => {
    calls.push(`${name}${pass}`);
    return `${name}${pass}`;
  };
  let passes = 0;
  const costs = await repeat([variant('a'), variant('b'), variant('c')], { warmup: 1, repetitions: 3 }, () => {
    passes += 1;
  });
  assert.deepEqual(calls, ['a0', 'b0', 'c0', 'a1', 'b1', 'c1', 'c2', 'b2', 'a2', 'a3', 'b3', 'c3']);
  // The warm-up does not count, and a repetition's costs are those of its own pass.
  assert.deepEqual(costs, [
    ['a1', 'a2', 'a3'],
    ['b1', 'b2', 'b3'],
    ['c1', 'c2', 'c3'],
  ]);
  assert.equal(passes, 4);
});

test('an even drift of the machine should cost every variant the same', async () => {
  const cases = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([variants, warmup, pairs]) => {
      let clock = 0;
      const drifting = Array.from({ length: variants }, () => () => clock++);
      const costs = await repeat(drifting, { warmup, repetitions: 2 * pairs });
      const sums = costs.map((times) => times.reduce((sum, time) => sum + time, 0));
      assert.equal(new Set(sums).size, 1);
    }),
  );
});

test('every pass should hold every variant once', () => {
  for (const pass of [0, 1, 2, 7]) assert.deepEqual(passOrder(5, pass).sort(), [0, 1, 2, 3, 4]);
});

test('CPU time should be that of the work, not of waiting', async () => {
  const wanted = 60;
  const waiting = await cpuMilliseconds(() => new Promise((resolve) => setTimeout(resolve, 2 * wanted)));
  const start = process.cpuUsage().user;
  const working = await cpuMilliseconds(() => {
    while (process.cpuUsage().user - start < 1000 * wanted);
  });
  assert.ok(waiting < wanted && working >= wanted, `${waiting} and ${working}`);
});
