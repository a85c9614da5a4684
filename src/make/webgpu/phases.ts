import { CHANNELS, sidesOf } from '../../types.ts';
import { cropBytes } from './crop-shape.ts';
import { fillLane, type Lane, readMapped, remapLane } from './lane.ts';
import type { CropPipeline } from './pipeline.ts';
import { checkerboardScalars } from './tables.ts';

/** Copies images into a lane's memory on the device. */
export async function upload(device: GPUDevice, lane: Lane, images: readonly Uint8Array[]): Promise<void> {
  const bytes = await fillLane(lane, images);
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(lane.upload, 0, lane.input, 0, bytes);
  device.queue.submit([encoder.finish()]);
  remapLane(lane);
}

/**
 * Crops the images of a lane. Between the passes the Nyquist sums come back, a few bytes for each image: their scalar
 * needs doubles. Other lanes keep the device busy in the meantime.
 */
export async function compute(device: GPUDevice, pipeline: CropPipeline, lane: Lane, count: number): Promise<void> {
  const { horizontal, shape } = pipeline;
  const { height, width } = sidesOf(shape.size);
  const nyquistBytes = count * width * CHANNELS * 4;
  const first = device.createCommandEncoder();
  const columns = first.beginComputePass();
  pipeline.encodeColumns(columns, lane, count);
  columns.end();
  first.copyBufferToBuffer(lane.nyquist, 0, lane.nyquistRead, 0, nyquistBytes);
  device.queue.submit([first.finish()]);
  const scalars = new Int32Array(count * 3);
  await readMapped(lane.nyquistRead, nyquistBytes, (content) =>
    checkerboardScalars(new Int32Array(content), horizontal.tables.sine, scalars, height),
  );
  device.queue.writeBuffer(lane.checkerboard, 0, scalars);
  const second = device.createCommandEncoder();
  const rows = second.beginComputePass();
  pipeline.encodeRows(rows, lane, count);
  rows.end();
  device.queue.submit([second.finish()]);
}

/**
 * Copies the crops of a lane into `outputs`, one for each image.
 *
 * @param check throws if the outputs must no longer be written
 */
export async function readBack(
  device: GPUDevice,
  pipeline: CropPipeline,
  lane: Lane,
  outputs: readonly Uint8Array[],
  check: () => void = () => {},
): Promise<void> {
  const each = cropBytes(pipeline.shape.bandwidth);
  const bytes = outputs.length * each;
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(lane.output, 0, lane.outputRead, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await readMapped(lane.outputRead, bytes, (content) => {
    check();
    for (const [k, target] of outputs.entries()) target.set(new Uint8Array(content, k * each, each));
  });
}
