import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { roundHalfEven } from '../../../../src/plan/sampling/round-half-even.ts';
import type { Dtype } from '../../../../src/types.ts';

const engine = new PixelEngine(loadKernels());
const golden = new URL('../../../golden/pillow/sampling.json', import.meta.url);
const { mixup_u8: cases } = JSON.parse(readFileSync(golden, 'utf8')) as {
  mixup_u8: { lam: number; a: number[]; b: number[]; out: number[] }[];
};

function mix(first: Uint8Array, second: Uint8Array, dtype: Dtype, lambda: number): Uint8Array {
  const buffers = engine.mixBuffers(first.length);
  buffers.first.set(first);
  buffers.second.set(second);
  engine.mix(buffers, dtype, lambda);
  return buffers.result.slice();
}

/** The rule, step by step in single precision. */
const scalar = (a: number, b: number, lambda: number): number =>
  Math.fround(Math.fround(a * Math.fround(lambda)) + Math.fround(b * Math.fround(1 - lambda)));

test("mixed bytes should be those of timm's FastCollateMixup in all stored cases", () => {
  assert.equal(cases.length, 40);
  for (const { lam, a, b, out } of cases) {
    assert.deepEqual([...mix(Uint8Array.from(a), Uint8Array.from(b), 'uint8', lam)], out);
  }
});

test('bytes of any length should be mixed as the rule says', () => {
  const lambda = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));
  const data = fc.uint8Array({ minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(data, fc.nat(255), lambda, (a, start, l) => {
      const b = a.map((_, k) => (start + 37 * k) & 255);
      const expected = Array.from(a, (value, k) => roundHalfEven(scalar(value, b[k]!, l)));
      assert.deepEqual([...mix(a, b, 'uint8', l)], expected);
    }),
    { numRuns: 500 },
  );
});

test('floats should be mixed in single precision without rounding to whole numbers', () => {
  const value = fc.float({ min: -50, max: 300, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 70 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pairs, l) => {
        const [a, b] = [0, 1].map((k) => new Uint8Array(Float32Array.from(pairs, (pair) => pair[k]!).buffer));
        const mixed = new Float32Array(mix(a!, b!, 'float32', l).buffer);
        assert.deepEqual(
          [...mixed],
          pairs.map(([x, y]) => scalar(x, y, l)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('a sample beyond the greatest should be refused', () => {
  assert.throws(() => engine.mixBuffers(512 * 512 * 3 * 4 + 4), /at most/);
});
