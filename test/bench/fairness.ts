/**
 * How the pool shares its workers between streams: `node test/bench/fairness.ts [--seconds N] [--rounds N] [--workers N]`.
 *
 * Streams are always busy: each has two batches in the making. Printed are, of each group of N streams: each stream's images
 * per second as a part of 1/N of all; the longest time between two batches of the smallest stream, as a multiple of the
 * longest that it has alone; and the images per second of all together, as a part of what they are without fair queueing,
 * where batches are made in the order in which they were asked for. A busy machine disturbs times more than parts; so with
 * and without are measured by turns, medians are printed, and the time between two batches is also given as the images that
 * all streams together got in it, as a multiple of the batch.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { preparePhotos } from '../../scripts/photos.ts';
import { table } from '../../src/cli/table.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { packedLayout, sampleOf } from '../../src/make/layout.ts';
import { type PhaseJob, WorkerPool } from '../../src/make/workers/pool.ts';
import { programOf } from '../../src/plan/program.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import type { SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../src/types.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

const SIDE = 96;
const AT_ONCE = 2;
/** Batch sizes of the streams of each group, the smallest first. */
const GROUPS = [[64], [64, 512], [64, 16_384], [64, 512, 512, 512], [512, 512]];
const PLAN: SamplingPlan = {
  ...{ seed: 0, baseSize: 224, scale: [0.08, 1], ratio: [3 / 4, 4 / 3], interpolation: 'bicubic' },
  ...{ horizontalFlip: 0.5, bandwidth: SIDE, lowFrequency: 'spectral', dtype: 'uint8', augmentInterpolation: 'random' },
  ...{ mean: IMAGENET_MEAN, std: IMAGENET_STD },
};

const photos = await preparePhotos((message) => console.error(message));
const { manifest, source } = await openFolder('fairness', photos, undefined);
const order = new SampleOrder(manifest.sampleCount, 0);
const phase = programOf(PLAN, false, { batchCrop: false })[0]!;

/** Images of streams, by the time at which their batch was done. */
interface Finished {
  at: number;
  images: number;
}

interface Measured {
  /** Whole batches. */
  finished: Finished[];
  /** Images of batches that are not whole. */
  rest: number;
}

/** Images of a batch that was given up. */
function made({ batch: { buffer, layout } }: PhaseJob, batchSize: number): number {
  let count = 0;
  for (let k = 0; k < batchSize; k += 1)
    if (sampleOf(buffer, layout.tensors[0], k).some((byte) => byte !== 0)) count += 1;
  return count;
}

/** Asks for batches, one after the other, until the signal. */
async function runStream(pool: WorkerPool, batchSize: number, stream: object, signal: AbortSignal): Promise<Measured> {
  const layout = packedLayout(imageTensor(SIDE, 'uint8'), batchSize);
  const make = (step: number): { job: PhaseJob; done: Promise<unknown> } => {
    const samples = Array.from({ length: batchSize }, (_, k) => order.at(step * batchSize + k));
    const batch = { buffer: new SharedArrayBuffer(layout.byteLength), layout };
    const share = { stream, weight: 1 };
    const job = { phase, source, plan: PLAN, samples, positions: [...samples.keys()], batch, share, signal };
    const done = pool.run(job);
    // It is waited for later.
    done.catch(() => {});
    return { job, done };
  };
  const making = Array.from({ length: AT_ONCE }, (_, step) => make(step));
  const finished: Finished[] = [];
  try {
    for (let step = AT_ONCE; ; step += 1) {
      await making[0]!.done;
      making.shift();
      finished.push({ at: performance.now(), images: batchSize });
      making.push(make(step));
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
  await Promise.allSettled(making.map(({ done }) => done));
  return { finished, rest: making.reduce((sum, { job }) => sum + made(job, batchSize), 0) };
}

interface Group {
  /** Of each stream, its images as a part of 1/N of all. */
  parts: number[];
  imagesPerSecond: number;
  /** Longest time between two batches of the first stream. */
  gapMs: number;
  /** The most images of all streams between two of its batches, as a multiple of the batch. */
  gapImages: number;
}

async function measure(batches: readonly number[], fair: boolean): Promise<Group> {
  const pool = new WorkerPool(Number(values.workers));
  // The workers compile their code.
  const warm = new AbortController();
  setTimeout(() => warm.abort(new Error('warm')), 1500);
  await runStream(pool, 64, {}, warm.signal);
  const over = new AbortController();
  const start = performance.now();
  setTimeout(() => over.abort(new Error('the time is over')), 1000 * Number(values.seconds));
  const all = {};
  const streams = await Promise.all(batches.map((batch) => runStream(pool, batch, fair ? {} : all, over.signal)));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  const images = streams.map(({ finished, rest }) => rest + finished.reduce((sum, each) => sum + each.images, 0));
  const total = images.reduce((sum, count) => sum + count, 0);
  const times = [start, ...streams[0]!.finished.map(({ at }) => at)];
  const gapMs = Math.max(...times.slice(1).map((at, k) => at - times[k]!), start + 1000 * seconds - times.at(-1)!);
  return {
    parts: images.map((count) => (count / total) * batches.length),
    imagesPerSecond: total / seconds,
    gapMs,
    gapImages: ((gapMs / 1000) * (total / seconds)) / batches[0]!,
  };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const rows: string[][] = [];
let alone: Group[] = [];
for (const batches of GROUPS) {
  const [fair, fifo]: [Group[], Group[]] = [[], []];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    fair.push(await measure(batches, true));
    fifo.push(await measure(batches, false));
  }
  if (batches.length === 1) alone = fair;
  const least = (groups: readonly Group[]): string => median(groups.map(({ parts }) => Math.min(...parts))).toFixed(2);
  const gap = (groups: readonly Group[]): number => median(groups.map(({ gapMs }) => gapMs));
  const rate = (groups: readonly Group[]): number => median(groups.map(({ imagesPerSecond }) => imagesPerSecond));
  rows.push([
    batches.join(', '),
    fair[0]!.parts.map((_, k) => median(fair.map(({ parts }) => parts[k]!)).toFixed(2)).join(', '),
    least(fifo),
    `${gap(fair).toFixed(0)} ms`,
    batches[0] === 64 ? (gap(fair) / gap(alone)).toFixed(1) : '',
    median(fair.map(({ gapImages }) => gapImages)).toFixed(1),
    `${gap(fifo).toFixed(0)} ms`,
    rate(fair).toFixed(0),
    median(fair.map((each, k) => each.imagesPerSecond / fifo[k]!.imagesPerSecond)).toFixed(2),
  ]);
}
const head = [
  'batches',
  'parts of 1/N',
  'least, FIFO',
  'longest gap',
  'of alone',
  'in batches',
  'FIFO',
  'images/s',
  'of FIFO',
];
console.log(`${cpus()[0]?.model}, ${values.workers} workers, B = ${SIDE}, load ${loadavg()[0]!.toFixed(1)}`);
console.log(table(head, rows));
