import type { ReadySample } from '../../../dataset/fetch/sample-stream.ts';
import { samplesBeside } from '../../../dataset/mixture/joined-samples.ts';
import { CrescendoError } from '../../../errors.ts';
import { LIMITS } from '../../../limits.ts';
import { OPERATION_RULES } from '../../../pixels/ops/index.ts';
import type { SampleFacts } from '../../../plan/outputs.ts';
import type { SamplePosition } from '../../../plan/sampling/position.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../../../plan/sampling/recipe.ts';
import { replacements } from '../../../plan/sampling/replacement.ts';
import { type Executor, executeSample } from '../../execute.ts';
import { sampleOffset } from '../../layout.ts';
import { noteMade } from '../claims.ts';
import type { FailedSample, PhaseTask, Replacement, TaskFindings, Unavailable } from '../task.ts';
import type { TaskReader } from '../task-reader.ts';
import { putOff, whyBad } from './failed-read.ts';
import { writeOutputs } from './outputs.ts';

/** What the samples of a task have in common. */
interface Samples {
  executor: Executor;
  reader: TaskReader;
  task: PhaseTask;
  plan: SamplingPlan;
}

/**
 * Makes the samples that it claims from their files; finds those that were replaced by others. Once the storage does not
 * answer, no more are tried.
 */
export async function makeSamples(
  executor: Executor,
  reader: TaskReader,
  task: PhaseTask,
  sampling: SamplingPlan,
): Promise<TaskFindings> {
  const { erasing, ...unerased } = sampling;
  const plan = task.phase.steps.includes('erase') ? sampling : unerased;
  const samples = { executor, reader, task, plan };
  const { batch } = task;
  const place = task.phase.writes === 'whole' ? task.whole! : task.batch;
  const images = place.layout.tensors[0];
  const bytes = new Uint8Array(place.buffer);
  const found = { replacements: [] as Replacement[], unread: [], unavailable: [] as Unavailable[] };
  for (;;) {
    const sample = await reader.next();
    if (sample === undefined) return found;
    const { item } = sample;
    const position = task.positions[item]!;
    try {
      const replacement = await makeSample(samples, sample, (pixels, facts) => {
        bytes.set(pixels, sampleOffset(images, position));
        writeOutputs(batch, position, facts);
      });
      noteMade(task.claims, item);
      if (replacement !== undefined) found.replacements.push({ position, ...replacement });
    } catch (error) {
      if (!putOff(error, found.unavailable)) return found;
    }
  }
}

/** Makes one sample, or the first of its replacements that can be read. */
async function makeSample(
  samples: Samples,
  sample: ReadySample,
  take: (pixels: Uint8Array, facts: SampleFacts) => void,
): Promise<Omit<Replacement, 'position'> | undefined> {
  const { reader, task, plan } = samples;
  const [epoch, index, repeat] = [task.epochs[sample.item]!, task.indices[sample.item]!, task.repeats[sample.item]!];
  const drawn = { epoch, index, repeat };
  const failed: FailedSample[] = [];
  const reason = await trySample(samples, drawn, index, () => sample.open(), take);
  if (reason === undefined) return undefined;
  failed.push({ index, reason });
  // Of a mixture, an image of the same dataset takes its place.
  const beside = samplesBeside(reader.source.manifest, index);
  for (const candidate of replacements(plan.seed, epoch, index, beside, LIMITS.replacementAttempts)) {
    const again = await trySample(samples, drawn, candidate, () => reader.read(candidate), take);
    if (again === undefined) return { index: candidate, failed };
    failed.push({ index: candidate, reason: again });
  }
  const key = reader.source.manifest.key(index);
  throw new CrescendoError(
    'TOO_MANY_BAD_SAMPLES',
    `${key} cannot be read (${reason}), nor can any of its ${failed.length - 1} replacements`,
    { key },
  );
}

/**
 * Makes the pixels of image `shown` with the draws of a sample, so that a replacement is not cropped as it is at its own
 * position. Returns why the image is bad, or undefined if it is not. Throws NotNow.
 */
async function trySample(
  { executor, task, plan }: Samples,
  { epoch, index, repeat }: Required<SamplePosition>,
  shown: number,
  open: ReadySample['open'],
  take: (pixels: Uint8Array, facts: SampleFacts) => void,
): Promise<string | undefined> {
  try {
    const image = await open();
    let recipe: SampleRecipe | undefined;
    const pixels = await executeSample(
      executor,
      image,
      ({ width, height }) => {
        recipe = planSample(OPERATION_RULES, plan, epoch, index, width, height, repeat);
        return recipe;
      },
      task.phase.steps,
    );
    take(pixels, recipe!);
    return undefined;
  } catch (error) {
    return whyBad(error, shown, task);
  }
}
