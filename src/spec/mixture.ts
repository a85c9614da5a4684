/** Mixtures of datasets: their checks, and the shares of each stage. */

import type { RunSpec } from './fields.ts';
import { mixtureParts } from './mixture-weights.ts';
import type { Problem } from './problem.ts';

/** Ids of the datasets that a run is trained on, in order; one without a mixture. */
export function datasetIds({ dataset, datasets }: Pick<RunSpec, 'dataset' | 'datasets'>): string[] {
  return datasets === undefined ? [dataset!] : datasets.map(({ id }) => id);
}

/** The parts of each dataset in a stage that may have weights of its own; undefined without a mixture. */
export function stageParts({ datasets }: RunSpec, weights: readonly number[] | undefined): number[] | undefined {
  if (datasets === undefined) return undefined;
  const parts = mixtureParts(weights ?? datasets.map(({ weight }) => weight));
  if (typeof parts === 'string') throw new RangeError(`the weights ${parts}`);
  return parts;
}

/** The first problem of a spec's data, its mixture and its order. */
export function mixtureProblem(spec: RunSpec): Problem | undefined {
  const { dataset, datasets, labels, shuffle, augmentation_repeats: repeats } = spec;
  if (dataset === undefined && datasets === undefined) {
    return { field: 'dataset', value: 'nothing', rule: 'must be given, or datasets for a mixture' };
  }
  if (datasets === undefined) {
    if (labels !== undefined)
      return { field: 'labels', value: labels, rule: 'is for mixtures only: give datasets, or leave it out' };
    const k = ownWeights(spec).findIndex((weights) => weights !== undefined);
    if (k < 0) return undefined;
    return {
      field: `schedule.stages.${k}.weights`,
      value: 'weights',
      rule: 'are for mixtures only: give datasets, or leave them out',
    };
  }
  if (dataset !== undefined)
    return { field: 'dataset', value: dataset, rule: 'must not be given together with datasets' };
  if (shuffle !== undefined) {
    return { field: 'shuffle', value: shuffle.scope, rule: 'must be given with each of the datasets of a mixture' };
  }
  if (repeats !== 1) {
    const rule = 'must be 1 with datasets: the repeats of a sample would not share batches of a mixture by its weights';
    return { field: 'augmentation_repeats', value: repeats, rule };
  }
  return weightProblem(spec, datasets);
}

function weightProblem(spec: RunSpec, datasets: NonNullable<RunSpec['datasets']>): Problem | undefined {
  const runs = datasets.map(({ weight }) => weight);
  const own = ownWeights(spec);
  // The run's weights count where a stage has none.
  const used = [...own.map((weights) => weights ?? runs), ...(own.length === 0 ? [runs] : [])];
  for (const [k, weights] of own.entries()) {
    if (weights === undefined || weights.length === datasets.length) continue;
    const rule = `must have ${datasets.length} weights, one for each of datasets in order`;
    return { field: `schedule.stages.${k}.weights`, value: JSON.stringify(weights), rule };
  }
  for (const [k, weights] of used.entries()) {
    const parts = mixtureParts(weights);
    if (typeof parts !== 'string') continue;
    const field = own[k] === undefined ? 'datasets' : `schedule.stages.${k}.weights`;
    return { field, value: JSON.stringify(weights), rule: own[k] === undefined ? `the weights ${parts}` : parts };
  }
  const idle = datasets.findIndex((_, dataset) => used.every((weights) => weights[dataset] === 0));
  if (idle < 0) return undefined;
  const rule = 'is 0 in every stage, so that nothing would be drawn from the dataset: leave it out';
  return { field: `datasets.${idle}.weight`, value: datasets[idle]!.weight, rule };
}

/** The weights of the stages that a spec lists, undefined for those without; empty for a preset. */
function ownWeights({ schedule }: RunSpec): (readonly number[] | undefined)[] {
  return 'stages' in schedule ? schedule.stages.map(({ weights }) => weights) : [];
}
