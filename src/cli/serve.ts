import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { type Logger, pino } from 'pino';
import type { DatasetRegistry } from '../dataset/dataset.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { chooseSpectral, SPECTRAL_MODES, type SpectralChoice, type SpectralMode } from '../make/webgpu/choose.ts';
import type { GpuThread } from '../make/webgpu/gpu-thread.ts';
import { shownState } from '../runs/store/postgres/address.ts';
import { checkAddressFree } from '../server/listen-address.ts';
import { CrescendoServer, checkBinding, type TlsFiles } from '../server/server.ts';
import { announce } from './announce.ts';
import { checkCache, openCache } from './cache-options.ts';
import { parseConfig, printedConfig, readConfig, type ServeConfig } from './config.ts';
import { openDatasets } from './open-datasets.ts';
import { assignment, integer, integerOr } from './options.ts';
import { Member } from './processes/member.ts';
import { processCount } from './processes/members.ts';
import { serveProcesses } from './processes/serve-processes.ts';
import { signalled } from './signalled.ts';
import { openState } from './state.ts';

interface ServeFlags {
  config?: string;
  data?: Record<string, string>;
  manifest?: Record<string, string>;
  listen?: string;
  state?: string;
  stateGrace?: number;
  workers?: number;
  processes?: number | 'auto';
  memory?: number;
  replayMemory?: number;
  chunkBytes?: number;
  storageTimeout?: number;
  cache?: string;
  cacheBytes?: number;
  sharedMemory?: string;
  tokenFile?: string;
  insecure?: boolean;
  spectral?: SpectralMode;
  followLinks?: boolean;
  packs?: string;
  tlsCert?: string;
  tlsKey?: string;
  tlsClientCa?: string;
  logLevel: string;
  printConfig: boolean;
  json: boolean;
}

const MIB = 1024 * 1024;

/** `crescendo serve`: the data server. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Serve batches to trainers.')
    .option('-c, --config <file>', 'configuration in YAML or JSON; options on the command line override it')
    .option(
      '--data <id=place>',
      'an image folder or shards, and the id by which clients know them (repeatable)',
      assignment,
    )
    .option('--manifest <id=file>', "manifest of the data, made by 'crescendo index' (repeatable)", assignment)
    .option('--listen <address>', 'host:port, or unix:PATH; port 0 takes a free one (default 127.0.0.1:7077)')
    .option(
      '--state <file|url>',
      'SQLite file of the runs, ":memory:" (which forgets them), or postgresql://… (default crescendo.sqlite)',
    )
    .option(
      '--state-grace <seconds>',
      `how long requests wait for a database that is away (default ${LIMITS.stateGraceSeconds})`,
      integer(0, 3600),
    )
    .option('--workers <n>', 'worker threads (default: one per core)', integer(1, 1024))
    .option(
      '--processes <n|auto>',
      'serving processes, each with a share of the workers and an address of its own; auto: one for each 16 workers, or ' +
        '8 with TLS (default 1)',
      integerOr('auto', 1, LIMITS.processes),
    )
    .option('--memory <MiB>', `memory for batches (default ${LIMITS.slabBytes / MIB})`, integer(1, 16_777_216))
    .option(
      '--replay-memory <MiB>',
      `memory for replay buffers (default ${LIMITS.replayBytes / MIB})`,
      integer(0, 16_777_216),
    )
    .option('--chunk-bytes <n>', `largest data chunk (default ${LIMITS.chunkBytes})`, integer(4096, 32 * MIB))
    .option(
      '--storage-timeout <seconds>',
      'how long a batch waits for storage that does not answer (default: without bound)',
      integer(1, LIMITS.storageTimeoutSeconds),
    )
    .option('--cache <dir>', 'folder on a local disk that keeps what is read from remote storage; with --cache-bytes')
    .option(
      '--cache-bytes <n>',
      'bytes that the cache may take on disk, whichever servers of the host use it',
      integer(LIMITS.cacheBytesMin, Number.MAX_SAFE_INTEGER),
    )
    .option('--shared-memory <dir|off>', 'tmpfs folder for clients on this host (default /dev/shm if it is one)')
    .addOption(
      new Option(
        '--spectral <where>',
        'where to compute the low-frequency crop: webgpu needs an adapter and the package webgpu, auto measures (default auto)',
      ).choices(SPECTRAL_MODES),
    )
    .option('--follow-links', 'follow symbolic links in the folders of --data')
    .option(
      '--packs <dir>',
      'folder for the images of compressed Parquet pages of --data, which are decoded into it once',
    )
    .option('--tls-cert <file>', 'certificate chain (PEM)')
    .option('--tls-key <file>', 'private key (PEM)')
    .option('--tls-client-ca <file>', 'authority that signs client certificates (PEM); makes them required')
    .option(
      '--token-file <file>',
      "who may call, a line each as 'crescendo token new' prints it; without it, everybody",
    )
    .option('--insecure', 'allow plain text, or TLS for everybody, on addresses that other machines can reach')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent', 'warn')
    .option('--print-config', 'print the effective configuration as YAML, and do not serve', false)
    .option('--json', 'print the address and datasets as one line of JSON', false)
    .addHelpText('after', '\nExample:\n  crescendo serve --data train=photos/')
    .action(serve);
}

async function serve(flags: ServeFlags): Promise<void> {
  const config = mergeFlags(flags.config === undefined ? parseConfig({}) : readConfig(flags.config), flags);
  const workers = config.workers ?? availableParallelism();
  if (flags.printConfig) {
    // Without a password: what is printed may be kept in a log.
    const shown = { ...config, state: shownState(config.state) };
    process.stdout.write(printedConfig(shown, process.cwd(), workers));
    return;
  }
  if (Object.keys(config.datasets).length === 0) {
    throw new CrescendoError('INVALID_FIELD', 'no datasets: give --data ID=PLACE, or datasets in --config', {
      option: '--data',
    });
  }
  checkConfiguredRuns(config);
  checkCache(config);
  // Checked before a large folder is indexed and a state file is created.
  checkBinding({ ...{ listen: config.listen, insecure: config.insecure }, ...accessOf(config) });
  await checkAddressFree(config.listen);
  const member = Member.ofThisProcess();
  const log = pino(
    { level: flags.logLevel, base: member === undefined ? null : { process: member.number } },
    pino.destination(2),
  );
  const processes = member === undefined ? processCount(config, workers) : 1;
  if (processes > 1) {
    await serveProcesses(config, { ...flags, processes, workers, log });
    return;
  }
  const datasets = await openDatasets(config, log);
  const spectral = await chooseSpectral(config.spectral, workers);
  log.info({ spectral: spectral.used, why: spectral.why }, 'low-frequency crop');
  try {
    await serveUntilSignal(config, datasets, log, spectral, { workers, json: flags.json, member });
  } finally {
    await spectral.gpu?.close();
  }
}

async function serveUntilSignal(
  config: ServeConfig,
  datasets: DatasetRegistry,
  log: Logger,
  spectral: SpectralChoice,
  { workers, json, member }: { workers: number; json: boolean; member: Member | undefined },
): Promise<void> {
  const { gpu } = spectral;
  if (gpu !== undefined) reportGpu(gpu, log);
  const cache = await openCache(config, log);
  const store = await openState(config.state, config.state_grace_seconds, {
    began: (why) => log.warn({ why }, 'the database of the runs is away: batches that are not recorded yet wait'),
    ended: (seconds) => log.warn({ seconds: Number(seconds.toFixed(1)) }, 'the database of the runs is back'),
  });
  const server = await CrescendoServer.start({
    listen: config.listen,
    datasets,
    store,
    log,
    runs: config.runs,
    ...accessOf(config),
    insecure: config.insecure,
    workers,
    batchExecutor: gpu,
    memoryBytes: config.memory_mib * MIB,
    replayBytes: config.replay_memory_mib * MIB,
    chunkBytes: config.chunk_bytes,
    cache,
    storageTimeoutSeconds: config.storage_timeout_seconds,
    sharedMemory: config.shared_memory,
    ...(member !== undefined && {
      sharedMemoryBytes: Math.floor(LIMITS.sharedMemoryBytes / member.count),
      siblings: () => member.siblings(),
    }),
  }).catch(async (error: unknown) => {
    await cache?.close();
    await store.close();
    throw error;
  });
  // A process that reads the address may send a signal at once.
  const stopped = signalled();
  const listening = { workers: server.workers, spectral: { used: spectral.used, why: spectral.why } };
  if (member === undefined) announce({ ...listening, addresses: [server.address] }, datasets, config, json);
  else member.ready({ ...listening, address: server.address });
  await stopped;
  if (!json && member === undefined) console.error('stopping: streams end at their next batch');
  const ended = await server.stop();
  if (cache !== undefined) log.info(cache.statistics(), 'what the cache has done');
  await cache?.close();
  await store.close();
  member?.leave();
  if (!ended) endByForce(log);
}

/** Node waits for its threads before it exits, but a thread may hang in a read of storage that never answers. */
function endByForce(log: Logger): void {
  log.error(
    `a worker has not ended within ${LIMITS.workerStopSeconds} s, probably because storage does not answer: the server ` +
      'ends itself with SIGKILL (exit code 137); no state is lost',
  );
  process.kill(process.pid, 'SIGKILL');
}

/** The files that say who may call, and how. */
function accessOf({ tls, token_file: tokenFile }: ServeConfig): { tls: TlsFiles | undefined; tokenFile?: string } {
  return {
    tls: tls && { certificate: tls.certificate, key: tls.key, clientAuthority: tls.client_authority },
    ...(tokenFile !== undefined && { tokenFile }),
  };
}

/** Logs when WebAssembly takes over from the GPU: the batches stay the same, but their speed may change. */
function reportGpu(gpu: GpuThread, log: Logger): void {
  gpu.onLost = (why) => log.warn({ why }, 'the GPU is lost: the low-frequency crop continues in WebAssembly');
  gpu.onShortage = (why) =>
    log.warn({ why }, 'no memory for images on their way to the GPU: a stream runs without the GPU');
}

function mergeFlags(config: ServeConfig, flags: ServeFlags): ServeConfig {
  const datasets = { ...config.datasets };
  for (const [id, root] of Object.entries(flags.data ?? {})) {
    datasets[id] = {
      ...{ root, follow_links: flags.followLinks ?? false, allow_truncated: false },
      ...(flags.packs === undefined ? {} : { packs: flags.packs }),
    };
  }
  for (const [id, manifest] of Object.entries(flags.manifest ?? {})) {
    const dataset = datasets[id];
    if (dataset === undefined) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `--manifest ${id}: there is no dataset with that id; give --data ${id}=PLACE`,
        {
          option: '--manifest',
          value: id,
        },
      );
    }
    datasets[id] = { ...dataset, manifest };
  }
  if ((flags.tlsCert === undefined) !== (flags.tlsKey === undefined)) {
    throw new CrescendoError('INVALID_FIELD', '--tls-cert and --tls-key must be given together', {
      option: '--tls-cert',
    });
  }
  const tls =
    flags.tlsCert === undefined || flags.tlsKey === undefined
      ? config.tls
      : {
          certificate: flags.tlsCert,
          key: flags.tlsKey,
          ...(flags.tlsClientCa === undefined ? {} : { client_authority: flags.tlsClientCa }),
        };
  // Parsed by the schema again, because the ids and numbers of the command line obey the same rules.
  const { runs } = config;
  const checked = parseConfig({
    listen: flags.listen ?? config.listen,
    state: flags.state ?? config.state,
    state_grace_seconds: flags.stateGrace ?? config.state_grace_seconds,
    workers: flags.workers ?? config.workers,
    processes: flags.processes ?? config.processes,
    memory_mib: flags.memory ?? config.memory_mib,
    replay_memory_mib: flags.replayMemory ?? config.replay_memory_mib,
    chunk_bytes: flags.chunkBytes ?? config.chunk_bytes,
    storage_timeout_seconds: flags.storageTimeout ?? config.storage_timeout_seconds,
    cache: flags.cache ?? config.cache,
    cache_bytes: flags.cacheBytes ?? config.cache_bytes,
    shared_memory: flags.sharedMemory ?? config.shared_memory,
    spectral: flags.spectral ?? config.spectral,
    insecure: flags.insecure ?? config.insecure,
    token_file: flags.tokenFile ?? config.token_file,
    tls,
    datasets,
  });
  return { ...checked, runs };
}

/** Refuses runs of datasets that the server will not have, before a trainer meets them. Throws UNKNOWN_DATASET. */
function checkConfiguredRuns({ runs, datasets }: ServeConfig): void {
  const known = Object.keys(datasets);
  for (const [name, { dataset, validation }] of runs) {
    for (const [field, id] of Object.entries({ dataset, 'validation.dataset': validation?.dataset })) {
      if (id === undefined || known.includes(id)) continue;
      throw new CrescendoError(
        'UNKNOWN_DATASET',
        `runs.${name}.${field}: there is no dataset ${JSON.stringify(id)}; the datasets are: ${known.join(', ')}`,
        { field: `runs.${name}.${field}`, value: id, bound: known.join(', ') },
      );
    }
  }
}
