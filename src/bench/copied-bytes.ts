import type { ImageHeader } from '../pixels/decode/index.ts';
import { OPERATION_RULES } from '../pixels/ops/index.ts';
import { planSample, type SamplingPlan } from '../plan/sampling/recipe.ts';
import { areaOf, type Box, CHANNELS, DTYPE_BYTES } from '../types.ts';
import type { BenchExecutor } from './passes.ts';
import type { CopiedBytes } from './report.ts';
import type { BenchSample } from './samples.ts';

const RGBX_BYTES = 4;

/**
 * Bytes that the code of a worker copies for one sample, outside decoders and kernels. Derived from its path; a test
 * counts them in a real worker:
 *
 * 1. A local storage reads the file into a buffer that is reused.
 * 2. turbojpeg reads that buffer and writes RGBX into the kernels' memory: no copy. sharp decodes into a buffer of its
 *    own, from which the crop's pixels are written into the kernels' memory.
 * 3. The worker copies the result from the kernels' memory into the batch's slot, from where it is sent.
 *
 * Tables and random words of at most a few hundred bytes are not counted.
 *
 * @param region what decoding left in the kernels' memory
 */
export function copiedBytes(
  fileBytes: number,
  { decoder }: Pick<ImageHeader, 'decoder'>,
  region: Pick<Box, 'width' | 'height'>,
  { bandwidth, dtype }: Pick<SamplingPlan, 'bandwidth' | 'dtype'>,
): CopiedBytes {
  const decoder_output = region.width * region.height * RGBX_BYTES;
  const decoded = decoder === 'turbojpeg' ? 0 : decoder_output;
  const slot = areaOf(bandwidth) * CHANNELS * DTYPE_BYTES[dtype];
  return { file: fileBytes, decoded, slot, total: fileBytes + decoded + slot, decoder_output };
}

/** The mean over the images, with the crops of the first pass. */
export async function meanCopiedBytes(
  { engine, decoder }: BenchExecutor,
  samples: readonly BenchSample[],
  plan: SamplingPlan,
): Promise<CopiedBytes> {
  const sums: CopiedBytes = { file: 0, decoded: 0, slot: 0, total: 0, decoder_output: 0 };
  for (const { bytes, header, index } of samples) {
    const { crop, scale } = planSample(OPERATION_RULES, plan, 0, index, header.width, header.height);
    const allocate = (width: number, height: number): Uint8Array => engine.region(width, height);
    const region = await decoder.decodeRegion(bytes, header, crop, allocate, scale);
    const one = copiedBytes(bytes.length, header, region, plan);
    for (const name of Object.keys(sums) as (keyof CopiedBytes)[]) sums[name] += one[name] / samples.length;
  }
  return sums;
}
