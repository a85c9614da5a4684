import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { StatedClasses } from '../../../../src/dataset/shards/stated-classes.ts';

describe('the names of classes that shards state', () => {
  test('should be the same in all shards, and number the classes', () => {
    const stated = new StatedClasses();
    assert.equal(stated.map, undefined);
    assert.deepEqual(stated.take(['cat', 'dog'], 'a'), ['cat', 'dog']);
    assert.deepEqual(stated.take(['cat', 'dog'], 'b'), ['cat', 'dog']);
    assert.deepEqual(
      [...stated.map!.labels],
      [
        ['cat', 0],
        ['dog', 1],
      ],
    );
    for (const others of [['dog', 'cat'], ['cat'], ['cat', 'dog', 'owl']]) {
      assert.throws(() => stated.take(others, 'c'), {
        reason: 'PATH',
        message: /^c: its class \d is .* and that of a is .*in the same way$/,
      });
    }
  });

  test('that several classes have should get the number of the class, as ImageNet has two cranes', () => {
    const stated = new StatedClasses();
    assert.deepEqual(stated.take(['crane', 'dog', 'crane'], 'a'), ['crane (0)', 'dog', 'crane (2)']);
    assert.deepEqual(stated.take(['crane', 'dog', 'crane'], 'b'), ['crane (0)', 'dog', 'crane (2)']);
    assert.throws(() => stated.take(['crane', 'crane', 'dog'], 'c'), { reason: 'PATH' });
  });
});
