import { createHash } from 'node:crypto';
import { CrescendoError } from '../errors.ts';
import type { RunSpec } from '../spec/spec.ts';
import { MixtureOrder } from './sampling/mixture-order.ts';
import type { MixtureStage } from './sampling/mixture-segments.ts';
import { SampleOrder, type SamplePosition } from './sampling/position.ts';
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

/** Which samples a run draws. */
export interface BatchOrder {
  /** The sample at a position of the run's stream. */
  at(position: number): SamplePosition;
  /** The sample in a slot of a global batch, which has the `size` positions from `first` on. */
  inBatch(first: number, size: number, slot: number): SamplePosition;
}

/**
 * The order of a run's samples.
 *
 * @param samples the run's dataset, or the datasets of its mixture
 * @param stages those that are decided, in order; more may be appended
 * @throws INVALID_FIELD if the data has no such windows as the spec asks for
 */
export function sampleOrder(
  spec: RunSpec,
  samples: readonly OrderedSamples[],
  stages: readonly MixtureStage[],
): SampleOrder | MixtureOrder {
  const windows = allWindows(spec, samples);
  if (spec.datasets === undefined) {
    const options = { repeats: spec.augmentation_repeats, windows: windows[0] };
    return new SampleOrder(samples[0]!.sampleCount, spec.seed, options);
  }
  const datasets = samples.map(({ sampleCount }, dataset) => ({
    sampleCount,
    order: new SampleOrder(sampleCount, spec.seed, { windows: windows[dataset], dataset }),
  }));
  return new MixtureOrder(datasets, stages, spec.seed);
}

/** The windows of each dataset of a run. */
function allWindows(spec: RunSpec, samples: readonly OrderedSamples[]): (Windows | undefined)[] {
  if (spec.datasets === undefined) return [windowsOf(spec, samples[0]!)];
  return spec.datasets.map((mixed, k) => windowsOf(mixed, samples[k]!, `datasets.${k}.`));
}

/**
 * The windows of shards of a run or of a dataset of its mixture; undefined with scope global. Throws INVALID_FIELD.
 *
 * @param path of what has the field, for errors
 */
export function windowsOf(
  { shuffle }: Pick<RunSpec, 'shuffle'>,
  { id, sampleCount, shards }: OrderedSamples,
  path = '',
): Windows | undefined {
  if (shuffle?.scope !== 'window') return undefined;
  const field = `${path}shuffle`;
  if (shards === undefined) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `invalid run spec: ${field}.scope: window needs data in shards, and dataset ${id} has its images in files of their ` +
        'own, of which every order reads each by itself: leave shuffle out, or write the images to tar files and index those',
      { field: `${field}.scope`, fields: `${field}.scope`, value: 'window' },
    );
  }
  const wanted = shuffle.shards!;
  if (wanted <= shards.count) return { table: shardTable(sampleCount, shards), shards: wanted };
  throw new CrescendoError(
    'INVALID_FIELD',
    `invalid run spec: ${field}.shards: must be at most ${shards.count}, the number of shards of dataset ${id} ` +
      `(given: ${wanted}); with all of them in one window, scope global is the same`,
    { field: `${field}.shards`, fields: `${field}.shards`, value: String(wanted), bound: String(shards.count) },
  );
}

/**
 * The digest of what a run's batches are drawn from: the manifest's, and for an order that goes by shards also which
 * samples lie in which shard, as manifests with the same samples may differ in that.
 */
export function orderedDigest(spec: RunSpec, samples: readonly OrderedSamples[], manifestDigest: string): string {
  const ordered = allWindows(spec, samples).map((windows) => windows?.table.digest);
  if (ordered.every((digest) => digest === undefined)) return manifestDigest;
  const digest = createHash('sha256').update(JSON.stringify(ordered)).digest('hex');
  return `${manifestDigest}-${digest.slice(0, 16)}`;
}
