import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { assignment } from '../../../src/cli/options.ts';

describe('ID=PATH', () => {
  test('should be collected', () => {
    assert.deepEqual(assignment('val=b=c', assignment('train=a')), { train: 'a', val: 'b=c' });
  });

  test('should be refused for an id that has a path already, and without an id', () => {
    assert.throws(() => assignment('train=b', { train: 'a' }), /train is given twice, as a and b: choose another id/);
    assert.throws(() => assignment('photos'), /must be ID=PATH, such as train=photos/);
  });
});
