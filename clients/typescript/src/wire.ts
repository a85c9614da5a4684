import { type crescendo, v1 } from '@crescendo/proto';

const SERVICE = 'crescendo.v1.CrescendoService';
export const path = (method: string): string => `/${SERVICE}/${method}`;

/** A message of the batch stream: a piece of the images or of another tensor, or anything else. */
export type StreamMessage = { chunk: Uint8Array; images: boolean } | { message: crescendo.v1.StreamBatchesResponse };

/** StreamBatchesResponse.chunk, its tensor_chunk, and DataChunk.data, all length-delimited. */
const CHUNK_TAG = (2 << 3) | 2;
const TENSOR_CHUNK_TAG = (6 << 3) | 2;
const DATA_TAG = (1 << 3) | 2;

/**
 * Decodes a message of the batch stream. A chunk in its usual encoding is recognised by its few bytes of framing, and
 * its values are given as a view; everything else goes through the generated decoder.
 */
export function decodeStreamMessage(bytes: Uint8Array): StreamMessage {
  const images = bytes[0] === CHUNK_TAG;
  const view = images || bytes[0] === TENSOR_CHUNK_TAG ? chunkView(bytes) : undefined;
  if (view !== undefined) return { chunk: view, images };
  const message = v1.StreamBatchesResponse.decode(bytes);
  const chunk = message.chunk ?? message.tensorChunk;
  if (chunk) return { chunk: chunk.data ?? new Uint8Array(), images: !!message.chunk };
  return { message };
}

function chunkView(bytes: Uint8Array): Uint8Array | undefined {
  const inner = varint(bytes, 1);
  if (inner === undefined || inner.next + inner.value !== bytes.length || bytes[inner.next] !== DATA_TAG)
    return undefined;
  const data = varint(bytes, inner.next + 1);
  if (data === undefined || data.next + data.value !== bytes.length) return undefined;
  return bytes.subarray(data.next);
}

function varint(bytes: Uint8Array, start: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let k = 0; k < 5; k += 1) {
    const byte = bytes[start + k];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * k);
    if (byte < 0x80) return { value, next: start + k + 1 };
  }
  return undefined;
}
