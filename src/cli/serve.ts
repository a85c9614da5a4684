import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type Logger, pino } from 'pino';
import { DatasetRegistry } from '../dataset/dataset.ts';
import { openFolder } from '../dataset/open-folder.ts';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { chooseSpectral, SPECTRAL_MODES, type SpectralChoice, type SpectralMode } from '../make/webgpu/choose.ts';
import type { GpuThread } from '../make/webgpu/gpu-thread.ts';
import { checkAddressFree } from '../server/listen-address.ts';
import { residentBound } from '../server/memory.ts';
import { CrescendoServer, checkBinding, type TlsFiles } from '../server/server.ts';
import { parseConfig, printedConfig, readConfig, type ServeConfig } from './config.ts';
import { assignment, integer } from './options.ts';
import { progressBar } from './progress.ts';
import { openState, statePlace, stateWords } from './state.ts';

interface ServeFlags {
  config?: string;
  data?: Record<string, string>;
  manifest?: Record<string, string>;
  listen?: string;
  state?: string;
  stateGrace?: number;
  workers?: number;
  memory?: number;
  replayMemory?: number;
  chunkBytes?: number;
  storageTimeout?: number;
  sharedMemory?: string;
  tokenFile?: string;
  insecure?: boolean;
  spectral?: SpectralMode;
  followLinks?: boolean;
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
    .option('--data <id=dir>', 'an image folder and the id by which clients know it (repeatable)', assignment)
    .option('--manifest <id=file>', "manifest of a folder, made by 'crescendo index' (repeatable)", assignment)
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
    .option('--shared-memory <dir|off>', 'tmpfs folder for clients on this host (default /dev/shm if it is one)')
    .addOption(
      new Option(
        '--spectral <where>',
        'where to compute the low-frequency crop: webgpu needs an adapter and the package webgpu, auto measures (default auto)',
      ).choices(SPECTRAL_MODES),
    )
    .option('--follow-links', 'follow symbolic links in the folders of --data')
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
    process.stdout.write(printedConfig(config, process.cwd(), workers));
    return;
  }
  if (Object.keys(config.datasets).length === 0) {
    throw new CrescendoError('INVALID_FIELD', 'no datasets: give --data ID=DIR, or datasets in --config', {
      option: '--data',
    });
  }
  checkConfiguredRuns(config);
  // Checked before a large folder is indexed and a state file is created.
  checkBinding({ ...{ listen: config.listen, insecure: config.insecure }, ...accessOf(config) });
  await checkAddressFree(config.listen);
  const log = pino({ level: flags.logLevel, base: null }, pino.destination(2));
  const datasets = await openDatasets(config, log);
  const spectral = await chooseSpectral(config.spectral, workers);
  log.info({ spectral: spectral.used, why: spectral.why }, 'low-frequency crop');
  try {
    await serveUntilSignal(config, datasets, log, spectral, { workers, json: flags.json });
  } finally {
    await spectral.gpu?.close();
  }
}

async function serveUntilSignal(
  config: ServeConfig,
  datasets: DatasetRegistry,
  log: Logger,
  spectral: SpectralChoice,
  { workers, json }: { workers: number; json: boolean },
): Promise<void> {
  const { gpu } = spectral;
  if (gpu !== undefined) reportGpu(gpu, log);
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
    storageTimeoutSeconds: config.storage_timeout_seconds,
    sharedMemory: config.shared_memory,
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  // A process that reads the address may send a signal at once.
  const stopped = signalled();
  announce(server, datasets, config, spectral, json);
  await stopped;
  if (!json) console.error('stopping: streams end at their next batch');
  const ended = await server.stop();
  await store.close();
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
    datasets[id] = { root, follow_links: flags.followLinks ?? false };
  }
  for (const [id, manifest] of Object.entries(flags.manifest ?? {})) {
    const dataset = datasets[id];
    if (dataset === undefined) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `--manifest ${id}: there is no dataset with that id; give --data ${id}=DIR`,
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
    memory_mib: flags.memory ?? config.memory_mib,
    replay_memory_mib: flags.replayMemory ?? config.replay_memory_mib,
    chunk_bytes: flags.chunkBytes ?? config.chunk_bytes,
    storage_timeout_seconds: flags.storageTimeout ?? config.storage_timeout_seconds,
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

async function openDatasets(config: ServeConfig, log: Logger): Promise<DatasetRegistry> {
  const registry = new DatasetRegistry();
  for (const [id, dataset] of Object.entries(config.datasets)) {
    const { root, manifest, follow_links: followLinks, classes } = dataset;
    const labels = { classes, classMap: dataset.class_map, labelFile: dataset.label_file };
    const bar = progressBar(`indexing ${id}`, 'classes');
    registry.add(
      await openFolder(id, root, manifest, {
        followLinks,
        labels,
        onProgress: (state) => bar.update(state.classesDone, state.classes, `${state.samples} images`),
        onSkip: (path, why) => log.debug({ dataset: id, path }, `left out: ${why}`),
        onIndexed: (skipped) => {
          for (const warning of skipped.warnings()) log.warn({ dataset: id }, warning);
          if (skipped.otherFiles > 0) log.warn({ dataset: id }, `left out: ${skipped.summary()}`);
        },
      }),
    );
    bar.stop();
  }
  return registry;
}

/** Prints the address and what a client needs, on standard output because a program may wait for it. */
function announce(
  server: CrescendoServer,
  datasets: DatasetRegistry,
  config: ServeConfig,
  { used, why }: SpectralChoice,
  json: boolean,
): void {
  const known = datasets.ids().map((id) => {
    const { manifest } = datasets.get(id);
    return { id, samples: manifest.sampleCount, classes: manifest.classNames.length, digest: manifest.digest };
  });
  if (json) {
    console.log(
      JSON.stringify({
        ...{ address: server.address, workers: server.workers, state: statePlace(config.state) },
        ...{ spectral: { used, why }, datasets: known },
      }),
    );
    return;
  }
  console.log(`crescendo is listening on ${server.address} with ${server.workers} workers`);
  console.log(`  ${memoryLine(server.workers, config)}`);
  console.log(`  state of the runs: ${stateWords(config.state)}`);
  console.log(`  low-frequency crop: ${used} (${why})`);
  if (config.token_file !== undefined) console.log(`  access: by the lines of ${resolve(config.token_file)}`);
  for (const { id, samples, classes } of known) console.log(`  dataset ${id}: ${samples} images, ${classes} classes`);
  for (const name of config.runs.keys()) console.log(`  run ${name}`);
  const id = known[0]!.id;
  console.log(`
In Python:
  import crescendo
  loader = crescendo.Loader("${server.address}", "my-run", spec={"dataset": "${id}", "equivalent_epochs": 200})
  for batch in loader:
      train(batch.images, batch.labels, batch.budget_start)

In TypeScript:
  import { connect } from ${TYPESCRIPT_CLIENT};
  const client = connect("${server.address}");
  const spec = { dataset: "${id}", equivalentEpochs: 200 };
  for await (const batch of client.batches({ run: "my-run", spec })) {
    await train(batch.images, batch.labels, batch.budgetStart);
  }
  client.close();
`);
}

/** A name of its own, because this module does not import it. */
const TYPESCRIPT_CLIENT = '"@crescendo/client"';

/** The memory that the process may come to need. */
function memoryLine(workers: number, config: ServeConfig): string {
  const image = { imagePixels: 1_000_000, scratchBytes: 8_000_000, imageBytes: MIB };
  const base = Math.ceil(residentBound({ workers, slotBytes: 0, sharedBytes: 0, replayBytes: 0, ...image }) / MIB);
  const { memory_mib: slots, replay_memory_mib: replay } = config;
  return (
    `memory: ${base} MiB for images of up to a million pixels; streams use up to ${slots} MiB for batches, ` +
    `${LIMITS.sharedMemoryBytes / MIB} MiB of shared memory and ${replay} MiB for replay`
  );
}

/**
 * The same signal may come twice at once: from the terminal or a supervisor, which signal all processes, and from the
 * launcher. Later ones end the process at once, as without a handler.
 */
const REPEATED_MS = 1000;

function signalled(): Promise<void> {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      first ??= performance.now();
      resolve();
      if (performance.now() - first < REPEATED_MS) return;
      for (const each of signals) process.off(each, onSignal);
      process.kill(process.pid, signal);
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}
