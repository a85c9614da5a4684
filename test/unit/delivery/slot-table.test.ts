import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { SlotTable } from '../../../src/delivery/slot-table.ts';

const LEASE_MS = 100;

type Action = { kind: 'take' | 'release' | 'renew'; step: number; further: number[]; waitMs: number };

const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('take', 'take', 'release', 'renew'),
  step: fc.integer({ min: 0, max: 12 }),
  further: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
  waitMs: fc.integer({ min: 0, max: 60 }),
});

test('a table should do what its model does, for any order of takes, releases and waits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(action, { maxLength: 60 }), (count, actions) => {
      const table = new SlotTable(count, LEASE_MS);
      // The model: the contents of each slot, every generation ever granted, and when the client was last heard.
      const held = new Map<number, number>();
      const generations = new Set<number>();
      let [now, heard] = [1000, 1000];
      for (const { kind, step, further, waitMs } of actions) {
        now += waitMs;
        assert.equal(table.expired(now), held.size > 0 && now - heard > LEASE_MS);
        if (kind === 'take') {
          if (held.size === 0) heard = now;
          const grant = table.take(step, now);
          assert.equal(grant === undefined, held.size === count);
          if (grant === undefined) continue;
          const free = Array.from({ length: count }, (_, slot) => slot).filter((slot) => !held.has(slot));
          assert.equal(grant.slot, free[0], 'a slot that is held, or not the lowest free one');
          assert.ok(grant.generation > 0 && !generations.has(grant.generation));
          generations.add(grant.generation);
          held.set(grant.slot, step);
        } else if (kind === 'release') {
          table.release(step, further, now);
          heard = now;
          for (const [slot, of] of held) if (of < step || further.includes(of)) held.delete(slot);
        } else {
          table.renew(now);
          heard = now;
        }
        assert.equal(table.held, held.size);
      }
    }),
    { numRuns: 500 },
  );
});
