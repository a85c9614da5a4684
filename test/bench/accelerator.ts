/**
 * Accelerator utilisation, as MLPerf Storage defines it: the share of its time that a trainer trains instead of waiting
 * for a batch. The trainer is the Python client with a sleep for each step.
 *
 *     node test/bench/accelerator.ts [--demands 50,70,85,95] [--steps N] [--batch N] [--window N] [--workers N]
 *                                    [--data DIR] [--json FILE]
 *
 * Before and after each demand, a trainer that does not sleep measures the server's capacity in each stage. The trainer
 * between them sleeps as long as a trainer would train that needs the given percentage of the first measurement. If the
 * second measurement no longer covers that demand, other programs took the machine's cores, and the row is not judged
 * (`drift`). All read the same three stages, so all cross their boundaries: `boundary` compares the mean step time of a
 * stage's first steps with that of its others.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { preparePhotos } from '../../scripts/photos.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { startServer } from '../../scripts/server.ts';
import { table } from '../../src/cli/table.ts';

/** The requirement of the MLPerf Storage rules for image classification. */
const UTILISATION_MIN = 0.9;
const STAGES = [
  { bandwidth: 96, randaugment: 'none' },
  { bandwidth: 160, randaugment: 'rand-m4-mstd0.5-inc1' },
  { bandwidth: 224, randaugment: 'rand-m9-mstd0.5-inc1' },
] as const;
const root = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    demands: { type: 'string', default: '50,70,85,95' },
    steps: { type: 'string', default: '40' },
    batch: { type: 'string', default: '128' },
    window: { type: 'string', default: '4' },
    workers: { type: 'string', default: String(availableParallelism()) },
    data: { type: 'string' },
    json: { type: 'string' },
  },
});

function whole(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} must be a whole number of 1 or more (given: ${text})`);
}

const demands = values.demands.split(',').map((text) => whole('demands', text));
const [steps, batch] = [whole('steps', values.steps), whole('batch', values.batch)];
const [window, workers] = [whole('window', values.window), whole('workers', values.workers)];
/** Steps of the run, and of a stage, that count as its beginning: those that were made ahead, and as many again. */
const first = 2 * window;
if (steps < 2 * first) throw new Error(`--steps must be at least ${2 * first} with a window of ${window}`);

interface Step {
  stage: number;
  bandwidth: number;
  images: number;
  waited: number;
  slept: number;
}

interface Row {
  demand_percent: number;
  bandwidth: number;
  /** Images per second that the server can make, and that the trainer would need. */
  capacity: number;
  capacity_after: number;
  demand: number;
  utilisation: number;
  /** Mean step time of the stage's first steps over that of its others. */
  boundary: number;
  longest_wait_ms: number;
}

const spec = {
  dataset: 'train',
  global_batch: batch,
  budget: { steps: steps * STAGES.length },
  schedule: { stages: STAGES.map((stage, k) => ({ ...stage, until: (k + 1) / STAGES.length })) },
};

/** Reads a run of its own to its end. */
function train(address: string, run: string, sleep: readonly number[]): Step[] {
  const task = JSON.stringify({ address, run, spec, window, sleep });
  const env = { ...process.env, PYTHONPATH: `${root}clients/python/src` };
  const script = `${root}test/bench/accelerator.py`;
  const output = execFileSync(clientEnvironment(), [script, task], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.toString()) as Step[];
}

const sum = (from: readonly Step[], value: (step: Step) => number): number =>
  from.reduce((total, step) => total + value(step), 0);
const time = ({ waited, slept }: Step): number => waited + slept;
const meanTime = (from: readonly Step[]): number => sum(from, time) / from.length;

/** The steps of a stage that count, without the first steps of the run. */
function counted(all: readonly Step[], stage: number): Step[] {
  const own = all.filter((step) => step.stage === stage);
  return stage === 0 ? own.slice(first) : own;
}

function row(all: readonly Step[], stage: number, demandPercent: number, capacity: number, capacityAfter: number): Row {
  const own = counted(all, stage);
  return {
    demand_percent: demandPercent,
    bandwidth: own[0]!.bandwidth,
    capacity,
    capacity_after: capacityAfter,
    demand: (capacity * demandPercent) / 100,
    utilisation: sum(own, ({ slept }) => slept) / sum(own, time),
    // The first stage has no boundary before it.
    boundary: stage === 0 ? 1 : meanTime(own.slice(0, first)) / meanTime(own.slice(first)),
    longest_wait_ms: Math.max(...own.map(({ waited }) => waited)) * 1000,
  };
}

const photos = values.data ?? (await preparePhotos((message) => console.error(message)));
const server = await startServer(['--data', `train=${photos}`, '--workers', String(workers)]);

/** Images per second of each stage for a trainer that does not sleep. */
function capacities(run: string): number[] {
  const all = train(server.address, run, [0, 0, 0]);
  return STAGES.map((_, stage) => {
    // Only the stage's own steady state: batches made ahead of a boundary were made during the previous stage.
    const own = all.filter((step) => step.stage === stage).slice(first);
    return sum(own, ({ images }) => images) / sum(own, time);
  });
}

/** `ok`, `LOW`, or `drift` if the server could no longer deliver the demand. */
function verdict({ utilisation, demand, capacity_after: after }: Row): 'ok' | 'LOW' | 'drift' {
  if (utilisation >= UTILISATION_MIN) return 'ok';
  return after < demand ? 'drift' : 'LOW';
}

const rows: Row[] = [];
let before = capacities('capacity');
for (const demand of demands) {
  const sleep = before.map((capacity) => batch / ((capacity * demand) / 100));
  const slept = train(server.address, `demand-${demand}`, sleep);
  const after = capacities(`capacity-after-${demand}`);
  rows.push(...before.map((capacity, stage) => row(slept, stage, demand, capacity, after[stage]!)));
  before = after;
}
await server.stop('SIGTERM');

console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores for server and trainer, ${workers} workers; ` +
    `batches of ${batch}, window ${window}, ${steps} steps a stage`,
);
console.log(
  table(
    ['demand', 'B', 'capacity/s', 'after/s', 'demand/s', 'utilisation', 'boundary', 'longest wait ms', ''],
    rows.map((each) => [
      `${each.demand_percent} %`,
      String(each.bandwidth),
      each.capacity.toFixed(0),
      each.capacity_after.toFixed(0),
      each.demand.toFixed(0),
      `${(100 * each.utilisation).toFixed(1)} %`,
      each.boundary.toFixed(3),
      each.longest_wait_ms.toFixed(1),
      verdict(each),
    ]),
  ),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ accelerator: rows }, null, 2)}\n`);
process.exitCode = rows.some((each) => verdict(each) === 'LOW') ? 1 : 0;
