import assert from 'node:assert/strict';
import { v1 } from '@crescendo/proto';
import fc from 'fast-check';
import { test } from 'vitest';
import {
  chunkLayout,
  deliveredBytes,
  deliveredTensors,
  frameChunks,
  piecesOf,
} from '../../../src/delivery/chunk-layout.ts';
import { sampleOf } from '../../../src/make/layout.ts';
import type { TensorSpec } from '../../../src/types.ts';

const bytesTensor = (name: string, sampleBytes: number): TensorSpec => ({ name, dtype: 'uint8', shape: [sampleBytes] });

const sizes = fc.record({
  images: fc.integer({ min: 1, max: 5000 }),
  others: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 3 }),
  count: fc.integer({ min: 1, max: 60 }),
  chunkBytes: fc.integer({ min: 1, max: 40_000 }),
});

test('framed chunks should decode as the contract says and join to the tensors, for any sizes', () => {
  fc.assert(
    fc.property(sizes, ({ images, others, count, chunkBytes }) => {
      const specs = others.map((bytes, k) => bytesTensor(`t${k}`, bytes));
      const layout = chunkLayout([bytesTensor('images', images), ...specs], count, chunkBytes);
      const slot = new SharedArrayBuffer(layout.byteLength);
      new Uint8Array(slot).fill(0xee);
      const expected = layout.tensors.map((tensor, t) => {
        const samples = Array.from({ length: count }, (_, k) =>
          new Uint8Array(tensor.sampleBytes).fill(k + 1 + 60 * t),
        );
        for (const [k, sample] of samples.entries()) sampleOf(slot, tensor, k).set(sample);
        return Buffer.concat(samples);
      });
      const messages = [...frameChunks(slot, layout)].map((message) => Buffer.from(message));
      // Framing twice, as after a retry, must not change a byte.
      assert.deepEqual([...frameChunks(slot, layout)], messages);
      const decoded = messages.map((message) => v1.StreamBatchesResponse.decode(message));
      const data = decoded.map(({ chunk, tensorChunk }) => (chunk ?? tensorChunk)!.data as Uint8Array);
      assert.ok(
        data.every(({ length }) => length <= Math.max(chunkBytes, ...layout.tensors.map((t) => t.sampleBytes))),
      );
      const own = decoded.filter(({ chunk }) => chunk).length;
      assert.ok(Buffer.concat(data.slice(0, own)).equals(expected[0]!));
      assert.ok(Buffer.concat(data.slice(own)).equals(Buffer.concat(expected.slice(1))));
      // Older clients skip messages that they do not know, but only between batches.
      assert.ok(decoded.slice(own).every(({ chunk }) => !chunk));
    }),
    { numRuns: 200 },
  );
});

test('the pieces of a batch should lie where its tensors are said to be', () => {
  fc.assert(
    fc.property(sizes, ({ images, others, count, chunkBytes }) => {
      const specs = others.map((bytes, k) => bytesTensor(`t${k}`, bytes));
      const layout = chunkLayout([bytesTensor('images', images), ...specs], count, chunkBytes);
      const slot = new SharedArrayBuffer(layout.byteLength);
      for (const [t, tensor] of layout.tensors.entries()) {
        for (let k = 0; k < count; k += 1) sampleOf(slot, tensor, k).fill(k + 1 + 60 * t);
      }
      const batch = new Uint8Array(deliveredBytes(layout));
      for (const { offset, bytes } of piecesOf(slot, layout)) batch.set(bytes, offset);
      for (const [t, { tensor, offset, byteLength }] of deliveredTensors(layout).entries()) {
        assert.equal(offset % 64, 0);
        assert.equal(byteLength, count * tensor.sampleBytes);
        for (let k = 0; k < count; k += 1) {
          const sample = batch.subarray(offset + k * tensor.sampleBytes, offset + (k + 1) * tensor.sampleBytes);
          assert.ok(sample.every((byte) => byte === k + 1 + 60 * t));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a chunk should hold whole images of about a mebibyte, and one image where it is larger', () => {
  const group = (bytes: number, count: number): number =>
    chunkLayout([bytesTensor('images', bytes)], count, 1_048_576).tensors[0].group;
  assert.equal(group(150_528, 64), 6);
  assert.equal(group(3_145_728, 8), 1);
  assert.equal(group(100, 3), 3);
});

test('a batch of no samples should have no chunks', () => {
  const layout = chunkLayout([bytesTensor('images', 100), bytesTensor('t', 16)], 0, 4096);
  assert.deepEqual([...frameChunks(new SharedArrayBuffer(64), layout)], []);
});
