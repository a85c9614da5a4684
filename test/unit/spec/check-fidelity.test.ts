import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkFidelity } from '../../../src/spec/check-fidelity.ts';

test('matched fidelity should be refused where JPEGs cannot be decoded at a fraction of their size', () => {
  const platform = new RegExp(`matched needs libturbojpeg.* ${process.platform} ${process.arch}: use exact`);
  assert.throws(() => checkFidelity({ fidelity: 'matched' }, undefined), {
    reason: 'INVALID_FIELD',
    message: platform,
  });
  checkFidelity({ fidelity: 'matched' }, '/lib/libturbojpeg.so');
  checkFidelity({ fidelity: 'exact' }, undefined);
});
