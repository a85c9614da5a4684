import assert from 'node:assert/strict';
import { test } from 'vitest';
import { parseRunSpec } from '../../../src/spec/spec.ts';

const cases: [object, string, RegExp][] = [
  [
    { global_bath: 2 },
    '',
    /unknown field global_bath \(did you mean global_batch\?\); the fields of a run are dataset, .*global_batch/,
  ],
  [{ zzzzz: 2 }, '', /spec: unknown field zzzzz; the fields of a run are /],
  [{ mixing: { mixupalpha: 1 } }, 'mixing', /did you mean mixup_alpha\?\); the fields of mixing are where, /],
  [
    { schedule: { stages: [{ until: 1, bandwidth: 96, magnitud: 3 }] } },
    'schedule.stages.0',
    /did you mean magnitude\?\); the fields of schedule\.stages\.0 are until, bandwidth/,
  ],
  [{ schedule: { preset: 'constant', stage: 1 } }, 'schedule', /did you mean stages\?/],
  [{ budget: { steps: 3, epochs: 3 } }, 'budget', /the fields of budget are .*equivalent_epochs/],
];

test.each(cases)('an unknown field should be named with the nearest and all others: %j', (fields, field, message) => {
  assert.throws(
    () => parseRunSpec({ dataset: 'train', ...fields }),
    (error: { reason: string; message: string; metadata: Record<string, string> }) => {
      assert.equal(error.reason, 'INVALID_FIELD');
      assert.match(error.message, message);
      assert.ok(error.metadata.fields?.split(',').includes(field), error.metadata.fields);
      return true;
    },
  );
});
