/** Which side crops the images to the stage's side, and what the server delivers for it. */
import type { Dtype, ImageSize } from '../types.ts';
import type { RunSpec } from './fields.ts';
import type { Problem } from './problem.ts';
import { type StageSize, sizeOf } from './stage-size.ts';
import { stageDefinitions } from './stages.ts';

/** The images of a training batch as the server makes and sends them. */
export interface DeliveredImages {
  size: ImageSize;
  dtype: Dtype;
}

/**
 * What the server delivers in a stage: images of the stage's size in the run's dtype, or, where the client crops, images of the
 * base size. Those are always bytes, because every operation before the low-frequency crop ends in bytes, as in Pillow.
 */
export function deliveredImages(
  spec: Pick<RunSpec, 'crop' | 'base_size' | 'dtype'>,
  stage: StageSize,
): DeliveredImages {
  if (spec.crop === 'client') return { size: spec.base_size, dtype: 'uint8' };
  return { size: sizeOf(stage), dtype: spec.dtype };
}

/**
 * The crop commutes with linear operations. It cannot come after operations that the server does at side B or that
 * replace pixels.
 */
export function cropProblem(spec: RunSpec): Problem | undefined {
  if (spec.crop === 'server') return undefined;
  const refuse = (rule: string): Problem => ({ field: 'crop', value: spec.crop, rule });
  if (spec.low_frequency !== 'spectral') {
    return refuse(`needs low_frequency spectral, not ${spec.low_frequency}: clients have only the Fourier crop`);
  }
  if (spec.fidelity !== 'exact') {
    return refuse(`needs fidelity exact, not ${spec.fidelity}, which works on sides other than the base size`);
  }
  const stages = stageDefinitions(spec);
  const erased = stages.findIndex(({ erasing }) => erasing !== undefined);
  if (erased >= 0) {
    return refuse(
      `must be server if the server erases, as in stage ${erased}: erasing comes after the low-frequency crop; ` +
        'leave erasing out',
    );
  }
  const mixed = stages.findIndex(({ mixing }) => mixing !== undefined);
  if (mixed >= 0 && spec.mixing?.where === 'server') {
    return refuse(
      `must be server if the server mixes, as in stage ${mixed}: mixing comes after the low-frequency crop; ` +
        'set mixing.where to client',
    );
  }
  return undefined;
}
