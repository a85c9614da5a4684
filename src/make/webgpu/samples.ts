import { type ChunkLayout, chunkLayout } from '../../delivery/chunk-layout.ts';
import type { SamplingPlan } from '../../plan/sampling/recipe.ts';
import { CHANNELS } from '../../types.ts';
import type { Slot } from '../slab.ts';
import type { BatchJob, BatchPool } from '../workers/pool.ts';
import type { Replacement } from '../workers/task.ts';
import type { GpuThread } from './gpu-thread.ts';

/**
 * Whether a GPU makes the crops of a plan: those of the integer kernel, which are the same everywhere to the bit. WGSL
 * lets a driver fuse and reorder floats, so float32 batches would depend on the machine.
 */
export function croppedOnGpu(plan: SamplingPlan): boolean {
  return plan.lowFrequency === 'spectral' && plan.dtype === 'uint8' && plan.bandwidth < imageSide(plan);
}

/** Side of the images that are cropped, in pixels. */
export function imageSide({ workingSide, baseSize }: Pick<SamplingPlan, 'workingSide' | 'baseSize'>): number {
  return workingSide ?? baseSize;
}

/** How whole images lie in the slot that they wait in for the GPU. */
export function stagingLayout(side: number, sampleCount: number): ChunkLayout {
  return chunkLayout(side * side * CHANNELS, sampleCount, Number.POSITIVE_INFINITY);
}

/**
 * Makes samples as `WorkerPool.run` does, with the crop on the GPU: workers go as far as the crop, the GPU crops, workers
 * erase. If the device is lost, workers crop too, from the images that still wait; the bytes are the same.
 *
 * @param staging a slot for `stagingLayout`
 */
export async function makeOnGpu(
  pool: Pick<BatchPool, 'run' | 'crop'>,
  gpu: GpuThread,
  job: BatchJob,
  staging: Slot,
): Promise<Replacement[]> {
  const { erasing, ...rest } = job.plan;
  const size = imageSide(rest);
  const inputLayout = stagingLayout(size, job.layout.sampleCount);
  const plan: SamplingPlan = { ...rest, uncropped: true };
  const replacements = await pool.run({ ...job, plan, slot: staging, layout: inputLayout });
  const cropped = await gpu.crop({
    size,
    bandwidth: rest.bandwidth,
    positions: Uint32Array.from(job.positions),
    input: staging.buffer,
    inputLayout,
    output: job.slot.buffer,
    outputLayout: job.layout,
  });
  if (!cropped || erasing !== undefined) await pool.crop({ ...job, staging, inputLayout, size, cropped });
  return replacements;
}
