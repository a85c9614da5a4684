import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Manifest } from '../../../src/dataset/manifest.ts';
import { lackedClasses, validationLabels } from '../../../src/dataset/validation-labels.ts';
import { withClasses } from '../../support/datasets.ts';

const train = withClasses('train', ['ant', 'bee', 'cat', 'dog']);

test('validation labels should be the numbers of the training set, by name', () => {
  assert.deepEqual([...validationLabels(train, train)], [0, 1, 2, 3]);
  assert.deepEqual([...validationLabels(train, withClasses('val', ['bee', 'dog']))], [1, 3]);
});

test('a class without an image should not count, as older manifests contain them', () => {
  const { buffer } = withClasses('val', ['bee']).manifest;
  assert.deepEqual([...new Manifest(buffer).classCounts()], [2]);
  const manifest = Manifest.fromColumns({
    classNames: ['aardvark', 'bee'],
    labels: Uint32Array.of(1),
    sizes: Uint32Array.of(1),
    nameLengths: Uint16Array.of(5),
    names: Buffer.from('1.jpg'),
    followLinks: false,
  });
  assert.deepEqual([...validationLabels(train, { ...train, id: 'val', manifest })], [0, 1]);
});

test('the first classes that the training set lacks should be named with their number', () => {
  const val = withClasses('val', ['a', 'ant', 'b', 'c', 'd', 'e', 'f']);
  assert.throws(() => validationLabels(train, val), {
    reason: 'CLASS_MISMATCH',
    message: /train lacks "a" \(2 images\), .*"e" \(2 images\) and 1 more; val lacks "bee", "cat", "dog"; class 0/,
    metadata: { field: 'validation.dataset', value: 'val', bound: 'train', classes: 'a\nb\nc\nd\ne' },
  });
});

test('classes that a validation set lacks should be named, because it may be the wrong folder', () => {
  assert.equal(lackedClasses(train, train), undefined);
  assert.match(
    lackedClasses(train, withClasses('val', ['bee', 'dog'])) ?? '',
    /validation dataset val has no images of 2 classes of training dataset train: "ant", "cat"; its labels are right/,
  );
});
