/** What faults are done to: a run with replay and mixing, and the batches that it has when nothing happens. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSpec } from '../../clients/typescript/src/index.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import type { StoredDelivery } from '../../src/runs/store/store.ts';
import { writeDataset } from '../../test/support/datasets.ts';
import { type RunningServer, startServer } from '../server.ts';
import { CLIENTS, type ClientName, Trainer } from './trainer.ts';

/** Batches cross epochs, two stages replay images, RandAugment's strength grows, and the server mixes and erases. */
const SPEC: RunSpec = {
  ...{ dataset: 'train', seed: 15, baseSize: 64, budget: { steps: 60 }, globalBatch: 16 },
  schedule: [
    { until: 0.4, bandwidth: 32, replay: { times: 4, size: 6, split: 2 }, randaugment: 'rand-m5' },
    {
      ...{ until: 1, bandwidth: 64, replay: { times: 2, size: 4, split: 4 } },
      ...{ randaugment: 'rand-m9-mstd0.5-inc1', magnitude: { from: 0, to: 9 } },
    },
  ],
  mixing: { mode: 'elem', probability: 0.8 },
  erasing: { probability: 0.3, mode: 'pixel' },
};

/** So few that batches cross epochs. */
const SAMPLES = 50;

export const TRANSPORTS = ['tcp', 'unix', 'shared memory'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** A way to read batches. */
export interface Setting {
  client: ClientName;
  transport: Transport;
}

/** Each client by each transport. */
export const SETTINGS: readonly Setting[] = TRANSPORTS.flatMap((transport) =>
  CLIENTS.map((client) => ({ client, transport })),
);

/** What the run is when nothing happens to it. */
export interface Undisturbed {
  /** The digest of each step's batch. */
  sha256: readonly string[];
  ledger: readonly StoredDelivery[];
}

export interface TrainerOptions {
  paceMs?: number;
  checkpoint?: string;
  impatient?: boolean;
  takeover?: boolean;
}

/** A folder with data, in which servers keep their state. */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'crescendo-faults-'));
  readonly spec = SPEC;
  #undisturbed: Promise<Undisturbed> | undefined;
  #places = 0;

  constructor() {
    writeDataset(this.data, SAMPLES);
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A name that nothing else in the folder has. */
  newPath(name: string): string {
    this.#places += 1;
    return join(this.folder, `${this.#places}-${name}`);
  }

  /** Writes other data than those of the scene's run; returns its folder. */
  moreData(samples: number): string {
    const folder = join(this.folder, `data-${samples}`);
    if (!existsSync(folder)) writeDataset(folder, samples);
    return folder;
  }

  /** Starts a server whose state is in a file. */
  server(state: string, flags: readonly string[] = [], options: Parameters<typeof startServer>[1] = {}) {
    const data = flags.includes('--data') ? [] : ['--data', `train=${this.data}`];
    return startServer([...data, '--state', state, '--workers', '2', ...flags], options);
  }

  trainer({ client, transport }: Setting, { address }: Pick<RunningServer, 'address'>, options: TrainerOptions = {}) {
    const { paceMs = 5, impatient = false, takeover = false, checkpoint } = options;
    return new Trainer(client, {
      ...{ address, run: RUN, spec: SPEC, shared: transport === 'shared memory', paceMs, impatient, takeover },
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
  }

  /** Reads the run once, without any fault. */
  undisturbed(): Promise<Undisturbed> {
    this.#undisturbed ??= this.#readOnce();
    return this.#undisturbed;
  }

  async #readOnce(): Promise<Undisturbed> {
    const state = this.newPath('undisturbed.sqlite');
    const server = await this.server(state);
    const trainer = this.trainer({ client: 'typescript', transport: 'tcp' }, server, { paceMs: 0 });
    await trainer.finished();
    await server.stop();
    if (trainer.error !== undefined) throw new Error(`the undisturbed run has failed: ${trainer.error}`);
    return { sha256: trainer.received.map(({ sha256 }) => sha256), ledger: await ledgerOf(state) };
  }
}

/** The run of the scene. */
export const RUN = 'r';

/** The ledger of the scene's run, in a state file that no server has open. */
export async function ledgerOf(state: string): Promise<StoredDelivery[]> {
  const store = await SqliteStore.open(state);
  try {
    return await store.query({ kind: 'ledger', run: RUN });
  } finally {
    await store.close();
  }
}
