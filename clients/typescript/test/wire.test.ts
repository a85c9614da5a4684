import assert from 'node:assert/strict';
import { v1 } from '@crescendo/proto';
import fc from 'fast-check';
import { test } from 'vitest';
import { decodeStreamMessage } from '../src/wire.ts';

const encodeChunk = (data: Uint8Array): Uint8Array => v1.StreamBatchesResponse.encode({ chunk: { data } }).finish();

function chunkOf(bytes: Uint8Array): Uint8Array {
  const message = decodeStreamMessage(bytes);
  assert.ok('chunk' in message);
  return message.chunk;
}

test('chunks of every length should come through as views of their messages', () => {
  for (const length of [1, 127, 128, 16_383, 16_384, 100_000, 2_097_152]) {
    const data = new Uint8Array(length).fill(7);
    const bytes = encodeChunk(data);
    const chunk = chunkOf(bytes);
    assert.ok(Buffer.from(chunk).equals(data));
    assert.equal(chunk.buffer, bytes.buffer);
  }
});

test('chunks of other tensors should come through as views too, and be told from images', () => {
  const data = new Uint8Array(500).fill(7);
  const bytes = v1.StreamBatchesResponse.encode({ tensorChunk: { data } }).finish();
  const message = decodeStreamMessage(bytes);
  assert.ok('chunk' in message);
  assert.equal(message.images, false);
  assert.ok(Buffer.from(message.chunk).equals(data));
  assert.equal(message.chunk.buffer, bytes.buffer);
  const images = decodeStreamMessage(encodeChunk(data));
  assert.ok('chunk' in images && images.images);
});

test('odd but valid encodings of a chunk should be understood', () => {
  // An unknown field after the data, a length with a superfluous byte, and the data given twice: the last one counts.
  const odd = [
    [0x12, 0x07, 0x0a, 0x03, 1, 2, 3, 0x78, 0x01],
    [0x12, 0x06, 0x0a, 0x83, 0x00, 1, 2, 3],
    [0x12, 0x08, 0x0a, 0x01, 9, 0x0a, 0x03, 1, 2, 3],
    [0x78, 0x01, 0x12, 0x05, 0x0a, 0x03, 1, 2, 3],
  ];
  for (const bytes of odd) assert.deepEqual([...chunkOf(Uint8Array.from(bytes))], [1, 2, 3], String(bytes));
  assert.equal(chunkOf(Uint8Array.of(0x12, 0x00)).length, 0);
});

test('headers should be decoded with numbers', () => {
  const message = decodeStreamMessage(
    v1.StreamBatchesResponse.encode({ header: { step: 2 ** 40, labels: [1, 2] } }).finish(),
  );
  assert.ok('message' in message);
  assert.equal(message.message.header?.step, 2 ** 40);
});

test('the fast path should agree with the generated decoder, on damaged messages too', () => {
  const outcome = (decode: () => Uint8Array | undefined): string => {
    try {
      return Buffer.from(decode() ?? []).toString('hex');
    } catch {
      return 'refused';
    }
  };
  const property = (data: Uint8Array, at: number, value: number): void => {
    const bytes = Uint8Array.from(encodeChunk(data));
    bytes[at % bytes.length] = value;
    const fast = outcome(() => {
      const message = decodeStreamMessage(bytes);
      return 'chunk' in message ? message.chunk : undefined;
    });
    const generated = (): Uint8Array | undefined => {
      const { chunk, tensorChunk } = v1.StreamBatchesResponse.decode(bytes);
      return (chunk ?? tensorChunk)?.data ?? undefined;
    };
    assert.equal(fast, outcome(generated));
  };
  const position = fc.oneof(fc.nat(6), fc.nat(300));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), position, fc.nat(255), property), {
    seed: 1,
    numRuns: 3000,
  });
});
