import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'vitest';
import { DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { engineVersion } from '../../../src/pixels/engine-version.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import type { Run } from '../../../src/runs/run.ts';
import { scheduleToken } from '../../../src/runs/schedule-token.ts';
import type { RunStore } from '../../../src/runs/store/store.ts';
import { namesOnly } from '../../support/datasets.ts';
import { ToyStore } from '../../support/toy-store.ts';

/** A registry over a store, as a server makes it when it starts. */
function start(store: RunStore): RunRegistry {
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  return new RunRegistry(datasets, store);
}

/** The digest of releases before canonical forms: over every field that shapes batches, defaults included. */
function oldDigest(spec: Record<string, unknown>): string {
  const operational = ['max_bad_samples', 'validation', 'world_size'];
  const fields = Object.entries(spec).filter(([name]) => !operational.includes(name));
  const text = JSON.stringify(Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
  return createHash('sha256').update(text).digest('hex');
}

/** What the release before wrote for `{ dataset: train, global_batch: 10, equivalent_epochs: 1, mixing: {} }`. */
const OLD_SPEC: Record<string, unknown> = {
  ...{ dataset: 'train', seed: 0, base_size: 224, schedule: { preset: 'efficienttrain++' }, equivalent_epochs: 1 },
  ...{ cost: 'quadratic', global_batch: 10, world_size: 1, dtype: 'uint8', fidelity: 'exact' },
  ...{ low_frequency: 'spectral', crop: 'server', interpolation: 'bicubic', crop_scale: [0.08, 1] },
  ...{ crop_ratio: [3 / 4, 4 / 3], horizontal_flip: 0.5, randaugment: 'preset', augment_interpolation: 'random' },
  color_jitter: [0, 0, 0],
  mixing: {
    ...{ where: 'server', mode: 'batch', mixup_alpha: 0.8, cutmix_alpha: 1, probability: 1 },
    ...{ switch_probability: 0.5, correct_lambda: true, label_smoothing: 0.1 },
  },
  ...{ mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], max_bad_samples: 100 },
};
const REQUEST = { dataset: 'train', global_batch: 10, equivalent_epochs: 1, mixing: {} };

async function store(spec: Record<string, unknown>): Promise<{ runs: RunStore; digest: string }> {
  const runs = new ToyStore();
  const digest = oldDigest(spec);
  const manifestDigest = namesOnly('train', 100).manifest.digest;
  const row = { name: 'old', spec: JSON.stringify(spec), specDigest: digest, manifestDigest };
  const run = { ...row, engineVersion: engineVersion(), createdAt: 0 };
  await runs.apply({ kind: 'create-run', run });
  return { runs, digest };
}

/** Specs as releases stored them that did not know a field yet, of the run or of a part of it. */
const { crop: _, ...withoutCrop } = OLD_SPEC;
const { label_smoothing: __, ...lessMixing } = OLD_SPEC.mixing as Record<string, unknown>;
const STORED: [name: string, spec: Record<string, unknown>][] = [
  ['with every field of today', OLD_SPEC],
  ['before a field existed', withoutCrop],
  ['before a field of a part existed', { ...OLD_SPEC, mixing: lessMixing }],
];

for (const [name, spec] of STORED) {
  test(`a run stored by an earlier release, ${name}, should be joined and keep its digest and token`, async () => {
    const { runs, digest } = await store(spec);
    const { run, created } = await start(runs).open('old', REQUEST);
    assert.equal(created, false);
    assert.equal(run.plan.specDigest, digest);
    const schedule = JSON.stringify(run.plan.stages);
    const { manifest } = run.plan.dataset;
    const identity = {
      specDigest: digest,
      manifestDigest: manifest.digest,
      engineVersion: run.plan.engineVersion,
      schedule,
    };
    assert.equal(run.plan.scheduleToken, scheduleToken(identity));
    const { plan: again } = (await start(runs).open('old', { ...REQUEST, max_bad_samples: 7 })).run;
    assert.deepEqual([again.specDigest, again.scheduleToken], [digest, run.plan.scheduleToken]);
    assert.equal((await start(runs).get('old')).spec.max_bad_samples, 7);
    await assert.rejects(start(runs).open('old', { ...REQUEST, crop: 'client', mixing: { where: 'client' } }), {
      reason: 'SPEC_MISMATCH',
      message: /crop \(the run has "server", the request "client"\), mixing/,
    });
  });
}

test('a run should be joined with defaults written out that its first request left out', async () => {
  const runs = new ToyStore();
  const { plan: run } = (await start(runs).open('a', REQUEST)).run;
  const { plan: joined } = (await start(runs).open('a', { ...OLD_SPEC })).run;
  assert.deepEqual([joined.specDigest, joined.scheduleToken], [run.specDigest, run.scheduleToken]);
});

/** A measured budget decides the second stage while training, from the spec and not from what was decided before. */
const BY_MICRO_BATCHES = {
  dataset: 'train',
  base_size: 64,
  budget: { wall_hours: 0.03 },
  schedule: {
    stages: [
      { until: 0.5, bandwidth: 32, micro_batch: 8, accumulation: 2 },
      { until: 1, bandwidth: 64, micro_batch: 4, accumulation: 3 },
    ],
  },
};
const batches = ({ plan }: Run): number[] => plan.stageTable.map(({ globalBatch }) => globalBatch);

test('batches that follow from the number of ranks should stay those of the ranks that opened the run', async () => {
  const runs = new ToyStore();
  const registry = start(runs);
  const { run } = await registry.open('a', { ...BY_MICRO_BATCHES, world_size: 2 });
  assert.deepEqual(batches(run), [32, 24]);
  for (const server of [registry, start(runs)]) {
    await assert.rejects(server.open('a', { ...BY_MICRO_BATCHES, world_size: 4 }), {
      reason: 'WORLD_MISMATCH',
      message:
        'world_size 4 does not fit run a: stage 0 has batches of 32 samples, micro_batch 8 * accumulation 2 on 2 ranks, ' +
        'and on 4 ranks they would be of 64: world_size 2 fits; joined without a spec, 4 ranks share batches of 32',
      metadata: { field: 'world_size', value: '4', bound: '2' },
    });
    assert.deepEqual(batches((await server.open('a', undefined)).run), [32, 24]);
  }
  const { run: restarted } = await start(runs).open('a', { ...BY_MICRO_BATCHES, world_size: 2, max_bad_samples: 3 });
  assert.deepEqual(batches(restarted), [32, 24]);
  assert.deepEqual(batches(await start(runs).get('a')), [32, 24]);
  assert.equal(restarted.plan.scheduleToken, run.plan.scheduleToken);
});

test('the batches of a run that an earlier release stored should be those of its decided stages', async () => {
  // That release let a join at 4 ranks replace the world size that the batches had been made with.
  const { spec: parsed } = (await start(new ToyStore()).open('x', { ...BY_MICRO_BATCHES, world_size: 2 })).run;
  const { runs, digest } = await store({ ...parsed, schedule: BY_MICRO_BATCHES.schedule, world_size: 4 });
  const decided = [
    {
      index: 0,
      firstStep: 0,
      steps: 8,
      firstPosition: 0,
      budgetStart: 0,
      budgetEnd: 0.1,
      bandwidth: 32,
      globalBatch: 32,
    },
  ];
  const entry = { sequence: 0, entry: JSON.stringify(decided) };
  await runs.apply({ kind: 'append-schedule', run: 'old', entry });
  const run = await start(runs).get('old');
  assert.deepEqual(batches(run), [32, 24]);
  assert.equal(run.plan.specDigest, digest);
});

test('a world that cannot share the batches should be told the stage and the nearest ones that can', async () => {
  const { plan: run } = (await start(new ToyStore()).open('a', { dataset: 'train', global_batch: 12 })).run;
  assert.throws(() => run.checkRank({ worldSize: 5, rank: 0 }), {
    reason: 'WORLD_MISMATCH',
    message:
      'world_size 5 does not fit run a: schedule.stages.0.global_batch 12 must be a multiple of world_size, 5 in stage 0; ' +
      'world_size 4 or 6 fits',
  });
});
