import { setTimeout as sleep } from 'node:timers/promises';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { growth, type Resident } from '../../test/leak/trend.ts';
import { ALLOWED_BYTES } from '../../test/leak/verdict.ts';
import { residentBytes } from '../../test/leak/watch.ts';
import { Scene } from './scene.ts';
import { type Actor, SoakCast } from './soak-cast.ts';
import { StepComparison } from './step-comparison.ts';

/** Seconds between two samples of the memory. */
const SAMPLE_SECONDS = 10;
/** Seconds between two faults, on average. */
const FAULT_SECONDS = 20;
/** The share of the time at the beginning in which buffers and heaps reach their size. */
const WARM_UP = 0.2;

export interface SoakResult {
  /** Of each process that is never ended: by how much it has grown after the warm-up, and its mean size. */
  growth: { name: string; bytes: number; mean: number }[];
  /** Seconds over which growth was measured. */
  seconds: number;
  /** How often each fault was done. */
  faults: Record<string, number>;
  /** Steps of which all trainers had the same bytes. */
  steps: number;
  problems: string[];
}

export interface SoakOptions {
  seconds: number;
  seed: number;
  tell: (line: string) => void;
}

/** Runs the whole cast for a time, does faults to the part of it that may be ended, and compares what all have got. */
export async function soak({ seconds, seed, tell }: SoakOptions): Promise<SoakResult> {
  const scene = new Scene();
  const comparison = new StepComparison();
  const cast = new SoakCast(scene, comparison, new RandomStream(seed, 0, 0, PURPOSE.crop));
  const over = { over: false };
  try {
    await cast.begin();
    const faults: Record<string, number> = {};
    const failures: string[] = [];
    const disturbing = disturbUntil(over, cast, faults).catch((error: unknown) => {
      failures.push(`a fault could not be done: ${String(error)}`);
    });
    const stop = (): boolean => failures.length > 0 || cast.problems().length > 0;
    const show = (line: string): void => tell(`${line}  ${comparison.summary()}`);
    const samples = await watch(cast.lasting(), seconds, show, stop);
    over.over = true;
    await disturbing;
    const grown = [...samples]
      .filter(([, resident]) => resident.length > 1)
      .map(([name, resident]) => {
        const mean = resident.reduce((sum, { bytes }) => sum + bytes, 0) / resident.length;
        return { name, bytes: growth(resident), mean };
      });
    const leaks = grown
      .filter(({ bytes }) => bytes > ALLOWED_BYTES)
      .map(({ name, bytes }) => `${name} has grown by ${Math.round(bytes / 2 ** 20)} MiB`);
    const problems = [...failures, ...cast.problems(), ...comparison.problems, ...leaks];
    return { growth: grown, seconds: seconds * (1 - WARM_UP), faults, steps: comparison.compared, problems };
  } finally {
    over.over = true;
    cast.end();
    scene.close();
  }
}

async function disturbUntil(over: { over: boolean }, cast: SoakCast, faults: Record<string, number>): Promise<void> {
  while (!over.over) {
    await sleep(2 * FAULT_SECONDS * 1000 * cast.random.nextDouble());
    if (over.over) return;
    const name = await cast.disturb();
    faults[name] = (faults[name] ?? 0) + 1;
  }
}

/** The resident memory of the processes that are never ended, after the warm-up; until the time is over or `stop` says so. */
async function watch(
  actors: readonly Actor[],
  seconds: number,
  tell: (line: string) => void,
  stop: () => boolean,
): Promise<Map<string, Resident[]>> {
  const samples = new Map<string, Resident[]>(actors.map(({ name }) => [name, []]));
  const start = performance.now();
  for (;;) {
    await sleep(SAMPLE_SECONDS * 1000);
    // A process that has ended has no memory, and a trainer that has failed is a result.
    if (stop()) return samples;
    const now = (performance.now() - start) / 1000;
    const shown: string[] = [];
    for (const { name, process } of actors) {
      const bytes = residentBytes(process);
      if (now >= WARM_UP * seconds) samples.get(name)!.push({ seconds: now, bytes });
      shown.push(`${name} ${(bytes / 2 ** 20).toFixed(0)} MiB`);
    }
    tell(`${now.toFixed(0).padStart(6)} s  ${shown.join('  ')}`);
    if (now >= seconds) return samples;
  }
}
