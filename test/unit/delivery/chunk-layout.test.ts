import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v1 } from '@crescendo/proto';
import fc from 'fast-check';
import { chunkCount, chunkLayout, frameChunk, sampleOffset, slotBytes } from '../../../src/delivery/chunk-layout.ts';

test('framed chunks should decode as the contract says and join to the batch, for any sizes', () => {
  const sizes = fc.tuple(
    fc.integer({ min: 1, max: 5000 }),
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 40_000 }),
  );
  fc.assert(
    fc.property(sizes, ([sampleBytes, count, chunkBytes]) => {
      const layout = chunkLayout(sampleBytes, count, chunkBytes);
      const slot = new SharedArrayBuffer(slotBytes(layout));
      const bytes = new Uint8Array(slot).fill(0xee);
      const samples = Array.from({ length: count }, (_, k) => new Uint8Array(sampleBytes).fill(k + 1));
      for (const [k, sample] of samples.entries()) bytes.set(sample, sampleOffset(layout, k));
      const received: Uint8Array[] = [];
      for (let c = 0; c < chunkCount(layout); c += 1) {
        const message = frameChunk(slot, layout, c);
        // Framing twice, as after a retry, must not change a byte.
        assert.deepEqual(frameChunk(slot, layout, c), message);
        const decoded = v1.StreamBatchesResponse.decode(Buffer.from(message));
        const data = decoded.chunk?.data ?? assert.fail('no chunk');
        assert.ok(data.length <= Math.max(chunkBytes, sampleBytes));
        assert.equal(data.length % sampleBytes, 0);
        received.push(data);
      }
      assert.ok(Buffer.concat(received).equals(Buffer.concat(samples)));
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('a chunk should hold whole images of about a mebibyte, and one image where it is larger', () => {
  assert.equal(chunkLayout(150_528, 64, 1_048_576).samplesPerChunk, 6);
  assert.equal(chunkLayout(3_145_728, 8, 1_048_576).samplesPerChunk, 1);
  assert.equal(chunkLayout(100, 3, 1_048_576).samplesPerChunk, 3);
});
