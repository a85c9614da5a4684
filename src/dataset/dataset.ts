import { CrescendoError } from '../errors.ts';
import type { Manifest } from './manifest.ts';
import type { SourceDescriptor } from './source.ts';

/** A dataset as the server knows it. Clients name its id, never a path. */
export interface Dataset {
  id: string;
  manifest: Manifest;
  source: SourceDescriptor;
}

/** The datasets of a server, by id. */
export class DatasetRegistry {
  readonly #datasets = new Map<string, Dataset>();

  add(dataset: Dataset): void {
    this.#datasets.set(dataset.id, dataset);
  }

  /** Throws UNKNOWN_DATASET, naming the ids that exist. */
  get(id: string): Dataset {
    const dataset = this.#datasets.get(id);
    if (dataset !== undefined) return dataset;
    const known = [...this.#datasets.keys()].join(', ');
    throw new CrescendoError(
      'UNKNOWN_DATASET',
      `there is no dataset ${JSON.stringify(id)}; the datasets are: ${known}`,
      {
        field: 'dataset',
        value: id,
      },
    );
  }

  /** In order. */
  ids(): string[] {
    return [...this.#datasets.keys()].sort();
  }
}
