import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { Logger } from 'pino';
import type { CacheControl } from '../dataset/cache/control.ts';
import type { DatasetRegistry } from '../dataset/dataset.ts';
import { whyUnreadable } from '../dataset/unreadable.ts';
import { chunkLayout } from '../delivery/chunk-layout.ts';
import { SharedMemory } from '../delivery/rings.ts';
import type { SharedContext } from '../delivery/shared-memory.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { ReplayMemory } from '../make/replay/replay-buffer.ts';
import type { BatchExecutor } from '../make/run-program.ts';
import { Slab } from '../make/slab.ts';
import { type BatchPool, WorkerPool } from '../make/workers/pool.ts';
import type { LeaseTiming } from '../runs/rank-lease.ts';
import { RunRegistry } from '../runs/registry.ts';
import type { RunStore } from '../runs/store/store.ts';
import type { RunSpec } from '../spec/spec.ts';
import { Access } from './access/access.ts';
import { TokenUse } from './access/use.ts';
import { ConnectionGuard, guardConnections } from './connection-guard.ts';
import { bindError, isUnixSocket, listenError, splitAddress } from './listen-address.ts';
import { LoadMeter } from './load-meter.ts';
import { CrescendoService, SERVICE_DEFINITION } from './service.ts';
import { StorageOutages } from './storage-outages.ts';
import type { StreamContext } from './subscribe.ts';
import { TrainerStreams } from './trainer-streams.ts';

/** Names for which health is reported: the server as a whole, and the service. */
const HEALTH_NAMES = ['', 'crescendo.v1.CrescendoService'] as const;

export interface TlsFiles {
  /** PEM files of the server's certificate chain and key. */
  certificate: string;
  key: string;
  /** PEM file of the authority that signs clients; with it, clients must present a certificate. */
  clientAuthority?: string | undefined;
}

export interface ServerOptions {
  /** `host:port`, where port 0 takes a free one, or `unix:PATH`. */
  listen: string;
  datasets: DatasetRegistry;
  store: RunStore;
  log: Logger;
  runs?: ReadonlyMap<string, RunSpec>;
  tls?: TlsFiles | undefined;
  /** File of the tokens and certificates that may call, read again when it changes; undefined lets everybody call. */
  tokenFile?: string | undefined;
  /** Allow plain text, or TLS that lets everybody in, on an address that other machines can reach. */
  insecure?: boolean;
  workers?: number | undefined;
  /** Makes the pixels instead of worker threads, for benchmarks of everything else. */
  pool?: BatchPool;
  /** Bytes of batch memory. */
  memoryBytes?: number | undefined;
  /** Bytes of replay buffers. */
  replayBytes?: number | undefined;
  /** How long a batch waits for storage that does not answer, in seconds; without bound by default. */
  storageTimeoutSeconds?: number | undefined;
  /** Keeps on a local disk what is read from remote storage. The caller closes it after the server has stopped. */
  cache?: CacheControl | undefined;
  /** Upper bound of a data chunk in bytes. */
  chunkBytes?: number | undefined;
  /** Folder on a tmpfs for clients on the same host, or `off`; undefined takes /dev/shm if it is one. */
  sharedMemory?: string | undefined;
  /** Bytes of shared memory, and seconds that a client may hold it without sending anything. */
  sharedMemoryBytes?: number;
  sharedMemoryLeaseSeconds?: number;
  /** How long a trainer has a rank without a sign of life. */
  leaseTiming?: LeaseTiming;
  /** Addresses of the processes that serve together with this one, for clients. */
  siblings?: () => readonly string[];
  /** Makes low-frequency crops on a GPU. The caller closes it after the server has stopped. */
  batchExecutor?: BatchExecutor | undefined;
}

/** How long a stop waits for streams, and then for workers, in seconds. */
export interface StopTimes {
  drainSeconds: number;
  workerSeconds: number;
}

const STOP_TIMES: StopTimes = { drainSeconds: LIMITS.drainSeconds, workerSeconds: LIMITS.workerStopSeconds };

/** A running data server. */
export class CrescendoServer {
  /** The address that it listens on, `host:port` or `unix:PATH`. */
  readonly address: string;
  readonly workers: number;
  readonly #server: Server;
  readonly #pool: BatchPool;
  readonly #health: HealthImplementation;
  readonly #stopping: AbortController;
  readonly #access: Access;
  readonly #log: Logger;
  readonly #stopMeasuring: () => void;

  private constructor(init: {
    address: string;
    server: Server;
    pool: BatchPool;
    health: HealthImplementation;
    stopping: AbortController;
    access: Access;
    log: Logger;
    stopMeasuring: () => void;
  }) {
    this.address = init.address;
    this.workers = init.pool.size;
    this.#server = init.server;
    this.#pool = init.pool;
    this.#health = init.health;
    this.#stopping = init.stopping;
    this.#access = init.access;
    this.#log = init.log;
    this.#stopMeasuring = init.stopMeasuring;
  }

  /** Starts a server. Throws INVALID_FIELD for an address that must not or cannot be bound. */
  static async start(options: ServerOptions): Promise<CrescendoServer> {
    const credentials = serverCredentials(options);
    const access = accessOf(options);
    const shared = sharedContext(options);
    const pool = options.pool ?? workerPool(options);
    const stopping = new AbortController();
    const runs = new RunRegistry(options.datasets, options.store, options.runs);
    const load = new LoadMeter(pool);
    const context: StreamContext = {
      access,
      tokenUse: new TokenUse((owner) => runs.usage(owner)),
      runs,
      trainers: new TrainerStreams(),
      pool,
      slab: new Slab(options.memoryBytes ?? LIMITS.slabBytes),
      replayMemory: new ReplayMemory(options.replayBytes ?? LIMITS.replayBytes),
      layOut: (tensors, sampleCount) => chunkLayout(tensors, sampleCount, options.chunkBytes ?? LIMITS.chunkBytes),
      shared,
      batchExecutor: options.batchExecutor,
      cache: options.cache,
      outages: new StorageOutages({
        log: options.log,
        timeoutSeconds: options.storageTimeoutSeconds,
        stopping: stopping.signal,
      }),
      load,
      place: { instance: randomUUID(), siblings: options.siblings ?? (() => []) },
      log: options.log,
      stopping: stopping.signal,
      leaseTiming: options.leaseTiming,
    };
    const service = new CrescendoService(context, options.log);
    const server = new Server({
      'grpc.max_receive_message_length': LIMITS.requestBytes,
      'grpc.max_send_message_length': -1,
      'grpc.max_concurrent_streams': LIMITS.streamsPerConnection,
      // Keepalive detects half-open clients. Channel tracing is off because it keeps data that nobody reads.
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
      'grpc.enable_channelz': 0,
    });
    server.addService(SERVICE_DEFINITION, service.handlers());
    const health = new HealthImplementation(Object.fromEntries(HEALTH_NAMES.map((name) => [name, 'SERVING'])));
    health.addToServer(server);
    try {
      const port = await bind(server, options.listen, credentials);
      guardConnections(server, new ConnectionGuard(options.log));
      const { host } = splitAddress(options.listen);
      const address = isUnixSocket(host) ? host : `${host}:${port}`;
      const stopMeasuring = load.start();
      return new CrescendoServer({ address, server, pool, health, stopping, access, log: options.log, stopMeasuring });
    } catch (error) {
      access.close();
      await pool.close();
      throw error;
    }
  }

  /**
   * Stops gracefully: health says NOT_SERVING, every stream ends at its next batch boundary, and after `drainSeconds` the
   * remaining streams are cut off. Workers then have `workerSeconds` to finish what they are making.
   *
   * @returns false if a worker has not ended, because it waits for storage, for example: only the end of the process
   *   ends it
   */
  async stop({ drainSeconds, workerSeconds }: StopTimes = STOP_TIMES): Promise<boolean> {
    for (const name of HEALTH_NAMES) this.#health.setStatus(name, 'NOT_SERVING');
    this.#stopping.abort();
    const forced = setTimeout(() => {
      this.#log.warn(`streams still open after ${drainSeconds} s are cut off`);
      this.#server.forceShutdown();
    }, drainSeconds * 1000);
    await new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()));
    clearTimeout(forced);
    this.#access.close();
    this.#stopMeasuring();
    const over = new AbortController();
    const closed = this.#pool.close().then(() => true);
    const ended = await Promise.race([closed, wait(workerSeconds * 1000, false, { signal: over.signal })]);
    over.abort();
    return ended;
  }
}

/** Throws INVALID_FIELD, PATH. */
function sharedContext(options: ServerOptions): SharedContext | undefined {
  const { sharedMemory: directory, sharedMemoryBytes: budgetBytes, sharedMemoryLeaseSeconds: leaseSeconds } = options;
  const memory = SharedMemory.open({ directory, ...(budgetBytes !== undefined && { budgetBytes }) });
  if (typeof memory !== 'string') return { memory, leaseSeconds };
  options.log.info(memory);
  return undefined;
}

function bind(server: Server, listen: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(listen, credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(bindError(listen, error));
    });
  });
}

/**
 * Checks that an address may be bound: one that other machines can reach only with TLS and with a token file or required
 * client certificates, unless `insecure`; and with a token file never in plain text. Throws INVALID_FIELD.
 */
export function checkBinding({ listen, tls, tokenFile, insecure }: Binding): void {
  const { host } = splitAddress(listen);
  if (isLoopback(host)) return;
  const reachable = 'other machines can reach this address';
  if (tls === undefined && tokenFile !== undefined) {
    throw listenError(listen, `${reachable}, and tokens must not travel in plain text: give --tls-cert and --tls-key`);
  }
  if (insecure === true) return;
  if (tls === undefined) {
    const ways = 'give --tls-cert and --tls-key, with --token-file, or --insecure to serve everybody in plain text';
    throw listenError(listen, `${reachable}: ${ways}`);
  }
  if (tokenFile !== undefined || tls.clientAuthority !== undefined) return;
  const ways =
    'give --token-file (`crescendo token new NAME --role train` makes a line of it) or --tls-client-ca, or --insecure ' +
    'to let everybody in';
  throw listenError(listen, `${reachable}, and TLS does not say who may call: ${ways}`);
}

function workerPool({ workers, log, cache }: ServerOptions): WorkerPool {
  const message = 'a worker thread has died while it had nothing to do; another one takes its place';
  return new WorkerPool(workers, (cause) => log.error({ err: cause }, message), cache?.options);
}

type Binding = Pick<ServerOptions, 'listen' | 'tls' | 'tokenFile' | 'insecure'>;

/** Throws PATH, INVALID_FIELD. */
function accessOf({ tokenFile, log }: ServerOptions): Access {
  if (tokenFile === undefined) return Access.uncontrolled();
  const every = (tick: () => void): (() => void) => {
    const timer = setInterval(tick, LIMITS.tokenFileMs);
    timer.unref();
    return () => clearInterval(timer);
  };
  return Access.of(tokenFile, log, { every });
}

function serverCredentials(options: ServerOptions): ServerCredentials {
  checkBinding(options);
  const { tls } = options;
  if (tls === undefined) return ServerCredentials.createInsecure();
  const authority = tls.clientAuthority === undefined ? null : readPem(tls.clientAuthority, '--tls-client-ca');
  const pair = { cert_chain: readPem(tls.certificate, '--tls-cert'), private_key: readPem(tls.key, '--tls-key') };
  return ServerCredentials.createSsl(authority, [pair], authority !== null);
}

function readPem(path: string, option: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CrescendoError('PATH', `${option}: cannot read ${path}: ${whyUnreadable(path, error)}`, { option, path });
  }
}

/** True for names and addresses that only this machine can reach. */
function isLoopback(host: string): boolean {
  if (isUnixSocket(host)) return true;
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) === 4) return bare.startsWith('127.');
  return bare === '::1' || bare === 'localhost';
}
