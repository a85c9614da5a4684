/** How a server is divided into processes: each member is a server of its own, with its share of workers and memory. */
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { isUnixSocket, splitAddress } from '../../server/listen-address.ts';
import type { ServeConfig } from '../config.ts';

/**
 * Workers that one process serves: its main thread sends what they make. docs/cluster.md has the measurements; encryption
 * takes as much of the main thread again.
 */
const WORKERS_A_PROCESS = { plain: 16, tls: 8 } as const;

/**
 * The number of serving processes.
 *
 * @param workers worker threads of all processes together
 * @throws INVALID_FIELD if there are more processes than workers, or if their state could not be shared
 */
export function processCount({ processes, tls, state }: ServeConfig, workers: number): number {
  const each = tls === undefined ? WORKERS_A_PROCESS.plain : WORKERS_A_PROCESS.tls;
  const count = processes === 'auto' ? Math.ceil(workers / each) : processes;
  if (count > workers) {
    throw new CrescendoError(
      'INVALID_FIELD',
      `processes: ${count} processes need at least ${count} workers (given: ${workers}): give --workers ${count}, or ` +
        `--processes ${workers}`,
      { field: 'processes', value: String(count), bound: String(workers) },
    );
  }
  if (count > 1 && state === ':memory:') {
    throw new CrescendoError(
      'INVALID_FIELD',
      `processes: ${count} processes share the state of the runs, which cannot be in memory: give --state FILE, or ` +
        '--processes 1',
      { field: 'state', value: state },
    );
  }
  return count;
}

/**
 * The configuration of each member. Members share the datasets, the runs, the state and who may call. They divide the
 * workers and the memory, and each listens on an address of its own: the following ports, or socket files with a number.
 *
 * @param manifests the manifest file of each dataset, so that its data is indexed once
 * @throws INVALID_FIELD if there are not enough ports
 */
export function memberConfigs(
  config: ServeConfig,
  { count, workers, manifests }: { count: number; workers: number; manifests: ReadonlyMap<string, string> },
): ServeConfig[] {
  const datasets = Object.fromEntries(
    Object.entries(config.datasets).map(([id, { root, follow_links, allow_truncated, packs, manifest }]) => [
      id,
      { root, follow_links, allow_truncated, ...(packs && { packs }), manifest: manifests.get(id) ?? manifest },
    ]),
  );
  return Array.from({ length: count }, (_, k) => ({
    ...config,
    datasets,
    processes: 1,
    listen: memberAddress(config.listen, k, count),
    // The first members get what is left over.
    workers: Math.floor(workers / count) + (k < workers % count ? 1 : 0),
    memory_mib: Math.max(1, Math.floor(config.memory_mib / count)),
    replay_memory_mib: Math.floor(config.replay_memory_mib / count),
  }));
}

function memberAddress(listen: string, k: number, count: number): string {
  if (isUnixSocket(listen)) return k === 0 ? listen : `${listen}.${k}`;
  const { host, port } = splitAddress(listen);
  if (port === 0) return listen;
  if (port + count - 1 <= LIMITS.port) return `${host}:${port + k}`;
  throw new CrescendoError(
    'INVALID_FIELD',
    `listen: ${count} processes take ${count} ports from ${port} on, and the last port is ${LIMITS.port}: give a lower ` +
      'one, or port 0 for free ones',
    { field: 'listen', value: listen, bound: String(LIMITS.port) },
  );
}

/**
 * The address of a member for the clients of another one. A member that listens on all addresses of this host is found at the
 * host that they already know.
 */
export function siblingAddress(address: string): string {
  const wildcard = /^(?:0\.0\.0\.0|\[::\]):(\d+)$/.exec(address);
  return wildcard === null ? address : `:${wildcard[1]}`;
}
