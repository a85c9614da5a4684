import type { SourceDescriptor } from '../dataset/source.ts';
import { CrescendoError } from '../errors.ts';
import { packedLayout } from '../make/layout.ts';
import { Slab } from '../make/slab.ts';
import { type PhaseJob, WorkerPool } from '../make/workers/pool.ts';
import { programOf } from '../plan/program.ts';
import type { SamplePosition } from '../plan/sampling/position.ts';
import type { SamplingPlan } from '../plan/sampling/recipe.ts';
import { imageTensor } from '../plan/tensors.ts';
import { cpuMilliseconds, type Repetitions, repeat, type Variant } from './repeat.ts';
import { type PoolResult, quartilesOf } from './report.ts';
import type { BenchStage, PlannedStage } from './stage.ts';
import { summarize } from './statistics.ts';

/** Images of one batch. */
const BATCH = 64;
/** The fewest images of a pass for each worker, so that waiting for the last image wastes little of a pass. */
const IMAGES_PER_WORKER = 256;

/** What the workers read: the images that can be decoded, by manifest index. */
export interface PoolData {
  source: SourceDescriptor;
  indices: readonly number[];
}

interface PoolCost {
  images_per_second: number;
  cpu_ms_per_image: number;
}

/**
 * Measures stages in the server's pool of workers, from the files to slots of shared memory: everything but the
 * transport. Pools of all sizes exist at the same time and take turns; waiting threads cost memory but no time.
 *
 * @param workers sizes of the pools; one worker is always measured because the efficiency is relative to it
 * @throws MISSING_SAMPLE if an image changes meanwhile; READ_FAILED
 */
export async function benchPool(
  data: PoolData,
  stages: readonly PlannedStage[],
  workers: readonly number[],
  repetitions: Repetitions,
  onPass?: () => void,
): Promise<PoolResult[]> {
  const sizes = poolSizes(workers);
  const pools = sizes.map((size) => new WorkerPool(size));
  try {
    const cells = stages.flatMap((stage) => pools.map((pool) => ({ stage, pool })));
    // Bounded by the few batches in flight; the server's budget is for a number of streams that is not known in
    // advance.
    const slab = new Slab(Number.POSITIVE_INFINITY);
    const variants = cells.map(({ stage: { plan }, pool }) => batchMaker(pool, slab, plan, data));
    const costs = await repeat(variants, repetitions, onPass);
    return cells.map(({ stage: { stage }, pool }, k) => {
      // The first pool is the one of one worker.
      const alone = costs[k - (k % sizes.length)]!;
      return { ...stage, workers: pool.size, ...poolResult(costs[k]!, alone, pool.size) };
    });
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

/** In rising order, with one worker first. */
export function poolSizes(workers: readonly number[]): number[] {
  return [...new Set([1, ...workers])].sort((a, b) => a - b);
}

type PoolFigures = Omit<PoolResult, keyof BenchStage | 'workers'>;

function poolResult(costs: readonly PoolCost[], alone: readonly PoolCost[], workers: number): PoolFigures {
  const speed = summarize(costs.map((cost) => cost.images_per_second));
  const cpu = summarize(costs.map((cost) => cost.cpu_ms_per_image));
  const busy = summarize(costs.map((cost) => (cost.images_per_second * cost.cpu_ms_per_image) / 1000));
  const efficiency = summarize(
    costs.map((cost, k) => cost.images_per_second / (workers * alone[k]!.images_per_second)),
  );
  return {
    images_per_second: speed.median,
    cpu_ms_per_image: cpu.median,
    cores_busy: busy.median,
    efficiency: efficiency.median,
    quartiles: {
      images_per_second: quartilesOf(speed),
      cpu_ms_per_image: quartilesOf(cpu),
      efficiency: quartilesOf(efficiency),
    },
  };
}

/** Makes the batches of one stage with one pool, several at a time, as for a client that takes batches at once. */
function batchMaker(pool: WorkerPool, slab: Slab, plan: SamplingPlan, data: PoolData): Variant<PoolCost> {
  const layout = packedLayout(imageTensor(plan.bandwidth, plan.dtype), BATCH);
  const [phase] = programOf(plan, false, { batchCrop: false });
  const batches = Math.ceil((pool.size * Math.max(IMAGES_PER_WORKER, data.indices.length)) / BATCH);
  // Two tasks for each worker, and a batch that begins while another one ends: no worker waits for work.
  const atOnce = Math.min(batches, 2 + Math.ceil(pool.size / 4));
  return async (pass) => {
    const slots = slab.reserve(layout.byteLength, atOnce);
    const start = performance.now();
    const cpu = await cpuMilliseconds(async () => {
      let next = pass * batches;
      const end = next + batches;
      const make = async (): Promise<void> => {
        for (let batch = next++; batch < end; batch = next++) {
          const slot = slots.take();
          const place = { buffer: slot.buffer, layout };
          await makeBatch(pool, {
            phase: phase!,
            plan,
            batch: place,
            source: data.source,
            samples: batchSamples(data, batch),
          });
          slots.give(slot);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, make));
    });
    const seconds = (performance.now() - start) / 1000;
    slots.close();
    return { images_per_second: (batches * BATCH) / seconds, cpu_ms_per_image: cpu / (batches * BATCH) };
  };
}

/** The images of a batch of the endless stream: every pass over the data is an epoch, with draws of its own. */
function batchSamples({ indices }: PoolData, batch: number): SamplePosition[] {
  return Array.from({ length: BATCH }, (_, k) => {
    const position = batch * BATCH + k;
    return { epoch: Math.floor(position / indices.length), index: indices[position % indices.length]! };
  });
}

async function makeBatch(pool: WorkerPool, job: Omit<PhaseJob, 'positions'>): Promise<void> {
  const { replacements } = await pool.run({ ...job, positions: [...job.samples.keys()] });
  const [replacement] = replacements;
  if (replacement === undefined) return;
  const { reason } = replacement.failed[0]!;
  throw new CrescendoError('MISSING_SAMPLE', `an image changed while the benchmark ran: ${reason}`);
}
