import { SAMPLE_OUTPUTS, type SampleFacts } from '../../../plan/outputs.ts';
import type { Output } from '../../../spec/outputs.ts';
import { type Place, sampleOffset } from '../../layout.ts';

/** Writes the tensors of a sample besides its image into the batch. */
export function writeOutputs({ buffer, layout }: Place, position: number, facts: SampleFacts): void {
  for (let k = 1; k < layout.tensors.length; k += 1) {
    const tensor = layout.tensors[k]!;
    // The cast says that `outputTensors` has named it.
    const values = SAMPLE_OUTPUTS[tensor.name as Exclude<Output, 'images'>].values(facts);
    new Float32Array(buffer, sampleOffset(tensor, position), values.length).set(values);
  }
}
