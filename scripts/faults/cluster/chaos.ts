/** What may happen to three servers on one database, their network and their trainers: at random, and one after the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSpec } from '../../../clients/typescript/src/index.ts';
import { PURPOSE, RandomStream } from '../../../src/plan/sampling/random-stream.ts';
import { Cluster as Database } from '../../../test/support/postgres.ts';
import type { Fault, FaultOptions, FaultResult } from '../fault.ts';
import { moment, SERVERS, ServingCluster, type UndisturbedWorld, undisturbedWorld } from './cluster.ts';

/** Faults done to one run, and the milliseconds of a training step. */
const FAULTS_PER_RUN = 10;
const PACE_MS = 20;
/** How long a server stays frozen, the network away or the database down, at most. */
const AWAY_MS = 1500;

/** Does one fault and mends it. */
type Disturbance = (cluster: ServingCluster, random: RandomStream) => Promise<void>;

const anyServer = (random: RandomStream): number => Math.floor(random.nextDouble() * SERVERS);

const killOne: Disturbance = async (cluster, random) => {
  const k = anyServer(random);
  await cluster.servers[k]!.stop('SIGKILL');
  await cluster.advance();
  await cluster.restartServer(k);
};

const stopOne: Disturbance = async (cluster, random) => {
  const k = anyServer(random);
  await cluster.servers[k]!.stop('SIGTERM');
  await cluster.advance();
  await cluster.restartServer(k);
};

const freezeOne: Disturbance = async (cluster, random) => {
  const { process } = cluster.servers[anyServer(random)]!;
  process.kill('SIGSTOP');
  await cluster.advance();
  await moment(random, AWAY_MS);
  process.kill('SIGCONT');
};

/** A way to one server on which nothing arrives any more, and nothing is closed. */
const cutOff: Disturbance = async (cluster, random) => {
  cluster.proxy!.freeze();
  await cluster.advance();
  await moment(random, AWAY_MS);
  cluster.proxy!.thaw();
};

const stopDatabase: Disturbance = async (cluster, random) => {
  cluster.database.stop('immediate');
  await moment(random, AWAY_MS);
  await cluster.database.startAgain();
};

const killTrainer: Disturbance = async (cluster, random) => {
  await cluster.restartTrainer(random.nextDouble() < 0.5 ? 0 : 1);
};

/** The faults of the row `cluster`, of which each trial takes one: servers most often, the database once in ten. */
const MIXTURE: readonly Disturbance[] = [
  ...[killOne, freezeOne, stopOne, cutOff, stopDatabase],
  ...[killOne, freezeOne, killTrainer, freezeOne, killOne],
];

interface Kind {
  /** The disturbances, of which a trial takes the next one. */
  disturbances: readonly Disturbance[];
  /** Whether the longest wait for a batch is part of the result. */
  waits: boolean;
}

/** The run of the scene in a world of two. */
function specOf({ scene }: FaultOptions): RunSpec {
  return { ...scene.spec, worldSize: 2 };
}

async function disturbCluster(options: FaultOptions, { disturbances, waits }: Kind): Promise<FaultResult> {
  const { scene, trials, seed, tell } = options;
  const random = new RandomStream(seed, 0, 0, PURPOSE.crop);
  const spec = specOf(options);
  const undisturbed = await undisturbedWorld(scene, spec);
  const database = new Database();
  const problems: string[] = [];
  const longest: number[] = [];
  let [done, runs] = [0, 0];
  try {
    for (; done < trials; runs += 1) {
      const faults = Math.min(FAULTS_PER_RUN, trials - done);
      const cluster = await ServingCluster.begin(scene, spec, database, PACE_MS);
      try {
        problems.push(...(await disturbRun(cluster, undisturbed, { faults, from: done, disturbances, random })));
        longest.push(...cluster.longestMs);
      } finally {
        cluster.close();
      }
      done += faults;
      tell(`${done} of ${trials}, ${problems.length} problems, longest wait ${Math.max(...longest).toFixed(0)} ms`);
    }
  } finally {
    database.remove();
  }
  const how = `${runs} runs of ${undisturbed.ranks[0]!.length} steps, 2 ranks`;
  const wait = waits ? `; longest wait for a batch ${(Math.max(...longest) / 1000).toFixed(2)} s` : '';
  return { trials: done, problems, summary: problems.length === 0 ? `${how}: same bytes, ledger exact${wait}` : how };
}

async function disturbRun(
  cluster: ServingCluster,
  undisturbed: UndisturbedWorld,
  {
    faults,
    from,
    disturbances,
    random,
  }: { faults: number; from: number; disturbances: readonly Disturbance[]; random: RandomStream },
): Promise<string[]> {
  const steps = undisturbed.ranks[0]!.length;
  for (let k = 0; k < faults; k += 1) {
    // Not in the last tenth, so that the run is not over before the fault.
    await cluster.passed(Math.floor(((k + random.nextDouble()) * 0.9 * steps) / faults));
    await sleep(Math.floor(random.nextDouble() * 2 * PACE_MS));
    await disturbances[(from + k) % disturbances.length]!(cluster, random);
  }
  return await cluster.end(undisturbed);
}

export const CLUSTER: readonly Fault[] = [
  {
    name: 'cluster',
    what:
      'three servers on PostgreSQL: kill -9, SIGSTOP, SIGTERM or a cut-off network of one, immediate stop of the ' +
      'database, kill -9 of a trainer',
    trials: 100,
    run: (options) => disturbCluster(options, { disturbances: MIXTURE, waits: false }),
  },
  {
    name: 'cluster-kill',
    what: 'kill -9 of one server of three',
    trials: 20,
    run: (options) => disturbCluster(options, { disturbances: [killOne], waits: true }),
  },
  {
    name: 'cluster-freeze',
    what: 'SIGSTOP of one server of three',
    trials: 20,
    run: (options) => disturbCluster(options, { disturbances: [freezeOne], waits: true }),
  },
  {
    name: 'cluster-cut-off',
    what: 'a network that forwards nothing to one server of three',
    trials: 20,
    run: (options) => disturbCluster(options, { disturbances: [cutOff], waits: true }),
  },
];
