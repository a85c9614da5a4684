import { CrescendoError } from '../../errors.ts';
import { readLabelFile } from '../label-file.ts';

/** The labels of a label file, for samples in shards: by the sample's path in its shard, with or without its suffix. */
export class GivenLabels {
  readonly file: string;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();

  /** Reads a label file. Throws PATH, INVALID_FIELD. */
  constructor(file: string) {
    this.file = file;
    this.#labels = new Map(readLabelFile(file).map(({ path, label }) => [path, label]));
  }

  /** The label of the sample that has these names; undefined if the file lists none of them. */
  of(...names: readonly string[]): string | undefined {
    const name = names.find((each) => this.#labels.has(each));
    if (name === undefined) return undefined;
    this.#used.add(name);
    return this.#labels.get(name);
  }

  /** Throws PATH if the file lists samples that no shard has. */
  checkAllUsed(): void {
    const missing = [...this.#labels.keys()].filter((name) => !this.#used.has(name));
    if (missing.length === 0) return;
    const first = missing.slice(0, 3).join(', ');
    throw new CrescendoError(
      'PATH',
      `label file ${this.file}: ${missing.length} of its ${this.#labels.size} samples are in no shard: ${first}` +
        `${missing.length > 3 ? ', ...' : ''}; paths are those in the shards, with or without the suffix`,
      { path: missing[0]! },
    );
  }
}
