import type { TensorLayout } from '../layout.ts';
import type { AdapterSummary } from './adapters.ts';

/** A tensor of square images in a slot of shared memory. */
export interface ImagesInSlot {
  buffer: SharedArrayBuffer;
  tensor: TensorLayout;
}

/** Images in one slot that are to be cropped into another. */
export interface GpuCropTask {
  /** Positions in the batch. */
  positions: Uint32Array;
  /** Images of N x N x 3 bytes. */
  input: ImagesInSlot;
  /** Crops of B x B x 3 bytes. */
  output: ImagesInSlot;
}

/** What the GPU thread says when it is asked to open a device. */
export type OpenResult = { adapter: AdapterSummary } | { failure: string };

/** A measured speed. */
export interface Speed {
  imagesPerSecond: number;
  /** CPU milliseconds per image, of all threads of the process. */
  cpuMs: number;
}

/** The crop that is measured: that of the presets' first stage. */
export const CALIBRATION = { size: 224, bandwidth: 96 } as const;

/** Why there is no GPU, if nothing is wrong. */
export const NO_ADAPTER = 'WebGPU finds no adapter';
