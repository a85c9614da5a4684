import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PixelEngine } from '../../../../src/pixels/kernels/engine.ts';
import { loadKernels } from '../../../../src/pixels/kernels/module.ts';
import { PURPOSE, RandomStream, streamWords } from '../../../../src/plan/sampling/random-stream.ts';

const engine = new PixelEngine(loadKernels());

test('many words at once should be those of the stream, for any stream', () => {
  const place = [fc.maxSafeNat(), fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(2 ** 40)] as const;
  fc.assert(
    fc.property(
      ...place,
      fc.constantFrom(...Object.values(PURPOSE)),
      fc.nat(50),
      (seed, epoch, index, purpose, count) => {
        const stream = new RandomStream(seed, epoch, index, purpose);
        const words = engine.randomWords(streamWords(seed, epoch, index, purpose), count);
        assert.deepEqual(
          [...words],
          Array.from({ length: count }, () => stream.nextUint32()),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('more words than the memory holds should be refused', () => {
  assert.throws(() => engine.randomWords(streamWords(0, 0, 0, PURPOSE.crop), 2 ** 30), /at most/);
});
