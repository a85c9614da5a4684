import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { ComingPlan } from '../../../src/dataset/cache/coming-uses.ts';
import type { CacheControl } from '../../../src/dataset/cache/control.ts';
import { type Dataset, DatasetRegistry } from '../../../src/dataset/dataset.ts';
import { Manifest } from '../../../src/dataset/manifest.ts';
import { describeSource } from '../../../src/dataset/source.ts';
import { RunRegistry } from '../../../src/runs/registry.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { followRank } from '../../../src/server/cache-plan.ts';
import { namesOnly } from '../../support/datasets.ts';

/** A dataset in one shard of a web server that nobody asks. */
function remote(id: string, count: number): Dataset {
  const names = Array.from({ length: count }, (_, k) => Buffer.from(`${k}.jpg`));
  const place = `http://127.0.0.1:9/${id}/`;
  const manifest = Manifest.fromColumns({
    classNames: ['a'],
    labels: new Uint32Array(count),
    sizes: new Uint32Array(count).fill(10),
    nameLengths: Uint16Array.from(names, (name) => name.length),
    names: Buffer.concat(names),
    followLinks: false,
    objects: {
      container: 'tar',
      places: [{ path: place, inode: 0, bornMs: 0 }],
      objects: [{ name: `${id}.tar`, length: 1000 * count }],
      object: new Uint32Array(count),
      offset: Float64Array.from({ length: count }, (_, k) => 1000 * k),
    },
  });
  return { id, manifest, source: describeSource('tar', place, manifest) };
}

test('the cache should be told what a mixture reads of each remote dataset, by the numbers that it has there', async () => {
  const store = await SqliteStore.open(':memory:');
  const datasets = new DatasetRegistry();
  for (const dataset of [remote('far', 30), namesOnly('near', 20), remote('farther', 25)]) datasets.add(dataset);
  const spec = {
    datasets: ['far', 'near', 'farther'].map((id) => ({ id, weight: 1 })),
    ...{ global_batch: 12, world_size: 2, budget: { steps: 5 }, schedule: 'constant' },
  };
  const { run } = await new RunRegistry(datasets, store).open('r', spec);
  const told: { plan: ComingPlan; advanced: number[]; closed: boolean }[] = [];
  const cache: Pick<CacheControl, 'follow'> = {
    follow(plan) {
      const stream = { plan, advanced: [] as number[], closed: false };
      told.push(stream);
      return { advance: (step) => stream.advanced.push(step), close: () => Object.assign(stream, { closed: true }) };
    },
  };
  const followed = followRank(cache as CacheControl, run.plan, { rank: 1, worldSize: 2 }, 0)!;
  assert.deepEqual(
    told.map(({ plan }) => plan.place),
    ['http://127.0.0.1:9/far/', 'http://127.0.0.1:9/farther/'],
  );
  for (let step = 0; step < 5; step += 1) {
    const indices = run.plan.planBatch(step, 1, 2).samples.map(({ index }) => index);
    const [far, farther] = told.map(({ plan }) => [...plan.samplesOf(step)!]);
    assert.deepEqual(
      far,
      indices.filter((index) => index < 30),
    );
    assert.deepEqual(
      farther,
      indices.filter((index) => index >= 50).map((index) => index - 50),
    );
  }
  assert.equal(told[0]!.plan.samplesOf(run.plan.horizon), undefined);
  assert.deepEqual(
    told.map(({ plan }) => plan.locate(7).object),
    ['far.tar', 'farther.tar'],
  );
  followed.advance(3);
  followed.close();
  assert.deepEqual(
    told.map(({ advanced, closed }) => [advanced, closed]),
    [
      [[3], true],
      [[3], true],
    ],
  );
  await store.close();
});
