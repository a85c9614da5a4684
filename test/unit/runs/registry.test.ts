import assert from 'node:assert/strict';
import { test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { namesOnly } from '../../support/datasets.ts';

function registry(store = new SqliteStore(':memory:'), samples = 100, configured = new Map()) {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', samples));
  return new RunRegistry(datasets, store, configured);
}

const SPEC = { dataset: 'train', global_batch: 10, equivalent_epochs: 1 };

test('opening twice should make and then join', () => {
  const runs = registry();
  const first = runs.open('a', SPEC);
  const second = runs.open('a', SPEC);
  assert.deepEqual([first.created, second.created], [true, false]);
  assert.equal(first.run, second.run);
  assert.equal(runs.open('a', undefined).run, first.run);
  assert.equal(first.run.totalSteps, 22);
});

test('another spec should be refused with both values', () => {
  const runs = registry();
  runs.open('a', SPEC);
  assert.throws(() => runs.open('a', { ...SPEC, seed: 4 }), {
    reason: 'SPEC_MISMATCH',
    message: /seed \(the run has 0, the request 4\)/,
    metadata: { field: 'seed', fields: 'seed' },
  });
});

test('max_bad_samples may be raised while the run lives', () => {
  const runs = registry();
  const { run } = runs.open('a', { ...SPEC, max_bad_samples: 0 });
  const bad = { index: 1, key: 'a/1.jpg', reason: 'BAD_IMAGE: x', replacedBy: 'a/2.jpg', step: 0 };
  assert.throws(() => run.recordBadSamples([bad]), {
    reason: 'TOO_MANY_BAD_SAMPLES',
    message: /1 bad samples; max_bad_samples is 0: a\/1\.jpg/,
  });
  assert.equal(run.status().state, 'failed');
  assert.equal(runs.open('a', { ...SPEC, max_bad_samples: 5 }).run.status().state, 'active');
  assert.equal(runs.open('a', { ...SPEC, max_bad_samples: 0.02 }).run.badSamplesAllowed(), 2);
});

test('a run should outlive its server, with the same token', () => {
  const store = new SqliteStore(':memory:');
  const { run } = registry(store).open('a', SPEC);
  run.reportProgress({ rank: 0, worldSize: 1, consumedStep: 6, stepSeconds: 0.5 });
  const again = registry(store).get('a');
  assert.equal(again.scheduleToken, run.scheduleToken);
  assert.equal(again.nextStep({ rank: 0, worldSize: 1 }), 7);
  assert.deepEqual(again.stages, run.stages);
});

test('other data under the same id should be refused', () => {
  const store = new SqliteStore(':memory:');
  registry(store).open('a', SPEC);
  assert.throws(() => registry(store, 101).open('a', SPEC), { reason: 'MANIFEST_MISMATCH', message: /dataset train/ });
});

test('another pixel engine should be refused', () => {
  const store = new SqliteStore(':memory:');
  const spec = parseRunSpec(SPEC);
  const runs = registry(store);
  const { run } = runs.open('probe', SPEC);
  store.createRun({
    name: 'old',
    spec: JSON.stringify(spec),
    specDigest: run.specDigest,
    manifestDigest: run.dataset.manifest.digest,
    engineVersion: '0',
    createdAt: 0,
  });
  assert.throws(() => runs.get('old'), { reason: 'ENGINE_MISMATCH' });
});

test('unknown names should be refused, and configured ones opened by name alone', () => {
  const runs = registry(undefined, 100, new Map([['ready', parseRunSpec(SPEC)]]));
  assert.equal(runs.open('ready', undefined).created, true);
  assert.throws(() => runs.open('other', undefined), { reason: 'UNKNOWN_RUN' });
  assert.throws(() => runs.open('a', { ...SPEC, dataset: 'val' }), { reason: 'UNKNOWN_DATASET', message: /train/ });
  for (const name of ['', 'a/b', '../x', 'x'.repeat(129), '-x', 'a\n']) {
    assert.throws(() => runs.open(name, SPEC), { reason: 'INVALID_FIELD' }, JSON.stringify(name));
  }
});

test('progress should be checked, and finish the run', () => {
  const { run } = registry().open('a', { ...SPEC, world_size: 2 });
  assert.throws(() => run.reportProgress({ rank: 2, worldSize: 2, consumedStep: 0, stepSeconds: 0 }), {
    reason: 'INVALID_FIELD',
  });
  assert.throws(() => run.reportProgress({ rank: 0, worldSize: 2, consumedStep: 22, stepSeconds: 0 }), {
    reason: 'INVALID_FIELD',
    message: /22 steps/,
  });
  let changes = 0;
  const unwatch = run.watch(() => {
    changes += 1;
  });
  run.reportProgress({ rank: 0, worldSize: 2, consumedStep: 21, stepSeconds: Number.NaN });
  assert.equal(run.status().consumedStep, undefined);
  run.reportProgress({ rank: 1, worldSize: 2, consumedStep: 11, stepSeconds: 1 });
  assert.equal(run.status().consumedStep, 11);
  assert.ok(run.status().budgetConsumed > 0 && run.status().budgetConsumed < 1);
  run.reportProgress({ rank: 1, worldSize: 2, consumedStep: 21, stepSeconds: 1 });
  unwatch();
  run.reportProgress({ rank: 1, worldSize: 2, consumedStep: 21, stepSeconds: 1 });
  assert.deepEqual([run.status().state, run.status().budgetConsumed, changes], ['finished', 1, 3]);
});

test('no step past the schedule should be planned', () => {
  const { run } = registry().open('a', SPEC);
  assert.equal(run.planBatch(21, 0, 1).budgetEnd, 1);
  assert.throws(() => run.planBatch(22, 0, 1), { reason: 'STEP_OUT_OF_RANGE', message: /22 steps/ });
});
