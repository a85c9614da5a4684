/** What a run spec says. Generated from src/spec/fields.ts. */

/** A strength of a stage: a constant, or a straight line over the stage's share of the budget. */
export type Strength =
  | number
  | {
      /** Strength at the stage's first step. */
      from: number;
      /** Strength that the line reaches at the stage's end. */
      to: number;
    };

/** Name of a published schedule. */
export type PresetName =
  | 'efficienttrain'
  | 'efficienttrain++'
  | 'efficienttrain++deit'
  | 'efficienttrain++convnext'
  | 'constant';

/** A curriculum: name of a preset, or stages in order. The objects are the long form, as in the server's YAML. */
export type ScheduleSpec =
  | PresetName
  | readonly StageSpec[]
  | {
      /** Name of a published schedule. */
      readonly preset: PresetName;
    }
  | {
      /** The stages in order. */
      readonly stages: readonly StageSpec[];
      /** The run's reference size. */
      readonly referenceSize?: number;
    };

/** Cost of a sample by its side: its area, a table by side in pixels, or fitted to the reported step times. */
export type CostSpec = 'quadratic' | 'measured' | Readonly<Record<number, number>>;

/**
 * How the classes of `datasets` are joined: `byName` makes classes of the same name one, `offset` keeps the classes of
 * each dataset apart, those of the second after those of the first.
 */
export type LabelJoining = 'by_name' | 'offset';

/** Type of the pixels. Floats are in units of 0..255, not clamped after the low-frequency crop. */
export type Dtype = 'uint8' | 'float32';

/**
 * `exact` gives Pillow's and timm's pixels to the bit. With `matched`, the work follows the stage's side: faster, close
 * to exact but not the same.
 */
export type Fidelity = 'exact' | 'matched';

/** Operator of the low-frequency crop: the Fourier crop, or Pillow's Lanczos resize. */
export type LowFrequency = 'spectral' | 'lanczos';

/**
 * Which side takes the low frequencies. With `client`, training images come as bytes of the base size, and the
 * trainer's device crops them to `dtype`, as the adapters of the Python client do. This needs a spectral run of exact
 * fidelity in which the server neither erases nor mixes.
 */
export type CropPlace = 'server' | 'client';

/** Filter of the resize to the base size; `random` draws bilinear or bicubic for each sample. */
export type Interpolation = 'bicubic' | 'bilinear' | 'lanczos' | 'box' | 'random';

/** Filter of the geometric operations; `random` draws bilinear or bicubic for each. */
export type AugmentInterpolation = 'random' | 'nearest' | 'bilinear' | 'bicubic';

/**
 * Filling of the boxes: `const` is 0, `rand` one draw of N(0, 1) for each channel of a box, `pixel` a draw for each
 * channel of each pixel.
 */
export type ErasingMode = 'const' | 'rand' | 'pixel';

/**
 * The order in which an epoch draws its samples. Windows are for data that lies in shards and is larger than the cache:
 * an epoch then reads each shard once.
 */
export interface ShuffleSpec {
  /**
   * What is permuted: all samples of the data (`global`), or the shards and then the samples of each `window` of
   * consecutive shards. Default `global`.
   */
  scope?: 'global' | 'window';
  /** Shards of a window: at most as many as the data has. Default: none; must be given with scope `window`. */
  shards?: number;
}

/** A dataset of a mixture, which has epochs of its own. */
export interface MixedDatasetSpec {
  /** Id of a dataset that the server was configured with. */
  id: string;
  /**
   * How often a sample is drawn from this dataset, relative to the others: 7 and 3 are 0.7 and 0.3. At most 6 decimals;
   * 0 for a dataset that only some stages use.
   */
  weight: number;
  /** The order of the dataset's own samples. Default: scope `global`. */
  shuffle?: ShuffleSpec;
}

/**
 * A buffer of augmented samples, for trainers that are faster than their data. Each batch consists of a fresh part and
 * of samples from earlier batches of the same stage and rank.
 */
export interface ReplaySpec {
  /** How often a sample is shown on average, 2 or more. */
  times: number;
  /** Fresh batches that the buffer holds. */
  size: number;
  /** Chunks into which a fresh batch is split. Default 32. */
  split?: number;
}

/** One stage of a custom schedule. A strength is a number, or a straight line over the stage. */
export interface StageSpec {
  /** Share of the budget at which the stage ends; 1 in the last stage. */
  until: number;
  /** Side B of the images in pixels, the shorter one of rectangles; even, at most the base size. */
  bandwidth: number;
  /**
   * Samples of a batch over all ranks. Default: `microBatch` * `accumulation` * `worldSize` where both are given, else
   * the run's.
   */
  globalBatch?: number;
  /** RandAugment, AutoAugment or AugMix as a timm config string, or `none`. Default: the run's. */
  randaugment?: string;
  /** Probability of random erasing. Default: the run's. */
  erasingProbability?: Strength;
  /** Alpha of mixup, 0 for no mixup. Needs the run's `mixing`. Default: the run's. */
  mixupAlpha?: Strength;
  /** Alpha of cutmix, 0 for no cutmix. Needs the run's `mixing`. Default: the run's. */
  cutmixAlpha?: Strength;
  /**
   * Magnitude of RandAugment or AugMix, which need not be whole. Needs a `randaugment`; AutoAugment has none to set.
   * Default: the config string's.
   */
  magnitude?: Strength;
  /** Samples that a device trains at a time. Default: it follows from the rest. */
  microBatch?: number;
  /** Micro-batches of a rank's batch. Default: it follows from the rest. */
  accumulation?: number;
  /**
   * Weights of the run's `datasets` in this stage, in their order. Each dataset goes on where it is. Default: the
   * run's.
   */
  weights?: readonly number[];
  /** Replay buffer of the stage. Default: none. */
  replay?: ReplaySpec;
}

/** A training budget in exactly one unit. */
export interface BudgetSpec {
  /** Passes over the data at the base size. */
  equivalentEpochs?: number;
  /** Samples trained, whatever their side. */
  samples?: number;
  /** Global steps. */
  steps?: number;
  /** FLOPs of training. Needs `flopsPerImage`. */
  flops?: number;
  /** Hours of training. The ends of stages are decided while training, from reported step times. */
  wallHours?: number;
  /** Hours of training times ranks. The ends of stages are decided while training. */
  acceleratorHours?: number;
  /** FLOPs of one image: at the base size, scaled by area, or a table by side in pixels. */
  flopsPerImage?: number | Readonly<Record<number, number>>;
}

/**
 * Random erasing by timm's rule, after the low-frequency crop. Fillings are defined in normalised space, as training
 * sees them. Byte images get the nearest byte: the mean colour is then up to half a byte from 0, and draws outside
 * 0..255 are clamped.
 */
export interface ErasingSpec {
  /** Probability that an image is erased. Default 0.25. */
  probability?: number;
  /**
   * Filling of the boxes: `const` is 0, `rand` one draw of N(0, 1) for each channel of a box, `pixel` a draw for each
   * channel of each pixel. Default `pixel`.
   */
  mode?: ErasingMode;
  /** Least and greatest number of boxes. Default 1 and 1. */
  count?: readonly [number, number];
  /** Least and greatest share of the image's area that its boxes cover. Default 0.02 and 1/3. */
  area?: readonly [number, number];
  /** Least and greatest aspect ratio of a box, height / width. Default 0.3 and 1/0.3. */
  ratio?: readonly [number, number];
}

/**
 * Mixup, cutmix and label smoothing by timm's rules. Images are mixed within a rank's batch, image i with image n - 1 -
 * i; the number of images must be even.
 */
export interface MixingSpec {
  /**
   * Which side mixes the pixels. `server`: batches come mixed, bytes rounded to the nearest as in timm's
   * FastCollateMixup, and erasing comes after mixing. `client`: the lambdas and boxes come with the batch for the
   * client to mix, as in timm's Mixup, after erasing. Default `server`.
   */
  where?: 'server' | 'client';
  /** Which images share one draw: all of a `batch`, a `pair` of partners, or none (`elem`). Default `batch`. */
  mode?: 'batch' | 'pair' | 'elem';
  /** Alpha of mixup's Beta distribution, 0 for no mixup. Default 0.8. */
  mixupAlpha?: number;
  /** Alpha of cutmix's Beta distribution, 0 for no cutmix. Default 1. */
  cutmixAlpha?: number;
  /** Least and greatest share of a side that a cutmix box takes. Default: derived from lambda. */
  cutmixMinmax?: readonly [number, number];
  /** Probability of mixing. Default 1. */
  probability?: number;
  /** Probability of cutmix if both are on. Default 0.5. */
  switchProbability?: number;
  /** Corrects lambda to the box that was taken. Default true. */
  correctLambda?: boolean;
  /** Share of the soft targets that is spread over all classes. Default 0.1. */
  labelSmoothing?: number;
  /**
   * Share of the budget from which on nothing is mixed any more, as after timm's `--mixup-off-epoch`. Soft targets stay
   * smoothed. Default 1.
   */
  until?: number;
}

/** Validation data, and timm's evaluation transform of it. */
export interface ValidationSpec {
  /** Id of a dataset that the server was configured with. */
  dataset: string;
  /** Samples of a batch over all ranks. Default: the run's. */
  globalBatch?: number;
  /** Share of the resized short side that the image covers, in (0, 1]. Default 0.875. */
  cropPct?: number;
  /** Filter of the resize. Default `bicubic`. */
  interpolation?: 'bicubic' | 'bilinear' | 'lanczos' | 'box';
}

/** What a run is. */
export interface RunSpec {
  /** Id of a dataset that the server was configured with; never a path. Default: must be given, or `datasets`. */
  dataset?: string;
  /**
   * A mixture of datasets, in place of `dataset`. Each global batch has samples of each by its weight, to the sample;
   * an epoch of the budget is as many samples as all of them have together. Default: `dataset` only.
   */
  datasets?: readonly MixedDatasetSpec[];
  /**
   * How the classes of `datasets` are joined: `byName` makes classes of the same name one, `offset` keeps the classes
   * of each dataset apart, those of the second after those of the first. Default: the datasets must have the same
   * classes.
   */
  labels?: LabelJoining;
  /** Seed of every random draw, 0..2^53 - 1. Default 0. */
  seed?: number;
  /** The order in which an epoch draws its samples. Default: scope `global`. */
  shuffle?: ShuffleSpec;
  /**
   * Size of the full image in pixels: its side, or height and width, all even. The bandwidths of stages count its
   * shorter side, and every stage keeps the same share of both sides. Default 224.
   */
  baseSize?: number | readonly [number, number];
  /**
   * Divides every side: a preset's sides are the multiples whose area is nearest the preset's, and the bandwidths of
   * own stages must be multiples. For a vision transformer, the side of its patches (docs/models.md). 1 rounds a
   * preset's sides to even numbers. Default 1.
   */
  sideMultiple?: number;
  /** The curriculum: name of a preset, or stages in order. Default `efficienttrain++`. */
  schedule?: ScheduleSpec;
  /**
   * Base size for which the stages' bandwidths are given: they are scaled to `baseSize`, the shorter side of
   * rectangles, and rounded to even numbers. Default: `baseSize`.
   */
  referenceSize?: number;
  /** Whole budget in passes over the data at the base size. Not to be given together with `budget`. Default 200. */
  equivalentEpochs?: number;
  /** The budget in another unit. Default: `equivalentEpochs`. */
  budget?: BudgetSpec;
  /**
   * Cost of a sample by its side, in budgets of equivalent epochs: `quadratic` counts by area, a table by side in
   * pixels, and `measured` is fitted to the reported step times while training. Default `quadratic`.
   */
  cost?: CostSpec;
  /** Samples of a batch over all ranks. Default 256. */
  globalBatch?: number;
  /** Number of ranks; divides the global batch of every stage. May change during a run. Default 1. */
  worldSize?: number;
  /**
   * Samples that fit on a device at the base size. Stages that do not set their own get the largest micro-batch that
   * fits at their side. Default: whole batches.
   */
  baseMicroBatch?: number;
  /** Type of the pixels. Floats are in units of 0..255, not clamped after the low-frequency crop. Default `uint8`. */
  dtype?: Dtype;
  /**
   * `exact` gives Pillow's and timm's pixels to the bit. With `matched`, the work follows the stage's side: faster,
   * close to exact but not the same. Default `exact`.
   */
  fidelity?: Fidelity;
  /**
   * For fidelity `matched`: side in pixels of the grid on which RandAugment acts, by bandwidth; even, from the
   * bandwidth to `baseSize`. Default: the server's rule, which keeps about 40 dB of PSNR.
   */
  workingSides?: Readonly<Record<number, number>>;
  /** Operator of the low-frequency crop: the Fourier crop, or Pillow's Lanczos resize. Default `spectral`. */
  lowFrequency?: LowFrequency;
  /**
   * Which side takes the low frequencies. With `client`, training images come as bytes of the base size, and the
   * trainer's device crops them to `dtype`, as the adapters of the Python client do. This needs a spectral run of exact
   * fidelity in which the server neither erases nor mixes. Default `server`.
   */
  crop?: CropPlace;
  /**
   * Tensors of a batch, `images` first. `cropBox` is float32 of shape (N, 4): x and y of the top left corner, width and
   * height of each sample's crop, in pixels of the stored image, before the resize and the flip. Default `images`.
   */
  outputs?: readonly ('images' | 'crop_box')[];
  /** Filter of the resize to the base size; `random` draws bilinear or bicubic for each sample. Default `bicubic`. */
  interpolation?: Interpolation;
  /** Least and greatest share of the image's area that a crop covers. Default 0.08 and 1. */
  cropScale?: readonly [number, number];
  /** Least and greatest aspect ratio of a crop, width / height. Default 3/4 and 4/3. */
  cropRatio?: readonly [number, number];
  /** Probability of a horizontal flip. Default 0.5. */
  horizontalFlip?: number;
  /** Probability of a vertical flip, after the horizontal one. Default 0. */
  verticalFlip?: number;
  /**
   * Repeated augmentation: how often each sample comes in an epoch, each time with draws of its own. The repeats of a
   * sample follow each other, on different ranks if there are enough; the budget counts each of them. Default 1.
   */
  augmentationRepeats?: number;
  /**
   * RandAugment of every stage: `preset` (what the schedule's preset says, nothing for custom stages), `none`, or any
   * string of timm's `autoAugment`, such as `rand-m9-mstd0.5-inc1`, `original`, `3a` or `augmix-m3-w3`. Default
   * `preset`.
   */
  randaugment?: string;
  /** Filter of the geometric operations; `random` draws bilinear or bicubic for each. Default `random`. */
  augmentInterpolation?: AugmentInterpolation;
  /**
   * Strength of colour jitter, or one for each of brightness, contrast and saturation, and perhaps of the hue: its
   * greatest shift in turns, 0 to 0.5. It acts where timm lets it: without RandAugment, or together with the operations
   * of a `3a` config. Default 0.
   */
  colorJitter?: number | readonly [number, number, number] | readonly [number, number, number, number];
  /** Probability that an image is made grey (torchvision's RandomGrayscale), after colour jitter. Default 0. */
  grayscale?: number;
  /**
   * Probability that an image is blurred, after that: torchvision's GaussianBlur of 23 taps, with a standard deviation
   * of 0.1 to 2 pixels. Default 0.
   */
  gaussianBlur?: number;
  /** Random erasing. Default: none. */
  erasing?: ErasingSpec;
  /** Mixup, cutmix and label smoothing. Default: none. */
  mixing?: MixingSpec;
  /**
   * Mean of each channel in the trainer's normalisation, in units of 0..1: determines the colour with which geometric
   * operations fill, and the filling of random erasing. Default 0.485, 0.456, 0.406.
   */
  mean?: readonly [number, number, number];
  /**
   * Standard deviation of each channel in the trainer's normalisation, in units of 0..1. Default 0.229, 0.224, 0.225.
   */
  std?: readonly [number, number, number];
  /** Validation data. May change during a run. Default: none. */
  validation?: ValidationSpec;
  /**
   * How much of the server's workers each stream of the run gets, relative to streams of other runs with weight 1,
   * while they are busy; 0.01 to 100. May change during a run. Default 1.
   */
  weight?: number;
  /**
   * Bad samples that are replaced before the run ends: a count, or a share of the dataset if it lies between 0 and 1.
   * May change during a run. Default 100.
   */
  maxBadSamples?: number;
}
