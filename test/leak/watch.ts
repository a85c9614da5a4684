/** A server and two Python clients whose memory is watched while batches flow. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { startServer } from '../../scripts/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { growth, type Resident } from './trend.ts';

const MIB = 1024 * 1024;
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
/** One batch in this many is leaked if a leak is requested. */
const LEAK_EVERY = 100;
const LARGE_SIDE = 224;
const LARGE_SAMPLES = 64;

/** Bytes of a batch of the client that reads large ones. */
export const BATCH_BYTES = LARGE_SAMPLES * LARGE_SIDE * LARGE_SIDE * 3;

/**
 * Large batches by one long stream into the client's own buffers, and tiny ones, many a second, by streams that end and
 * begin again, each with a ring of shared memory.
 */
const CLIENTS = {
  large: { loader_batches: 0, shared: false, side: LARGE_SIDE, samples: LARGE_SAMPLES },
  tiny: { loader_batches: 1000, shared: true, side: 16, samples: 4 },
} as const;

export interface WatchOptions {
  /** Time before the measurement, and its least duration, in seconds. */
  warmUp: number;
  seconds: number;
  /** Large batches that must be read during the measurement. */
  batches: number;
  /** Time between two samples of the memory, in seconds. */
  interval: number;
  /**
   * Makes freed memory return to the system soon: V8's young generation stays small, and the C library keeps no large
   * blocks. Both vary by tens of MiB anyway, which in a short time may look like a leak.
   */
  steady?: boolean;
  /** Makes the server and the clients leak a batch's memory from time to time. */
  leak?: boolean;
  each?: (line: string) => void;
}

export interface WatchResult {
  /** Growth of each process in bytes, from the warm-up on. */
  growth: Record<'server' | 'large' | 'tiny', number>;
  /** Batches read in that time. */
  batches: Record<'large' | 'tiny', number>;
}

interface Consumer {
  process: ChildProcess;
  batches: number;
}

export function residentBytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const kib = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (kib === undefined) throw new Error(`process ${child.pid} has ended`);
  return Number(kib) * 1024;
}

/** Of glibc: large blocks are mapped and unmapped, one by one. */
const STEADY_ENV = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };
const STEADY_FLAGS = ['--max-semi-space-size=1'];

function consume(address: string, run: keyof typeof CLIENTS, environment: NodeJS.ProcessEnv, leak: boolean): Consumer {
  const { loader_batches, shared, side, samples } = CLIENTS[run];
  const spec = {
    ...{ dataset: 'train', equivalent_epochs: 1e5, global_batch: samples, base_size: side },
    schedule: [{ until: 1, bandwidth: side }],
  };
  const task = { address, run, spec, loader_batches, shared, leak_every: leak ? LEAK_EVERY : 0 };
  const env = { ...environment, PYTHONPATH: here('../../clients/python/src') };
  const args = [here('consumer.py'), JSON.stringify(task)];
  const child = spawn(clientEnvironment(), args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const consumer: Consumer = { process: child, batches: 0 };
  createInterface({ input: child.stdout }).on('line', (line) => {
    consumer.batches = (JSON.parse(line) as { batches: number }).batches;
  });
  return consumer;
}

/** The server and its clients. */
interface Processes {
  server: ChildProcess;
  large: Consumer;
  tiny: Consumer;
}

/** Lets batches flow for a while; returns by how much each process has grown. */
export async function watch(options: WatchOptions): Promise<WatchResult> {
  const { steady = false, leak = false } = options;
  const work = mkdtempSync(join(tmpdir(), 'crescendo-leak-'));
  writeDataset(join(work, 'data'), 60);
  const node = [
    ...(steady ? STEADY_FLAGS : []),
    ...(leak ? ['--import', pathToFileURL(here('leaking-slab.ts')).href] : []),
  ];
  const env = { ...process.env, ...(steady ? STEADY_ENV : {}) };
  // In a file: the ledger grows with the epochs, which here are of 60 samples.
  const state = ['--state', join(work, 'state.sqlite')];
  const children: ChildProcess[] = [];
  try {
    const started = (child: ChildProcess): number => children.push(child);
    const { address, process: server } = await startServer(
      ['--data', `train=${join(work, 'data')}`, '--workers', '2', ...state],
      {
        ...{ node, env, started },
      },
    );
    const [large, tiny] = [consume(address, 'large', env, leak), consume(address, 'tiny', env, leak)];
    children.push(large.process, tiny.process);
    return await measure({ server, large, tiny }, options);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    rmSync(work, { recursive: true, force: true });
  }
}

async function measure({ server, large, tiny }: Processes, options: WatchOptions): Promise<WatchResult> {
  const { warmUp, seconds, batches, interval, each = () => {} } = options;
  const watched = { server, large: large.process, tiny: tiny.process };
  const names = ['server', 'large', 'tiny'] as const;
  const samples: Record<(typeof names)[number], Resident[]> = { server: [], large: [], tiny: [] };
  const start = performance.now();
  let before: WatchResult['batches'] | undefined;
  for (;;) {
    await sleep(interval * 1000);
    const now = (performance.now() - start) / 1000;
    const resident = names.map((name) => residentBytes(watched[name]));
    const shown = names.map((name, k) => `${name} ${(resident[k]! / MIB).toFixed(1)} MiB`).join('  ');
    each(`${now.toFixed(0).padStart(5)} s  ${shown}  batches ${large.batches} large, ${tiny.batches} tiny`);
    // The warm-up ends when every process has used all of its buffers for some time.
    if (now < warmUp || large.batches < 50) continue;
    before ??= { large: large.batches, tiny: tiny.batches };
    for (const [k, name] of names.entries()) samples[name].push({ seconds: now, bytes: resident[k]! });
    const read = { large: large.batches - before.large, tiny: tiny.batches - before.tiny };
    if (now < warmUp + seconds || read.large < batches) continue;
    const grown = { server: growth(samples.server), large: growth(samples.large), tiny: growth(samples.tiny) };
    return { growth: grown, batches: read };
  }
}
