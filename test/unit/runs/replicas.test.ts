import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { freshSamples } from '../../../src/plan/curriculum/schedule.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import type { RunPlan } from '../../../src/runs/run-plan.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { PRESET_NAMES } from '../../../src/spec/presets.ts';
import type { RunSpecInput } from '../../../src/spec/spec.ts';
import { namesOnly } from '../../support/datasets.ts';
import { ToyStore } from '../../support/toy-store.ts';

/** A server that knows only the contents of the store. */
function replica(store: RunStore, samples: number): RunRegistry {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', samples));
  return new RunRegistry(datasets, store);
}

const WORLDS = [1, 2, 3, 4, 6];
/** A multiple of every world's size. */
const batch = fc.integer({ min: 1, max: 4 }).map((k) => 12 * k);
const side = fc.constantFrom(32, 48, 64);
const ramp = fc.oneof(fc.constantFrom(0, 3, 9), fc.record({ from: fc.nat(9), to: fc.nat(9) }));
const stage = fc.record({ bandwidth: side, global_batch: batch, magnitude: ramp }, { requiredKeys: ['bandwidth'] });
const schedule = fc.oneof(
  fc.constantFrom(...PRESET_NAMES).map((preset) => ({ preset })),
  fc.array(stage, { minLength: 1, maxLength: 5 }).map((parts) => ({
    stages: parts.map((part, k) => ({ randaugment: 'rand-m5', ...part, until: (k + 1) / parts.length })),
  })),
);
const budget = fc.oneof(
  fc.integer({ min: 10, max: 60 }).map((steps) => ({ steps })),
  fc.integer({ min: 200, max: 2000 }).map((samples) => ({ samples })),
  fc.double({ min: 0.5, max: 6, noNaN: true }).map((epochs) => ({ equivalent_epochs: epochs })),
);
const spec = fc.record({
  dataset: fc.constant('train'),
  seed: fc.nat(),
  base_size: fc.constant(64),
  global_batch: batch,
  schedule,
  budget,
}) as fc.Arbitrary<RunSpecInput>;

/** The batch of a step, over all ranks of a world. */
function globalBatch(run: RunPlan, step: number, worldSize: number): string {
  const plans = Array.from({ length: worldSize }, (_, rank) => run.planBatch(step, rank, worldSize));
  const samples = plans.flatMap((plan) => plan.samples.map(({ epoch, index }) => `${epoch}:${index}`));
  const { stage: of, augmentation, budgetStart, budgetEnd } = plans[0]!;
  return JSON.stringify([of.index, augmentation, budgetStart, budgetEnd, samples]);
}

test('any replica, world size and restart should give the same global batches, at every step', async () => {
  await fc.assert(
    fc.asyncProperty(
      spec,
      fc.integer({ min: 12, max: 200 }),
      fc.array(fc.nat(1e6), { maxLength: 4 }),
      async (input, samples, restarts) => {
        const store = new ToyStore();
        const { plan: run } = (await replica(store, samples).open('r', input)).run;
        const expected = Array.from({ length: run.horizon }, (_, step) => globalBatch(run, step, 1));
        for (const [k, pick] of restarts.entries()) {
          const { plan: again } = await replica(store, samples).get('r');
          assert.equal(again.scheduleToken, run.scheduleToken);
          const worldSize = WORLDS[(pick + k) % WORLDS.length]!;
          // The whole tail from the restart on, in a world of another size.
          for (let step = pick % run.horizon; step < run.horizon; step += 1) {
            assert.equal(globalBatch(again, step, worldSize), expected[step]);
          }
        }
        await store.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('no sample should be dropped or repeated within an epoch, where batches straddle epochs and stages', async () => {
  await fc.assert(
    fc.asyncProperty(spec, fc.integer({ min: 12, max: 200 }), async (input, samples) => {
      const store = new ToyStore();
      const { plan: run } = (await replica(store, samples).open('r', input)).run;
      const epochs = new Map<number, Set<number>>();
      let drawn = 0;
      for (let step = 0; step < run.horizon; step += 1) {
        for (const { epoch, index } of run.planBatch(step, 0, 1).samples) {
          const seen = epochs.get(epoch) ?? new Set();
          assert.ok(!seen.has(index), `epoch ${epoch} has sample ${index} twice`);
          epochs.set(epoch, seen.add(index));
          drawn += 1;
        }
      }
      assert.equal(
        drawn,
        run.stages.reduce((sum, s) => sum + s.steps * freshSamples(s), 0),
      );
      const last = Math.max(...epochs.keys());
      for (const [epoch, seen] of epochs) {
        assert.equal(seen.size, epoch < last ? samples : drawn - last * samples, `epoch ${epoch}`);
      }
      await store.close();
    }),
    { numRuns: 100 },
  );
});

test('a step in the middle of 14 million samples should be planned without going through those before it', async () => {
  const store = new ToyStore();
  const datasets = new DatasetRegistry();
  const small = namesOnly('train', 10);
  const manifest = {
    digest: 'x',
    sampleCount: 14_197_122,
    classNames: ['a'],
    key: () => assert.fail('a key was read'),
    label: () => 0,
  };
  datasets.add({ ...small, manifest: manifest as unknown as typeof small.manifest });
  const { plan: run } = (await new RunRegistry(datasets, store).open('r', { dataset: 'train', global_batch: 4096 }))
    .run;
  const step = Math.floor(run.horizon * 0.73);
  const { samples } = run.planBatch(step, 7, 8);
  assert.equal(samples.length, 512);
  assert.ok(samples.every(({ index }) => index >= 0 && index < 14_197_122));
  assert.equal(new Set(samples.map(({ index }) => index)).size, 512);
  await store.close();
});
