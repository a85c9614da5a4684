/**
 * The layout of a batch in its slot of shared memory. It lets the batch go from the slot to the transport without a
 * copy: each tensor in chunks of whole samples, each chunk with room before it for the framing of gRPC and that of a
 * `StreamBatchesResponse`.
 */
import type { SlotLayout, TensorLayout } from '../make/layout.ts';
import { type TensorSpec, tensorBytes } from '../types.ts';

/** gRPC's own framing of a message: a flag and four bytes of length. */
export const GRPC_PREFIX_BYTES = 5;
/** Room for that and for two tags and two lengths of five bytes, rounded up to keep floats aligned. */
const PREFIX_BYTES = 32;
/** StreamBatchesResponse.chunk, field 2, length-delimited: the images. */
const CHUNK_TAG = (2 << 3) | 2;
/** StreamBatchesResponse.tensor_chunk, field 6, length-delimited: all other tensors. */
const TENSOR_CHUNK_TAG = (6 << 3) | 2;
/** DataChunk.data, field 1, length-delimited. */
const DATA_TAG = (1 << 3) | 2;
/** Tensors begin at multiples of this, in slots and in batches as clients have them. */
const ALIGNMENT = 64;

/** @param chunkBytes upper bound of a chunk; a chunk holds at least one sample, however large */
export function chunkLayout(
  tensors: readonly [TensorSpec, ...TensorSpec[]],
  sampleCount: number,
  chunkBytes: number,
): SlotLayout {
  let end = 0;
  const place = (tensor: TensorSpec): TensorLayout => {
    const sampleBytes = tensorBytes(tensor);
    const group = Math.max(1, Math.min(sampleCount, Math.floor(chunkBytes / sampleBytes)));
    const start = end === 0 ? 0 : aligned(end);
    end = start + Math.ceil(sampleCount / group) * PREFIX_BYTES + sampleCount * sampleBytes;
    return { ...tensor, sampleBytes, base: start + PREFIX_BYTES, group, gap: PREFIX_BYTES };
  };
  const [images, ...others] = tensors;
  return { sampleCount, tensors: [place(images), ...others.map(place)], byteLength: end };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A tensor in a batch in the clients' form: all samples in order, without room for framing. */
export interface DeliveredTensor {
  tensor: TensorLayout;
  /** Where it begins, from the batch's first byte, which is that of the images. */
  offset: number;
  byteLength: number;
}

/** The tensors of a batch in the clients' form, one after the other. */
export function deliveredTensors({ tensors, sampleCount }: SlotLayout): DeliveredTensor[] {
  let end = 0;
  return tensors.map((tensor) => {
    const offset = aligned(end);
    const byteLength = tensor.sampleBytes * sampleCount;
    end = offset + byteLength;
    return { tensor, offset, byteLength };
  });
}

/** Bytes of a batch in the clients' form. */
export function deliveredBytes(layout: SlotLayout): number {
  const { offset, byteLength } = deliveredTensors(layout).at(-1)!;
  return offset + byteLength;
}

/** A run of samples of one tensor that lie in the slot without a gap. */
interface Chunk {
  tensor: number;
  /** Where it begins in the slot, in bytes. */
  start: number;
  byteLength: number;
  /** Where it begins in the batch in the clients' form. */
  offset: number;
}

function* chunksOf(layout: SlotLayout): Generator<Chunk, void, void> {
  for (const [k, { tensor, offset }] of deliveredTensors(layout).entries()) {
    const { base, group, gap, sampleBytes } = tensor;
    for (let first = 0; first < layout.sampleCount; first += group) {
      const byteLength = Math.min(group, layout.sampleCount - first) * sampleBytes;
      const start = base + (first / group) * gap + first * sampleBytes;
      yield { tensor: k, start, byteLength, offset: offset + first * sampleBytes };
    }
  }
}

/** A piece of a batch, and its place in the batch in the clients' form. */
export interface Piece {
  offset: number;
  bytes: Uint8Array;
}

/** The batch in order, as views of the slot. */
export function piecesOf(slot: SharedArrayBuffer, layout: SlotLayout): Piece[] {
  return [...chunksOf(layout)].map(({ start, byteLength, offset }) => ({
    offset,
    bytes: new Uint8Array(slot, start, byteLength),
  }));
}

/** Frames the chunks of a batch in place, one at a time: messages that are views of the slot, ready to be sent. */
export function* frameChunks(slot: SharedArrayBuffer, layout: SlotLayout): Generator<Buffer, void, void> {
  for (const { tensor, start, byteLength } of chunksOf(layout)) {
    yield frameChunk(slot, tensor === 0 ? CHUNK_TAG : TENSOR_CHUNK_TAG, start, byteLength);
  }
}

function frameChunk(slot: SharedArrayBuffer, tag: number, data: number, dataBytes: number): Buffer {
  const inner = 1 + varintBytes(dataBytes) + dataBytes;
  const start = data - (1 + varintBytes(inner) + 1 + varintBytes(dataBytes));
  const bytes = new Uint8Array(slot);
  let at = start;
  bytes[at] = tag;
  at = writeVarint(bytes, at + 1, inner);
  bytes[at] = DATA_TAG;
  at = writeVarint(bytes, at + 1, dataBytes);
  return Buffer.from(slot, start, at - start + dataBytes);
}

/** Puts gRPC's framing before a message of `frameChunks`; returns both as one view. */
export function frameMessage(message: Buffer): Buffer {
  const framed = Buffer.from(
    message.buffer,
    message.byteOffset - GRPC_PREFIX_BYTES,
    message.length + GRPC_PREFIX_BYTES,
  );
  framed.writeUInt8(0, 0);
  framed.writeUInt32BE(message.length, 1);
  return framed;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}

function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest >= 0x80) {
    bytes[at] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
    at += 1;
  }
  bytes[at] = rest;
  return at + 1;
}
