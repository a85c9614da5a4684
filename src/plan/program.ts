/**
 * A batch is a program: phases that executors run one after the other, as plain data.
 *
 * Only this module contains the order of the steps. Everything else uses the phases: workers run each of them over the
 * samples or pairs that they claim, an executor of whole batches (a GPU) may take its own phase, and a replay buffer
 * keeps the result of the phases before the first mixing.
 */
import { type ImageSize, sameSize } from '../types.ts';
import type { SamplingPlan } from './sampling/recipe.ts';

export type Step =
  /** Decodes the region, crops, resizes and flips. */
  | 'decode'
  /** RandAugment (or AutoAugment, AugMix), colour jitter, grey and blur. */
  | 'augment'
  | 'low-frequency'
  /** Mixup and cutmix of an image and its partner. */
  | 'mix'
  | 'erase'
  /** The whole of a validation sample: decodes, resizes and cuts the centre out. */
  | 'evaluate';

/** The order in which images go through the steps. A program leaves out the steps that its samples do not need. */
const ORDER = ['decode', 'augment', 'low-frequency', 'mix', 'erase'] as const satisfies Step[];

/** The steps of a sample that is made by itself. */
export const SAMPLE_STEPS: readonly Step[] = ORDER.filter((step) => step !== 'mix');

/** The unit of a phase's claims: samples, images with their partners, or the batch as a whole. */
export type Unit = 'sample' | 'pair' | 'batch';

/**
 * Where images are: in encoded files, whole (not yet cropped) in memory of their own, or in the batch's slot. Tensors
 * other than the images always go to the batch's slot.
 */
export type Whereabouts = 'source' | 'whole' | 'batch';

export interface Phase {
  per: Unit;
  reads: Whereabouts;
  writes: Exclude<Whereabouts, 'source'>;
  /** In order; all of them are done to one unit before the next unit. */
  steps: readonly Step[];
}

/** The executors that may run a phase, besides the workers. */
export interface Executors {
  /** Whether the low-frequency crop can be made for a whole batch at once, from whole images. */
  batchCrop: boolean;
}

/**
 * The program of a training batch.
 *
 * If the server mixes, erasing comes after mixing: timm's order with its prefetcher.
 *
 * @param mixed whether the server mixes the images
 */
export function programOf(sampling: SamplingPlan, mixed: boolean, executors: Executors): Phase[] {
  const wanted: Record<(typeof ORDER)[number], boolean> = {
    decode: true,
    augment: augments(sampling),
    'low-frequency': crops(sampling),
    mix: mixed,
    erase: sampling.erasing !== undefined,
  };
  return phasesOf(
    ORDER.filter((step) => wanted[step]),
    executors.batchCrop && batchCroppable(sampling),
  );
}

/** Whether anything happens to some sample between the flips and the low-frequency crop. */
function augments({ randaugment, colorJitter, grayscale = 0, gaussianBlur = 0 }: SamplingPlan): boolean {
  return randaugment !== undefined || colorJitter !== undefined || grayscale > 0 || gaussianBlur > 0;
}

/** The program of a validation batch. */
export function evaluationProgram(): Phase[] {
  return phasesOf(['evaluate'], false);
}

/** Joins consecutive steps of the same unit. */
function phasesOf(steps: readonly Step[], batchCrop: boolean): Phase[] {
  const phases: (Phase & { steps: Step[] })[] = [];
  for (const step of steps) {
    const per: Unit = step === 'mix' ? 'pair' : step === 'low-frequency' && batchCrop ? 'batch' : 'sample';
    const last = phases.at(-1);
    // A worker that has claimed a pair can do for both images what is done to one.
    if (last !== undefined && (per === last.per || (per === 'sample' && last.per === 'pair'))) {
      last.steps.push(step);
      continue;
    }
    if (last !== undefined && per === 'batch') last.writes = 'whole';
    phases.push({ per, reads: last?.writes ?? 'source', writes: 'batch', steps: [step] });
  }
  return phases;
}

/** The phases that make the samples, each from its own image, and those from the first on in which images meet. */
export function splitAtMixing(phases: readonly Phase[]): { samples: Phase[]; together: Phase[] } {
  const first = phases.findIndex(({ per }) => per === 'pair');
  const cut = first === -1 ? phases.length : first;
  return { samples: phases.slice(0, cut), together: phases.slice(cut) };
}

/** The same phase for workers, where no executor runs it for the whole batch. */
export function forWorkers(phase: Phase): Phase {
  return phase.per === 'batch' ? { ...phase, per: 'sample' } : phase;
}

/** Whether images are made larger than they are delivered. */
function crops(sampling: SamplingPlan): boolean {
  return !sameSize(sampling.bandwidth, wholeSize(sampling));
}

/**
 * Whether the crops of a plan may be made for a batch at once: those of the integer kernel, which are the same everywhere
 * to the bit. WGSL lets a driver fuse and reorder floats, so float32 batches would depend on the machine.
 */
export function batchCroppable(sampling: SamplingPlan): boolean {
  return sampling.lowFrequency === 'spectral' && sampling.dtype === 'uint8' && crops(sampling);
}

/** Size of the images before the low-frequency crop. */
export function wholeSize({ workingSide, baseSize }: Pick<SamplingPlan, 'workingSide' | 'baseSize'>): ImageSize {
  return workingSide ?? baseSize;
}
