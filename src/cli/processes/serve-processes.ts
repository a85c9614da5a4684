import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DatasetRegistry } from '../../dataset/dataset.ts';
import { announce } from '../announce.ts';
import { printedConfig, type ServeConfig } from '../config.ts';
import { EXIT } from '../exit.ts';
import { openDatasets } from '../open-datasets.ts';
import { signalled } from '../signalled.ts';
import { memberConfigs } from './members.ts';
import { MEMBER } from './messages.ts';
import { pinning } from './numa.ts';
import { type MemberEnd, Supervisor } from './supervisor.ts';

export interface ProcessesOptions {
  /** How many. */
  processes: number;
  /** Worker threads of all together. */
  workers: number;
  log: Logger;
  logLevel: string;
  /** Whether to print the addresses as JSON. */
  json: boolean;
}

/**
 * Serves with several processes until SIGTERM or SIGINT. One that ends is started again on the same address. The exit code
 * is that of a single server, or of the process that could not start.
 */
export async function serveProcesses(config: ServeConfig, options: ProcessesOptions): Promise<void> {
  const { processes: count, workers, log, json } = options;
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-serve-'));
  try {
    const datasets = await openDatasets(config, log);
    const members = memberConfigs(config, { count, workers, manifests: saveManifests(datasets, folder) });
    const supervisor = new Supervisor((member, address) => {
      const listen = address ?? members[member]!.listen;
      return startMember({ ...members[member]!, listen }, member, folder, options);
    }, log);
    // A process that reads the addresses may send a signal at once.
    const stopped = signalled();
    const starting = supervisor.start(count);
    const ready = await Promise.race([starting, stopped]);
    if (typeof ready === 'object' && !Array.isArray(ready)) {
      console.error(`crescendo: process ${ready.member + 1} of ${count} could not start (${ready.end}); see above`);
      process.exitCode = typeof ready.end === 'number' ? ready.end : EXIT.internal;
      return;
    }
    if (Array.isArray(ready)) {
      const addresses = ready.map(({ address }) => address);
      announce({ addresses, workers, spectral: ready[0]!.spectral }, datasets, config, json);
    }
    const signal = await stopped;
    if (!json) console.error('stopping: streams end at their next batch');
    process.exitCode = exitCodeOf(await supervisor.stop(signal));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Members need not walk the folders again. */
function saveManifests(datasets: DatasetRegistry, folder: string): Map<string, string> {
  return new Map(
    datasets.ids().map((id, k) => {
      const file = join(folder, `${k}.manifest`);
      datasets.get(id).manifest.save(file);
      return [id, file];
    }),
  );
}

function startMember(
  config: ServeConfig,
  member: number,
  folder: string,
  { processes, logLevel }: ProcessesOptions,
): ChildProcess {
  const file = join(folder, `${member}.yaml`);
  writeFileSync(file, printedConfig(config, process.cwd(), config.workers!), { mode: 0o600 });
  const serve = [process.argv[1]!, 'serve', '--config', file, '--log-level', logLevel];
  const [program, ...args] = [...pinning(member), process.execPath, ...process.execArgv, ...serve];
  return spawn(program!, args, {
    env: { ...process.env, [MEMBER]: `${member + 1}/${processes}` },
    // Its log goes to that of this process.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** A member that had to end itself by force makes this process say so too. */
function exitCodeOf(ends: readonly MemberEnd[]): number {
  if (ends.includes('SIGKILL')) return 137;
  return ends.find((end): end is number => typeof end === 'number' && end !== 0) ?? 0;
}
