import { Permutation } from './permutation.ts';
import { WindowOrder, type Windows } from './window-order.ts';

/** The sample at a position of the run's endless stream. */
export interface SamplePosition {
  /** Pass over the data, from 0. */
  epoch: number;
  /** Index in the manifest. */
  index: number;
  /** Which of the sample's repeats in the epoch; left out for the first. */
  repeat?: number;
}

/** A permutation is a few numbers; many epochs of a small dataset fit a replay buffer. */
const EPOCHS_KEPT = 1024;
/** Shards of the epochs that are kept, where an epoch's order takes memory for each shard. */
const SHARDS_KEPT = 2 ** 20;

/** The order of one epoch. */
interface EpochOrder {
  /** Index of the sample at a position of the epoch. */
  at(position: number): number;
}

/** How an order differs from a permutation of all samples of a run's only dataset. */
export interface OrderOptions {
  /** Times that each sample comes in an epoch, 1 to 8. Default: 1. */
  repeats?: number;
  /** Windows of shards whose samples are permuted; left out where all samples are. */
  windows?: Windows | undefined;
  /** Position of the dataset in its mixture, so that datasets of the same size have orders of their own. Default: 0. */
  dataset?: number;
}

/**
 * Maps positions 0, 1, 2, ... of the global sample stream to samples: position p is in epoch floor(p / N), and every
 * epoch is a permutation of its own. Batches take consecutive positions, so the order does not depend on ranks, workers
 * or batch sizes.
 *
 * With repeated augmentation (Hoffer et al., "Augment your batch", CVPR 2020; Berman et al., "MultiGrain", 2019) each
 * sample has R consecutive positions, and an epoch has R N of them. A global batch is then the same as of timm's
 * RepeatAugSampler: G / R random images, R times each. The order within the batch is described at `slotPosition`.
 *
 * With windows of shards, an epoch's permutation is that of `WindowOrder`.
 */
export class SampleOrder {
  readonly repeats: number;
  readonly #sampleCount: number;
  readonly #seed: number;
  readonly #windows: Windows | undefined;
  readonly #dataset: number;
  /** Orders of the most recently used epochs, because replay goes back to earlier ones. */
  readonly #epochs = new Map<number, EpochOrder>();
  readonly #epochsKept: number;

  constructor(sampleCount: number, seed: number, { repeats = 1, windows, dataset = 0 }: OrderOptions = {}) {
    this.#sampleCount = sampleCount;
    this.#seed = seed;
    this.#windows = windows;
    this.#dataset = dataset;
    this.#epochsKept = Math.min(EPOCHS_KEPT, Math.max(2, Math.floor(SHARDS_KEPT / (windows?.table.count ?? 1))));
    this.repeats = repeats;
  }

  at(position: number): SamplePosition {
    const image = Math.floor(position / this.repeats);
    const repeat = position - image * this.repeats;
    const epoch = Math.floor(image / this.#sampleCount);
    const index = this.#epoch(epoch).at(image - epoch * this.#sampleCount);
    return repeat === 0 ? { epoch, index } : { epoch, index, repeat };
  }

  /** The sample in a slot of a batch of the stream; see `slotPosition`. */
  inBatch(first: number, size: number, slot: number): SamplePosition {
    return this.at(first + slotPosition(first, size, slot, this.repeats));
  }

  #epoch(epoch: number): EpochOrder {
    let order = this.#epochs.get(epoch);
    if (order === undefined) {
      order =
        this.#windows === undefined
          ? new Permutation(this.#sampleCount, this.#seed, epoch, { index: this.#dataset })
          : new WindowOrder(this.#windows, this.#seed, epoch, this.#dataset);
      if (this.#epochs.size === this.#epochsKept) this.#epochs.clear();
      this.#epochs.set(epoch, order);
    }
    return order;
  }
}

/**
 * Where in a global batch of consecutive positions the one in a slot lies, 0..size-1. Without repeats the slots have the
 * order of the positions. With repeats the slots have the first repeats of all images of the batch, then the second ones,
 * and so on. So the repeats of an image are at least floor(size / repeats) slots apart: on different ranks if there are
 * as many ranks as repeats, whatever the number of ranks, as timm's sampler deals them out for the number that it has.
 *
 * @param first position in the stream of the batch's first sample
 * @param size samples of the global batch
 */
export function slotPosition(first: number, size: number, slot: number, repeats: number): number {
  let left = slot;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    // Offset in the batch of the first position of this repeat, and how many positions it has there.
    const offset = (((repeat - first) % repeats) + repeats) % repeats;
    const count = Math.max(0, Math.ceil((size - offset) / repeats));
    if (left < count) return offset + left * repeats;
    left -= count;
  }
  throw new RangeError(`slot ${slot} is outside a batch of ${size}`);
}
