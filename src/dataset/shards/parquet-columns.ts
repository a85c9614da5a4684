import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet';
import { badShard } from './bad-shard.ts';
import type { FieldOptions } from './shard.ts';

/** A leaf of a schema: where its values are, and how they are marked as missing. */
export interface Leaf {
  /** Names from the top. */
  path: readonly string[];
  element: SchemaElement;
  /** The definition level of a value that is there; 0 if none may be missing. */
  level: number;
}

/** The columns of a Parquet file that make its samples. */
export interface ImageColumns {
  image: Leaf;
  /** The files' names, if the image column has them. */
  path: Leaf | undefined;
  /** Undefined if no column was asked for, as labels come from a file. */
  label: Leaf | undefined;
  /** Names of the classes, if the schema states them. */
  classNames: readonly string[] | undefined;
}

/** What Hugging Face's `datasets` says of a column. */
interface Feature {
  _type?: unknown;
  names?: unknown;
}

/**
 * Finds the image and the label among the columns: by the features that `datasets` states, and otherwise by their types
 * and names. Throws PATH with the list of columns if that leaves a choice.
 *
 * @param needsLabel false if labels come from a file
 */
export function imageColumns(
  metadata: FileMetaData,
  shown: string,
  { imageField, labelField }: FieldOptions,
  needsLabel: boolean,
): ImageColumns {
  const columns = parquetSchema(metadata).children;
  const features = featuresOf(metadata);
  const fail = (why: string): Error =>
    badShard(shown, undefined, `${why}; its columns are ${columns.map(described).join(', ')}`);
  const image = chosen(
    imageField,
    'image',
    columns,
    (column) => imageLeaf(column) !== undefined,
    features,
    'Image',
    fail,
  );
  const bytes = imageLeaf(image)!;
  const path = bytes.path.length === 1 ? undefined : leafOf(image, 'path');
  if (!needsLabel) return { image: bytes, path, label: undefined, classNames: undefined };
  const label = chosen(labelField, 'label', columns, isLabelColumn, features, 'ClassLabel', fail);
  const names = features[label.element.name]?.names;
  const classNames = Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
  return { image: bytes, path, label: leafOf(label)!, classNames };
}

/** The column that the user named, or the only one that can be. */
function chosen(
  named: string | undefined,
  what: 'image' | 'label',
  columns: readonly SchemaTree[],
  fits: (column: SchemaTree) => boolean,
  features: Readonly<Record<string, Feature>>,
  feature: string,
  fail: (why: string) => Error,
): SchemaTree {
  const option = `${what}_field (--${what}-field)`;
  if (named !== undefined) {
    const column = columns.find(({ element }) => element.name === named);
    if (column === undefined) throw fail(`it has no column ${named}, which ${option} names`);
    if (!fits(column)) throw fail(`its column ${described(column)}, which ${option} names, cannot hold ${what}s`);
    return column;
  }
  const possible = columns.filter(fits);
  const stated = possible.filter(({ element }) => features[element.name]?._type === feature);
  const plain = possible.filter(({ element }) => element.name === what);
  const found = [stated, what === 'label' ? plain : possible, plain].find(({ length }) => length === 1)?.[0];
  if (found !== undefined) return found;
  const several = stated.length > 1 ? stated : what === 'image' ? possible : [];
  if (several.length > 1) {
    throw fail(
      `several columns can hold ${what}s (${several.map(({ element }) => element.name).join(', ')}): say which one with ${option}`,
    );
  }
  throw fail(
    what === 'image'
      ? 'it has no column of images, which is binary, or a struct with binary bytes'
      : `it does not say which column has the labels: name it with ${option}, or give a label_file (--label-file)`,
  );
}

/** The leaf with the encoded bytes: a binary column, or `bytes` of a struct. */
function imageLeaf(column: SchemaTree): Leaf | undefined {
  if (column.children.length === 0) return isBinary(column.element) ? leafOf(column) : undefined;
  const bytes = column.children.find(({ element }) => element.name === 'bytes');
  return bytes !== undefined && isBinary(bytes.element) ? leafOf(column, 'bytes') : undefined;
}

function isBinary({ type, converted_type, logical_type, repetition_type }: SchemaElement): boolean {
  return (
    type === 'BYTE_ARRAY' &&
    converted_type === undefined &&
    logical_type === undefined &&
    repetition_type !== 'REPEATED'
  );
}

function isLabelColumn(column: SchemaTree): boolean {
  const { type, converted_type, logical_type } = column.element;
  if (leafOf(column) === undefined || column.children.length > 0) return false;
  const isText = type === 'BYTE_ARRAY' && (converted_type === 'UTF8' || logical_type?.type === 'STRING');
  const isNumber =
    (type === 'INT32' || type === 'INT64') && (converted_type === undefined || /^U?INT_/.test(converted_type));
  return isText || (isNumber && (logical_type === undefined || logical_type.type === 'INTEGER'));
}

/** A leaf of a column, or of its struct; undefined if there is none, or if a row may have several values. */
function leafOf(column: SchemaTree, child?: string): Leaf | undefined {
  const leaf = child === undefined ? column : column.children.find(({ element }) => element.name === child);
  const nodes = child === undefined ? [column] : [column, ...(leaf === undefined ? [] : [leaf])];
  if (leaf === undefined || leaf.children.length > 0) return undefined;
  if (nodes.some(({ element }) => element.repetition_type === 'REPEATED')) return undefined;
  const level = nodes.filter(({ element }) => element.repetition_type !== 'REQUIRED').length;
  return { path: nodes.map(({ element }) => element.name), element: leaf.element, level };
}

function featuresOf({ key_value_metadata }: FileMetaData): Record<string, Feature> {
  const text = key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  if (text === undefined) return {};
  try {
    const stated = JSON.parse(text) as { info?: { features?: Record<string, Feature> } } | null;
    return { ...stated?.info?.features };
  } catch {
    // Then types and names decide.
    return {};
  }
}

function described({ element, children }: SchemaTree): string {
  const kind =
    children.length > 0 ? `struct of ${children.map((child) => child.element.name).join(', ')}` : element.type;
  return `${element.name} (${element.logical_type?.type ?? element.converted_type ?? kind})`;
}
