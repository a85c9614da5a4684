/** The tensors that a batch may carry besides its images: a small array for each sample. */
import type { Output } from '../spec/outputs.ts';
import type { Box, TensorSpec } from '../types.ts';

/** The facts about a sample that are known once its image's header is read. */
export interface SampleFacts {
  /** The part of the stored image that the sample shows, in its pixels. */
  crop: Box;
}

interface SampleOutput extends Omit<TensorSpec, 'name'> {
  dtype: 'float32';
  /** The values of one sample, in the order of the shape. */
  values(facts: SampleFacts): readonly number[];
}

/** By name. To add an output, add its name to src/spec/outputs.ts, its record here and its meaning to the contract. */
export const SAMPLE_OUTPUTS: Readonly<Record<Exclude<Output, 'images'>, SampleOutput>> = {
  crop_box: { dtype: 'float32', shape: [4], values: ({ crop: { x, y, width, height } }) => [x, y, width, height] },
};

/** The tensors of some outputs besides the images, in order. */
export function outputTensors(outputs: readonly Output[]): TensorSpec[] {
  return outputs.flatMap((name) => {
    if (name === 'images') return [];
    const { dtype, shape } = SAMPLE_OUTPUTS[name];
    return [{ name, dtype, shape }];
  });
}
