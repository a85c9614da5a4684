import { deliveredImages } from '../spec/crop-place.ts';
import type { RunSpec } from '../spec/spec.ts';
import { type BatchTensors, CHANNELS, type Dtype, type TensorSpec, tensorBytes } from '../types.ts';
import type { Stage } from './curriculum/schedule.ts';
import { outputTensors } from './outputs.ts';

/** The tensors of a run's training batches in a stage. */
export function trainingTensors(spec: RunSpec, stage: Pick<Stage, 'bandwidth'>): BatchTensors {
  const { side, dtype } = deliveredImages(spec, stage);
  return [imageTensor(side, dtype), ...outputTensors(spec.outputs)];
}

/** The tensors of a run's validation batches. @param side of the images in pixels */
export function validationTensors(spec: RunSpec, side: number): BatchTensors {
  return [imageTensor(side, spec.dtype), ...outputTensors(spec.outputs)];
}

/** Square images, RGB. @param side in pixels */
export function imageTensor(side: number, dtype: Dtype): TensorSpec {
  return { name: 'images', dtype, shape: [side, side, CHANNELS] };
}

/** Bytes of one sample with all its tensors. */
export function sampleBytes(tensors: BatchTensors): number {
  return tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
}
