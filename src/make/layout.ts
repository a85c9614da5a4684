/** How the samples of a batch lie in a slot of shared memory: plain data, which threads exchange. */
import { type Size, type TensorSpec, tensorBytes } from '../types.ts';

/**
 * Where the samples of a tensor lie. They follow each other in groups. The `gap` bytes between two groups are free for
 * the transport.
 */
export interface TensorLayout extends TensorSpec {
  /** Bytes of one sample. */
  sampleBytes: number;
  /** Offset of the first sample in the slot. */
  base: number;
  /** Samples of every group but the last. */
  group: number;
  /** Bytes between two groups. */
  gap: number;
}

export interface SlotLayout {
  sampleCount: number;
  /** Bytes of the slot that the layout needs. */
  byteLength: number;
  /** The images first. */
  tensors: readonly [TensorLayout, ...TensorLayout[]];
}

/** Lays out the tensors of a batch of so many samples. The server's comes from `delivery`. */
export type LayOut = (tensors: readonly [TensorSpec, ...TensorSpec[]], sampleCount: number) => SlotLayout;

/** A piece of memory that holds samples, and their layout. */
export interface Place {
  buffer: SharedArrayBuffer;
  layout: SlotLayout;
}

/** One tensor without gaps, for memory that never leaves this process. */
export function packedLayout(tensor: TensorSpec, sampleCount: number): SlotLayout {
  const sampleBytes = tensorBytes(tensor);
  const group = Math.max(1, sampleCount);
  return {
    sampleCount,
    byteLength: sampleBytes * sampleCount,
    tensors: [{ ...tensor, sampleBytes, base: 0, group, gap: 0 }],
  };
}

/** Position in the slot of sample `k` of the batch. */
export function sampleOffset({ sampleBytes, base, group, gap }: TensorLayout, k: number): number {
  return base + Math.floor(k / group) * gap + k * sampleBytes;
}

/** Sample `k` of a tensor, as a view of the slot. */
export function sampleOf(buffer: SharedArrayBuffer, tensor: TensorLayout, k: number): Uint8Array {
  return new Uint8Array(buffer, sampleOffset(tensor, k), tensor.sampleBytes);
}

/** Size of the images. */
export function imageSidesOf({ shape }: Pick<TensorLayout, 'shape'>): Size {
  return { height: shape[0]!, width: shape[1]! };
}

/** Bytes of one sample with all its tensors. */
export function recordBytes({ tensors }: SlotLayout): number {
  return tensors.reduce((sum, { sampleBytes }) => sum + sampleBytes, 0);
}

/** Copies sample `k` with all its tensors, one after the other, to `target`. */
export function readRecord({ buffer, layout }: Place, k: number, target: Uint8Array): void {
  let at = 0;
  for (const tensor of layout.tensors) {
    target.set(sampleOf(buffer, tensor, k), at);
    at += tensor.sampleBytes;
  }
}

/** Copies the result of `readRecord` to sample `k`. */
export function writeRecord({ buffer, layout }: Place, k: number, record: Uint8Array): void {
  let at = 0;
  for (const tensor of layout.tensors) {
    sampleOf(buffer, tensor, k).set(record.subarray(at, at + tensor.sampleBytes));
    at += tensor.sampleBytes;
  }
}

/** Blanks sample `k` of every tensor. */
export function clearSample({ buffer, layout }: Place, k: number): void {
  for (const tensor of layout.tensors) sampleOf(buffer, tensor, k).fill(0);
}
