import type { SampleSource } from '../../../dataset/source.ts';
import { isBadSample } from '../../../errors.ts';
import { executeEvaluation } from '../../evaluate.ts';
import { type EvaluationConfig, planEvaluation } from '../../evaluation.ts';
import type { Executor } from '../../execute.ts';
import { sampleOffset } from '../../layout.ts';
import { claimSample } from '../claims.ts';
import type { PhaseTask, UnreadSample } from '../task.ts';

/** Makes the validation samples that it claims; returns those that cannot be read, whose places are left as they were. */
export async function evaluateSamples(
  executor: Executor,
  source: SampleSource,
  { batch, claims, indices, positions }: PhaseTask,
  config: EvaluationConfig,
): Promise<UnreadSample[]> {
  const slot = new Uint8Array(batch.buffer);
  const unread: UnreadSample[] = [];
  for (;;) {
    const k = claimSample(claims, indices, source);
    if (k === undefined) return unread;
    const [index, position] = [indices[k]!, positions[k]!];
    try {
      const bytes = await source.read(index);
      const pixels = await executeEvaluation(executor, bytes, ({ width, height }) =>
        planEvaluation(width, height, config),
      );
      slot.set(pixels, sampleOffset(batch.layout.tensors[0], position));
    } catch (error) {
      if (!isBadSample(error)) throw error;
      unread.push({ position, sample: { index, reason: `${error.reason}: ${error.message}` } });
    }
  }
}
