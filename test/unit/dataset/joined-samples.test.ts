import assert from 'node:assert/strict';
import { test } from 'vitest';
import { JoinedSamples, samplesBeside } from '../../../src/dataset/mixture/joined-samples.ts';
import { namesOnly, withClasses } from '../../support/datasets.ts';

const [cats, dogs] = [withClasses('cats', ['siamese', 'wild']), withClasses('dogs', ['wild', 'poodle', 'spitz'])];

test('classes should be joined by name, in the order in which they come', () => {
  const joined = new JoinedSamples([cats, dogs], 'by_name');
  assert.deepEqual(joined.classNames, ['siamese', 'wild', 'poodle', 'spitz']);
  assert.deepEqual(
    Array.from({ length: 10 }, (_, k) => joined.label(k)),
    [0, 0, 1, 1, 1, 1, 2, 2, 3, 3],
  );
  assert.deepEqual([...joined.classCounts()], [2, 4, 2, 2]);
});

test('or be kept apart by an offset', () => {
  const joined = new JoinedSamples([cats, dogs], 'offset');
  assert.deepEqual(joined.classNames, ['cats/siamese', 'cats/wild', 'dogs/wild', 'dogs/poodle', 'dogs/spitz']);
  assert.deepEqual(
    Array.from({ length: 10 }, (_, k) => joined.label(k)),
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4],
  );
  assert.deepEqual([...joined.classCounts()], [2, 2, 2, 2, 2]);
});

test('equal classes should need no rule, others one, also if only their order differs', () => {
  const same = new JoinedSamples([cats, withClasses('more', ['siamese', 'wild'])], undefined);
  assert.deepEqual([same.classNames, same.label(3), same.label(7)], [['siamese', 'wild'], 1, 1]);
  assert.throws(() => new JoinedSamples([cats, dogs], undefined), {
    reason: 'INVALID_FIELD',
    message:
      /\(cats 2, dogs 3\): dogs lacks "siamese", and cats lacks "poodle", "spitz"; give labels: by_name, .*\(4 classes in all\), or labels: offset, .*\(5\)/,
  });
  assert.throws(() => new JoinedSamples([cats, withClasses('swapped', ['wild', 'siamese'])], undefined), {
    message: /cats and swapped number them differently/,
  });
});

test('keys should name the dataset, indices run on, and an image stand in for one of its own dataset', () => {
  const joined = new JoinedSamples([namesOnly('one', 3), namesOnly('two', 5)], undefined);
  assert.equal(joined.sampleCount, 8);
  assert.deepEqual(
    [2, 3, 7].map((k) => joined.key(k)),
    ['one/a/2.jpg', 'two/a/0.jpg', 'two/a/4.jpg'],
  );
  assert.deepEqual(
    [0, 2, 3, 7].map((k) => joined.datasetOf(k)),
    [0, 0, 1, 1],
  );
  assert.deepEqual(
    [samplesBeside(joined, 2), samplesBeside(joined, 3)],
    [
      { first: 0, count: 3 },
      { first: 3, count: 5 },
    ],
  );
  assert.deepEqual(samplesBeside(namesOnly('one', 3).manifest, 1), { first: 0, count: 3 });
  assert.equal(joined.totalBytes(), 80);
  for (const index of [-1, 8, 0.5]) assert.throws(() => joined.key(index), RangeError);
});

test('the digest should be that of the datasets in their order, and of the rule', () => {
  const digest = (labels: 'by_name' | 'offset' | undefined, ...parts: ConstructorParameters<typeof JoinedSamples>[0]) =>
    new JoinedSamples(parts, labels).digest;
  const all = [
    digest('by_name', cats, dogs),
    digest('offset', cats, dogs),
    digest('by_name', dogs, cats),
    digest('by_name', cats, withClasses('dogs', ['wild', 'poodle'])),
    digest('by_name', cats, { ...dogs, id: 'hounds' }),
  ];
  assert.equal(new Set(all).size, all.length);
  assert.equal(digest('by_name', cats, dogs), all[0]);
});
