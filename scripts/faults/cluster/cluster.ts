/** Three servers that share their state in PostgreSQL, and two trainers, a rank each, that read from all of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type RunSpec } from '../../../clients/typescript/src/index.ts';
import { PostgresStore } from '../../../src/runs/store/postgres/postgres.ts';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { RunStore, StoredDelivery } from '../../../src/runs/store/store.ts';
import { type FrozenProxy, frozenProxy } from '../../../test/support/frozen-proxy.ts';
import type { Cluster as Database } from '../../../test/support/postgres.ts';
import type { RunningServer } from '../../server.ts';
import { RUN, type Scene } from '../scene.ts';
import { CLIENTS, type Received, Trainer } from '../trainer.ts';
import { batchProblems, ledgerProblems } from '../verdict.ts';

export const SERVERS = 3;
/** The clients of the ranks: one is Python's, the other one TypeScript's. */
const RANKS = CLIENTS;

/** What the run is when nothing happens to it: the batches of each rank, and the ledger. */
export interface UndisturbedWorld {
  ranks: readonly (readonly string[])[];
  ledger: readonly StoredDelivery[];
}

export class ServingCluster {
  readonly scene: Scene;
  readonly spec: RunSpec;
  readonly database: Database;
  readonly state: string;
  readonly servers: RunningServer[] = [];
  /** The way to the last server, which can be cut off. */
  proxy: FrozenProxy | undefined;
  readonly trainers: Trainer[] = [];
  /** By rank, the batches of trainers that were killed. */
  readonly lives: Received[][][] = RANKS.map(() => []);
  /** By rank, the longest time between two batches, in milliseconds. */
  readonly longestMs: number[] = RANKS.map(() => 0);
  readonly #paceMs: number;
  readonly #checkpoints: readonly string[];

  private constructor(scene: Scene, spec: RunSpec, database: Database, paceMs: number) {
    this.scene = scene;
    this.spec = spec;
    this.database = database;
    this.state = database.address();
    this.#paceMs = paceMs;
    this.#checkpoints = RANKS.map((client) => scene.newPath(`${client}.checkpoint`));
  }

  static async begin(scene: Scene, spec: RunSpec, database: Database, paceMs: number): Promise<ServingCluster> {
    const cluster = new ServingCluster(scene, spec, database, paceMs);
    for (let k = 0; k < SERVERS; k += 1) cluster.servers.push(await cluster.#start('127.0.0.1:0'));
    cluster.proxy = await frozenProxy(cluster.servers.at(-1)!.address);
    const client = connect(cluster.servers[0]!.address);
    await client.openRun(RUN, spec);
    client.close();
    for (let rank = 0; rank < RANKS.length; rank += 1) cluster.trainers.push(cluster.#trainer(rank, false));
    return cluster;
  }

  /** The addresses as trainers get them. */
  get addresses(): string {
    return [...this.servers.slice(0, -1).map(({ address }) => address), this.proxy!.address].join(',');
  }

  /** Starts a server again at its address, after its process has ended. */
  async restartServer(k: number): Promise<void> {
    this.servers[k] = await this.#start(this.servers[k]!.address);
  }

  /** Kills a trainer and starts another one from its checkpoint. */
  async restartTrainer(rank: number): Promise<void> {
    await this.trainers[rank]!.kill();
    this.lives[rank]!.push(this.trainers[rank]!.received);
    this.trainers[rank] = this.#trainer(rank, true);
  }

  /** Waits until each trainer has had another batch, or is over. */
  async advance(batches = 1): Promise<void> {
    const due = this.trainers.map(({ received }) => received.length + batches);
    await Promise.all(this.trainers.map((trainer, k) => trainer.until(() => trainer.received.length >= due[k]!)));
  }

  /** Waits until each trainer has passed a step, or is over. */
  async passed(step: number): Promise<void> {
    await Promise.all(this.trainers.map((trainer) => trainer.until(() => trainer.step >= step)));
  }

  /** Lets the trainers read to the end, and stops everything. Returns what is wrong. */
  async end(undisturbed: UndisturbedWorld): Promise<string[]> {
    await Promise.all(this.trainers.map((trainer) => trainer.finished()));
    const codes = await Promise.all(this.servers.map((server) => server.stop()));
    const store = await PostgresStore.open(this.state);
    const ledger = await ledgerIn(store);
    return [
      ...this.trainers.flatMap(({ error }, rank) =>
        error === undefined ? [] : [`the trainer of rank ${rank} has failed: ${error}`],
      ),
      ...codes.flatMap((code, k) => (code === 0 ? [] : [`server ${k} ended with ${code}`])),
      ...this.trainers.flatMap(({ received }, rank) => {
        const of = (lines: readonly StoredDelivery[]): StoredDelivery[] => lines.filter((line) => line.rank === rank);
        return [
          ...batchProblems([...this.lives[rank]!, received], { sha256: undisturbed.ranks[rank]! }),
          ...ledgerProblems(of(ledger), { ledger: of(undisturbed.ledger) }, 'exact'),
        ].map((problem) => `rank ${rank}: ${problem}`);
      }),
    ];
  }

  /** Ends every process, whatever state it is in. */
  close(): void {
    for (const { process } of [...this.trainers, ...this.servers]) {
      process.kill('SIGKILL');
      process.kill('SIGCONT');
    }
    this.proxy?.close();
  }

  async #start(listen: string): Promise<RunningServer> {
    return await this.scene.server(this.state, ['--listen', listen, '--workers', '1', '--shared-memory', 'off']);
  }

  #trainer(rank: number, takeover: boolean): Trainer {
    const checkpoint = this.#checkpoints[rank]!;
    const task = { address: this.addresses, run: RUN, spec: this.spec, rank, checkpoint, paceMs: this.#paceMs };
    const trainer = new Trainer(RANKS[rank]!, { ...task, shared: false, impatient: false, takeover });
    let last: number | undefined;
    void trainer.until(() => {
      const now = performance.now();
      if (last !== undefined) this.longestMs[rank] = Math.max(this.longestMs[rank]!, now - last);
      if (trainer.received.length > 0) last = now;
      return false;
    });
    return trainer;
  }
}

/** Reads the run of all ranks from one server, to which nothing happens. */
export async function undisturbedWorld(scene: Scene, spec: RunSpec): Promise<UndisturbedWorld> {
  const state = scene.newPath('undisturbed-world.sqlite');
  const server = await scene.server(state);
  const trainers = RANKS.map((client, rank) => {
    const { address } = server;
    return new Trainer(client, {
      address,
      run: RUN,
      spec,
      rank,
      shared: false,
      paceMs: 0,
      impatient: false,
      takeover: false,
    });
  });
  await Promise.all(trainers.map((trainer) => trainer.finished()));
  await server.stop();
  const failed = trainers.find(({ error }) => error !== undefined);
  if (failed !== undefined) throw new Error(`the undisturbed run has failed: ${failed.error}`);
  const ranks = trainers.map(({ received }) => received.map(({ sha256 }) => sha256));
  return { ranks, ledger: await ledgerIn(await SqliteStore.open(state)) };
}

async function ledgerIn(store: RunStore): Promise<StoredDelivery[]> {
  try {
    return await store.query({ kind: 'ledger', run: RUN });
  } finally {
    await store.close();
  }
}

/** Waits for some time of up to `ms` milliseconds. */
export function moment(random: { nextDouble(): number }, ms: number): Promise<void> {
  return sleep(Math.floor(random.nextDouble() * ms));
}
