import { createHash } from 'node:crypto';
import { CrescendoError } from '../../errors.ts';
import type { RunSpec } from '../../spec/spec.ts';
import type { Dataset, DatasetRegistry } from '../dataset.ts';
import type { SampleList } from '../sample-list.ts';
import type { SourceDescriptor } from '../source.ts';
import { JoinedSamples } from './joined-samples.ts';
import type { MixtureDescriptor } from './mixture-source.ts';

/** What a run is trained on: a dataset, or a mixture of datasets with their samples in one list. */
export interface RunData {
  /** Of a mixture, the ids with a plus between them. */
  id: string;
  manifest: SampleList;
  source: SourceDescriptor | MixtureDescriptor;
  /** The datasets of a mixture, in order; left out for a single dataset. */
  mixed?: readonly Dataset[];
}

/** The data that a spec names. Throws UNKNOWN_DATASET, and INVALID_FIELD if classes of a mixture cannot be joined. */
export function runData({ dataset, datasets, labels }: RunSpec, registry: DatasetRegistry): RunData {
  if (datasets === undefined) return registry.get(dataset!);
  const mixed = datasets.map(({ id }) => registry.get(id));
  const empty = mixed.find(({ manifest }) => manifest.sampleCount === 0);
  if (empty !== undefined) {
    throw new CrescendoError('INVALID_FIELD', `dataset ${empty.id} of the mixture has no samples: leave it out`, {
      field: 'datasets',
      value: empty.id,
    });
  }
  const manifest = new JoinedSamples(mixed, labels);
  const parts = mixed.map(({ id, source }) => ({ id, source }));
  const identity = JSON.stringify([labels, parts.map(({ id, source }) => [id, source.digest])]);
  const digest = createHash('sha256').update(identity).digest('hex');
  return {
    id: mixed.map(({ id }) => id).join('+'),
    manifest,
    source: { kind: 'mixture', parts, labels, digest },
    mixed,
  };
}
