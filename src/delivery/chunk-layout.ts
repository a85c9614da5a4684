/**
 * How a batch lies in its slot of shared memory, so that no byte is copied on its way from the slot to the transport:
 * chunks of whole samples, each with room before it for the framing of gRPC and that of a `StreamBatchesResponse.chunk`.
 */

/** gRPC's own framing of a message: a flag and four bytes of length. */
export const GRPC_PREFIX_BYTES = 5;
/** Room for that and for two tags and two lengths of five bytes, rounded up to keep floats aligned. */
const PREFIX_BYTES = 32;
/** StreamBatchesResponse.chunk, field 2, length-delimited. */
const CHUNK_TAG = (2 << 3) | 2;
/** DataChunk.data, field 1, length-delimited. */
const DATA_TAG = (1 << 3) | 2;

export interface ChunkLayout {
  /** Bytes of one sample. */
  sampleBytes: number;
  sampleCount: number;
  /** Samples of every chunk but the last. */
  samplesPerChunk: number;
}

/**
 * @param chunkBytes upper bound of a chunk; a chunk holds one sample at least, however large
 */
export function chunkLayout(sampleBytes: number, sampleCount: number, chunkBytes: number): ChunkLayout {
  const samplesPerChunk = Math.max(1, Math.min(sampleCount, Math.floor(chunkBytes / sampleBytes)));
  return { sampleBytes, sampleCount, samplesPerChunk };
}

export function chunkCount(layout: ChunkLayout): number {
  return Math.ceil(layout.sampleCount / layout.samplesPerChunk);
}

/** Bytes of the slot that the layout needs. */
export function slotBytes(layout: ChunkLayout): number {
  return chunkCount(layout) * PREFIX_BYTES + layout.sampleCount * layout.sampleBytes;
}

/** Position in the slot of sample `k` of the batch. */
export function sampleOffset(layout: ChunkLayout, k: number): number {
  return (Math.floor(k / layout.samplesPerChunk) + 1) * PREFIX_BYTES + k * layout.sampleBytes;
}

/** The samples of the batch in order, as views of the slot. */
export function pixelViews(slot: SharedArrayBuffer, layout: ChunkLayout): Uint8Array[] {
  return Array.from({ length: chunkCount(layout) }, (_, c) => {
    const first = c * layout.samplesPerChunk;
    const count = Math.min(layout.samplesPerChunk, layout.sampleCount - first);
    return new Uint8Array(slot, sampleOffset(layout, first), count * layout.sampleBytes);
  });
}

/**
 * Frames chunk `c` in place and returns its message: a view of the slot, ready to be sent.
 */
export function frameChunk(slot: SharedArrayBuffer, layout: ChunkLayout, c: number): Buffer {
  const first = c * layout.samplesPerChunk;
  const count = Math.min(layout.samplesPerChunk, layout.sampleCount - first);
  const dataBytes = count * layout.sampleBytes;
  const inner = 1 + varintBytes(dataBytes) + dataBytes;
  const start = sampleOffset(layout, first) - (1 + varintBytes(inner) + 1 + varintBytes(dataBytes));
  const bytes = new Uint8Array(slot);
  let at = start;
  bytes[at] = CHUNK_TAG;
  at = writeVarint(bytes, at + 1, inner);
  bytes[at] = DATA_TAG;
  at = writeVarint(bytes, at + 1, dataBytes);
  return Buffer.from(slot, start, at - start + dataBytes);
}

/** Puts gRPC's framing before a message of `frameChunk`; returns both as one view. */
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
