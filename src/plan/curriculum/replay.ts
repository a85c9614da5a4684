import type { Replay } from '../../spec/stage-definition.ts';
import { drawBelow, PURPOSE, RandomStream } from '../sampling/random-stream.ts';

/** A chunk of an earlier fresh batch of the same stage and rank. */
export interface ReplayedChunk {
  /** Step of the stage whose fresh batch it comes from, from 0. */
  stageStep: number;
  /** Position of the chunk in that fresh batch, 0..F-1. */
  chunk: number;
}

/**
 * The chunks that fill a batch up, in order: (R - 1) F draws with replacement from the buffer, which already contains
 * the step's own fresh batch. The buffer holds the stage's last S fresh batches; it is empty where a stage begins.
 *
 * A pure function of its arguments: which samples a chunk holds follows from the stage's positions, so a server that
 * has lost its buffer can remake it.
 *
 * Source: the replay buffer of LeapLabTHU/EfficientTrain.
 *
 * @param step global step
 * @param stageStep the same step, counted from the stage's first
 */
export function planReplay(
  { times, size, split }: Replay,
  seed: number,
  step: number,
  stageStep: number,
  rank: number,
): ReplayedChunk[] {
  const random = new RandomStream(seed, rank, step, PURPOSE.replay);
  const batches = Math.min(stageStep + 1, size);
  const oldest = stageStep + 1 - batches;
  return Array.from({ length: (times - 1) * split }, () => {
    const drawn = drawBelow(random, batches * split);
    return { stageStep: oldest + Math.floor(drawn / split), chunk: drawn % split };
  });
}
