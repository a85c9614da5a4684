import type { ReadySample } from '../../../dataset/fetch/sample-stream.ts';
import type { Box } from '../../../types.ts';
import { executeEvaluation } from '../../evaluate.ts';
import { type EvaluationConfig, planEvaluation, shownBox } from '../../evaluation.ts';
import type { Executor } from '../../execute.ts';
import { sampleOffset } from '../../layout.ts';
import { noteMade } from '../claims.ts';
import type { PhaseTask, TaskFindings, Unavailable, UnreadSample } from '../task.ts';
import type { TaskReader } from '../task-reader.ts';
import { putOff, whyBad } from './failed-read.ts';
import { writeOutputs } from './outputs.ts';

/**
 * Makes the validation samples that it claims; finds those that cannot be read, whose places stay unchanged. Once the
 * storage does not answer, no more are tried.
 */
export async function evaluateSamples(
  executor: Executor,
  reader: TaskReader,
  task: PhaseTask,
  config: EvaluationConfig,
): Promise<TaskFindings> {
  const found = { replacements: [], unread: [] as UnreadSample[], unavailable: [] as Unavailable[] };
  for (;;) {
    const sample = await reader.next();
    if (sample === undefined) return found;
    const { item } = sample;
    try {
      const reason = await evaluateSample(executor, sample, task, config);
      noteMade(task.claims, item);
      if (reason === undefined) continue;
      found.unread.push({ position: task.positions[item]!, sample: { index: task.indices[item]!, reason } });
    } catch (error) {
      if (!putOff(error, found.unavailable)) return found;
    }
  }
}

/** Returns why the sample is bad, or undefined if it is not. Throws NotNow. */
async function evaluateSample(
  executor: Executor,
  sample: ReadySample,
  task: PhaseTask,
  config: EvaluationConfig,
): Promise<string | undefined> {
  const { batch, indices, positions } = task;
  const position = positions[sample.item]!;
  try {
    const image = await sample.open();
    let crop: Box | undefined;
    const pixels = await executeEvaluation(executor, image, ({ width, height }) => {
      const recipe = planEvaluation(width, height, config);
      crop = shownBox(recipe, width, height);
      return recipe;
    });
    new Uint8Array(batch.buffer).set(pixels, sampleOffset(batch.layout.tensors[0], position));
    writeOutputs(batch, position, { crop: crop! });
    return undefined;
  } catch (error) {
    return whyBad(error, indices[sample.item]!, task);
  }
}
