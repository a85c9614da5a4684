import { CrescendoError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import type { RunData } from './mixture/run-data.ts';
import type { SampleList } from './sample-list.ts';

/** Classes that a message names at most. */
const NAMED = 5;

/**
 * The training set's number of each class of a validation set, by the name of the class: a validation set that lacks
 * some classes still gets the labels that the model was trained with. A class of another name needs a class map, whose
 * number then counts.
 *
 * @returns position in the training set's class names, for each of the validation set's; classes without an image have 0
 * @throws CLASS_MISMATCH if the validation set has images of a class that the training set does not have, or if its class
 *   map gives a class another number than the training set does, or one that no training image has
 */
export function validationLabels(train: RunData, validation: Dataset): Uint32Array {
  const numbers = numbersOf(train.manifest);
  const { classMapped } = validation.manifest;
  const counts = validation.manifest.classCounts();
  const trained = train.manifest.classCounts();
  const labels = new Uint32Array(counts.length);
  const unknown: number[] = [];
  for (const [label, name] of validation.manifest.classNames.entries()) {
    if (counts[label] === 0) continue;
    const number = numbers.get(name);
    if (number !== undefined) {
      if (classMapped && number !== label) throw contradiction(train, validation, label, number);
      labels[label] = number;
    } else if (!classMapped) unknown.push(label);
    // A class map may leave labels unused: no model has learnt those.
    else if (trained[label]! > 0) labels[label] = label;
    else throw untrained(train, validation, label);
  }
  if (unknown.length > 0) throw mismatch(train, validation, unknown);
  return labels;
}

/**
 * What to tell people of a validation set that lacks classes of the training set, which is allowed: it may be the wrong
 * folder. Undefined if it has all of them.
 */
export function lackedClasses(train: RunData, validation: Dataset): string | undefined {
  const labels = validationLabels(train, validation);
  const counts = validation.manifest.classCounts();
  const present = new Set([...labels].filter((_, own) => counts[own]! > 0));
  const trained = train.manifest.classCounts();
  const lacked = train.manifest.classNames.filter((_, label) => trained[label]! > 0 && !present.has(label));
  if (lacked.length === 0) return undefined;
  const classes = lacked.length === 1 ? '1 class' : `${lacked.length} classes`;
  return (
    `validation dataset ${validation.id} has no images of ${classes} of training dataset ${train.id}: ` +
    `${list(lacked.map((name) => JSON.stringify(name)))}; its labels are right, but its accuracy says nothing about them`
  );
}

function numbersOf({ classNames }: SampleList): Map<string, number> {
  return new Map(classNames.map((name, label) => [name, label]));
}

function contradiction(train: RunData, validation: Dataset, label: number, number: number): CrescendoError {
  const name = JSON.stringify(validation.manifest.classNames[label]);
  return new CrescendoError(
    'CLASS_MISMATCH',
    `class ${name} is ${number} in training dataset ${train.id} and ${label} by the class_map of validation dataset ` +
      `${validation.id}: correct the class_map, or give it to both datasets`,
    { field: 'validation.dataset', value: String(label), bound: String(number) },
  );
}

function untrained(train: RunData, validation: Dataset, label: number): CrescendoError {
  const name = JSON.stringify(validation.manifest.classNames[label]);
  const used = [...train.manifest.classCounts()].flatMap((count, number) => (count > 0 ? [number] : []));
  return new CrescendoError(
    'CLASS_MISMATCH',
    `class ${name} is ${label} by the class_map of validation dataset ${validation.id}, but training dataset ${train.id} ` +
      `has no images with that label; its labels are ${list(used.map(String))}: correct the class_map`,
    { field: 'validation.dataset', value: String(label), bound: used.slice(0, NAMED).join(',') },
  );
}

function mismatch(train: RunData, validation: Dataset, unknown: readonly number[]): CrescendoError {
  const counts = validation.manifest.classCounts();
  const names = validation.manifest.classNames;
  const present = new Set(names.filter((_, label) => counts[label]! > 0));
  const missing = train.manifest.classNames.filter((name) => !present.has(name));
  const only = list(unknown.map((label) => `${JSON.stringify(names[label])} (${counts[label]} images)`));
  const lacks =
    missing.length === 0 ? '' : `; ${validation.id} lacks ${list(missing.map((name) => JSON.stringify(name)))}`;
  const message =
    `validation dataset ${validation.id} has ${present.size} classes and training dataset ${train.id} has ` +
    `${train.manifest.classNames.length}; ${train.id} lacks ${only}${lacks}${firstDifference(train, validation)}. ` +
    'Rename the folders so that both use the same names, or state the label of each class of ' +
    `${validation.id} in its class_map (datasets in the configuration file)`;
  return new CrescendoError('CLASS_MISMATCH', message, {
    field: 'validation.dataset',
    value: validation.id,
    bound: train.id,
    classes: unknown
      .slice(0, NAMED)
      .map((label) => names[label]!)
      .join('\n'),
  });
}

function firstDifference(train: RunData, validation: Dataset): string {
  const [own, other] = [train.manifest.classNames, validation.manifest.classNames];
  const at = own.findIndex((name, label) => other[label] !== undefined && other[label] !== name);
  if (at === -1) return '';
  return `; class ${at} is ${JSON.stringify(own[at])} in ${train.id} and ${JSON.stringify(other[at])} in ${validation.id}`;
}

function list(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}
