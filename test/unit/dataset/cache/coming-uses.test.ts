import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { changesText, readChanges } from '../../../../src/dataset/cache/changes-text.ts';
import { ComingUses, type UsesChange } from '../../../../src/dataset/cache/coming-uses.ts';
import type { ObjectRange } from '../../../../src/dataset/storage/storage.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { Permutation } from '../../../../src/plan/sampling/permutation.ts';

const PART = LIMITS.cachePartBytes;
const SAMPLE = 1_000_000;
const OBJECT = 3 * PART - 5;

/** Samples of a million bytes, one after the other in objects of three parts. */
function locate(index: number): ObjectRange {
  const perObject = Math.floor(OBJECT / SAMPLE);
  return {
    object: `shard-${Math.floor(index / perObject)}`,
    offset: (index % perObject) * SAMPLE,
    length: SAMPLE,
    objectLength: OBJECT,
    version: { etag: '"1"' },
  };
}

/** What is known after the changes so far, by part. */
class Known {
  readonly parts = new Map<string, UsesChange>();

  note(changes: readonly UsesChange[]): void {
    for (const change of changes) {
      const key = `${change.object} ${change.part}`;
      if (change.step === undefined) this.parts.delete(key);
      else this.parts.set(key, change);
    }
  }
}

/** The same by a plain search over the steps from `step` to `horizon`. */
function expected(steps: readonly number[][], step: number, horizon: number): Map<string, Partial<UsesChange>> {
  const uses = new Map<string, { steps: number[]; bytes: number }>();
  for (let at = step; at < horizon; at += 1) {
    for (const index of steps[at]!) {
      const { object, offset, length } = locate(index);
      for (let part = Math.floor(offset / PART); part * PART < offset + length; part += 1) {
        const bytes = Math.min(offset + length, (part + 1) * PART) - Math.max(offset, part * PART);
        const use = uses.get(`${object} ${part}`) ?? { steps: [], bytes: 0 };
        uses.set(`${object} ${part}`, { steps: [...use.steps, at], bytes: use.bytes + bytes });
      }
    }
  }
  return new Map([...uses].map(([key, { steps: at, bytes }]) => [key, { step: at[0]!, again: at[1]!, bytes }]));
}

function check(known: Known, wanted: Map<string, Partial<UsesChange>>): void {
  const got = [...known.parts].map(([key, { step, again, bytes }]) => [key, { step, again, bytes }] as const);
  assert.deepEqual(new Map(got), wanted);
}

test('the next uses of each part should be those of the plan, wherever the stream goes', () => {
  const step = fc.array(fc.nat(80), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 20 }),
      fc.array(fc.nat(22), { maxLength: 8 }),
      (steps, moves) => {
        const uses = new ComingUses(
          { place: 'p', samplesOf: (at) => steps[at], locate },
          { step: 0, capacityBytes: Infinity },
        );
        const known = new Known();
        for (const to of [0, ...moves]) {
          uses.advance(to);
          while (uses.look(3) > 0);
          known.note(uses.take());
          check(known, expected(steps, to, steps.length));
        }
      },
    ),
  );
});

test('it should look ahead for reads of twice the bytes of the cache, and go on as the stream does', () => {
  const order = new Permutation(10_000, 1, 0);
  const asked: number[] = [];
  const plan = {
    place: 'p',
    samplesOf: (step: number) => {
      asked.push(step);
      return Array.from({ length: 16 }, (_, k) => order.at(step * 16 + k));
    },
    locate,
  };
  const uses = new ComingUses(plan, { step: 0, capacityBytes: 20 * PART });
  while (uses.look(100) > 0);
  const known = new Known();
  known.note(uses.take());
  // 40 parts are 335 samples, 16 in a step.
  assert.equal(Math.max(...asked), 20);
  const bytes = [...known.parts.values()].reduce((sum, part) => sum + part.bytes, 0);
  assert.ok(bytes >= 40 * PART && bytes < 40 * PART + 2 * SAMPLE, `${bytes} bytes`);
  uses.advance(1);
  while (uses.look(100) > 0);
  assert.equal(Math.max(...asked), 21);
});

test('it should hold a bounded number of samples, and go on when they have passed', () => {
  const plan = { place: 'p', samplesOf: (step: number) => [step % 7], locate };
  const uses = new ComingUses(plan, { step: 0, capacityBytes: Infinity, samples: 50 });
  let looked = 0;
  for (let now = uses.look(1000); now > 0; now = uses.look(1000)) looked += now;
  assert.ok(looked <= 50);
  uses.advance(20);
  assert.ok(uses.look(1000) >= 15);
});

test('a schedule that grows should be looked at again', () => {
  let decided = 2;
  const plan = { place: 'p', samplesOf: (step: number) => (step < decided ? [step] : undefined), locate };
  const uses = new ComingUses(plan, { step: 0, capacityBytes: Infinity });
  assert.equal(uses.look(100), 2);
  assert.equal(uses.look(100), 0);
  decided = 5;
  assert.equal(uses.look(100), 3);
});

test('samples without a place, or of objects of unknown length, should be left out', () => {
  const plan = {
    place: 'p',
    samplesOf: (step: number) => (step === 0 ? [0, 1, 2] : undefined),
    locate: (index: number): ObjectRange => {
      if (index === 0) throw new RangeError('too large');
      const { objectLength: _, ...range } = locate(index);
      return index === 1 ? range : locate(index);
    },
  };
  const uses = new ComingUses(plan, { step: 0, capacityBytes: Infinity });
  while (uses.look(100) > 0);
  assert.equal(uses.take().length, 1);
});

test('changes should be the same after their way as text', () => {
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const version = fc.record(
    {
      ...{ etag: fc.string(), modifiedMs: fc.double({ noNaN: true, noDefaultInfinity: true }), changedMs: fc.nat() },
      checksum: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    },
    { requiredKeys: ['etag'] },
  );
  const change = fc.record({
    ...{ object: fc.string({ unit: 'binary' }), objectLength: fc.nat(), part: fc.nat(), bytes: fc.nat() },
    ...{ step: optional(fc.nat()), again: optional(fc.nat()), version: optional(version) },
  });
  const present = (changes: readonly object[]): unknown =>
    changes.map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
      // JSON has one zero.
      const expected = JSON.stringify(present(changes));
      assert.equal(JSON.stringify(present(readChanges(changesText(changes as UsesChange[])))), expected);
    }),
    { numRuns: 30 },
  );
});
