import type { crescendo } from '@crescendo/proto';
import { deliveredTensors } from '../delivery/chunk-layout.ts';
import type { SlotLayout } from '../make/layout.ts';
import { dtypeMessage } from './convert.ts';

/** The tensors of a batch for its header; the images, which are the first, also have fields of their own. */
export function tensorFields(layout: SlotLayout): Partial<crescendo.v1.IBatchHeader> {
  const delivered = deliveredTensors(layout);
  const [images] = delivered;
  const { shape, dtype } = images!.tensor;
  const tensors = delivered.map(({ tensor, offset }) => ({
    name: tensor.name,
    dtype: dtypeMessage(tensor.dtype),
    shape: [layout.sampleCount, ...tensor.shape],
    sampleBytes: tensor.sampleBytes,
    offset,
  }));
  return {
    tensors,
    shape: [layout.sampleCount, ...shape],
    dtype: dtypeMessage(dtype),
    byteLength: images!.byteLength,
  };
}
