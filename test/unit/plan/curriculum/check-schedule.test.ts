import assert from 'node:assert/strict';
import { test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import { checkBudget } from '../../../../src/plan/curriculum/check-schedule.ts';
import { parseRunSpec, type RunSpecInput } from '../../../../src/spec/spec.ts';

const check = (fields: Omit<RunSpecInput, 'dataset'>, sampleCount = 1000): void =>
  checkBudget(parseRunSpec({ dataset: 'train', schedule: 'constant', ...fields }), sampleCount);

test('a budget should make at most as many steps as a client can count', () => {
  check({ budget: { steps: LIMITS.steps }, global_batch: 1 }, 1e9);
  const refused = { reason: 'INVALID_FIELD', message: /budget: this budget makes 9\.0e\+15 steps; at most 2147483647/ };
  assert.throws(() => check({ budget: { samples: Number.MAX_SAFE_INTEGER }, global_batch: 1 }), refused);
  // A stage may have a larger batch than the others, so that the bound holds for the whole.
  assert.throws(() => check({ budget: { flops: 1e30, flops_per_image: 1 } }), /steps; at most 2147483647/);
});

test('a budget should make at most as many passes over the data as the ledger has lines for', () => {
  check({ budget: { samples: 1000 * LIMITS.epochs } });
  const message =
    /equivalent_epochs: this budget makes 200000 passes over the 1000 samples of the dataset; at most 100000/;
  assert.throws(() => check({ equivalent_epochs: 200_000 }), { message });
});

test('numbers that no budget has should be refused by the field', () => {
  for (const [field, value, bound] of [
    ['samples', 1e30, Number.MAX_SAFE_INTEGER],
    ['steps', 2 ** 31, 2 ** 31 - 1],
    ['wall_hours', 1e30, 1_000_000],
    ['accelerator_hours', 1e30, 1_000_000],
  ] as const) {
    const metadata = {
      field: `budget.${field}`,
      fields: `budget.${field}`,
      value: String(value),
      bound: String(bound),
    };
    assert.throws(() => check({ budget: { [field]: value } }), { reason: 'INVALID_FIELD', metadata });
  }
});
