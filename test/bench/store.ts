/**
 * What the store of runs costs the server: `node test/bench/store.ts [STREAMS] [BATCHES_PER_SECOND] [SECONDS]`. Streams
 * enter batches and report progress while a second connection takes the write lock for 100 ms twice a second. Prints
 * commits, latency and the delay of the event loop: idle, with the database in its thread, and with the database in the
 * event loop for comparison. The store may add 5 ms to the delay at the given rate; the row without a rate shows what the
 * store can do, and its event loop has no time to spare. Other programs on the machine add to every row.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { SqliteDatabase } from '../../src/runs/store/sqlite-database.ts';
import type { Command } from '../../src/runs/store/store.ts';

const streams = Number(process.argv[2] ?? 32);
const batchesPerSecond = Number(process.argv[3] ?? 1000);
const seconds = Number(process.argv[4] ?? 5);
const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));

/** Another server that is slow to commit. */
const LOCKER = `
  const { workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(workerData);
  database.exec('PRAGMA busy_timeout = 10000');
  const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  setInterval(() => { database.exec('BEGIN IMMEDIATE'); sleep(100); database.exec('COMMIT'); }, 500);
`;

const run = { name: 'r', spec: '{}', specDigest: 'd', manifestDigest: 'm', engineVersion: '1', createdAt: 0 };
const stages = [{ index: 0, firstStep: 0, steps: 1e9, firstPosition: 0, globalBatch: streams * 64 }];

/** What a stream does for each batch. */
function commands(rank: number, step: number): Command[] {
  const place = { worldSize: streams, rank };
  const deliveries = [{ stage: 0, epoch: 0, samples: 64, replayed: 0 }];
  const report = { ...place, consumedStep: step, stepSeconds: 0.1, stage: 0 };
  return [
    { kind: 'issue-batch', run: 'r', place, step, deliveries, badSamples: [], badSamplesAllowed: 100 },
    { kind: 'report-progress', run: 'r', report, stages, sampleCount: 1_281_167 },
  ];
}

/** Applies a command; a synchronous one stands for a store in the event loop. */
interface Subject {
  apply(command: Command): Promise<unknown>;
  transactions(): number;
  close(): Promise<void>;
}

async function inThread(path: string): Promise<Subject> {
  const store = await SqliteStore.open(path);
  return {
    apply: (command) => store.apply(command),
    transactions: () => store.transactions,
    close: () => store.close(),
  };
}

async function inEventLoop(path: string): Promise<Subject> {
  const database = new SqliteDatabase(path);
  let transactions = 0;
  return {
    apply: async (command) => {
      await turn();
      transactions += 1;
      database.transaction({ writes: true, toDisk: false }, () => database.apply(command));
    },
    transactions: () => transactions,
    close: async () => database.close(),
  };
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

async function measure(name: string, rate: number, open?: (path: string) => Promise<Subject>): Promise<void> {
  const path = join(work, `${name}, ${rate}.sqlite`);
  const subject = await open?.(path);
  await subject?.apply({ kind: 'create-run', run });
  const options = { eval: true, workerData: path, execArgv: ['--disable-warning=ExperimentalWarning'] };
  const locker = subject && new Worker(LOCKER, options);
  await wait(200);
  const latencies: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const begin = performance.now();
  const until = begin + seconds * 1000;
  const stream = async (rank: number): Promise<void> => {
    for (let step = 0; performance.now() < until; step += 1) {
      const due = begin + ((step * streams + rank) * 1000) / rate - performance.now();
      if (due > 0) await wait(due);
      for (const command of commands(rank, step)) {
        const before = performance.now();
        await subject?.apply(command);
        latencies.push(performance.now() - before);
      }
    }
  };
  const commits = subject?.transactions() ?? 0;
  delay.enable();
  if (subject === undefined) await wait(seconds * 1000);
  else await Promise.all(Array.from({ length: streams }, (_, rank) => stream(rank)));
  delay.disable();
  const made = (subject?.transactions() ?? 0) - commits;
  await locker?.terminate();
  await subject?.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): string => milliseconds(latencies[Math.floor(share * (latencies.length - 1))] ?? 0);
  const load = subject
    ? `${Math.round(latencies.length / seconds)} entries/s in ${Math.round(made / seconds)} commits/s, ` +
      `latency p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}; `
    : '';
  console.log(
    `${name}: ${load}event loop delay p99 ${milliseconds(delay.percentile(99) / 1e6)}, ` +
      `max ${milliseconds(delay.max / 1e6)}`,
  );
}

await measure('idle', 0);
await measure('in a thread', batchesPerSecond, inThread);
await measure('in the event loop', batchesPerSecond, inEventLoop);
await measure('in a thread, as fast as it goes', Number.POSITIVE_INFINITY, inThread);
rmSync(work, { recursive: true });
