import { CrescendoError } from '../errors.ts';
import type { RunSpec } from '../spec/spec.ts';
import { SampleOrder } from './sampling/position.ts';
import { type Shards, shardTable } from './sampling/shard-table.ts';
import type { Windows } from './sampling/window-order.ts';

/** As much of a dataset as its order depends on. */
export interface OrderedSamples {
  /** Id of the dataset, for errors. */
  id: string;
  sampleCount: number;
  /** Left out for a dataset that is not in shards: one of image files. */
  shards?: Shards | undefined;
}

/** The order of a run's samples. Throws INVALID_FIELD if the data has no such windows as the spec asks for. */
export function sampleOrder(spec: RunSpec, samples: OrderedSamples): SampleOrder {
  const windows = windowsOf(spec, samples);
  return new SampleOrder(samples.sampleCount, spec.seed, { repeats: spec.augmentation_repeats, windows });
}

/** The windows of shards of a spec; undefined with scope global. Throws INVALID_FIELD. */
export function windowsOf(
  { shuffle }: Pick<RunSpec, 'shuffle'>,
  { id, sampleCount, shards }: OrderedSamples,
): Windows | undefined {
  if (shuffle?.scope !== 'window') return undefined;
  if (shards === undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `invalid run spec: shuffle.scope: window needs data in shards, and dataset ${id} has its images in files of their ` +
        'own, of which every order reads each by itself: leave shuffle out, or write the images to tar files and index those',
      { field: 'shuffle.scope', fields: 'shuffle.scope', value: 'window' },
    );
  }
  const wanted = shuffle.shards!;
  if (wanted <= shards.count) return { table: shardTable(sampleCount, shards), shards: wanted };
  throw new CrescendoError(
    'INVALID_FIELD',
    `invalid run spec: shuffle.shards: must be at most ${shards.count}, the number of shards of dataset ${id} ` +
      `(given: ${wanted}); with all of them in one window, scope global is the same`,
    { field: 'shuffle.shards', fields: 'shuffle.shards', value: String(wanted), bound: String(shards.count) },
  );
}

/**
 * The digest of what a run's batches are drawn from: the manifest's, and for an order that goes by shards also which
 * samples lie in which shard, as manifests with the same samples may differ in that.
 */
export function orderedDigest(spec: RunSpec, samples: OrderedSamples, manifestDigest: string): string {
  const windows = windowsOf(spec, samples);
  return windows === undefined ? manifestDigest : `${manifestDigest}-${windows.table.digest.slice(0, 16)}`;
}
