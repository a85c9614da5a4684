import type { CacheControl, FollowedStream } from '../dataset/cache/control.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { RunData } from '../dataset/mixture/run-data.ts';
import { openContainer, placeOf } from '../dataset/open-source.ts';
import { CrescendoError } from '../errors.ts';
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
  if (cache === undefined) return undefined;
  const followed = datasetsOf(plan.dataset).flatMap(
    (part) => followDataset(cache, plan, { rank, worldSize }, part, step) ?? [],
  );
  if (followed.length === 0) return undefined;
  let furthest = step;
  return {
    advance(at) {
      // Batches are asked for a little out of order; only a stream that has really gone back begins anew.
      if (at <= furthest && at > furthest - LIMITS.window) return;
      furthest = at;
      for (const one of followed) one.advance(at);
    },
    close: () => {
      for (const one of followed) one.close();
    },
  };
}

/** A dataset of a run's data, with the index that its first sample has there. */
interface Part {
  dataset: Dataset | RunData;
  base: number;
}

function datasetsOf(data: RunData): Part[] {
  const { mixed = [] } = data;
  if (mixed.length === 0) return [{ dataset: data, base: 0 }];
  let next = 0;
  return mixed.map((dataset) => {
    const base = next;
    next += dataset.manifest.sampleCount;
    return { dataset, base };
  });
}

/** Tells the cache what the coming batches read of one dataset; undefined if that lies on a local disk. */
function followDataset(
  cache: CacheControl,
  plan: RunPlan,
  { rank, worldSize }: RankId,
  { dataset: { source, manifest }, base }: Part,
  step: number,
): FollowedStream | undefined {
  if ('parts' in source) throw new CrescendoError('INTERNAL', 'a mixture is no dataset of a mixture');
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
        const own = samples.slice(0, fresh).map(({ index }) => index - base);
        return own.filter((index) => index >= 0 && index < manifest.sampleCount);
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
  return {
    advance: (at) => followed.advance(at),
    close: () => {
      followed.close();
      storage.close();
    },
  };
}
