import { GrowingBytes, GrowingFloat64, GrowingUint16, GrowingUint32 } from '../growing.ts';
import { badShard } from './bad-shard.ts';

/** Bytes of a sample's name, and of a sample, at most: what a manifest can state. */
const NAME_BYTES_MAX = 65_535;
const SIZE_MAX = 2 ** 32 - 1;

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
  readonly #shard: string;
  readonly #labels = new GrowingUint32();
  readonly #sizes = new GrowingUint32();
  readonly #offsets = new GrowingFloat64();
  readonly #nameLengths = new GrowingUint16();
  readonly #names = new GrowingBytes();
  count = 0;
  bytes = 0;

  /** @param shard the shard's name, for people */
  constructor(shard: string) {
    this.#shard = shard;
  }

  /** Throws PATH for a name that is too long. */
  add({ name, label, offset, length }: ShardSample): void {
    const nameBytes = this.#names.append(name);
    if (nameBytes > NAME_BYTES_MAX) {
      throw badShard(this.#shard, offset, `the name of a sample has ${nameBytes} bytes; at most ${NAME_BYTES_MAX}`);
    }
    this.#nameLengths.push(nameBytes);
    this.#labels.push(label);
    // A larger one is refused when it is read.
    this.#sizes.push(Math.min(length, SIZE_MAX));
    this.#offsets.push(offset);
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
