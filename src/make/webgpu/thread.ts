/** The code of the GPU thread: only this thread loads Dawn, whose polling would block the server's event loop. */

import { imageSize } from '../../types.ts';
import { imageSidesOf, sampleOf } from '../layout.ts';
import { bestAdapter } from './adapters.ts';
import { GpuCrop } from './crop.ts';
import { cropBytes } from './crop-shape.ts';
import { CALIBRATION, type GpuCropTask, NO_ADAPTER, type OpenResult, type Speed } from './task.ts';

/** Batches of a calibration, images of each, and batches in flight. */
const ROUNDS = { batches: 6, images: 64, atOnce: 3 } as const;

let crop: GpuCrop | undefined;

/** Opens a device on the best adapter. */
export async function open(): Promise<OpenResult> {
  try {
    const found = await bestAdapter();
    if (found === undefined) return { failure: NO_ADAPTER };
    crop = new GpuCrop(await found.adapter.requestDevice());
    return { adapter: found.summary };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/** Crops images of a batch. Returns why it could not, or undefined; it touches no slot after that. */
export default async function cropTask(task: GpuCropTask): Promise<string | undefined> {
  const { positions, input, output } = task;
  try {
    const images = Array.from(positions, (position) => sampleOf(input.buffer, input.tensor, position));
    const outputs = Array.from(positions, (position) => sampleOf(output.buffer, output.tensor, position));
    const shape = { size: imageSize(imageSidesOf(input.tensor)), bandwidth: imageSize(imageSidesOf(output.tensor)) };
    await opened().crop(shape, images, outputs);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Measures crops with what they cost on their way to the device and back. */
export async function measure(): Promise<Speed> {
  const { size, bandwidth } = CALIBRATION;
  const memory = (side: number): Uint8Array[] =>
    Array.from({ length: ROUNDS.images }, () => new Uint8Array(cropBytes(side)));
  const buffers = Array.from({ length: ROUNDS.atOnce }, () => ({ images: memory(size), outputs: memory(bandwidth) }));
  const round = async (): Promise<void> => {
    await Promise.all(buffers.map(({ images, outputs }) => opened().crop({ size, bandwidth }, images, outputs)));
  };
  await round();
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (let k = 0; k < ROUNDS.batches; k += ROUNDS.atOnce) await round();
  const { user, system } = process.cpuUsage(cpu);
  const images = ROUNDS.batches * ROUNDS.images;
  return { imagesPerSecond: (images * 1000) / (performance.now() - start), cpuMs: (user + system) / 1000 / images };
}

/** Destroys the device, so that no part of Dawn runs when the thread ends. */
export function close(): void {
  crop?.device.destroy();
}

function opened(): GpuCrop {
  if (crop === undefined) throw new Error('the GPU thread has no device');
  return crop;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
