/**
 * How the pool shares its workers between streams: `node test/bench/fairness.ts [--seconds N] [--workers N]`.
 *
 * A stream with batches of 64 runs alone, then beside one of 512, beside one of 16,384, and beside three of 512. Printed are
 * its images per second, its share of what it has alone, and its longest wait for a batch; and the images per second of all
 * streams together, against one stream of 512 alone. Streams have two batches in the making.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { preparePhotos } from '../../scripts/photos.ts';
import { table } from '../../src/cli/table.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { packedLayout } from '../../src/make/layout.ts';
import { WorkerPool } from '../../src/make/workers/pool.ts';
import { programOf } from '../../src/plan/program.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import type { SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

const SIDE = 96;
const AT_ONCE = 2;
const PLAN: SamplingPlan = {
  ...{ seed: 0, baseSize: 224, scale: [0.08, 1], ratio: [3 / 4, 4 / 3], interpolation: 'bicubic' },
  ...{ horizontalFlip: 0.5, bandwidth: SIDE, lowFrequency: 'spectral', dtype: 'uint8', augmentInterpolation: 'random' },
  ...{ mean: IMAGENET_MEAN, std: IMAGENET_STD },
};

const photos = await preparePhotos((message) => console.error(message));
const { manifest, source } = await openFolder('fairness', photos, undefined);
const order = new SampleOrder(manifest.sampleCount, 0);
const phase = programOf(PLAN, false, { batchCrop: false })[0]!;

interface Measured {
  imagesPerSecond: number;
  longestWaitMs: number;
}

/** Asks for batches, one after the other, until the time is over. */
async function runStream(pool: WorkerPool, batchSize: number, until: number): Promise<Measured> {
  const layout = packedLayout(imageTensor(SIDE, 'uint8'), batchSize);
  const share = { stream: {}, weight: 1 };
  const abandoned = new AbortController();
  const make = (step: number): Promise<unknown> => {
    const samples = Array.from({ length: batchSize }, (_, k) => order.at(step * batchSize + k));
    const batch = { buffer: new SharedArrayBuffer(layout.byteLength), layout };
    const job = { phase, source, plan: PLAN, samples, positions: [...samples.keys()], batch, share };
    return pool.run({ ...job, signal: abandoned.signal });
  };
  const making = Array.from({ length: AT_ONCE }, (_, step) => make(step));
  let [images, longest, last] = [0, 0, performance.now()];
  const start = last;
  for (let step = AT_ONCE; ; step += 1) {
    const timeout = new Promise<'over'>((resolve) =>
      setTimeout(resolve, Math.max(0, until - performance.now()), 'over'),
    );
    const ended = await Promise.race([making.shift()!, timeout]);
    const now = performance.now();
    longest = Math.max(longest, now - last);
    if (ended === 'over') break;
    images += batchSize;
    last = now;
    making.push(make(step));
  }
  abandoned.abort(new Error('the time is over'));
  await Promise.allSettled(making);
  return { imagesPerSecond: images / ((performance.now() - start) / 1000), longestWaitMs: longest };
}

async function measure(batches: readonly number[]): Promise<Measured[]> {
  const pool = new WorkerPool(Number(values.workers));
  // The workers compile their code.
  await runStream(pool, 64, performance.now() + 2000);
  const until = performance.now() + 1000 * Number(values.seconds);
  const results = await Promise.all(batches.map((batch) => runStream(pool, batch, until)));
  await pool.close();
  return results;
}

const [alone] = await measure([64]);
const rows = [['64 alone', alone!.imagesPerSecond.toFixed(0), '1.00', `${alone!.longestWaitMs.toFixed(0)} ms`, '1.0']];
for (const others of [[512], [16_384], [512, 512, 512]]) {
  const [small] = await measure([64, ...others]);
  rows.push([
    `64 beside ${others.join(', ')}`,
    small!.imagesPerSecond.toFixed(0),
    (small!.imagesPerSecond / alone!.imagesPerSecond).toFixed(2),
    `${small!.longestWaitMs.toFixed(0)} ms`,
    (small!.longestWaitMs / alone!.longestWaitMs).toFixed(1),
  ]);
}
const [single] = await measure([512]);
const two = await measure([512, 512]);
const together = two.reduce((sum, { imagesPerSecond }) => sum + imagesPerSecond, 0);
console.log(`${cpus()[0]?.model}, ${values.workers} workers, B = ${SIDE}`);
console.log(table(['stream', 'images/s', 'of its own', 'longest wait', 'of its own'], rows));
console.log(
  `two streams of 512 together: ${together.toFixed(0)} images/s, ${(together / single!.imagesPerSecond).toFixed(2)} of one alone`,
);
