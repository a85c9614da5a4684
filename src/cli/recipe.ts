import { Command } from 'commander';
import { openDataset } from '../dataset/open-dataset.ts';
import { openSource } from '../dataset/open-source.ts';
import { orderedSamples } from '../dataset/shards.ts';
import { CrescendoError } from '../errors.ts';
import { Decoder } from '../pixels/decode/index.ts';
import { OPERATION_RULES } from '../pixels/ops/index.ts';
import { planBatch, planBatchMixing } from '../plan/curriculum/batch-plan.ts';
import { scheduleOf } from '../plan/curriculum/planned-schedule.ts';
import { totalSteps } from '../plan/curriculum/schedule.ts';
import { sampleOrder } from '../plan/sample-order.ts';
import { planSample } from '../plan/sampling/recipe.ts';
import { samplingPlan } from '../plan/sampling-plan.ts';
import { withSpecNames } from './field-names.ts';
import { integer } from './options.ts';
import { readRunSpec } from './plan.ts';

interface RecipeFlags {
  data: string;
  step: number;
  rank: number;
}

/** `crescendo recipe SPEC --data DIR --step N`: what will be done to every sample of a step, as JSON. */
export function recipeCommand(): Command {
  return new Command('recipe')
    .description(
      'Print the recipes of one step as JSON: samples, crop boxes, flips, operations with their arguments, erased boxes, mixing.',
    )
    .argument('<spec>', 'run spec in YAML or JSON')
    .requiredOption('--data <place>', 'the image folder or shards')
    .requiredOption('--step <n>', 'global step', integer(0, Number.MAX_SAFE_INTEGER))
    .option('--rank <n>', 'rank', integer(0, Number.MAX_SAFE_INTEGER), 0)
    .addHelpText('after', '\nExample:\n  crescendo recipe run.yaml --data photos/ --step 100')
    .action(recipe);
}

async function recipe(path: string, flags: RecipeFlags): Promise<void> {
  const spec = readRunSpec(path);
  const { dataset } = spec;
  if (dataset === undefined) {
    const message = 'recipe reads one folder, and the spec is a mixture: give a spec with dataset instead of datasets';
    throw new CrescendoError('INVALID_FIELD', message, { field: 'datasets' });
  }
  const { manifest, source } = await openDataset(dataset, flags.data, undefined);
  const stages = scheduleOf(spec, manifest.sampleCount);
  const runPlan = {
    stages,
    order: sampleOrder(spec, orderedSamples({ id: dataset, manifest }), stages),
    seed: spec.seed,
  };
  const batch = flags.rank < spec.world_size ? planBatch(runPlan, flags.step, flags.rank, spec.world_size) : undefined;
  if (batch === undefined) {
    const bounds = `steps 0..${totalSteps(stages) - 1} and ranks 0..${spec.world_size - 1}`;
    throw new CrescendoError('STEP_OUT_OF_RANGE', `--step ${flags.step} --rank ${flags.rank}: the run has ${bounds}`, {
      option: '--step',
    });
  }
  const plan = samplingPlan(spec, batch.stage, batch.augmentation);
  const reader = openSource(source);
  const decoder = new Decoder();
  const samples = [];
  for (const { epoch, index, repeat } of batch.samples) {
    const { width, height } = await decoder.readHeader(await reader.read(index));
    samples.push({
      key: manifest.key(index),
      width,
      height,
      recipe: planSample(OPERATION_RULES, plan, epoch, index, width, height, repeat),
    });
  }
  const { step, stage, budgetStart, budgetEnd, rankOffset } = batch;
  const mixes = planBatchMixing(batch, spec.seed);
  const mixing = mixes && { where: spec.mixing?.where, samples: mixes };
  // A spec has these fields on the stage itself.
  const { strengths, micro, ...settings } = stage;
  const printed = { ...settings, ...strengths, ...micro };
  const fields = { step, stage: printed, budgetStart, budgetEnd, rankOffset, samples, mixing };
  console.log(JSON.stringify(withSpecNames(fields), null, 2));
}
