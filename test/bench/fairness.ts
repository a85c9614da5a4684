/**
 * How the pool shares its workers between streams: `node test/bench/fairness.ts [--seconds N] [--rounds N] [--workers N]`.
 *
 * Streams are always busy: each has two batches in the making. Printed are, of each group of N streams:
 * - each stream's images as a part of 1/N of all, and the least of these without fair queueing, where batches are made in the
 *   order in which they were asked for;
 * - the longest time between two batches of the first stream, as a multiple of the longest that it has alone: in milliseconds,
 *   and in images that the workers have made for all streams meanwhile, which other programs on the machine do not change;
 * - images per second of all together, and these and the images per second of the processor as a part of what they are
 *   without fair queueing.
 * With and without are measured by turns; medians of the rounds are printed.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import { preparePhotos } from '../../scripts/photos.ts';
import { table } from '../../src/cli/table.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { packedLayout, sampleOf } from '../../src/make/layout.ts';
import { type PhaseJob, WorkerPool } from '../../src/make/workers/pool.ts';
import type { PhaseTask } from '../../src/make/workers/task.ts';
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

/** Images that the workers have made so far, for all streams. */
let made = 0;
const { run } = Piscina.prototype;
Piscina.prototype.run = function (this: Piscina, task: PhaseTask, ...rest) {
  const result = run.call(this, task, ...rest);
  const count = (): void => {
    made += task.positions.length / task.workers;
  };
  result.then(count, count);
  return result;
};

/** A moment, in both clocks. */
interface Moment {
  ms: number;
  images: number;
}

const now = (): Moment => ({ ms: performance.now(), images: made });

interface Measured {
  /** When its whole batches were done, after when it began. */
  moments: Moment[];
  /** Batches that are not whole. */
  unfinished: PhaseJob[];
}

/** Images of a batch that was given up. */
function imagesIn({ batch: { buffer, layout }, samples }: PhaseJob): number {
  const empty = Buffer.alloc(sampleOf(buffer, layout.tensors[0], 0).length);
  return samples.filter((_, k) => !empty.equals(sampleOf(buffer, layout.tensors[0], k))).length;
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
  const moments = [now()];
  try {
    for (let step = AT_ONCE; ; step += 1) {
      await making[0]!.done;
      making.shift();
      moments.push(now());
      making.push(make(step));
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
  await Promise.allSettled(making.map(({ done }) => done));
  return { moments, unfinished: making.map(({ job }) => job) };
}

interface Group {
  /** Of each stream, its images as a part of 1/N of all. */
  parts: number[];
  imagesPerSecond: number;
  /** Of all threads of the process. */
  cpuMsPerImage: number;
  /** The most between two batches of the first stream. */
  gap: Moment;
}

async function measure(batches: readonly number[], fair: boolean): Promise<Group> {
  const pool = new WorkerPool(Number(values.workers));
  // The workers compile their code.
  const warm = new AbortController();
  setTimeout(() => warm.abort(new Error('warm')), 1500);
  await runStream(pool, 64, {}, warm.signal);
  const over = new AbortController();
  const [start, cpu] = [now(), process.cpuUsage()];
  setTimeout(() => over.abort(new Error('the time is over')), 1000 * Number(values.seconds));
  const all = {};
  const streams = await Promise.all(batches.map((batch) => runStream(pool, batch, fair ? {} : all, over.signal)));
  const [end, { user, system }] = [now(), process.cpuUsage(cpu)];
  await pool.close();
  const images = streams.map(
    ({ moments, unfinished }, k) =>
      (moments.length - 1) * batches[k]! + unfinished.reduce((sum, job) => sum + imagesIn(job), 0),
  );
  const total = images.reduce((sum, count) => sum + count, 0);
  // Without fair queueing, the first stream may wait until the end.
  const moments = [...streams[0]!.moments, ...(streams[0]!.moments.length < 3 ? [end] : [])];
  const gap = (clock: keyof Moment): number =>
    Math.max(...moments.slice(1).map((moment, k) => moment[clock] - moments[k]![clock]));
  return {
    parts: images.map((count) => (count / total) * batches.length),
    imagesPerSecond: (1000 * total) / (end.ms - start.ms),
    cpuMsPerImage: (user + system) / 1000 / total,
    gap: { ms: gap('ms'), images: gap('images') },
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
  const of = (groups: readonly Group[], value: (group: Group) => number): number => median(groups.map(value));
  const gap = (groups: readonly Group[], clock: keyof Moment): string => {
    const times = of(groups, (group) => group.gap[clock]) / of(alone, (group) => group.gap[clock]);
    return batches[0] === GROUPS[0]![0] ? times.toFixed(1) : '';
  };
  rows.push([
    batches.join(', '),
    batches.map((_, k) => of(fair, ({ parts }) => parts[k]!).toFixed(2)).join(', '),
    of(fifo, ({ parts }) => Math.min(...parts)).toFixed(2),
    `${of(fair, (group) => group.gap.ms).toFixed(0)} ms`,
    gap(fair, 'ms'),
    of(fair, (group) => group.gap.images).toFixed(0),
    gap(fair, 'images'),
    gap(fifo, 'images'),
    of(fair, ({ imagesPerSecond }) => imagesPerSecond).toFixed(0),
    median(fair.map(({ imagesPerSecond }, k) => imagesPerSecond / fifo[k]!.imagesPerSecond)).toFixed(2),
    median(fair.map(({ cpuMsPerImage }, k) => fifo[k]!.cpuMsPerImage / cpuMsPerImage)).toFixed(2),
  ]);
}
console.log(`${cpus()[0]?.model}, ${values.workers} workers, B = ${SIDE}, load ${loadavg()[0]!.toFixed(1)}`);
const gaps = ['longest gap', 'of alone', 'in images', 'of alone', 'FIFO'];
console.log(table(['batches', 'parts of 1/N', 'least, FIFO', ...gaps, 'images/s', 'of FIFO', 'per CPU s'], rows));
