import { GrowingBytes, GrowingFloat64, GrowingUint16, GrowingUint32 } from '../growing.ts';

/** Bytes of a sample's name, at most. */
export const NAME_BYTES_MAX = 65_535;

/** The labels of a dataset as they are written, each once, in the order in which they were found. */
export class LabelTexts {
  readonly #numbers = new Map<string, number>();
  readonly texts: string[] = [];
  /** Where each label was first found, for people. */
  readonly places: string[] = [];

  /** The position of a label in `texts`. */
  number(text: string, place: () => string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    this.texts.push(text);
    this.places.push(place());
    return this.texts.length - 1;
  }
}

/** One sample as a shard has it. */
export interface ShardSample {
  /** Its path in the shard. */
  name: string;
  /** Position of its label's text. */
  label: number;
  /** First byte in its object. */
  offset: number;
  /** Bytes. */
  length: number;
}

/** The samples of one shard while they are found. */
export class ShardSamples {
  readonly #labels = new GrowingUint32();
  readonly #sizes = new GrowingUint32();
  readonly #offsets = new GrowingFloat64();
  readonly #nameLengths = new GrowingUint16();
  readonly #names = new GrowingBytes();
  count = 0;
  bytes = 0;

  add({ name, label, offset, length }: ShardSample): void {
    this.#labels.push(label);
    this.#sizes.push(length);
    this.#offsets.push(offset);
    this.#nameLengths.push(this.#names.append(name));
    this.count += 1;
    this.bytes += length;
  }

  finish(): {
    labels: Uint32Array;
    sizes: Uint32Array;
    offsets: Float64Array;
    nameLengths: Uint16Array;
    names: Uint8Array;
  } {
    return {
      labels: this.#labels.finish(),
      sizes: this.#sizes.finish(),
      offsets: this.#offsets.finish(),
      nameLengths: this.#nameLengths.finish(),
      names: this.#names.finish(),
    };
  }
}
