/** Servers with a token file, in the process of a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { type Client, type ConnectOptions, connect } from '../../clients/typescript/src/index.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import type { BatchPool } from '../../src/make/workers/pool.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../src/runs/store/store.ts';
import { tokenHash } from '../../src/server/access/credentials.ts';
import { CrescendoServer, type ServerOptions } from '../../src/server/server.ts';
import { parseRunSpec } from '../../src/spec/spec.ts';
import { namesOnly } from './datasets.ts';

/** A small run with validation data. */
export const SPEC = {
  ...{ dataset: 'train', globalBatch: 10, equivalentEpochs: 1, baseSize: 32 },
  validation: { dataset: 'train', globalBatch: 10 },
} as const;

/** The line of a token of that text. */
export const line = (name: string, token: string, rest: string): string => `${name} ${tokenHash(token)} ${rest}`;

export interface Guarded {
  server: CrescendoServer;
  store: RunStore;
  /** The lines of the log so far. */
  log: Record<string, unknown>[];
  /** Replaces the token file. */
  write(...lines: string[]): void;
  client(token: string, options?: ConnectOptions): Client;
}

const folder = mkdtempSync(join(tmpdir(), 'crescendo-access-'));
const closing: (() => Promise<void> | void)[] = [];
let files = 0;
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(folder, { recursive: true });
});

/** A server of black batches, with the run `configured` in its configuration, whose token file has these lines. */
export async function guarded(lines: readonly string[], options: Partial<ServerOptions> = {}): Promise<Guarded> {
  const tokenFile = join(folder, `tokens-${files++}.txt`);
  const write = (...lines: string[]): void => writeFileSync(tokenFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  write(...lines);
  const datasets = new DatasetRegistry();
  datasets.add(namesOnly('train', 100));
  const pool: BatchPool = {
    size: 1,
    busyMs: 0,
    run: async () => ({ replacements: [], unread: [] }),
    close: async () => {},
  };
  const store = options.store ?? (await SqliteStore.open(':memory:'));
  const log: Record<string, unknown>[] = [];
  const server = await CrescendoServer.start({
    ...{ listen: '127.0.0.1:0', datasets, store, pool, sharedMemory: 'off', tokenFile },
    runs: new Map([['configured', parseRunSpec({ dataset: 'train', global_batch: 10, base_size: 32 })]]),
    log: pino({ level: 'info' }, { write: (text) => void log.push(JSON.parse(text) as Record<string, unknown>) }),
    ...options,
  });
  closing.push(async () => {
    await server.stop();
    await store.close();
  });
  const client = (token: string, more: ConnectOptions = {}): Client => {
    const made = connect(server.address, { token, ...more });
    closing.push(() => made.close());
    return made;
  };
  return { server, store, log, write, client };
}
