/** Runs a peer's process; for Crescendo, together with a server. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Peer } from '../../test/bench/peers/catalogue.ts';
import { startServer } from '../server.ts';
import type { Measurement, Work } from './result.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A peer that hangs must not block the others. */
const TIMEOUT_MS = 15 * 60_000;

/** The settings shared by all measurements of an invocation. */
export interface Setting {
  /** Image folder. */
  photos: string;
  batch: number;
  batches: number;
}

export type Outcome = Measurement | { error: string };

/**
 * Measures a peer at each work in turn, in one process. A work that fails does not stop the others: each has an
 * outcome.
 *
 * @param python the peer's interpreter
 */
export async function runPeer(
  peer: Peer,
  python: string,
  works: readonly Work[],
  workers: number,
  setting: Setting,
): Promise<Outcome[]> {
  const { photos, batch, batches } = setting;
  const task = { root: photos, batch, batches, workers, reads_files: !peer.mapsFiles, cache: `${root}.cache/peers` };
  const start = (server?: Server): Outcome[] => {
    const tasks = works.map((work) => ({ ...task, ...work, ...(server === undefined ? {} : { server }) }));
    const lines = startProcess(peer, python, JSON.stringify(tasks));
    return works.map((_, k) => lines[k] ?? { error: 'the process ended without a result' });
  };
  try {
    return peer.server ? await withServer(photos, workers, start) : start();
  } catch (error) {
    return works.map(() => ({ error: lastLine(error) }));
  }
}

function startProcess(peer: Peer, python: string, tasks: string): Outcome[] {
  const env = {
    ...process.env,
    PYTHONPATH: `${root}clients/python/src`,
    PYTHONWARNINGS: 'ignore',
    NO_ALBUMENTATIONS_UPDATE: '1',
  };
  const output = execFileSync(python, [`${root}test/bench/peers/run_peer.py`, peer.id, tasks], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  // Libraries may print lines of their own.
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Outcome);
}

/** The last line of a failed process's output. */
export function lastLine(error: unknown): string {
  const said = (error as { stderr?: string | null }).stderr;
  return String(said || error)
    .trim()
    .split('\n')
    .at(-1)!;
}

interface Server {
  pid: number;
  address: string;
  run: string;
}

/** Runs a server while `use` runs. */
async function withServer<T>(photos: string, workers: number, use: (server: Server) => T): Promise<T> {
  const server = await startServer(['--data', `train=${photos}`, '--workers', String(workers)]);
  try {
    return use({ pid: server.process.pid!, address: server.address, run: 'peers' });
  } finally {
    await server.stop();
  }
}
