import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { nearest } from '../../../src/spec/nearest.ts';
import { validKeys } from '../../../src/spec/valid-keys.ts';

describe('the nearest name', () => {
  test('should be what another library calls so, what begins so, or what is spelt like it', () => {
    const fields = validKeys('');
    const meant: Record<string, string> = {
      batch_size: 'global_batch',
      epochs: 'equivalent_epochs',
      img_size: 'base_size',
      sched: 'schedule',
      horizontal_filp: 'horizontal_flip',
    };
    for (const [word, field] of Object.entries(meant)) assert.equal(nearest(word, fields), field);
    assert.equal(nearest('zzz', fields), undefined);
  });
});
