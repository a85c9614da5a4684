import { CrescendoError } from '../errors.ts';
import { type ClassMap, classList, classMapping, readClassMap } from './class-map.ts';
import { type IndexOptions, type IndexResult, indexFolder } from './index-folder.ts';
import { indexLabelled } from './index-labelled.ts';

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

/** Indexes the folder, or folders, of a dataset. Throws PATH, INVALID_FIELD. */
export async function indexDataset(
  root: string | readonly string[],
  labels: LabelOptions,
  options: Omit<IndexOptions, 'classes' | 'classMapped'> = {},
): Promise<IndexResult> {
  const classes = statedClasses(labels);
  const stated = classes === undefined ? {} : { classes, classMapped: labels.classMap !== undefined };
  const { labelFile } = labels;
  if (labelFile === undefined) return await indexFolder(root, { ...options, ...stated });
  const [first, ...others] = typeof root === 'string' ? [root] : root;
  if (first !== undefined && others.length === 0)
    return await indexLabelled(first, labelFile, { ...options, ...stated });
  throw new CrescendoError(
    'INVALID_FIELD',
    `label_file ${labelFile}: a label file names paths below one folder; ${others.length + 1} are given`,
    { field: 'label_file', value: labelFile },
  );
}

/** True if any option is given. */
export function hasLabels({ classes, classMap, labelFile }: LabelOptions): boolean {
  return classes !== undefined || classMap !== undefined || labelFile !== undefined;
}

function statedClasses({ classes, classMap }: LabelOptions): ClassMap | undefined {
  if (classes !== undefined && classMap !== undefined) {
    throw new CrescendoError('INVALID_FIELD', 'give either classes or class_map: each states all labels', {
      field: 'class_map',
    });
  }
  if (classes !== undefined) return classList(classes, 'classes');
  if (classMap === undefined) return undefined;
  return typeof classMap === 'string' ? readClassMap(classMap) : classMapping(classMap, 'class_map');
}
