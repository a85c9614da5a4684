import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metadata } from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';
import { BatchAssembler, BufferPool } from '../src/batch.ts';
import { fromServiceError } from '../src/errors.ts';
import { v1 } from '../src/messages.ts';
import { decodeStreamMessage } from '../src/wire.ts';

const encodeChunk = (data: Uint8Array): Uint8Array => v1.StreamBatchesResponse.encode({ chunk: { data } }).finish();

test('chunks of every length should come through as views', () => {
  for (const length of [1, 127, 128, 16_383, 16_384, 100_000]) {
    const data = new Uint8Array(length).fill(7);
    const bytes = encodeChunk(data);
    const message = decodeStreamMessage(bytes);
    assert.ok('chunk' in message);
    assert.deepEqual(Buffer.from(message.chunk), Buffer.from(data));
    assert.equal(message.chunk.buffer, bytes.buffer);
  }
});

test('odd but valid encodings of a chunk should be understood', () => {
  const data = Uint8Array.of(1, 2, 3);
  // An unknown field after the data, a length with a superfluous byte, and the data given twice: the last one counts.
  const odd = [
    [0x12, 0x07, 0x0a, 0x03, 1, 2, 3, 0x78, 0x01],
    [0x12, 0x06, 0x0a, 0x83, 0x00, 1, 2, 3],
    [0x12, 0x08, 0x0a, 0x01, 9, 0x0a, 0x03, 1, 2, 3],
  ];
  for (const bytes of odd) {
    const message = decodeStreamMessage(Uint8Array.from(bytes));
    assert.ok('chunk' in message, String(bytes));
    assert.deepEqual([...message.chunk], [...data]);
  }
  const empty = decodeStreamMessage(Uint8Array.of(0x12, 0x00));
  assert.ok('chunk' in empty && empty.chunk.length === 0);
});

test('headers should be decoded with numbers', () => {
  const bytes = v1.StreamBatchesResponse.encode({ header: { step: 2 ** 40, labels: [1, 2] } }).finish();
  const message = decodeStreamMessage(bytes);
  assert.ok('message' in message);
  assert.equal(message.message.header?.step, 2 ** 40);
  assert.equal(message.message.header?.epoch ?? 0, 0);
});

const header = (fields: object = {}) =>
  v1.BatchHeader.fromObject({
    step: 5,
    bandwidth: 2,
    shape: [1, 2, 2, 3],
    dtype: 1,
    labels: [4],
    keys: ['a/b.jpg'],
    byteLength: 12,
    ...fields,
  });

test('a batch should be put together from uneven chunks, and its buffer used again', () => {
  const pool = new BufferPool();
  const assembler = new BatchAssembler(pool, 5);
  assert.equal(assembler.header(header()), undefined);
  assert.equal(assembler.chunk(Uint8Array.from([1, 2, 3, 4, 5])), undefined);
  const first = assembler.chunk(Uint8Array.from([6, 7, 8, 9, 10, 11, 12]));
  assert.deepEqual([...(first?.batch.images ?? [])], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.equal(first?.batch.stageChanged, true);
  pool.give(first!.buffer);
  assembler.header(header({ step: 6 }));
  const second = assembler.chunk(new Uint8Array(12));
  assert.equal(second?.buffer, first?.buffer);
  assert.equal(second?.batch.stageChanged, false);
});

test('what the server must not send should be refused', () => {
  const start = (): BatchAssembler => new BatchAssembler(new BufferPool(), 5);
  const refused = { reason: 'PROTOCOL' };
  for (const wrong of [
    { step: 6 },
    { byteLength: 11 },
    { shape: [1, 2, 2] },
    { bandwidth: 4 },
    { labels: [] },
    { keys: [] },
  ]) {
    assert.throws(() => start().header(header(wrong)), refused, JSON.stringify(wrong));
  }
  assert.throws(() => start().chunk(new Uint8Array(1)), refused);
  const twice = start();
  twice.header(header());
  assert.throws(() => twice.header(header()), refused);
  const long = start();
  long.header(header());
  assert.throws(() => long.chunk(new Uint8Array(13)), refused);
});

test('an ErrorInfo should be read from the trailer, and a damaged one be ignored', () => {
  const entry = protobuf.Writer.create().uint32(10).string('field').uint32(18).string('seed').finish();
  const info = protobuf.Writer.create().uint32(10).string('INVALID_FIELD').uint32(26).bytes(entry).finish();
  const any = protobuf.Writer.create()
    .uint32(10)
    .string('type.googleapis.com/google.rpc.ErrorInfo')
    .uint32(18)
    .bytes(info)
    .finish();
  const trailer = protobuf.Writer.create().uint32(8).int32(3).uint32(26).bytes(any).finish();
  const failure = (details: Uint8Array) => {
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', Buffer.from(details));
    return fromServiceError(Object.assign(new Error('x'), { code: 3, details: 'bad seed', metadata }));
  };
  const error = failure(trailer);
  assert.deepEqual(
    [error.code, error.reason, error.message, error.metadata],
    ['INVALID_ARGUMENT', 'INVALID_FIELD', 'bad seed', { field: 'seed' }],
  );
  assert.equal(failure(trailer.subarray(0, 20)).code, 'INVALID_ARGUMENT');
});
