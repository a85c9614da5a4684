import { areaOf, CHANNELS, sidesOf } from '../../types.ts';
import type { CropShape } from './crop-shape.ts';
import { BUFFER, MAP } from './usage.ts';

/** Bytes of each of a lane's buffers for one image; `checkerboard` and `nyquist` hold one value in four bytes. */
export interface LaneBytes {
  /** The image as it comes, in bytes. */
  input: number;
  /** Crop's height x image's width x 3 values between the passes. */
  middle: number;
  /** Image's width x 3 sums. */
  nyquist: number;
  /** 3 scalars. */
  checkerboard: number;
  /** The crop's values. */
  result: number;
  /** The image as it leaves. */
  output: number;
}

/** The buffers of images that go through the GPU together. While one lane computes, another is filled or read. */
export interface Lane {
  readonly upload: GPUBuffer;
  readonly input: GPUBuffer;
  readonly middle: GPUBuffer;
  readonly nyquist: GPUBuffer;
  readonly nyquistRead: GPUBuffer;
  readonly checkerboard: GPUBuffer;
  readonly result: GPUBuffer;
  readonly output: GPUBuffer;
  readonly outputRead: GPUBuffer;
  /** Settled when `upload` is mapped and may be written. */
  mapped: Promise<unknown>;
}

export function laneBytes({ size, bandwidth }: CropShape): LaneBytes {
  const { width } = sidesOf(size);
  return {
    input: areaOf(size) * CHANNELS,
    middle: sidesOf(bandwidth).height * width * CHANNELS * 4,
    nyquist: width * CHANNELS * 4,
    checkerboard: CHANNELS * 4,
    result: areaOf(bandwidth) * CHANNELS * 4,
    output: areaOf(bandwidth) * CHANNELS,
  };
}

/** Images of a lane of at most `budget` bytes; at least one. */
export function laneImages(bytes: LaneBytes, budget: number): number {
  const twice = bytes.input + bytes.nyquist + bytes.output;
  const perImage = Object.values(bytes).reduce((sum: number, value: number) => sum + value, twice);
  return Math.max(1, Math.floor(budget / perImage));
}

export function createLane(device: GPUDevice, bytes: LaneBytes, images: number): Lane {
  const { storage, copySource, copyTarget, mapRead, mapWrite } = BUFFER;
  const buffer = (label: keyof LaneBytes, usage: number, mappedAtCreation = false): GPUBuffer =>
    device.createBuffer({ label, size: images * bytes[label], usage, mappedAtCreation });
  return {
    upload: buffer('input', mapWrite | copySource, true),
    input: buffer('input', storage | copyTarget),
    middle: buffer('middle', storage),
    nyquist: buffer('nyquist', storage | copySource),
    nyquistRead: buffer('nyquist', mapRead | copyTarget),
    checkerboard: buffer('checkerboard', storage | copyTarget),
    result: buffer('result', storage),
    output: buffer('output', storage | copySource),
    outputRead: buffer('output', mapRead | copyTarget),
    mapped: Promise.resolve(),
  };
}

/** Writes images, one after the other, into the lane's upload buffer. Returns their bytes. */
export async function fillLane(lane: Lane, images: readonly Uint8Array[]): Promise<number> {
  await lane.mapped;
  const bytes = new Uint8Array(lane.upload.getMappedRange());
  let at = 0;
  for (const image of images) {
    bytes.set(image, at);
    at += image.length;
  }
  lane.upload.unmap();
  return at;
}

/** Maps the upload buffer for the next images as soon as the commands that read it are done. */
export function remapLane(lane: Lane): void {
  lane.mapped = lane.upload.mapAsync(MAP.write);
  // The next call that fills the lane sees the failure; if there is none, the device is gone and nobody needs it.
  lane.mapped.catch(() => {});
}

/** Waits for a buffer's content, and hands it to `read` while it is mapped. */
export async function readMapped(
  buffer: GPUBuffer,
  bytes: number,
  read: (content: ArrayBuffer) => void,
): Promise<void> {
  await buffer.mapAsync(MAP.read, 0, bytes);
  read(buffer.getMappedRange(0, bytes));
  buffer.unmap();
}

export function destroyLane(lane: Lane): void {
  for (const value of Object.values(lane)) if ('destroy' in value) value.destroy();
}
