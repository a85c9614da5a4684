/** The experiment of the reproduction: the datasets with their settings, and the runs on each. */
import { PRESETS, presetRandAugment } from '../../src/spec/presets.ts';
import { prepareFashionMnist } from '../fashion-mnist.ts';
import { preparePhotoTiles } from '../photo-tiles.ts';

export interface Dataset {
  id: string;
  title: string;
  /** Returns the folder with the image folders `train` and `val`, making it if needed. */
  prepare(report: (message: string) => void): Promise<string>;
  /** Side of whole images in pixels. */
  baseSize: number;
  /** The full budget, in equivalent epochs; the second is that of `--smoke`. */
  epochs: readonly [full: number, smoke: number];
  /** Fields of the run spec, in the wire's names. */
  spec: Readonly<Record<string, unknown>>;
  /** Arguments of the network. */
  network: Readonly<Record<string, number>>;
  /** Peak of the learning rate: the one of `learningRates` that is best for the baseline by `--sweep`. */
  learningRate: number;
  /** The rates that `--sweep` tries. */
  learningRates: readonly number[];
  /** Sides of the low-passed validation images, in pixels. */
  bandwidths: readonly number[];
}

export const DATASETS: readonly Dataset[] = [
  {
    id: 'photo-tiles',
    title: 'Photo tiles (54 classes, base size 112)',
    prepare: preparePhotoTiles,
    baseSize: 112,
    epochs: [16, 0.5],
    // A tile is at most a fifth of a photo: the usual least area, 0.08 of it, would show next to nothing.
    spec: { global_batch: 64, crop_scale: [0.25, 1], validation: { dataset: 'val', global_batch: 128 } },
    network: { width: 24, stem: 4 },
    learningRate: 1.5e-3,
    learningRates: [7.5e-4, 1.5e-3, 3e-3, 6e-3],
    bandwidths: [16, 32, 48, 80, 112],
  },
  {
    id: 'fashion-mnist',
    title: 'Fashion-MNIST (10 classes, base size 28)',
    prepare: prepareFashionMnist,
    baseSize: 28,
    epochs: [3, 0.1],
    // The images fill their 28 pixels: no margin is cut off for validation.
    spec: { global_batch: 128, crop_scale: [0.5, 1], validation: { dataset: 'val', global_batch: 256, crop_pct: 1 } },
    network: { width: 16, stem: 2 },
    learningRate: 1e-2,
    learningRates: [5e-3, 1e-2, 2e-2, 4e-2],
    bandwidths: [4, 8, 12, 20, 28],
  },
];

/** A schedule and how its pixels are made: fields of the run spec. */
export type Arm = 'constant' | 'exact' | 'matched' | 'ramp';

/** The schedules to compare; the first is the baseline. */
export const ARMS: readonly Arm[] = ['constant', 'exact', 'matched'];
/** Added by `--ablation`: RandAugment grows as in the curriculum, but images are whole. */
export const ABLATION: Arm = 'ramp';

function scheduleOf(arm: Arm, baseSize: number): Record<string, unknown> {
  if (arm === 'constant') return { schedule: 'constant', fidelity: 'exact' };
  if (arm !== 'ramp') return { schedule: 'efficienttrain++', fidelity: arm };
  const stages = PRESETS['efficienttrain++'].stages.map(({ magnitude }, k, all) => ({
    until: (k + 1) / all.length,
    bandwidth: baseSize,
    randaugment: presetRandAugment(magnitude),
  }));
  return { schedule: stages, fidelity: 'exact' };
}

/** Shares of the full budget. The baseline's smaller budgets show what the budget itself is worth. */
export const BUDGETS = [1, 2 / 3, 1 / 2] as const;

/**
 * How often the accuracy on low frequencies is measured in a run and in one of `--smoke`, where it takes longer than
 * the training.
 */
const OBSERVATIONS = [10, 2] as const;
/** `--smoke` measures only the least and the largest side, because each one is a pass over the validation images. */
function bandwidthsOf({ bandwidths }: Dataset, smoke: boolean): readonly number[] {
  return smoke ? [bandwidths[0]!, bandwidths.at(-1)!] : bandwidths;
}

/** Which batches of the validation images are used, because in a run of `--smoke` they take longer than the training. */
const VALIDATION_STRIDE = [1, 5] as const;
/** For the observed runs: those of the first seed at the full budget. */
const OBSERVED: readonly Arm[] = ['constant', 'exact'];

/** One network to train, without the server's address: a line of the trainer's standard input. */
export interface Job {
  id: string;
  spec: Record<string, unknown>;
  network: Readonly<Record<string, number>>;
  learning_rate: number;
  weight_decay: number;
  label_smoothing: number;
  seed: number;
  threads: number;
  validation_stride: number;
  observations: number;
  bandwidths: readonly number[];
}

/** A job and its place in the experiment. */
export interface Run {
  dataset: Dataset;
  arm: Arm;
  /** Share of the full budget. */
  budget: number;
  seed: number;
  job: Job;
}

/** Seed of the runs that choose a learning rate; it is not among the reported ones. */
const SWEEP_SEED = 1000;

/** Returns the baseline at the full budget with each of the learning rates. */
export function sweepOf(dataset: Dataset, smoke: boolean): Run[] {
  return dataset.learningRates.map((rate) => {
    const run = runOf({ ...dataset, learningRate: rate }, 'constant', 1, SWEEP_SEED, smoke);
    return { ...run, job: { ...run.job, id: `sweep-${rate}` } };
  });
}

/** Returns all runs on a dataset; runs that are compared follow each other, so that a slow hour affects all of them. */
export function runsOf(dataset: Dataset, seeds: number, smoke: boolean, arms = ARMS): Run[] {
  return Array.from({ length: seeds }, (_, seed) =>
    BUDGETS.flatMap((budget) => arms.map((arm) => runOf(dataset, arm, budget, seed, smoke))),
  ).flat();
}

function runOf(dataset: Dataset, arm: Arm, budget: number, seed: number, smoke: boolean): Run {
  const observed = seed === 0 && budget === 1 && OBSERVED.includes(arm);
  const spec = {
    dataset: 'train',
    seed,
    base_size: dataset.baseSize,
    equivalent_epochs: dataset.epochs[smoke ? 1 : 0] * budget,
    ...scheduleOf(arm, dataset.baseSize),
    ...dataset.spec,
  };
  const job: Job = {
    id: `${arm}-${budget.toFixed(2)}-${seed}`,
    spec,
    network: dataset.network,
    learning_rate: dataset.learningRate,
    weight_decay: 0.05,
    label_smoothing: 0.1,
    seed,
    // The server has the other core.
    threads: 1,
    validation_stride: VALIDATION_STRIDE[smoke ? 1 : 0],
    observations: observed ? OBSERVATIONS[smoke ? 1 : 0] : 0,
    bandwidths: observed ? bandwidthsOf(dataset, smoke) : [],
  };
  return { dataset, arm, budget, seed, job };
}
