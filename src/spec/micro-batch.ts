import { areaOf, type ImageSize } from '../types.ts';

/** Samples that one device trains at a time, and how many times that makes a rank's batch. */
export interface MicroBatching {
  microBatch: number;
  accumulation: number;
}

/**
 * The largest micro-batch that divides a rank's batch and fits a device's memory: activations take memory in proportion
 * to the image's area, so the number that fits at a stage's size is the number that fits at the base size, times the ratio of the areas.
 * This is the "early large batch" of EfficientTrain++: fewer, larger micro-batches while images are small.
 *
 * @param rankBatch samples of one rank's batch
 * @param fitting samples that fit the device at the base size
 */
export function microBatchFor(rankBatch: number, fitting: number, size: ImageSize, baseSize: ImageSize): MicroBatching {
  const limit = Math.max(1, Math.floor((fitting * areaOf(baseSize)) / areaOf(size)));
  let accumulation = Math.ceil(rankBatch / limit);
  while (rankBatch % accumulation !== 0) accumulation += 1;
  return { microBatch: rankBatch / accumulation, accumulation };
}
