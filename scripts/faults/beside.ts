/** An honest trainer beside an attack: how much of its speed it keeps, and whether it loses anything. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { v1 } from '@crescendo/proto';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { specMessage } from '../../clients/typescript/src/spec.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { tokenHash } from '../../src/server/access/credentials.ts';
import type { RunningServer } from '../server.ts';
import type { Attack } from './attacks/attack.ts';
import { ATTACKS } from './attacks/catalogue.ts';
import type { Fault, FaultOptions, FaultResult } from './fault.ts';
import type { Scene } from './scene.ts';
import { Trainer } from './trainer.ts';
import { digestOf } from './trainers/digest.ts';

/** The least share of its images per second that a trainer keeps. */
export const SHARE = 0.5;
/** Seconds of one measurement, alone or beside the attack. */
const SECONDS = 5;
/** Batches before the first measurement. */
const WARM_UP = 30;
/** Steps of which the bytes are compared with those of another server. */
const COMPARED = 10;

const RUN = 'honest';
const SPEC: RunSpec = {
  ...{ dataset: 'train', seed: 15, baseSize: 64, equivalentEpochs: 100_000, globalBatch: 64 },
  schedule: 'constant',
};

/** So many that an epoch has more than a few batches: the ledger has a line for each epoch. */
const SAMPLES = 500;

const dataOf = (scene: Scene): string[] => ['--data', `train=${scene.moreData(SAMPLES)}`];

const attacker = fileURLToPath(new URL('attacks/attacker.ts', import.meta.url));

/** Of a server that controls access: everybody's token is the name. */
const HONEST_TOKEN = 'honest';
const ATTACKER_TOKEN = 'attacker';

/** Flags of a server at which the attacker has quotas, if the attack needs them. */
function accessFlags({ quotas }: Attack, scene: Scene): string[] {
  if (quotas === undefined) return [];
  const file = scene.newPath('tokens.txt');
  const lines = [HONEST_TOKEN, ATTACKER_TOKEN].map((name) => `${name} ${tokenHash(name)} train`);
  writeFileSync(file, `${lines.join('\n')} ${quotas}\n`, { mode: 0o600 });
  return ['--token-file', file];
}

/** An attack in progress. */
class Attacker {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(attack: Attack, { address }: RunningServer) {
    const env = attack.quotas === undefined ? process.env : { ...process.env, CRESCENDO_TOKEN: ATTACKER_TOKEN };
    const spec = Buffer.from(v1.RunSpec.encode(specMessage(SPEC)).finish()).toString('base64');
    const args = ['--disable-warning=ExperimentalWarning', attacker, attack.name, address, RUN, spec];
    this.#process = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Interface = createInterface({ input: this.#process.stdout! });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Waits until it has its full strength. */
  async ready(): Promise<void> {
    if ((await this.#lines.next()).done) throw new Error('the attack has ended before it was ready');
  }

  /** Seconds of the processor that it has taken so far. */
  get cpuSeconds(): number {
    return cpuSeconds(this.#process);
  }

  /** Ends it; what it has done, by outcome. */
  async stop(): Promise<Record<string, number>> {
    this.#process.stdin!.end();
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the attack has ended by itself, probably with an error above');
    this.#process.kill('SIGKILL');
    return (JSON.parse(String(value)) as { counts: Record<string, number> }).counts;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

/** Seconds of the processor that a process has taken so far. */
function cpuSeconds({ pid }: ChildProcess): number {
  // The fields after the name in parentheses, which may contain spaces; times are in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A measurement of a trainer. */
interface Rate {
  imagesPerSecond: number;
  /** Images per second of the processor that the server took: it falls with what the server does for others. */
  imagesPerCpuSecond: number;
}

/** Measures a trainer, now. */
async function rate(trainer: Trainer, server: RunningServer): Promise<Rate> {
  const [samples, start, cpu] = [trainer.samples, performance.now(), cpuSeconds(server.process)];
  await sleep(SECONDS * 1000);
  const images = trainer.samples - samples;
  const seconds = (performance.now() - start) / 1000;
  return { imagesPerSecond: images / seconds, imagesPerCpuSecond: images / (cpuSeconds(server.process) - cpu) };
}

interface Rounds {
  /** One more than rounds. */
  alone: Rate[];
  beside: Rate[];
  /** The part of the machine's processor time that the attacker's own process took. */
  attackers: number[];
  /** What the attack has done, in all rounds. */
  counts: Record<string, number>;
}

/** Measures by turns alone and beside the attack, because a shared machine changes its speed. */
async function measure(attack: Attack, server: RunningServer, trainer: Trainer, options: FaultOptions) {
  const rounds: Rounds = { alone: [await rate(trainer, server)], beside: [], attackers: [], counts: {} };
  for (let round = 0; round < options.trials; round += 1) {
    const attacking = new Attacker(attack, server);
    try {
      await attacking.ready();
      const [before, start] = [attacking.cpuSeconds, performance.now()];
      rounds.beside.push(await rate(trainer, server));
      const seconds = (performance.now() - start) / 1000;
      rounds.attackers.push((attacking.cpuSeconds - before) / seconds / availableParallelism());
      for (const [outcome, times] of Object.entries(await attacking.stop())) {
        rounds.counts[outcome] = (rounds.counts[outcome] ?? 0) + times;
      }
    } finally {
      attacking.kill();
    }
    rounds.alone.push(await rate(trainer, server));
    const [before, beside, after] = [rounds.alone.at(-2)!, rounds.beside.at(-1)!, rounds.alone.at(-1)!];
    const shown = [before, beside, after].map(({ imagesPerSecond }) => Math.round(imagesPerSecond)).join(', ');
    options.tell(`${shown} images/s before, beside and after`);
  }
  return rounds;
}

/** Each round's share of what the trainer has alone. */
function shares({ alone, beside }: Rounds, of: keyof Rate = 'imagesPerSecond'): number[] {
  return beside.map((found, k) => found[of] / ((alone[k]![of] + alone[k + 1]![of]) / 2));
}

/**
 * The same of what the trainer would have on the part of the processor that the attacker's own process leaves: an attacker
 * has a machine of its own.
 */
function correctedShares(rounds: Rounds): number[] {
  return shares(rounds).map((share, k) => share / (1 - rounds.attackers[k]!));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}

/** Whether a trainer has had every step once, and some of them with the bytes of a server that is not attacked. */
async function losses(scene: Scene, { received, error }: Trainer, random: RandomStream): Promise<string[]> {
  const problems = error === undefined ? [] : [`the trainer has failed: ${error}`];
  const gap = received.findIndex(({ step }, k) => step !== k);
  if (gap >= 0) problems.push(`step ${received[gap]!.step} comes where step ${gap} is due`);
  const server = await scene.server(':memory:', dataOf(scene));
  const client = connect(server.address);
  try {
    for (let k = 0; k < COMPARED; k += 1) {
      const { step, sha256 } = received[Math.floor(random.nextDouble() * received.length)]!;
      for await (const batch of client.batches({ run: RUN, spec: SPEC, start: step, window: 1 })) {
        if (digestOf(batch) !== sha256) problems.push(`the batch of step ${step} has other bytes without the attack`);
        break;
      }
    }
  } finally {
    client.close();
    await server.stop('SIGKILL');
  }
  return problems;
}

async function runAttack(attack: Attack, options: FaultOptions): Promise<FaultResult> {
  const { scene, seed } = options;
  const flags = [...dataOf(scene), '--shared-memory', 'off', ...accessFlags(attack, scene)];
  const server = await scene.server(scene.newPath('state.sqlite'), flags);
  const { address } = server;
  const task = { address, run: RUN, spec: SPEC, shared: false, paceMs: 0, impatient: false, takeover: false };
  const trainer = new Trainer('typescript', task, attack.quotas === undefined ? {} : { CRESCENDO_TOKEN: HONEST_TOKEN });
  try {
    await trainer.until(() => trainer.step >= WARM_UP);
    const rounds = await measure(attack, server, trainer, options);
    const { exitCode, signalCode } = server.process;
    const ended = exitCode ?? signalCode;
    const crashed = ended === null ? [] : [`the server has ended with ${ended}`];
    const lost = await losses(scene, trainer, new RandomStream(seed, 0, 0, PURPOSE.crop));
    const found = correctedShares(rounds);
    const share = median(found);
    const slow =
      share < SHARE ? [`the trainer keeps ${share.toFixed(2)} of its images per second, below ${SHARE}`] : [];
    const counts = Object.entries(rounds.counts).map(([outcome, times]) => `${times} x ${outcome}`);
    const shown = (numbers: readonly number[]): string => numbers.map((each) => each.toFixed(2)).join(', ');
    const summary =
      `${share.toFixed(2)} of its images/s (${shown(found)}; ${shown(shares(rounds))} with the attacker's own ` +
      `processor time, ${shown(rounds.attackers)} of the machine), ` +
      `${median(shares(rounds, 'imagesPerCpuSecond')).toFixed(2)} per CPU second of the server; ${counts.join(', ')}`;
    return { trials: options.trials, problems: [...crashed, ...lost, ...slow], summary };
  } finally {
    trainer.process.kill('SIGKILL');
    await server.stop('SIGKILL');
  }
}

/** Every attack, as a row of the table; a trial is a measurement beside it, between two alone. */
export const BESIDE: readonly Fault[] = ATTACKS.map((attack) => ({
  ...{ name: attack.name, what: attack.what, trials: 3 },
  run: (options) => runAttack(attack, options),
}));
