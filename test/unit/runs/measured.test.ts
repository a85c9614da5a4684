import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import type { Run } from '../../../src/runs/run.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { details } from '../../../src/runs/summary.ts';
import { namesOnly } from '../../support/datasets.ts';
import { newToyState, ToyStore } from '../../support/toy-store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-measured-'));
afterAll(() => rmSync(work, { recursive: true }));

const SPEC = {
  dataset: 'train',
  global_batch: 8,
  world_size: 2,
  base_size: 64,
  // Steps of 0.5 s and more: some hundred of them.
  budget: { wall_hours: 0.03 },
  schedule: {
    stages: [
      { until: 0.4, bandwidth: 32 },
      { until: 0.7, bandwidth: 48 },
      { until: 1, bandwidth: 64 },
    ],
  },
};

/** Three servers, each with a store of its own for one state. */
async function servers(open: () => Promise<RunStore>): Promise<{ runs: Run[]; close: () => Promise<unknown> }> {
  const stores = await Promise.all([0, 1, 2].map(open));
  const opened = stores.map((store) => {
    const datasets = new DatasetRegistry();
    datasets.add(namesOnly('train', 100));
    return new RunRegistry(datasets, store).open('r', SPEC);
  });
  const runs = (await Promise.all(opened)).map(({ run }) => run);
  return { runs, close: () => Promise.all(stores.map((store) => store.close())) };
}

let files = 0;

/** @param newState makes an empty state and returns what opens a store of it */
async function race(newState: () => () => Promise<RunStore>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.nat(1000)),
      fc.array(fc.double({ min: 0.2, max: 2, noNaN: true }), { minLength: 20, maxLength: 20 }),
      async (choices, seconds) => {
        const pick = (n: number): number => choices.next().value! % n;
        const { runs, close } = await servers(newState());
        /** Everything that any server has ever said about a step. */
        const served = new Map<number, string>();
        const serve = (run: Run): void => {
          const step = run.plan.horizon - 1 - pick(Math.min(8, run.plan.horizon));
          const { stage, samples, budgetStart } = run.plan.planBatch(step, 0, 2);
          const said = JSON.stringify([stage.index, stage.bandwidth, stage.budgetEnd, budgetStart, samples]);
          assert.equal(served.get(step) ?? said, said, `step ${step}`);
          served.set(step, said);
        };
        // Reports of each rank in order, but each to any of the servers, late, repeated and mixed up.
        const waiting: { rank: number; step: number }[] = [];
        const next = [0, 0];
        for (let turn = 0; turn < 20_000; turn += 1) {
          serve(runs[pick(3)]!);
          const rank = pick(2);
          const known = Math.max(...runs.map((run) => run.plan.horizon));
          if (next[rank]! < known) {
            waiting.push({ rank, step: next[rank]! });
            next[rank]! += 1;
          }
          if (waiting.length > pick(6)) {
            const at = pick(waiting.length);
            const { rank: of, step } = waiting[at]!;
            if (pick(4) > 0) waiting.splice(at, 1);
            const run = runs[pick(3)]!;
            // A server learns about steps that others have decided when a report or a waiting stream makes it check.
            await run.advanceSchedule();
            await run.reportProgress({ rank: of, worldSize: 2, consumedStep: step, stepSeconds: seconds[step % 20]! });
          }
          if (
            runs.some((run) => run.plan.totalSteps !== undefined && next.every((n) => n >= run.plan.horizon)) &&
            waiting.length === 0
          )
            break;
        }
        for (const run of runs) await run.advanceSchedule();
        const tables = runs.map((run) => JSON.stringify(run.plan.stages));
        assert.equal(new Set(tables).size, 1);
        assert.ok(
          runs.every((run) => run.plan.totalSteps === runs[0]!.plan.horizon),
          'the run should have come to its end',
        );
        for (const run of runs) for (let k = 0; k < 20; k += 1) serve(run);
        assert.deepEqual([...new Set(runs[0]!.plan.stages.map((stage) => stage.index))], [0, 1, 2]);
        await close();
      },
    ),
    { numRuns },
  );
}

test('racing servers should decide each boundary once, and no served step change its stage', async () => {
  await race(() => {
    const state = newToyState();
    return async () => new ToyStore(state);
  }, 15);
});

test('servers that race with their own connections to one state file should agree as well', async () => {
  await race(() => {
    files += 1;
    const path = join(work, `${files}.sqlite`);
    return () => SqliteStore.open(path);
  }, 3);
});

test('a measured run should tell its costs, refuse reports without times, and end where its hours do', async () => {
  const path = join(work, 'one.sqlite');
  const store = await SqliteStore.open(path);
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const { run } = await new RunRegistry(datasets, store).open('r', { ...SPEC, world_size: 1 });
  assert.equal(run.plan.totalSteps, undefined);
  assert.deepEqual(
    run.plan.stageTable.map(({ steps, open }) => [steps, open]),
    [
      [16, true],
      [0, true],
      [0, true],
    ],
  );
  const place = { rank: 0, worldSize: 1 };
  await assert.rejects(run.reportProgress({ ...place, consumedStep: 0, stepSeconds: 0 }), {
    reason: 'INVALID_FIELD',
    message: /step_seconds must be above 0 \(given: 0\)/,
  });
  let elapsed = 0;
  for (let step = 0; step < run.plan.horizon; step += 1) {
    const { bandwidth } = run.plan.planBatch(step, 0, 1).stage;
    const stepSeconds = 0.1 + (bandwidth / 64) ** 2;
    elapsed += stepSeconds;
    await run.reportProgress({ ...place, consumedStep: step, stepSeconds });
  }
  const { state, budgetConsumed, costs } = await run.status();
  assert.deepEqual([state, budgetConsumed], ['finished', 1]);
  assert.ok(Math.abs(elapsed - 108) < 2, `${elapsed} of 108 s`);
  assert.deepEqual(
    costs.map(({ side, model }) => [side, model]),
    [
      [32, 0.25],
      [48, 0.5625],
      [64, 1],
    ],
  );
  assert.ok(Math.abs(costs[0]!.relative - 0.35 / 1.1) < 1e-9);
  const stored = await store.query({ kind: 'run', run: 'r' });
  assert.equal((await details(store, stored!, 10)).finished, true);
  await store.close();
});

/**
 * Trains a run to its end.
 *
 * @param secondsOf duration of a step, from its side and its place in its stage
 * @returns the steps of each stage, and the relative costs at the end
 */
async function trained(
  budget: object,
  secondsOf: (side: number, place: number) => number,
  store: RunStore = new ToyStore(),
): Promise<{ steps: Record<number, number>; relative: number[] }> {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const { budget: _hours, ...spec } = SPEC;
  const { run } = await new RunRegistry(datasets, store).open('r', { ...spec, ...budget, world_size: 1 });
  const steps: Record<number, number> = {};
  for (let step = 0; step < run.plan.horizon; step += 1) {
    const { index, bandwidth } = run.plan.planBatch(step, 0, 1).stage;
    const place = steps[index] ?? 0;
    steps[index] = place + 1;
    const stepSeconds = secondsOf(bandwidth, place);
    await run.reportProgress({ rank: 0, worldSize: 1, consumedStep: step, stepSeconds });
  }
  const { state, costs } = await run.status();
  assert.equal(state, 'finished');
  return { steps, relative: costs.map(({ relative }) => relative) };
}

const steady = (side: number): number => 0.1 + (side / 64) ** 2;
/** A minute and a half of torch.compile at each new side. */
const compiling = (side: number, place: number): number => [90, 30, 5][place] ?? steady(side);

test('a measured cost should not count the first steps of a stage, in which a trainer compiles', async () => {
  const budget = { equivalent_epochs: 4, cost: 'measured' };
  const calm = await trained(budget, steady);
  const compiled = await trained(budget, compiling);
  assert.deepEqual(compiled.steps, calm.steps);
  assert.deepEqual(
    compiled.relative.map((cost) => cost.toFixed(6)),
    [0.35 / 1.1, 0.6625 / 1.1, 1].map((cost) => cost.toFixed(6)),
  );
  const path = join(work, 'first.sqlite');
  const store = await SqliteStore.open(path);
  assert.deepEqual(await trained(budget, compiling, store), compiled);
  await store.close();
});

test('a budget in hours should count every step, and end where its hours do', async () => {
  let elapsed = 0;
  await trained({ budget: { wall_hours: 0.3 } }, (side, place) => {
    const seconds = compiling(side, place);
    elapsed += seconds;
    return seconds;
  });
  assert.ok(Math.abs(elapsed - 1080) < 2, `${elapsed} of 1080 s`);
});

test('where nothing but first steps is known, they should count', async () => {
  // A trainer that reports every eighth step: its first report covers the first steps.
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const { run } = await new RunRegistry(datasets, new ToyStore()).open('r', { ...SPEC, world_size: 1 });
  const place = { rank: 0, worldSize: 1 };
  await run.reportProgress({ ...place, consumedStep: 0, stepSeconds: 0.5 });
  await run.reportProgress({ ...place, consumedStep: 8, stepSeconds: 0.5 });
  assert.ok(run.plan.horizon > 16, `${run.plan.horizon} steps are decided`);
});

test('a state file whose step times are not divided should be taken over', async () => {
  const path = join(work, 'older.sqlite');
  const older = await SqliteStore.open(path);
  await trained({ equivalent_epochs: 4, cost: 'measured' }, steady, older);
  const query = { kind: 'step-times', run: 'r' } as const;
  const before = await older.query(query);
  await older.close();
  const database = new DatabaseSync(path);
  database.exec('DROP TABLE first_step_times');
  database.close();
  const store = await SqliteStore.open(path);
  const undivided = before.map((times) => ({ ...times, firstSteps: 0, firstSeconds: 0 }));
  assert.deepEqual(await store.query(query), undivided);
  await store.close();
});
