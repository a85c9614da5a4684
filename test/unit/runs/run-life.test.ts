import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { budgetFraction, stageAt } from '../../../src/plan/curriculum/schedule.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import { RunLife } from '../../../src/runs/run-life.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { namesOnly } from '../../support/datasets.ts';
import { newToyState, ToyStore } from '../../support/toy-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-life-'));
const opened: RunStore[] = [];
afterAll(async () => {
  for (const store of opened) await store.close();
  rmSync(work, { recursive: true });
});

function registry(store: RunStore, samples = 100): RunRegistry {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', samples));
  return new RunRegistry(datasets, store);
}

const SPEC = { dataset: 'train', global_batch: 10, equivalent_epochs: 1, base_size: 32 };
const MEASURED = { dataset: 'train', global_batch: 10, budget: { wall_hours: 1 }, base_size: 32 };
const first = (consumedStep: number, stepSeconds = 1) => ({ worldSize: 1, rank: 0, consumedStep, stepSeconds });

/** Two servers of one state. */
function replicas(): [RunRegistry, RunRegistry] {
  const state = newToyState();
  return [registry(new ToyStore(state)), registry(new ToyStore(state))];
}

test('a run that was deleted and made anew at another server should be the new one here', async () => {
  const [near, far] = replicas();
  const { run: old } = await near.open('a', SPEC);
  await far.life.delete('a');
  await assert.rejects(near.get('a'), { reason: 'UNKNOWN_RUN' });
  await far.open('a', { ...SPEC, seed: 7 });
  assert.equal((await near.get('a')).spec.seed, 7);
  await assert.rejects(old.reportProgress(first(0)), { reason: 'RUN_CHANGED' });
  await assert.rejects(old.issue(old.plan.planBatch(0, 0, 1), 1, []), { reason: 'RUN_CHANGED' });
});

test('a stream should learn that its run was reset, and nothing of it should count', async () => {
  const [near, far] = replicas();
  const { run } = await near.open('a', MEASURED);
  await run.reportProgress(first(15, 1));
  assert.equal(run.plan.schedule.length, 2, 'the measurement should have decided a second piece');
  const heard = new Promise((resolve) => run.watch((failure) => failure !== undefined && resolve(failure)));
  await far.life.reset('a');
  assert.equal(((await heard) as { reason: string }).reason, 'RUN_CHANGED');
  const again = await near.get('a');
  assert.notEqual(again, run);
  assert.equal(again.plan.schedule.length, 1);
  assert.equal(await again.nextStep(first(0)), 0);
  assert.equal(again.plan.scheduleToken, run.plan.scheduleToken);
});

test('a renamed run should be found under its new name with its progress', async () => {
  const [near, far] = replicas();
  const { run } = await near.open('a', SPEC);
  await run.reportProgress(first(3));
  await far.life.rename('a', 'b');
  await assert.rejects(near.get('a'), { reason: 'UNKNOWN_RUN' });
  assert.equal(await (await near.get('b')).nextStep(first(0)), 4);
  await assert.rejects(near.life.rename('b', 'not a name'), { reason: 'INVALID_FIELD', message: /^to: / });
});

test('an archived run should be hidden and closed until it comes back', async () => {
  const [near, far] = replicas();
  await near.open('a', SPEC);
  await near.open('b', SPEC);
  await far.life.archive('a', true);
  const names = async (archived: boolean) => (await near.life.list({ archived })).map(({ name }) => name);
  assert.deepEqual([await names(false), await names(true)], [['b'], ['a', 'b']]);
  const refused = { reason: 'RUN_ARCHIVED', message: /crescendo runs archive a --undo/ };
  await assert.rejects(near.get('a'), refused);
  await assert.rejects(far.open('a', SPEC), refused);
  assert.equal((await near.get('a', { archived: true })).name, 'a');
  await near.life.archive('a', false);
  assert.equal((await far.open('a', SPEC)).created, false);
});

test('a run that a stream is serving should be refused with who holds it', async () => {
  const [runs] = replicas();
  await runs.open('a', SPEC);
  const release = runs.holders.hold('a', { worldSize: 8, rank: 3, split: 'train', peer: '10.0.0.7:5000' });
  const refused = { reason: 'RUN_IN_USE', message: /rank 3 of 8 \(10\.0\.0\.7:5000\)/ };
  await assert.rejects(runs.life.delete('a'), refused);
  await assert.rejects(runs.life.rename('a', 'b'), refused);
  await assert.rejects(runs.life.reset('a'), refused);
  await assert.rejects(runs.life.archive('a', true), refused);
  assert.equal((await runs.life.fork('a', 'b', undefined)).firstStep, 0, 'a fork leaves the run as it is');
  release();
  await runs.life.delete('a');
});

test('a fork should continue with the same batches, and leave the first run alone', async () => {
  const [runs] = replicas();
  const { run } = await runs.open('a', SPEC);
  await run.reportProgress(first(6));
  const fork = await runs.life.fork('a', 'b', undefined);
  assert.deepEqual([fork.firstStep, fork.differences], [7, []]);
  const copy = await runs.get('b');
  assert.equal(copy.plan.scheduleToken, run.plan.scheduleToken);
  assert.equal(await copy.nextStep(first(0)), 7);
  assert.equal(await copy.nextStep({ worldSize: 2, rank: 1 }), 7);
  assert.equal((await copy.status()).ledger.issued, 0);
  await copy.reportProgress(first(7));
  assert.equal(await run.nextStep(first(0)), 7);
});

test('a fork with another spec should continue at the same share of the budget', async () => {
  const [runs] = replicas();
  const { run } = await runs.open('a', SPEC);
  await assert.rejects(runs.open('a', { ...SPEC, global_batch: 5 }), {
    reason: 'SPEC_MISMATCH',
    message:
      /another name.*crescendo runs delete a.*crescendo runs fork a NEW-NAME --spec FILE --server ADDRESS.*crescendo runs reset a/s,
  });
  for (let consumed = 0; consumed < run.plan.horizon; consumed += 1) {
    await run.reportProgress(first(consumed));
    const name = `b${consumed}`;
    const fork = await runs.life.fork('a', name, { ...SPEC, global_batch: 6, seed: 1 });
    assert.deepEqual(fork.differences, [
      { field: 'seed', before: '0', after: '1' },
      { field: 'global_batch', before: '10', after: '6' },
    ]);
    const { plan } = await runs.get(name);
    const shareBefore = (step: number): number => {
      const stage = stageAt(plan.stages, step);
      return stage === undefined ? 1 : budgetFraction(stage, step);
    };
    assert.equal(await (await runs.get(name)).nextStep(first(0)), fork.firstStep);
    assert.ok(shareBefore(fork.firstStep) >= run.plan.budgetAfter(consumed) - 1e-9, `after step ${consumed}`);
    assert.ok(fork.firstStep === 0 || shareBefore(fork.firstStep - 1) < run.plan.budgetAfter(consumed) - 1e-9);
  }
  // The same spec gives the step that comes next, wherever stages end.
  assert.equal((await runs.life.fork('a', 'same', SPEC)).firstStep, run.plan.horizon);
});

test('a fork should continue at the step of a checkpoint that is older than the progress', async () => {
  const [runs] = replicas();
  const { run } = await runs.open('a', SPEC);
  await run.reportProgress(first(6));
  assert.equal((await runs.life.fork('a', 'copy', undefined, 4)).firstStep, 4);
  assert.equal(await (await runs.get('copy')).nextStep(first(0)), 4);
  const half = { ...SPEC, global_batch: 5 };
  const [late, early] = [await runs.life.fork('a', 'late', half), await runs.life.fork('a', 'early', half, 4)];
  assert.ok(early.firstStep < late.firstStep, `${early.firstStep} and ${late.firstStep}`);
  assert.equal(early.budgetConsumed, run.plan.budgetAfter(3));
  // The state of a loader counts the batch that is being trained, which is not reported yet.
  assert.equal((await runs.life.fork('a', 'ahead', undefined, 8)).firstStep, 8);
  assert.equal((await runs.life.fork('a', 'start', undefined, 0)).budgetConsumed, 0);
  const beyond = run.plan.horizon + 1;
  for (const step of [beyond, -1, 0.5]) {
    await assert.rejects(runs.life.fork('a', 'b', undefined, step), {
      reason: 'INVALID_FIELD',
      message: new RegExp(`step must be .* 0..${run.plan.horizon}, .*\\(given: ${step}\\): next_step`),
    });
  }
});

test('a fork of a measured budget should keep its schedule, and refuse another spec once it has begun', async () => {
  const [runs] = replicas();
  const { run } = await runs.open('a', MEASURED);
  assert.equal((await runs.life.fork('a', 'early', { ...MEASURED, seed: 1 })).firstStep, 0);
  await run.reportProgress(first(15));
  await runs.life.fork('a', 'b', { ...MEASURED, max_bad_samples: 3 });
  const copy = await runs.get('b');
  assert.deepEqual(copy.plan.stages, run.plan.stages);
  assert.deepEqual((await copy.status()).costs, (await run.status()).costs);
  await assert.rejects(runs.life.fork('a', 'c', { ...MEASURED, seed: 1 }), {
    reason: 'INVALID_FIELD',
    message: /another seed.*measured time/,
  });
  const planned = await runs.life.fork('a', 'd', { ...SPEC, seed: 1 });
  assert.ok(planned.firstStep > 0 || run.plan.budgetAfter(15) === 0);
});

test('a fork of a measured budget at an earlier step should have spent the time of the steps before it', async () => {
  const [runs] = replicas();
  // 120 s, of which the first steps of each stage take 5 s and the others 1 s.
  const spec = { ...MEASURED, budget: { wall_hours: 1 / 30 }, schedule: { preset: 'constant' } };
  const { run } = await runs.open('a', spec);
  const train = async (name: string, from: number, to: number): Promise<number> => {
    const trained = await runs.get(name);
    let step = from;
    for (; step < to && step < trained.plan.horizon; step += 1) {
      await trained.reportProgress(first(step, step < 3 ? 5 : 1));
    }
    return step;
  };
  await train('a', 0, 60);
  const fork = await runs.life.fork('a', 'early', undefined, 20);
  assert.equal(fork.firstStep, 20);
  assert.deepEqual((await (await runs.get('early')).status()).costs, (await run.status()).costs);
  const [whole, ended] = [await train('a', 60, Infinity), await train('early', 20, Infinity)];
  assert.ok(Math.abs(whole - 108) <= 2, `${whole} steps`);
  assert.ok(Math.abs(ended - 108) <= 2, `${ended} steps`);
});

test('without datasets only a copy should be possible', async () => {
  const store = await SqliteStore.open(join(work, 'state.sqlite'));
  opened.push(store);
  await registry(store).open('a', SPEC);
  const life = new RunLife(store);
  assert.equal((await life.fork('a', 'b', undefined)).firstStep, 0);
  await assert.rejects(life.fork('a', 'c', SPEC), { message: /--server/ });
  await assert.rejects(life.fork('x', 'c', undefined), { reason: 'UNKNOWN_RUN' });
});

test('a run that cannot be opened should not be left behind', async () => {
  const [runs] = replicas();
  const spec = { ...SPEC, validation: { dataset: 'nowhere' } };
  await assert.rejects(runs.open('a', spec), { reason: 'UNKNOWN_DATASET' });
  assert.deepEqual(await runs.life.list({ archived: true }), []);
});

test('requests that come together should share one run', async () => {
  const [near, far] = replicas();
  await near.open('a', SPEC);
  const [one, two] = await Promise.all([far.get('a'), far.get('a')]);
  assert.equal(one, two);
});
