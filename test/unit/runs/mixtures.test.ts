/** Runs on mixtures: identity, epochs, windows, and schedules that are decided while training. */
import assert from 'node:assert/strict';
import { afterAll, test } from 'vitest';
import { type Dataset, DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import type { Run } from '../../../src/runs/run.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { details } from '../../../src/runs/summary.ts';
import { namesOnly, withClasses } from '../../support/datasets.ts';

const opened: RunStore[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
});

async function memory(): Promise<RunStore> {
  const store = await SqliteStore.open(':memory:');
  opened.push(store);
  return store;
}

function registry(store: RunStore, ...datasets: Dataset[]): RunRegistry {
  const all = new DatasetRegistry();
  for (const dataset of datasets) all.add(dataset);
  return new RunRegistry(all, store);
}

const [ONE, TWO] = [60, 40];
const both = (): Dataset[] => [namesOnly('one', ONE), namesOnly('two', TWO)];
const DATASETS = [
  { id: 'one', weight: 3 },
  { id: 'two', weight: 1 },
];
const SPEC = { datasets: DATASETS, global_batch: 20, equivalent_epochs: 2, schedule: 'constant', seed: 1 };

/** What each dataset shows, in the order of the batches, as indices of its own. */
function drawn(run: Run): number[][] {
  const all: number[][] = [[], []];
  for (let step = 0; step < run.plan.horizon; step += 1) {
    for (const { index } of run.plan.planBatch(step, 0, 1).samples) all[index < ONE ? 0 : 1]!.push(index % ONE);
  }
  return all;
}

test('an epoch of the budget should be as many samples as all datasets have together', async () => {
  const { run } = await registry(await memory(), ...both()).open('r', SPEC);
  // 2 epochs of 100 samples at the base size.
  assert.equal(run.plan.totalSteps, 10);
  const [one, two] = drawn(run);
  assert.deepEqual([one!.length, two!.length], [150, 50]);
  // Each has epochs of its own: 2.5 of one, 1.25 of the other.
  for (const [all, size] of [
    [one!, ONE],
    [two!, TWO],
  ] as const) {
    const times = Array.from({ length: size }, (_, index) => all.filter((other) => other === index).length);
    const passes = Math.floor(all.length / size);
    assert.ok(
      times.every((count) => count === passes || count === passes + 1),
      `${times}`,
    );
  }
  assert.deepEqual(run.plan.drawnAfter(9), [
    { id: 'one', samples: 150, sampleCount: ONE },
    { id: 'two', samples: 50, sampleCount: TWO },
  ]);
  assert.deepEqual(run.plan.drawnAfter(0), [
    { id: 'one', samples: 15, sampleCount: ONE },
    { id: 'two', samples: 5, sampleCount: TWO },
  ]);
});

test('budgets in other units should be counted over the whole batch', async () => {
  const runs = registry(await memory(), ...both());
  const steps = async (name: string, budget: object) =>
    (await runs.open(name, { ...SPEC, equivalent_epochs: undefined, budget })).run.plan.totalSteps;
  assert.equal(await steps('samples', { samples: 400 }), 20);
  assert.equal(await steps('steps', { steps: 7 }), 7);
  assert.equal(await steps('flops', { flops: 4000, flops_per_image: 10 }), 20);
});

test('a dataset that has changed should be refused, and so should another order or rule', async () => {
  const store = await memory();
  await registry(store, ...both()).open('r', SPEC);
  await registry(store, ...both()).open('r', SPEC);
  await assert.rejects(registry(store, namesOnly('one', ONE), namesOnly('two', TWO + 1)).open('r', SPEC), {
    reason: 'MANIFEST_MISMATCH',
    message: /different contents of dataset one\+two/,
  });
  const reversed = { ...SPEC, datasets: [...DATASETS].reverse() };
  await assert.rejects(registry(store, ...both()).open('r', reversed), {
    reason: 'SPEC_MISMATCH',
    message: /datasets/,
  });
  await assert.rejects(registry(store, ...both()).open('r', { ...SPEC, labels: 'offset' }), {
    reason: 'SPEC_MISMATCH',
    message: /labels \(the run has undefined, the request "offset"\)/,
  });
  assert.deepEqual(
    (await registry(store, ...both()).life.list({ archived: false })).map(({ dataset }) => dataset),
    ['one+two'],
  );
});

test('validation data should be numbered by the joined classes', async () => {
  const datasets = [withClasses('one', ['cat', 'dog']), withClasses('two', ['dog', 'emu'])];
  const runs = registry(await memory(), ...datasets, withClasses('val', ['emu']), withClasses('other', ['fox']));
  const spec = { ...SPEC, labels: 'by_name' };
  const { run } = await runs.open('r', { ...spec, validation: { dataset: 'val' } });
  assert.deepEqual(run.plan.dataset.manifest.classNames, ['cat', 'dog', 'emu']);
  await assert.rejects(runs.open('s', { ...spec, validation: { dataset: 'other' } }), {
    reason: 'CLASS_MISMATCH',
    message: /one\+two lacks "fox"/,
  });
});

test('each dataset should have windows of its own', async () => {
  const place = (index: number) => ({ object: Math.floor(index / 10), offset: 0 });
  const two = namesOnly('two', TWO);
  Object.assign(two.manifest, { objects: { count: TWO / 10, length: () => 100 }, place });
  const windows = { shuffle: { scope: 'window', shards: 1 } };
  const datasets = [DATASETS[0], { ...DATASETS[1], ...windows }];
  const { run } = await registry(await memory(), namesOnly('one', ONE), two).open('r', { ...SPEC, datasets });
  // 5 samples of `two` a batch: two batches read one shard.
  for (let step = 0; step < 8; step += 2) {
    const pair = [0, 1].flatMap((k) => run.plan.planBatch(step + k, 0, 1).samples);
    const shards = pair.filter(({ index }) => index >= ONE).map(({ index }) => Math.floor((index - ONE) / 10));
    assert.equal(new Set(shards).size, 1, `steps ${step} and ${step + 1} read shards ${shards}`);
  }
});

test('a schedule that is decided while training should keep the shares and the places of all datasets', async () => {
  const stages = [
    { until: 0.5, bandwidth: 112 },
    { until: 1, bandwidth: 224, weights: [1, 1] },
  ];
  const spec = { ...SPEC, equivalent_epochs: undefined, budget: { wall_hours: 0.02 }, schedule: { stages } };
  const store = await memory();
  const { run } = await registry(store, ...both()).open('r', spec);
  const other = (await registry(store, ...both()).open('r', spec)).run;
  for (let step = 0; run.plan.totalSteps === undefined || step < run.plan.totalSteps; step += 1) {
    await run.reportProgress({ worldSize: 1, rank: 0, consumedStep: step, stepSeconds: 1 });
  }
  await other.advanceSchedule();
  assert.ok(run.plan.stages.length > 2, 'stages should be decided in pieces');
  const next = [0, 0];
  for (let step = 0; step < run.plan.horizon; step += 1) {
    const { samples, stage } = run.plan.planBatch(step, 0, 1);
    assert.deepEqual(other.plan.planBatch(step, 0, 1).samples, samples);
    const first = samples.filter(({ index }) => index < ONE).length;
    assert.equal(first, stage.index === 0 ? 15 : 10, `step ${step}`);
    next[0]! += first;
    next[1]! += 20 - first;
    assert.deepEqual(
      run.plan.drawnAfter(step)!.map(({ samples: count }) => count),
      next,
    );
  }
  const stored = (await store.query({ kind: 'run', run: 'r' }))!;
  assert.deepEqual(
    (await details(store, stored, 0)).datasets.map(({ samples }) => samples),
    next,
  );
  assert.deepEqual(
    (await run.status()).datasets.map(({ samples }) => samples),
    next,
  );
});

test('a fork with other weights should go on by share of the budget', async () => {
  const store = await memory();
  const runs = registry(store, ...both());
  const { run } = await runs.open('r', SPEC);
  await run.reportProgress({ worldSize: 1, rank: 0, consumedStep: 4, stepSeconds: 1 });
  const spec = { ...SPEC, datasets: [DATASETS[0], { id: 'two', weight: 3 }] };
  const fork = await runs.life.fork('r', 's', spec);
  assert.equal(fork.firstStep, 5);
  const second = (await runs.open('s', spec)).run;
  assert.deepEqual(
    second.plan.drawnAfter(9)!.map(({ samples }) => samples),
    [100, 100],
  );
});
