import type { Share } from '../make/workers/fair-queue.ts';
import type { Run } from '../runs/run.ts';
import type { RankId } from '../runs/store/store.ts';

/**
 * How much of the workers a rank gets. All streams of one rank and split have it together: a client that subscribes again
 * and again gets no more than one that subscribes once.
 */
export function shareOf(run: Pick<Run, 'name' | 'spec'>, { worldSize, rank }: RankId, split: 'train' | 'val'): Share {
  return { stream: JSON.stringify([run.name, worldSize, rank, split]), weight: run.spec.weight };
}
