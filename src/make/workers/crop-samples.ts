import { type ChunkLayout, sampleOffset } from '../../delivery/chunk-layout.ts';
import type { PixelEngine } from '../../pixels/kernels/engine.ts';
import { erase, sampleValues } from '../../pixels/ops/erase.ts';
import { planErasing } from '../../plan/sampling/erasing.ts';
import { claimNext } from './claims.ts';
import type { CropTask } from './task.ts';

/**
 * Crops those images that it claims of the ones that wait whole, unless the GPU has done that already, and erases them:
 * the end of `executeSample`.
 */
export function cropSamples(engine: PixelEngine, task: CropTask): void {
  const { plan, size, positions, epochs, indices } = task;
  const { bandwidth, dtype } = plan;
  for (;;) {
    const k = claimNext(task.claims, positions.length);
    if (k === undefined) return;
    const position = positions[k]!;
    const target = sampleOf(task.slot, task.layout, position);
    if (!task.cropped) {
      engine.loadImage(sampleOf(task.staging, task.inputLayout, position), size, size);
      target.set(engine.lowFrequency(bandwidth, plan.lowFrequency, dtype));
    }
    const erasing = plan.erasing && planErasing(plan.erasing, plan.seed, epochs[k]!, indices[k]!, bandwidth);
    if (erasing !== undefined) erase(engine, sampleValues(target, dtype), bandwidth, erasing, plan);
  }
}

function sampleOf(slot: SharedArrayBuffer, layout: ChunkLayout, position: number): Uint8Array {
  return new Uint8Array(slot, sampleOffset(layout, position), layout.sampleBytes);
}
