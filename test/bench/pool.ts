/**
 * Measures how well the pool uses its workers, without gRPC: `node test/bench/pool.ts [--workers 1,2] [--rounds N]
 * [--batches N] [--cold] [--data DIR] [--json FILE]`.
 *
 * Rounds go through all worker counts in turn; the median round counts. In addition to images per second, there are
 * figures that do not change when other programs use the machine's cores (Linux, /proc/self/task): CPU time of the
 * workers and of the main thread for each image, and `idle`, the share of its time in which a worker neither runs nor
 * is ready to run. With --cold the files are dropped from the system's cache before each measurement.
 */
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import koffi from 'koffi';
import { preparePhotos } from '../../scripts/photos.ts';
import { summarize } from '../../src/bench/index.ts';
import { table } from '../../src/cli/table.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { packedLayout } from '../../src/make/layout.ts';
import { WorkerPool } from '../../src/make/workers/pool.ts';
import { programOf } from '../../src/plan/program.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import type { SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { presetRandAugment } from '../../src/spec/presets.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';

const BATCH = 128;
/** Batches that a stream has in flight. */
const AT_ONCE = 3;
const WORK = [
  { bandwidth: 96, magnitude: 0 },
  { bandwidth: 224, magnitude: 9 },
] as const;

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: `1,${availableParallelism()}` },
    rounds: { type: 'string', default: '3' },
    batches: { type: 'string', default: '8' },
    cold: { type: 'boolean', default: false },
    data: { type: 'string' },
    json: { type: 'string' },
  },
});

interface Measured {
  images_per_second: number;
  worker_cpu_ms: number;
  main_cpu_ms: number;
  /** Waits of a worker for each image: for a task, or for a file. */
  waits: number;
  idle: number;
}

interface ThreadTimes {
  cpu: number;
  runnable: number;
  waits: number;
}

/** For each thread of this process, the milliseconds that it ran and was ready to run, and how often it waited. */
function threads(): Map<string, ThreadTimes> {
  const times = new Map<string, ThreadTimes>();
  for (const id of readdirSync('/proc/self/task')) {
    const [cpu, runnable] = readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ').map(Number);
    const status = readFileSync(`/proc/self/task/${id}/status`, 'utf8');
    const waits = Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1]);
    times.set(id, { cpu: cpu! / 1e6, runnable: runnable! / 1e6, waits });
  }
  return times;
}

const photos = values.data ?? (await preparePhotos((message) => console.error(message)));
const { manifest, source } = await openFolder('bench', photos, undefined);
const order = new SampleOrder(manifest.sampleCount, 0);

function planOf({ bandwidth, magnitude }: (typeof WORK)[number]): SamplingPlan {
  return {
    ...{ seed: 0, baseSize: 224, scale: [0.08, 1], ratio: [3 / 4, 4 / 3], interpolation: 'bicubic' },
    ...{ horizontalFlip: 0.5, bandwidth, lowFrequency: 'spectral', dtype: 'uint8', augmentInterpolation: 'random' },
    ...(magnitude === 0 ? {} : { randaugment: presetRandAugment(magnitude) }),
    ...{ mean: IMAGENET_MEAN, std: IMAGENET_STD },
  };
}

/** Drops the photographs from the system's cache. */
function chill(): void {
  const advise = koffi.load(null).func('int posix_fadvise(int, int64_t, int64_t, int)');
  for (let k = 0; k < manifest.sampleCount; k += 1) {
    const file = openSync(join(photos, manifest.key(k)), 'r');
    const dontNeed = 4;
    advise(file, 0, 0, dontNeed);
    closeSync(file);
  }
}

/** Makes batches, some at the same time, from batch `from` on. */
async function make(pool: WorkerPool, plan: SamplingPlan, from: number, count: number): Promise<void> {
  const layout = packedLayout(imageTensor(plan.bandwidth, 'uint8'), BATCH);
  const phase = programOf(plan, false, { batchCrop: false })[0]!;
  const places = Array.from({ length: AT_ONCE }, () => ({ buffer: new SharedArrayBuffer(layout.byteLength), layout }));
  const making: Promise<unknown>[] = [];
  for (let k = 0; k < count; k += 1) {
    if (making.length === AT_ONCE) await making.shift();
    const samples = Array.from({ length: BATCH }, (_, position) => order.at((from + k) * BATCH + position));
    const positions = [...samples.keys()];
    const batch = places[k % AT_ONCE]!;
    making.push(pool.run({ phase, source, plan, samples, positions, batch }));
  }
  await Promise.all(making);
}

async function measure(workers: number, plan: SamplingPlan): Promise<Measured> {
  const pool = new WorkerPool(workers);
  await make(pool, plan, 0, 6 * workers);
  // Each photograph at most once, because it would be warm the second time.
  const count = values.cold ? Math.floor(manifest.sampleCount / BATCH) : Number(values.batches) * workers;
  if (values.cold) chill();
  const [before, start] = [threads(), performance.now()];
  await make(pool, plan, 1000, count);
  const [after, wall] = [threads(), performance.now() - start];
  await pool.close();
  const spent = [...after].map(([id, { cpu, runnable, waits }]) => {
    const old = before.get(id) ?? { cpu: 0, runnable: 0, waits: 0 };
    return { id, cpu: cpu - old.cpu, runnable: runnable - old.runnable, waits: waits - old.waits };
  });
  const main = spent.find(({ id }) => id === String(process.pid))!;
  // The busiest threads are the workers; the others collect garbage and compile.
  const busiest = spent
    .filter((each) => each !== main)
    .sort((a, b) => b.cpu - a.cpu)
    .slice(0, workers);
  const total = (value: (each: ThreadTimes) => number): number => busiest.reduce((sum, each) => sum + value(each), 0);
  const images = count * BATCH;
  return {
    images_per_second: (images / wall) * 1000,
    worker_cpu_ms: total(({ cpu }) => cpu) / images,
    main_cpu_ms: main.cpu / images,
    waits: total(({ waits }) => waits) / images,
    idle: Math.max(0, 1 - total(({ cpu, runnable }) => cpu + runnable) / wall / workers),
  };
}

const counts = values.workers.split(',').map(Number);
const rows: (Measured & { workers: number; bandwidth: number; magnitude: number })[] = [];
for (const work of WORK) {
  const found = new Map<number, Measured[]>(counts.map((workers) => [workers, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const workers of counts) found.get(workers)!.push(await measure(workers, planOf(work)));
  }
  for (const [workers, results] of found) {
    const middle = (value: (each: Measured) => number): number => summarize(results.map(value)).median;
    rows.push({
      ...{ workers, ...work },
      images_per_second: middle((each) => each.images_per_second),
      worker_cpu_ms: middle((each) => each.worker_cpu_ms),
      main_cpu_ms: middle((each) => each.main_cpu_ms),
      waits: middle((each) => each.waits),
      idle: middle((each) => each.idle),
    });
  }
}

const cache = values.cold ? 'files not in the cache' : 'files in the cache';
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores; batches of ${BATCH}, ${cache}; median of ${values.rounds}`,
);
console.log(
  table(
    ['B', 'm', 'workers', 'images/s', 'worker ms/image', 'main ms/image', 'waits/image', 'idle'],
    rows.map((row) => [
      String(row.bandwidth),
      String(row.magnitude),
      String(row.workers),
      row.images_per_second.toFixed(0),
      row.worker_cpu_ms.toFixed(3),
      row.main_cpu_ms.toFixed(4),
      row.waits.toFixed(3),
      `${(100 * row.idle).toFixed(1)} %`,
    ]),
  ),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ pool: rows }, null, 2)}\n`);
