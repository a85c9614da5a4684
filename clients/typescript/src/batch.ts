import type { crescendo } from '@crescendo/proto';
import type { BatchMixing } from './mixing.ts';
import { type ImagePair, sizeOf } from './sizes.ts';
import { type TensorPlace, tensorView } from './tensors.ts';

/** The label where there is no sample: the `ignore_index` of torch's losses. */
const NO_LABEL = -100;

/** The pixels of a batch by their type: a check of `dtype` tells which. */
export type BatchPixels =
  | {
      /** Type of `images`. */
      dtype: 'uint8';
      /** See `Batch`. */
      images: Uint8Array;
    }
  | {
      /** Type of `images`. */
      dtype: 'float32';
      /** See `Batch`. */
      images: Float32Array;
    };

/**
 * One batch of one rank. `images` has the pixels in the order of `shape`, in units of 0..255: a Uint8Array if `dtype` is
 * `uint8`, a Float32Array if it is `float32`. They are valid until the next iteration and then become empty, unless
 * `reuseBuffer` says otherwise: copy what must live longer.
 */
export type Batch = BatchFields & BatchPixels;

/** What every batch has, whatever the type of its pixels. */
export interface BatchFields {
  /** Global step. */
  step: number;
  /** Epoch of the first sample, from 0. */
  epoch: number;
  /** Position of the stage in the schedule. */
  stage: number;
  /** True for the first batch of a stage, and for the first of this stream. */
  stageChanged: boolean;
  /** Side B in pixels at which the stage trains, the shorter one of rectangles. */
  bandwidth: number;
  /** Height and width in pixels at which the stage trains: those of the images, except with `crop: 'client'`. */
  size: ImagePair;
  /** RandAugment magnitude, if augmentation is on. */
  magnitude: number | undefined;
  /** [samples, height, width, channels]; height and width are those of `size`, or of the base size with `crop: 'client'`. */
  shape: readonly [samples: number, height: number, width: number, channels: number];
  /**
   * All tensors of the batch by name. They are valid as long as `images`, which is one of them. Others exist if the
   * spec's `outputs` asks for them: `crop_box` is a Float32Array with four numbers for each sample, x and y of the top
   * left corner, width and height of its crop, in pixels of the stored image, before the resize and the flip.
   */
  tensors: Readonly<Record<string, Uint8Array | Float32Array>>;
  /** Shapes of `tensors`, beginning with the number of samples. */
  shapes: Readonly<Record<string, readonly number[]>>;
  /** Class of each image: [samples], positions in `RunInfo.classNames`; -100 where there is no sample (`valid`). */
  labels: Int32Array;
  /**
   * Which images are samples, in validation: 0 for padding and for images that cannot be read, which are black and
   * have the label -100. Undefined if all are.
   */
  valid: Uint8Array | undefined;
  /** How the images are mixed with each other; undefined if they are not. Labels and keys are those before mixing. */
  mixing: BatchMixing | undefined;
  /** Path of each image inside the dataset, in a mixture after the dataset's id; a replaced bad sample shows the path of its replacement. */
  keys: readonly string[];
  /** Of a mixture, the dataset of each image: [samples], positions in the spec's `datasets`. Undefined otherwise. */
  datasets: Uint32Array | undefined;
  /** Share of the budget spent before this step, 0..1: drive the learning rate by it. */
  budgetStart: number;
  /** Share of the budget spent after this step, 0..1. */
  budgetEnd: number;
  /** Micro-batches into which the trainer may divide this batch; 1 when there is no need. */
  suggestedAccumulation: number;
  /** Index in the batch of all ranks of this rank's first sample. */
  rankOffset: number;
  /** Number of samples that replace unreadable ones. */
  replaced: number;
  /** The schedule that the step belongs to. */
  scheduleToken: string;
}

/** The batch of a checked header; `buffer` holds its tensors, the images first, as received. */
export function makeBatch(
  header: crescendo.v1.BatchHeader,
  places: readonly [TensorPlace, ...TensorPlace[]],
  buffer: ArrayBuffer,
  stageChanged: boolean,
  mixing?: BatchMixing,
): Batch {
  const [n = 0, h = 0, w = 0, c = 0] = header.shape;
  const views = places.map((place) => [place.name, tensorView(buffer, place)] as const);
  return {
    step: header.step,
    epoch: header.epoch,
    stage: header.stage,
    stageChanged,
    bandwidth: header.bandwidth,
    size: sizeOf(header),
    magnitude: header.magnitude ?? undefined,
    shape: [n, h, w, c],
    ...({ dtype: places[0].dtype, images: views[0]![1] } as BatchPixels),
    tensors: Object.fromEntries(views),
    shapes: Object.fromEntries(places.map(({ name, shape }) => [name, shape])),
    labels: labelsOf(header),
    valid: header.invalid.length === 0 ? undefined : validity(n, header.invalid),
    mixing,
    keys: header.keys,
    datasets: header.datasets.length === 0 ? undefined : Uint32Array.from(header.datasets),
    budgetStart: header.budgetStart,
    budgetEnd: header.budgetEnd,
    suggestedAccumulation: header.suggestedAccumulation,
    rankOffset: header.rankOffset,
    replaced: header.replaced,
    scheduleToken: header.scheduleToken,
  };
}

function labelsOf({ labels, invalid }: crescendo.v1.BatchHeader): Int32Array {
  const known = Int32Array.from(labels);
  for (const position of invalid) known[position] = NO_LABEL;
  return known;
}

function validity(samples: number, invalid: readonly number[]): Uint8Array {
  const valid = new Uint8Array(samples).fill(1);
  for (const position of invalid) valid[position] = 0;
  return valid;
}
