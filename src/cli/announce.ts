import { resolve } from 'node:path';
import type { DatasetRegistry } from '../dataset/dataset.ts';
import { isRemotePlace } from '../dataset/storage/storage-place.ts';
import { LIMITS } from '../limits.ts';
import { residentBound } from '../server/memory.ts';
import type { ServeConfig } from './config.ts';
import { statePlace, stateWords } from './state.ts';

const MIB = 1024 * 1024;

/** What listens: one server, or several processes that serve together. */
export interface Listening {
  /** The address of each process. */
  addresses: readonly string[];
  /** Worker threads of all processes together. */
  workers: number;
  spectral: { used: string; why: string };
}

/** Prints the address and what a client needs, on standard output because a program may wait for it. */
export function announce(
  { addresses, workers, spectral: { used, why } }: Listening,
  datasets: DatasetRegistry,
  config: ServeConfig,
  json: boolean,
): void {
  const address = addresses[0]!;
  const known = datasets.ids().map((id) => {
    const { manifest } = datasets.get(id);
    return { id, samples: manifest.sampleCount, classes: manifest.classNames.length, digest: manifest.digest };
  });
  if (json) {
    console.log(
      JSON.stringify({
        ...{ address, addresses, workers, state: statePlace(config.state) },
        ...{ spectral: { used, why }, datasets: known },
      }),
    );
    return;
  }
  const processes =
    addresses.length === 1 ? '' : ` in ${addresses.length} processes; clients need one of the addresses`;
  console.log(`crescendo is listening on ${addresses.join(', ')} with ${workers} workers${processes}`);
  console.log(`  ${memoryLine(workers, addresses.length, config)}`);
  console.log(`  state of the runs: ${stateWords(config.state)}`);
  if (config.cache !== undefined) console.log(`  cache: up to ${config.cache_bytes} bytes in ${resolve(config.cache)}`);
  console.log(`  low-frequency crop: ${used} (${why})`);
  if (config.token_file !== undefined) console.log(`  access: by the lines of ${resolve(config.token_file)}`);
  for (const { id, samples, classes } of known) console.log(`  dataset ${id}: ${samples} images, ${classes} classes`);
  for (const name of config.runs.keys()) console.log(`  run ${name}`);
  const id = known[0]!.id;
  console.log(`
In Python:
  import crescendo
  loader = crescendo.Loader("${address}", "my-run", spec={"dataset": "${id}", "equivalent_epochs": 200})
  for batch in loader:
      train(batch.images, batch.labels, batch.budget_start)

In TypeScript:
  import { connect } from ${TYPESCRIPT_CLIENT};
  const client = connect("${address}");
  const spec = { dataset: "${id}", equivalentEpochs: 200 };
  for await (const batch of client.batches({ run: "my-run", spec })) {
    await train(batch.images, batch.labels, batch.budgetStart);
  }
  client.close();
`);
}

/** A name of its own, because this module does not import it. */
const TYPESCRIPT_CLIENT = '"@crescendo/client"';

/** The memory that the processes may come to need, all together. */
function memoryLine(workers: number, processes: number, config: ServeConfig): string {
  const image = {
    imagePixels: 1_000_000,
    scratchBytes: 8_000_000,
    imageBytes: MIB,
    cached: config.cache !== undefined,
  };
  const each = Math.ceil(workers / processes);
  const remoteDatasets = Object.values(config.datasets).filter(({ root }) => [root].flat().some(isRemotePlace)).length;
  const base =
    processes *
    Math.ceil(
      residentBound({ workers: each, slotBytes: 0, sharedBytes: 0, replayBytes: 0, remoteDatasets, ...image }) / MIB,
    );
  const { memory_mib: slots, replay_memory_mib: replay } = config;
  return (
    `memory: ${base} MiB for images of up to a million pixels; streams use up to ${slots} MiB for batches, ` +
    `${LIMITS.sharedMemoryBytes / MIB} MiB of shared memory and ${replay} MiB for replay`
  );
}
