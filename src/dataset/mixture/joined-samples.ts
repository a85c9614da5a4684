import { createHash } from 'node:crypto';
import type { LabelJoining } from '../../spec/mixture-fields.ts';
import type { SampleList } from '../sample-list.ts';
import { type JoinedClasses, type JoinedPart, joinClasses } from './join-classes.ts';

/**
 * The samples of several datasets in one list: those of the first dataset, then those of the second, and so on. A key is the
 * dataset's id, a slash, and the key there. A label is a position in the joined classes.
 */
export class JoinedSamples implements SampleList {
  readonly sampleCount: number;
  readonly classNames: readonly string[];
  readonly classMapped: boolean;
  /** SHA-256 of the datasets' ids and digests and of the rule by which their classes are joined, in hexadecimal. */
  readonly digest: string;
  readonly parts: readonly JoinedPart[];
  /** Index of each dataset's first sample. */
  readonly bases: readonly number[];
  readonly #classes: JoinedClasses;
  #classCounts: Uint32Array | undefined;

  /** Throws INVALID_FIELD if the classes cannot be joined. */
  constructor(parts: readonly JoinedPart[], labels: LabelJoining | undefined) {
    this.parts = parts;
    this.#classes = joinClasses(parts, labels);
    this.bases = parts.map((_, k) => parts.slice(0, k).reduce((sum, { manifest }) => sum + manifest.sampleCount, 0));
    this.sampleCount = parts.reduce((sum, { manifest }) => sum + manifest.sampleCount, 0);
    this.classNames = this.#classes.names;
    this.classMapped = parts.some(({ manifest }) => manifest.classMapped);
    const identity = JSON.stringify([labels ?? 'same', parts.map(({ id, manifest }) => [id, manifest.digest])]);
    this.digest = createHash('sha256').update(identity).digest('hex');
  }

  /** Position of the dataset of sample `index`. Throws a RangeError for an index outside the list. */
  datasetOf(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= this.sampleCount) {
      throw new RangeError(`sample ${index} is outside 0..${this.sampleCount - 1}`);
    }
    let dataset = this.parts.length - 1;
    while (this.bases[dataset]! > index) dataset -= 1;
    return dataset;
  }

  label(index: number): number {
    const dataset = this.datasetOf(index);
    return this.#classes.numbers[dataset]![this.parts[dataset]!.manifest.label(index - this.bases[dataset]!)]!;
  }

  size(index: number): number {
    const dataset = this.datasetOf(index);
    return this.parts[dataset]!.manifest.size(index - this.bases[dataset]!);
  }

  key(index: number): string {
    const dataset = this.datasetOf(index);
    const { id, manifest } = this.parts[dataset]!;
    return `${id}/${manifest.key(index - this.bases[dataset]!)}`;
  }

  classCounts(): Uint32Array {
    if (this.#classCounts !== undefined) return this.#classCounts;
    const counts = new Uint32Array(this.classNames.length);
    for (const [dataset, { manifest }] of this.parts.entries()) {
      for (const [label, count] of manifest.classCounts().entries()) {
        counts[this.#classes.numbers[dataset]![label]!]! += count;
      }
    }
    this.#classCounts = counts;
    return counts;
  }

  totalBytes(): number {
    return this.parts.reduce((sum, { manifest }) => sum + manifest.totalBytes(), 0);
  }
}

/** The samples of the dataset that sample `index` belongs to: the first of them, and their number. */
export function samplesBeside(samples: SampleList, index: number): { first: number; count: number } {
  if (!(samples instanceof JoinedSamples)) return { first: 0, count: samples.sampleCount };
  const dataset = samples.datasetOf(index);
  return { first: samples.bases[dataset]!, count: samples.parts[dataset]!.manifest.sampleCount };
}
