import { CrescendoError } from '../errors.ts';
import { type ClassMap, classList, classMapping, readClassMap } from './class-map.ts';
import { type IndexOptions, type IndexResult, indexFolder } from './index-folder.ts';
import { indexLabelled } from './index-labelled.ts';
import { namedPlace } from './shards/container-names.ts';
import { namesShards } from './shards/find-shards.ts';
import { indexShards } from './shards/index-shards.ts';
import type { FieldOptions } from './shards/shard.ts';

/** How the samples of a dataset get their labels. By default a sample's class is its folder. */
export interface LabelOptions {
  /** The classes, in the order of their labels. Folders of other names are left out. Not with `classMap`. */
  classes?: readonly string[] | undefined;
  /**
   * The label of each class: a file with one name per line in the order of the labels, a JSON file with an object of
   * names and labels, or such an object. Folders of other names are left out.
   */
  classMap?: string | Readonly<Record<string, number>> | undefined;
  /** A CSV or JSON file with the label of each sample. Only the files that it lists are samples. */
  labelFile?: string | undefined;
}

export interface IndexDatasetOptions extends Omit<IndexOptions, 'classes' | 'classMapped'> {
  /** How shards are read. Not for a folder. */
  fields?: FieldOptions | undefined;
}

/** Indexes the folder, or folders, or the shards of a dataset. Throws PATH, INVALID_FIELD. */
export async function indexDataset(
  root: string | readonly string[],
  labels: LabelOptions,
  { fields, ...options }: IndexDatasetOptions = {},
): Promise<IndexResult> {
  const classes = statedClasses(labels);
  const { labelFile } = labels;
  const stated = classes === undefined ? {} : { classes, classMapped: labels.classMap !== undefined };
  const roots = typeof root === 'string' ? [root] : root;
  if (areShards(roots)) return await indexShards(roots, { ...options, ...fields, ...stated, labelFile });
  checkNoFields(fields);
  const folders = roots.map((each) => namedPlace(each).place);
  if (labelFile === undefined) return await indexFolder(folders, { ...options, ...stated });
  const [first, ...others] = folders;
  if (first !== undefined && others.length === 0)
    return await indexLabelled(first, labelFile, { ...options, ...stated });
  throw new CrescendoError(
    'INVALID_FIELD',
    `label_file ${labelFile}: a label file names paths below one folder; ${others.length + 1} are given`,
    { field: 'label_file', value: labelFile },
  );
}

/** Whether the places of a dataset name shards, and not folders. Throws INVALID_FIELD if only some do. */
export function areShards(roots: readonly string[]): boolean {
  const shards = roots.filter(namesShards);
  if (shards.length === 0) return false;
  const folder = roots.find((root) => !shards.includes(root));
  if (folder === undefined) return true;
  throw new CrescendoError(
    'INVALID_FIELD',
    `${shards[0]} names shards, and ${folder} an image folder: a dataset is of one kind`,
    { field: 'root', value: folder },
  );
}

function checkNoFields({ imageField, labelField }: FieldOptions = {}): void {
  const given = Object.entries({ image_field: imageField, label_field: labelField }).find(([, value]) => value);
  if (given === undefined) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `${given[0]} ${given[1]} is for shards; the labels of an image folder are its folders, or are in a label_file`,
    { field: given[0], value: String(given[1]) },
  );
}

/** True if any option is given. */
export function hasLabels({ classes, classMap, labelFile }: LabelOptions): boolean {
  return classes !== undefined || classMap !== undefined || labelFile !== undefined;
}

/** The labels of the classes, where the user states them. Throws PATH, INVALID_FIELD. */
export function statedClasses({ classes, classMap }: LabelOptions): ClassMap | undefined {
  if (classes !== undefined && classMap !== undefined) {
    throw new CrescendoError('INVALID_FIELD', 'give either classes or class_map: each states all labels', {
      field: 'class_map',
    });
  }
  if (classes !== undefined) return classList(classes, 'classes');
  if (classMap === undefined) return undefined;
  return typeof classMap === 'string' ? readClassMap(classMap) : classMapping(classMap, 'class_map');
}
