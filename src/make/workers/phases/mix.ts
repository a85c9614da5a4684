import type { MixBuffers, PixelEngine } from '../../../pixels/kernels/engine.ts';
import type { SampleMix } from '../../../plan/sampling/mixing/plan.ts';
import type { SamplingPlan } from '../../../plan/sampling/recipe.ts';
import { CHANNELS, DTYPE_BYTES } from '../../../types.ts';
import { imageSidesOf, sampleOf } from '../../layout.ts';
import { claimNext } from '../claims.ts';
import type { PhaseTask } from '../task.ts';
import { eraseSample } from './erase.ts';

/** The part of a task that mixing needs: no source. */
export type PairTask = Omit<PhaseTask, 'source' | 'workers' | 'plan' | 'whole'>;

/**
 * Claims pairs of a batch's images and mixes them in their slot, always from the unmixed images (timm's
 * FastCollateMixup on bytes, its Mixup on floats), and then erases their boxes if the phase says so.
 */
export function mixPairs(engine: PixelEngine, task: PairTask, plan: SamplingPlan): void {
  const pairs = task.positions.length / 2;
  for (let pair = claimNext(task.claims, pairs); pair !== undefined; pair = claimNext(task.claims, pairs)) {
    mixPair(engine, task, plan, 2 * pair);
  }
}

/** @param k where the pair's first image is in the task's arrays; its partner follows */
function mixPair(engine: PixelEngine, task: PairTask, plan: SamplingPlan, k: number): void {
  const { batch, positions, phase } = task;
  const images = batch.layout.tensors[0];
  const [first, second] = [task.mixes![k]!, task.mixes![k + 1]!];
  const pair = [
    sampleOf(batch.buffer, images, positions[k]!),
    sampleOf(batch.buffer, images, positions[k + 1]!),
  ] as const;
  if ([first, second].some(({ lambda, box }) => lambda !== 1 || box !== undefined)) {
    const originals = engine.mixBuffers(images.sampleBytes);
    originals.first.set(pair[0]);
    originals.second.set(pair[1]);
    const swapped = { first: originals.second, second: originals.first, result: originals.result };
    const { width } = imageSidesOf(images);
    mixOne(engine, pair[0], originals, first, plan, width);
    mixOne(engine, pair[1], swapped, second, plan, width);
  }
  if (!phase.steps.includes('erase')) return;
  for (const member of [0, 1] as const) eraseSample(engine, pair[member], plan, task, k + member);
}

/** Mixes `first` with `second` into `target`, which holds `first`. */
function mixOne(
  engine: PixelEngine,
  target: Uint8Array,
  buffers: MixBuffers,
  { lambda, box }: SampleMix,
  { dtype }: SamplingPlan,
  width: number,
): void {
  if (box === undefined) {
    if (lambda === 1) return;
    engine.mix(buffers, dtype, lambda);
    target.set(buffers.result);
    return;
  }
  const pixelBytes = CHANNELS * DTYPE_BYTES[dtype];
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const start = (y * width + box.x) * pixelBytes;
    target.set(buffers.second.subarray(start, start + box.width * pixelBytes), start);
  }
}
