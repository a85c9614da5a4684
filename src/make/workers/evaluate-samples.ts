import type { SampleSource } from '../../dataset/source.ts';
import { sampleOffset } from '../../delivery/chunk-layout.ts';
import { isBadSample } from '../../errors.ts';
import { executeEvaluation } from '../evaluate.ts';
import { planEvaluation } from '../evaluation.ts';
import type { Executor } from '../execute.ts';
import { claimSample } from './claims.ts';
import type { EvaluationResult, EvaluationTask } from './task.ts';

/**
 * Makes the validation samples that it claims in their slot; returns those that cannot be read, whose places are left as
 * they were.
 */
export async function evaluateSamples(
  executor: Executor,
  source: SampleSource,
  task: EvaluationTask,
): Promise<EvaluationResult['failed']> {
  const slot = new Uint8Array(task.slot);
  const failed: EvaluationResult['failed'] = [];
  for (;;) {
    const position = claimSample(task.claims, task.indices, source);
    if (position === undefined) return failed;
    const index = task.indices[position]!;
    try {
      const bytes = await source.read(index);
      const pixels = await executeEvaluation(executor, bytes, ({ width, height }) =>
        planEvaluation(width, height, task.config),
      );
      slot.set(pixels, sampleOffset(task.layout, position));
    } catch (error) {
      if (!isBadSample(error)) throw error;
      failed.push({ position, sample: { index, reason: `${error.reason}: ${error.message}` } });
    }
  }
}
