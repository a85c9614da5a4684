import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { type Dataset, DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { namesOnly, withClasses } from '../../support/datasets.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-registry-'));
const opened: RunStore[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
  rmSync(work, { recursive: true });
});

async function memory(): Promise<RunStore> {
  const store = await SqliteStore.open(':memory:');
  opened.push(store);
  return store;
}

function registry(store: RunStore, samples = 100, configured = new Map()) {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', samples));
  return new RunRegistry(datasets, store, configured);
}

const SPEC = { dataset: 'train', global_batch: 10, equivalent_epochs: 1 };

test('opening twice should make and then join', async () => {
  const runs = registry(await memory());
  const first = await runs.open('a', SPEC);
  const second = await runs.open('a', SPEC);
  assert.deepEqual([first.created, second.created], [true, false]);
  assert.equal(first.run, second.run);
  assert.equal((await runs.open('a', undefined)).run, first.run);
  assert.equal(first.run.plan.totalSteps, 22);
});

test('another spec should be refused with both values', async () => {
  const runs = registry(await memory());
  await runs.open('a', SPEC);
  await assert.rejects(runs.open('a', { ...SPEC, seed: 4 }), {
    reason: 'SPEC_MISMATCH',
    message: /seed \(the run has 0, the request 4\)/,
    metadata: { field: 'seed', fields: 'seed' },
  });
});

test('a budget of more steps or passes than a run may have should be refused, and leave no run behind', async () => {
  const store = await memory();
  const runs = registry(store);
  const endless = { ...SPEC, equivalent_epochs: undefined, budget: { samples: 2 ** 40 }, global_batch: 1 };
  await assert.rejects(runs.open('a', endless), { reason: 'INVALID_FIELD', message: /budget: .*at most 2147483647/ });
  const message = /equivalent_epochs: this budget makes \d+ passes over the 100 samples of the dataset/;
  await assert.rejects(runs.open('a', { ...SPEC, equivalent_epochs: 1e6 }), { reason: 'INVALID_FIELD', message });
  assert.deepEqual(await store.query({ kind: 'runs' }), []);
});

test('a report of a step that took no time that a step takes should be refused', async () => {
  const { run } = await registry(await memory()).open('a', SPEC);
  await assert.rejects(run.reportProgress({ worldSize: 1, rank: 0, consumedStep: 0, stepSeconds: 1e300 }), {
    reason: 'INVALID_FIELD',
    message: /step_seconds must be at most 1000000 \(given: 1e\+300\)/,
  });
});

test('max_bad_samples may be raised while the run lives', async () => {
  const runs = registry(await memory());
  const { run } = await runs.open('a', { ...SPEC, max_bad_samples: 0 });
  const bad = { index: 1, key: 'a/1.jpg', reason: 'BAD_IMAGE: x', replacedBy: 'a/2.jpg', step: 0 };
  await assert.rejects(run.issue(run.plan.planBatch(0, 0, 1), 1, [bad]), {
    reason: 'TOO_MANY_BAD_SAMPLES',
    message: /1 bad samples; max_bad_samples is 0: a\/1\.jpg/,
  });
  const failed = await run.status();
  assert.deepEqual([failed.state, failed.badSampleCount, failed.ledger.issued], ['failed', 1, 0]);
  assert.equal((await (await runs.open('a', { ...SPEC, max_bad_samples: 5 })).run.status()).state, 'active');
  assert.equal((await runs.open('a', { ...SPEC, max_bad_samples: 0.02 })).run.badSamplesAllowed(), 2);
});

test('a run should outlive its server, with the same token', async () => {
  const store = await memory();
  const { run } = await registry(store).open('a', SPEC);
  await run.reportProgress({ rank: 0, worldSize: 1, consumedStep: 6, stepSeconds: 0.5 });
  const again = await registry(store).get('a');
  assert.equal(again.plan.scheduleToken, run.plan.scheduleToken);
  assert.equal(await again.nextStep({ rank: 0, worldSize: 1 }), 7);
  assert.deepEqual(again.plan.stages, run.plan.stages);
});

test('other data under the same id should be refused', async () => {
  const store = await memory();
  await registry(store).open('a', SPEC);
  await assert.rejects(registry(store, 101).open('a', SPEC), { reason: 'MANIFEST_MISMATCH', message: /dataset train/ });
});

test('another pixel engine should be refused', async () => {
  const store = await memory();
  const spec = parseRunSpec(SPEC);
  const runs = registry(store);
  const { run } = await runs.open('probe', SPEC);
  await store.apply({
    kind: 'create-run',
    run: {
      name: 'old',
      spec: JSON.stringify(spec),
      specDigest: run.plan.specDigest,
      manifestDigest: run.plan.dataset.manifest.digest,
      engineVersion: '0',
      createdAt: 0,
    },
  });
  await assert.rejects(runs.get('old'), { reason: 'ENGINE_MISMATCH' });
});

test('unknown names should be refused, and configured ones opened by name alone', async () => {
  const runs = registry(await memory(), 100, new Map([['ready', parseRunSpec(SPEC)]]));
  assert.equal((await runs.open('ready', undefined)).created, true);
  await assert.rejects(runs.open('other', undefined), { reason: 'UNKNOWN_RUN' });
  await assert.rejects(runs.open('a', { ...SPEC, dataset: 'val' }), { reason: 'UNKNOWN_DATASET', message: /train/ });
  for (const name of ['', 'a/b', '../x', 'x'.repeat(129), '-x', 'a\n']) {
    await assert.rejects(runs.open(name, SPEC), { reason: 'INVALID_FIELD' }, JSON.stringify(name));
  }
});

test('validation data that cannot be used should be refused before the run exists', async () => {
  const store = await memory();
  const datasets = new DatasetRegistry();
  datasets.add(withClasses('train', ['ant', 'bee', 'cat']));
  datasets.add(withClasses('val', ['ant', 'bear', 'bee']));
  const runs = new RunRegistry(datasets, store);
  const spec = (dataset: string) => ({
    dataset: 'train',
    global_batch: 2,
    equivalent_epochs: 1,
    validation: { dataset },
  });
  await assert.rejects(runs.open('a', spec('val')), {
    reason: 'CLASS_MISMATCH',
    message:
      /val has 3 classes and training dataset train has 3; train lacks "bear" \(2 images\); val lacks "cat"; class 1 is "bee" in train and "bear" in val/,
  });
  await assert.rejects(runs.open('a', spec('gone')), { reason: 'UNKNOWN_DATASET' });
  assert.deepEqual(await store.query({ kind: 'runs' }), []);
  assert.equal((await runs.open('a', spec('train'))).created, true);
  await assert.rejects(runs.life.fork('a', 'b', spec('val')), { reason: 'CLASS_MISMATCH' });
  assert.deepEqual(
    (await store.query({ kind: 'runs' })).map(({ name }) => name),
    ['a'],
  );
});

test('a stored run whose validation data has changed should be refused by name too', async () => {
  const store = await memory();
  const datasets = new DatasetRegistry();
  datasets.add(withClasses('train', ['ant', 'bee']));
  datasets.add(withClasses('val', ['bee']));
  const spec = { dataset: 'train', global_batch: 2, equivalent_epochs: 1, validation: { dataset: 'val' } };
  await new RunRegistry(datasets, store).open('a', spec);
  datasets.add(withClasses('val', ['wasp']));
  await assert.rejects(new RunRegistry(datasets, store).open('a', undefined), { reason: 'CLASS_MISMATCH' });
});

test('progress should be checked, and finish the run', async () => {
  const { run } = await registry(await memory()).open('a', { ...SPEC, world_size: 2 });
  await assert.rejects(run.reportProgress({ rank: 2, worldSize: 2, consumedStep: 0, stepSeconds: 0 }), {
    reason: 'INVALID_FIELD',
  });
  await assert.rejects(run.reportProgress({ rank: 0, worldSize: 2, consumedStep: 22, stepSeconds: 0 }), {
    reason: 'INVALID_FIELD',
    message: /22 steps/,
  });
  const report = (rank: number, consumedStep: number, stepSeconds: number) =>
    run.reportProgress({ rank, worldSize: 2, consumedStep, stepSeconds });
  await report(0, 21, Number.NaN);
  assert.equal((await run.status()).consumedStep, undefined);
  await report(1, 11, 1);
  const halfway = await run.status();
  assert.equal(halfway.consumedStep, 11);
  assert.ok(halfway.budgetConsumed > 0 && halfway.budgetConsumed < 1);
  await report(1, 21, 1);
  const { state, budgetConsumed } = await run.status();
  assert.deepEqual([state, budgetConsumed], ['finished', 1]);
});

test('listeners should learn of every report, whichever server of the state it is made at, until they stop', async () => {
  const path = join(work, `${opened.length}.sqlite`);
  const [near, far] = [await SqliteStore.open(path), await SqliteStore.open(path)];
  opened.push(near, far);
  const { run } = await registry(near).open('a', SPEC);
  const { run: elsewhere } = await registry(far).open('a', SPEC);
  let [changes, wake] = [0, (): void => {}];
  const unwatch = run.watch(() => {
    changes += 1;
    wake();
  });
  const until = async (count: number): Promise<void> => {
    while (changes < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const place = { rank: 0, worldSize: 1, stepSeconds: 1 };
  await until(1);
  await run.reportProgress({ ...place, consumedStep: 1 });
  await until(2);
  await elsewhere.reportProgress({ ...place, consumedStep: 2 });
  await until(3);
  unwatch();
  await run.reportProgress({ ...place, consumedStep: 3 });
  assert.equal(changes, 3);
});

test('what one server is told of a run should be what another one goes by', async () => {
  const path = join(work, `${opened.length}.sqlite`);
  const [near, far] = [await SqliteStore.open(path), await SqliteStore.open(path)];
  opened.push(near, far);
  const bad = (index: number) => ({ index, key: `${index}.jpg`, reason: 'x', replacedBy: 'y', step: 0 });
  const { run } = await registry(near).open('a', { ...SPEC, max_bad_samples: 0 });
  const others = registry(far);
  const { run: elsewhere } = await others.open('a', { ...SPEC, max_bad_samples: 1 });
  assert.equal(run.badSamplesAllowed(), 0, 'the run should not have looked yet');
  // A batch that was refused by what this server knew is entered by what the run's spec is now.
  await run.issue(run.plan.planBatch(0, 0, 1), 1, [bad(1)]);
  assert.equal(run.badSamplesAllowed(), 1);
  assert.equal((await elsewhere.status()).ledger.issued, 10);
  await assert.rejects(elsewhere.issue(run.plan.planBatch(1, 0, 1), 1, [bad(2)]), { reason: 'TOO_MANY_BAD_SAMPLES' });
  await assert.rejects(run.checkBadSamples(), { reason: 'TOO_MANY_BAD_SAMPLES', message: /2 bad samples/ });
  await others.open('a', { ...SPEC, max_bad_samples: 7 });
  await run.checkBadSamples();
  assert.equal(run.badSamplesAllowed(), 7);
});

test('no step past the schedule should be planned', async () => {
  const { run } = await registry(await memory()).open('a', SPEC);
  assert.equal(run.plan.planBatch(21, 0, 1).budgetEnd, 1);
  assert.throws(() => run.plan.planBatch(22, 0, 1), { reason: 'STEP_OUT_OF_RANGE', message: /22 steps/ });
});

/** A dataset of names in shards of 10 samples: sample k is in shard k % count, or in shard floor(k / 10). */
function sharded(id: string, count: number, { striped = false } = {}): Dataset {
  const dataset = namesOnly(id, 10 * count);
  const place = (index: number) => ({ object: striped ? index % count : Math.floor(index / 10), offset: 0 });
  return { ...dataset, manifest: Object.assign(dataset.manifest, { objects: { count, length: () => 100 }, place }) };
}

test('windows of shards should need data in shards, and no more of them than there are', async () => {
  const store = await memory();
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('photos', 100));
  datasets.add(sharded('train', 8));
  const runs = new RunRegistry(datasets, store);
  const windows = (shards: number) => ({ shuffle: { scope: 'window', shards } });
  await assert.rejects(runs.open('a', { ...SPEC, dataset: 'photos', ...windows(2) }), {
    reason: 'INVALID_FIELD',
    message: /shuffle\.scope: window needs data in shards, and dataset photos .*leave shuffle out, or write .*tar/,
    metadata: { field: 'shuffle.scope', fields: 'shuffle.scope', value: 'window' },
  });
  await assert.rejects(runs.open('a', { ...SPEC, ...windows(9) }), {
    reason: 'INVALID_FIELD',
    message: /shuffle\.shards: must be at most 8, the number of shards of dataset train \(given: 9\)/,
    metadata: { field: 'shuffle.shards', fields: 'shuffle.shards', value: '9', bound: '8' },
  });
  for (const [shuffle, message] of [
    [{ scope: 'window' }, /shuffle\.shards: must be given with scope window/],
    [{ shards: 4 }, /shuffle\.shards: must be left out with scope global/],
    [{ scope: 'window', shards: 0 }, /shuffle\.shards: .*>=1/],
  ] as const) {
    await assert.rejects(runs.open('a', { ...SPEC, shuffle }), { reason: 'INVALID_FIELD', message });
  }
  assert.deepEqual(await store.query({ kind: 'run', run: 'a' }), undefined);
  const { run } = await runs.open('a', { ...SPEC, ...windows(8) });
  const drawn = Array.from({ length: 8 }, (_, step) => run.plan.planBatch(step, 0, 1).samples).flat();
  assert.equal(new Set(drawn.map(({ index }) => index)).size, 80);
});

test('a run by windows should be bound to its shards, and a run without to its samples only', async () => {
  const store = await memory();
  const open = (dataset: Dataset) => {
    const datasets = new DatasetRegistry();
    datasets.add(dataset);
    return new RunRegistry(datasets, store);
  };
  const windows = { ...SPEC, shuffle: { scope: 'window', shards: 2 } };
  const made = (await open(sharded('train', 8)).open('windows', windows)).run.plan;
  const again = (await open(sharded('train', 8)).open('windows', windows)).run.plan;
  assert.equal(again.scheduleToken, made.scheduleToken);
  // The same samples with the same digest, but spread over the shards in another way.
  await assert.rejects(open(sharded('train', 8, { striped: true })).open('windows', windows), {
    reason: 'MANIFEST_MISMATCH',
  });
  await open(sharded('train', 8)).open('global', SPEC);
  await open(sharded('train', 8, { striped: true })).open('global', { ...SPEC, shuffle: { scope: 'global' } });
});
