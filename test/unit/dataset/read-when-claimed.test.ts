import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { LocalStorage } from '../../../src/dataset/storage/storage.ts';
import { StoredSource } from '../../../src/dataset/stored-source.ts';
import { manifestOf, PackedContainer } from '../../support/memory-source.ts';

test('every sample but the first should be asked for once, before it is claimed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 4 }), (count, threads) => {
      const expected: number[] = [];
      const storage: LocalStorage = {
        local: true,
        read: () => assert.fail('nothing is read before it is opened'),
        advise: ({ offset }) => expected.push(offset),
        close: () => undefined,
      };
      // Of one byte each, so that a sample's offset is its index.
      const source = new StoredSource(new PackedContainer(manifestOf(new Array(count).fill(1))), storage);
      const indices = Float64Array.from({ length: count }, (_, k) => (k * 7919) % count);
      let claimed = 0;
      const claim = (): number | undefined => (claimed < count ? claimed++ : undefined);
      const streams = Array.from({ length: threads }, () => source.samples({ indices, claim, threads }));
      for (let k = 0; k < count; k += 1) {
        if (k > 0) assert.ok(expected.includes(indices[k]!), `sample ${k} is claimed unexpectedly`);
        const sample = streams[k % threads]!.next();
        assert.ok(sample !== undefined && 'item' in sample);
        assert.equal(sample.item, k);
      }
      assert.equal(streams[0]!.next(), undefined);
      assert.deepEqual(expected, [...indices.subarray(1)]);
    }),
  );
});
