import type { SampleSource } from '../../../dataset/source.ts';
import { CrescendoError, isBadSample } from '../../../errors.ts';
import { LIMITS } from '../../../limits.ts';
import type { SampleFacts } from '../../../plan/outputs.ts';
import { planSample, type SampleRecipe, type SamplingPlan } from '../../../plan/sampling/recipe.ts';
import { replacements } from '../../../plan/sampling/replacement.ts';
import { type Executor, executeSample } from '../../execute.ts';
import { sampleOffset } from '../../layout.ts';
import { claimSample } from '../claims.ts';
import type { FailedSample, PhaseTask, Replacement } from '../task.ts';
import { writeOutputs } from './outputs.ts';

/** What the samples of a task have in common. */
interface Samples {
  executor: Executor;
  source: SampleSource;
  task: PhaseTask;
  plan: SamplingPlan;
}

/** Makes the samples that it claims from their files; returns those that others stand in for. */
export async function makeSamples(
  executor: Executor,
  source: SampleSource,
  task: PhaseTask,
  sampling: SamplingPlan,
): Promise<Replacement[]> {
  const { erasing, ...unerased } = sampling;
  const plan = task.phase.steps.includes('erase') ? sampling : unerased;
  const samples = { executor, source, task, plan };
  const { batch } = task;
  const place = task.phase.writes === 'whole' ? task.whole! : task.batch;
  const images = place.layout.tensors[0];
  const bytes = new Uint8Array(place.buffer);
  const found: Replacement[] = [];
  for (;;) {
    const k = claimSample(task.claims, task.indices, source);
    if (k === undefined) return found;
    const position = task.positions[k]!;
    const replacement = await makeSample(samples, k, (pixels, facts) => {
      bytes.set(pixels, sampleOffset(images, position));
      writeOutputs(batch, position, facts);
    });
    if (replacement !== undefined) found.push({ position, ...replacement });
  }
}

/** Makes one sample, or the first of its stand-ins that can be read. */
async function makeSample(
  samples: Samples,
  k: number,
  take: (pixels: Uint8Array, facts: SampleFacts) => void,
): Promise<Omit<Replacement, 'position'> | undefined> {
  const { source, task, plan } = samples;
  const [epoch, index] = [task.epochs[k]!, task.indices[k]!];
  const failed: FailedSample[] = [];
  const reason = await trySample(samples, epoch, index, index, take);
  if (reason === undefined) return undefined;
  failed.push({ index, reason });
  const { sampleCount } = source.manifest;
  for (const candidate of replacements(plan.seed, epoch, index, sampleCount, LIMITS.replacementAttempts)) {
    const again = await trySample(samples, epoch, index, candidate, take);
    if (again === undefined) return { index: candidate, failed };
    failed.push({ index: candidate, reason: again });
  }
  const key = source.manifest.key(index);
  throw new CrescendoError(
    'TOO_MANY_BAD_SAMPLES',
    `${key} cannot be read (${reason}), nor can any of its ${failed.length - 1} stand-ins`,
    { key },
  );
}

/**
 * Makes the pixels of sample `shown` with the draws of sample `drawn`, so that a stand-in is not cropped as at its own
 * turn. Returns why the sample is bad, or undefined if it is not.
 */
async function trySample(
  { executor, source, task, plan }: Samples,
  epoch: number,
  drawn: number,
  shown: number,
  take: (pixels: Uint8Array, facts: SampleFacts) => void,
): Promise<string | undefined> {
  try {
    const bytes = await source.read(shown);
    let recipe: SampleRecipe | undefined;
    const pixels = await executeSample(
      executor,
      bytes,
      ({ width, height }) => {
        recipe = planSample(plan, epoch, drawn, width, height);
        return recipe;
      },
      task.phase.steps,
    );
    take(pixels, recipe!);
    return undefined;
  } catch (error) {
    if (isBadSample(error)) return `${error.reason}: ${error.message}`;
    throw error;
  }
}
