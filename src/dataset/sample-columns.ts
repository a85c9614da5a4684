import type { FileFacts } from './file-facts.ts';
import { GrowingBytes, GrowingFloat64, GrowingUint16, GrowingUint32 } from './growing.ts';
import { Manifest, type ManifestColumns } from './manifest.ts';
import { placeOf } from './place.ts';
import { found } from './walk-folder.ts';

/** What a manifest says in addition to its samples. */
export type ManifestFrame = Omit<ManifestColumns, 'labels' | 'sizes' | 'nameLengths' | 'names' | 'versions'>;

/** The samples of a manifest while they are found. */
export class SampleColumns {
  readonly #checksums: boolean;
  readonly #labels = new GrowingUint32();
  readonly #sizes = new GrowingUint32();
  readonly #lengths = new GrowingUint16();
  readonly #names = new GrowingBytes();
  readonly #modifiedMs = new GrowingFloat64();
  readonly #changedMs = new GrowingFloat64();
  readonly #sums = new GrowingBytes();

  /** @param checksums whether each file comes with its checksum */
  constructor(checksums: boolean) {
    this.#checksums = checksums;
  }

  add(label: number, name: string, { size, modifiedMs, changedMs, checksum }: FileFacts): void {
    this.#labels.push(label);
    this.#sizes.push(size);
    this.#lengths.push(this.#names.append(name));
    this.#modifiedMs.push(modifiedMs);
    if (checksum === undefined) return;
    this.#changedMs.push(changedMs);
    this.#sums.appendBytes(checksum);
  }

  /**
   * The manifest of all samples.
   *
   * @param roots the folders, as paths without links
   */
  manifest(frame: ManifestFrame, roots: readonly string[]): Manifest {
    const sums = { changedMs: this.#changedMs.finish(), checksums: this.#sums.finish() };
    return Manifest.fromColumns({
      ...frame,
      labels: this.#labels.finish(),
      sizes: this.#sizes.finish(),
      nameLengths: this.#lengths.finish(),
      names: this.#names.finish(),
      versions: {
        places: roots.map((root) => found(root, () => placeOf(root))),
        modifiedMs: this.#modifiedMs.finish(),
        ...(this.#checksums ? { sums } : {}),
      },
    });
  }
}
