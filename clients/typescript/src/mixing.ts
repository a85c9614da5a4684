import type { crescendo } from '@crescendo/proto';
import { whole } from './checks.ts';
import { invalidOption } from './errors.ts';

/** How the images of a batch are mixed with each other; every list has an entry for each image. */
export interface BatchMixing {
  /** True if the pixels are already mixed; false if the run leaves the mixing to the client. */
  applied: boolean;
  /** Position in this batch of the image that it is mixed with. */
  partners: Uint32Array;
  /** Weight of the image itself and of its label, 0..1; 1 if it is not mixed. */
  lambdas: Float64Array;
  /**
   * x, y, width and height in pixels of the box that cutmix takes from the partner, all 0 for mixup; undefined if no
   * image of the batch has one.
   */
  boxes: Uint32Array | undefined;
}

/** Reads a batch's mixing. Returns the name of the field that is wrong, if there is one. */
export function readMixing(message: crescendo.v1.IMixing, samples: number): BatchMixing | string {
  const { partners = [], lambdas = [], boxes = [] } = message;
  if (partners?.length !== samples || partners.some((partner) => partner >= samples)) return 'mixing.partners';
  if (lambdas?.length !== samples) return 'mixing.lambdas';
  if (boxes?.length !== 0 && boxes?.length !== 4 * samples) return 'mixing.boxes';
  return {
    applied: message.applied ?? false,
    partners: Uint32Array.from(partners),
    lambdas: Float64Array.from(lambdas),
    boxes: boxes.length === 0 ? undefined : Uint32Array.from(boxes),
  };
}

/**
 * Target distributions of a batch: smoothed one-hot rows, mixed like the images. The same single-precision values as
 * timm's mixup_target.
 *
 * @param labels class of each image; below 0 if there is no image; its row is then 0
 * @param mixing how the images are mixed; undefined if they are not
 * @param classes number of classes K, `RunInfo.classNames.length`
 * @param smoothing share that is spread over all classes, the run spec's `mixing.labelSmoothing`
 * @returns n x K values, row by row
 * @throws CrescendoError `INVALID_ARGUMENT`, reason `INVALID_FIELD`, for a label that is no class, and for a smoothing
 * outside 0..1
 */
export function softTargets(
  labels: Int32Array | Uint32Array,
  mixing: Pick<BatchMixing, 'partners' | 'lambdas'> | undefined,
  classes: number,
  smoothing = 0,
): Float32Array {
  whole('classes', classes, 1, Number.MAX_SAFE_INTEGER);
  if (!(smoothing >= 0 && smoothing <= 1)) throw invalidOption('smoothing', smoothing, 'a share in 0..1');
  const unknown = labels.find((label) => label >= classes);
  if (unknown !== undefined) throw invalidOption('labels', unknown, `below the number of classes, ${classes}`);
  const spread = smoothing / classes;
  const [off, on] = [Math.fround(spread), Math.fround(1 - smoothing + spread)];
  const targets = new Float32Array(labels.length * classes);
  for (const [k, label] of labels.entries()) {
    if (label < 0) continue;
    const lambda = mixing?.lambdas[k] ?? 1;
    const partner = mixing === undefined ? label : labels[mixing.partners[k]!]!;
    const [own, rest] = [Math.fround(lambda), Math.fround(1 - lambda)];
    // Stored as single precision, which rounds the sum.
    const value = (isOwn: boolean, isPartner: boolean): number =>
      Math.fround((isOwn ? on : off) * own) + Math.fround((isPartner ? on : off) * rest);
    const row = targets.subarray(k * classes, (k + 1) * classes).fill(value(false, false));
    row[label] = value(true, partner === label);
    if (partner !== label) row[partner] = value(false, true);
  }
  return targets;
}
