import { deliveredImages } from '../spec/crop-place.ts';
import type { RunSpec } from '../spec/spec.ts';
import {
  type BatchTensors,
  CHANNELS,
  type Dtype,
  type ImageSize,
  sidesOf,
  type TensorSpec,
  tensorBytes,
} from '../types.ts';
import type { Stage } from './curriculum/schedule.ts';
import { outputTensors } from './outputs.ts';

/** The tensors of a run's training batches in a stage. */
export function trainingTensors(spec: RunSpec, stage: Pick<Stage, 'bandwidth' | 'size'>): BatchTensors {
  const { size, dtype } = deliveredImages(spec, stage);
  return [imageTensor(size, dtype), ...outputTensors(spec.outputs)];
}

/** The tensors of a run's validation batches. */
export function validationTensors(spec: RunSpec, size: ImageSize): BatchTensors {
  return [imageTensor(size, spec.dtype), ...outputTensors(spec.outputs)];
}

/** Images, RGB. */
export function imageTensor(size: ImageSize, dtype: Dtype): TensorSpec {
  const { height, width } = sidesOf(size);
  return { name: 'images', dtype, shape: [height, width, CHANNELS] };
}

/** Bytes of one sample with all its tensors. */
export function sampleBytes(tensors: BatchTensors): number {
  return tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);
}
