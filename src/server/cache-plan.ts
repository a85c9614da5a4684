import type { CacheControl, FollowedStream } from '../dataset/cache/control.ts';
import { openContainer, placeOf } from '../dataset/open-source.ts';
import { LIMITS } from '../limits.ts';
import type { RunPlan } from '../runs/run-plan.ts';
import type { RankId } from '../runs/store/store.ts';

/**
 * Tells the cache what the coming batches of a rank read. Undefined for data on a local disk.
 *
 * @param step of the first batch
 */
export function followRank(
  cache: CacheControl,
  plan: RunPlan,
  { rank, worldSize }: RankId,
  step: number,
): FollowedStream | undefined {
  const { source } = plan.dataset;
  const { container, storage } = openContainer(source);
  if (storage.local) {
    storage.close();
    return undefined;
  }
  const followed = cache.follow(
    {
      place: placeOf(source),
      source,
      samplesOf(at) {
        if (at >= plan.horizon) return undefined;
        const { samples, fresh } = plan.planBatch(at, rank, worldSize);
        // Replayed samples are in memory.
        return samples.slice(0, fresh).map(({ index }) => index);
      },
      locate(index) {
        const range = container.locate(index);
        if (storage.isLocal?.(range.object) !== true) return range;
        // The cache leaves out objects of unknown length.
        const { objectLength: _, ...local } = range;
        return local;
      },
    },
    step,
  );
  let furthest = step;
  return {
    advance(at) {
      // Batches are asked for a little out of order; only a stream that has really gone back begins anew.
      if (at <= furthest && at > furthest - LIMITS.window) return;
      furthest = at;
      followed.advance(at);
    },
    close: () => {
      followed.close();
      storage.close();
    },
  };
}
