import { isBadSample } from '../../../errors.ts';
import type { Box } from '../../../types.ts';
import { executeEvaluation } from '../../evaluate.ts';
import { type EvaluationConfig, planEvaluation, shownBox } from '../../evaluation.ts';
import type { Executor } from '../../execute.ts';
import { sampleOffset } from '../../layout.ts';
import type { PhaseTask, UnreadSample } from '../task.ts';
import type { TaskReader } from '../task-reader.ts';
import { writeOutputs } from './outputs.ts';

/** Makes the validation samples that it claims; returns those that cannot be read; their places stay unchanged. */
export async function evaluateSamples(
  executor: Executor,
  reader: TaskReader,
  { batch, indices, positions }: PhaseTask,
  config: EvaluationConfig,
): Promise<UnreadSample[]> {
  const slot = new Uint8Array(batch.buffer);
  const unread: UnreadSample[] = [];
  for (;;) {
    const sample = await reader.next();
    if (sample === undefined) return unread;
    const [index, position] = [indices[sample.item]!, positions[sample.item]!];
    try {
      const image = await sample.open();
      let crop: Box | undefined;
      const pixels = await executeEvaluation(executor, image, ({ width, height }) => {
        const recipe = planEvaluation(width, height, config);
        crop = shownBox(recipe, width, height);
        return recipe;
      });
      slot.set(pixels, sampleOffset(batch.layout.tensors[0], position));
      writeOutputs(batch, position, { crop: crop! });
    } catch (error) {
      if (!isBadSample(error)) throw error;
      unread.push({ position, sample: { index, reason: `${error.reason}: ${error.message}` } });
    }
  }
}
