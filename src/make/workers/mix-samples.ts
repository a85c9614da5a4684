import { sampleOffset } from '../../delivery/chunk-layout.ts';
import type { MixBuffers, PixelEngine } from '../../pixels/kernels/engine.ts';
import { erase, sampleValues } from '../../pixels/ops/erase.ts';
import { planErasing } from '../../plan/sampling/erasing.ts';
import type { SampleMix } from '../../plan/sampling/mixing/plan.ts';
import { CHANNELS, DTYPE_BYTES, type Dtype } from '../../types.ts';
import { claimNext } from './claims.ts';
import type { MixTask } from './task.ts';

/**
 * Mixes the pairs of a batch's images that it claims in their slot, always from the unmixed ones (timm's
 * FastCollateMixup on bytes, its Mixup on floats), and erases them after that.
 */
export function mixSamples(engine: PixelEngine, task: MixTask): void {
  const pairs = task.positions.length / 2;
  for (let pair = claimNext(task.claims, pairs); pair !== undefined; pair = claimNext(task.claims, pairs)) {
    mixPair(engine, task, 2 * pair);
  }
}

/** @param k where the pair's first image is in the task's arrays; its partner follows */
function mixPair(engine: PixelEngine, task: MixTask, k: number): void {
  const { layout, positions, mixes, plan } = task;
  const slot = new Uint8Array(task.slot);
  const sample = (at: number): Uint8Array => {
    const start = sampleOffset(layout, positions[at]!);
    return slot.subarray(start, start + layout.sampleBytes);
  };
  const pair = [sample(k), sample(k + 1)] as const;
  const how = [mixes[k]!, mixes[k + 1]!] as const;
  if (how.some(({ lambda, box }) => lambda !== 1 || box !== undefined)) {
    const originals = engine.mixBuffers(layout.sampleBytes);
    originals.first.set(pair[0]);
    originals.second.set(pair[1]);
    const swapped = { first: originals.second, second: originals.first, result: originals.result };
    mixOne(engine, pair[0], originals, how[0], plan.bandwidth, plan.dtype);
    mixOne(engine, pair[1], swapped, how[1], plan.bandwidth, plan.dtype);
  }
  if (plan.erasing === undefined) return;
  for (const member of [0, 1] as const) {
    const [epoch, index] = [task.epochs[k + member]!, task.indices[k + member]!];
    const erasing = planErasing(plan.erasing, plan.seed, epoch, index, plan.bandwidth);
    if (erasing !== undefined) erase(engine, sampleValues(pair[member], plan.dtype), plan.bandwidth, erasing, plan);
  }
}

/** Mixes `first` with `second` into `target`, which holds `first`. */
function mixOne(
  engine: PixelEngine,
  target: Uint8Array,
  buffers: MixBuffers,
  { lambda, box }: SampleMix,
  side: number,
  dtype: Dtype,
): void {
  if (box === undefined) {
    if (lambda === 1) return;
    engine.mix(buffers, dtype, lambda);
    target.set(buffers.result);
    return;
  }
  const pixelBytes = CHANNELS * DTYPE_BYTES[dtype];
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const start = (y * side + box.x) * pixelBytes;
    target.set(buffers.second.subarray(start, start + box.width * pixelBytes), start);
  }
}
