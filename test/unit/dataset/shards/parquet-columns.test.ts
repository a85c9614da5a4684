import assert from 'node:assert/strict';
import type { FileMetaData, SchemaElement } from 'hyparquet';
import { describe, test } from 'vitest';
import { imageColumns } from '../../../../src/dataset/shards/parquet-columns.ts';
import type { FieldOptions } from '../../../../src/dataset/shards/shard.ts';

const bytes = (name: string): SchemaElement => ({ name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' });
const text = (name: string): SchemaElement => ({ ...bytes(name), converted_type: 'UTF8' });
const number = (name: string): SchemaElement => ({ name, type: 'INT64', repetition_type: 'REQUIRED' });
const image = (name: string): SchemaElement[] => [
  { name, num_children: 2, repetition_type: 'OPTIONAL' },
  bytes('bytes'),
  text('path'),
];
const list = (name: string): SchemaElement[] => [
  { name, num_children: 1, repetition_type: 'OPTIONAL', converted_type: 'LIST' },
  { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
  bytes('element'),
];

/** The footer of a file with these columns, and what `datasets` says of them. */
function footer(columns: (SchemaElement | SchemaElement[])[], features?: Record<string, unknown>): FileMetaData {
  const value = JSON.stringify({ info: { features } });
  return {
    version: 2,
    schema: [{ name: 'schema', num_children: columns.length }, ...columns.flat()],
    num_rows: 0n,
    row_groups: [],
    metadata_length: 0,
    ...(features === undefined ? {} : { key_value_metadata: [{ key: 'huggingface', value }] }),
  };
}

function chosen(metadata: FileMetaData, fields: FieldOptions = {}): (string | undefined)[] {
  const columns = imageColumns(metadata, 'a.parquet', fields, true);
  return [columns.image, columns.path, columns.label].map((leaf) => leaf?.path.join('.'));
}

describe('the columns of a Parquet file', () => {
  test('should be those that datasets says hold images and class labels', () => {
    const features = { photo: { _type: 'Image' }, fine: { _type: 'ClassLabel', names: ['a', 'b'] } };
    const metadata = footer([bytes('thumb'), image('photo'), number('coarse'), number('fine')], features);
    assert.deepEqual(chosen(metadata), ['photo.bytes', 'photo.path', 'fine']);
    const { image: leaf, label, classNames } = imageColumns(metadata, 'a.parquet', {}, true);
    assert.deepEqual([leaf.level, label?.level, classNames], [2, 0, ['a', 'b']]);
  });

  test('should be found by type and name where nothing says which they are', () => {
    assert.deepEqual(chosen(footer([image('image'), number('label')])), ['image.bytes', 'image.path', 'label']);
    assert.deepEqual(chosen(footer([bytes('jpeg'), text('label'), text('caption')])), ['jpeg', undefined, 'label']);
    assert.deepEqual(chosen(footer([bytes('other'), bytes('image'), number('label')])), ['image', undefined, 'label']);
  });

  test('should be those that the user names', () => {
    const metadata = footer([image('a'), image('b'), number('x'), text('y')]);
    assert.deepEqual(chosen(metadata, { imageField: 'b', labelField: 'y' }), ['b.bytes', 'b.path', 'y']);
  });

  test.each<[string, FileMetaData, FieldOptions, RegExp]>([
    [
      'several image columns',
      footer([image('a'), bytes('b'), number('label')]),
      {},
      /several columns can hold images \(a, b\).*image_field/,
    ],
    [
      'no image column',
      footer([list('images'), number('label')]),
      {},
      /no column of images.*columns are images \(LIST\), label \(INT64\)/,
    ],
    [
      'no label column',
      footer([image('image'), number('class')]),
      {},
      /does not say which column has the labels.*label_field.*class \(INT64\)/,
    ],
    [
      'several class labels',
      footer([image('image'), number('fine'), number('coarse')], {
        fine: { _type: 'ClassLabel' },
        coarse: { _type: 'ClassLabel' },
      }),
      {},
      /several columns can hold labels \(fine, coarse\)/,
    ],
    [
      'a column that is not there',
      footer([image('image'), number('label')]),
      { labelField: 'x' },
      /no column x, which label_field/,
    ],
    [
      'a column of another type',
      footer([image('image'), number('label')]),
      { imageField: 'label' },
      /column label \(INT64\).*cannot hold images/,
    ],
  ])('with %s should be refused with the columns that there are', (_, metadata, fields, message) => {
    assert.throws(() => chosen(metadata, fields), { reason: 'PATH', message });
  });

  test('a label column should not be looked for if labels come from a file', () => {
    assert.equal(imageColumns(footer([image('image')]), 'a.parquet', {}, false).label, undefined);
  });
});
