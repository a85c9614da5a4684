/** An honest trainer beside an attack: how much of its speed it keeps, and whether it loses anything. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { v1 } from '@crescendo/proto';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { specMessage } from '../../clients/typescript/src/spec.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
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

/** An attack in progress. */
class Attacker {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(attack: Attack, { address }: RunningServer) {
    const spec = Buffer.from(v1.RunSpec.encode(specMessage(SPEC)).finish()).toString('base64');
    const args = ['--disable-warning=ExperimentalWarning', attacker, attack.name, address, RUN, spec];
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Interface = createInterface({ input: this.#process.stdout! });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Waits until it has its full strength. */
  async ready(): Promise<void> {
    if ((await this.#lines.next()).done) throw new Error('the attack has ended before it was ready');
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

/** Images per second of a trainer, now. */
async function rate(trainer: Trainer): Promise<number> {
  const [samples, start] = [trainer.samples, performance.now()];
  await sleep(SECONDS * 1000);
  return (trainer.samples - samples) / ((performance.now() - start) / 1000);
}

interface Rounds {
  /** One more than rounds. */
  alone: number[];
  beside: number[];
  /** What the attack has done, in all rounds. */
  counts: Record<string, number>;
}

/** Measures by turns alone and beside the attack, because a shared machine changes its speed. */
async function measure(attack: Attack, server: RunningServer, trainer: Trainer, options: FaultOptions) {
  const rounds: Rounds = { alone: [await rate(trainer)], beside: [], counts: {} };
  for (let round = 0; round < options.trials; round += 1) {
    const attacking = new Attacker(attack, server);
    try {
      await attacking.ready();
      rounds.beside.push(await rate(trainer));
      for (const [outcome, times] of Object.entries(await attacking.stop())) {
        rounds.counts[outcome] = (rounds.counts[outcome] ?? 0) + times;
      }
    } finally {
      attacking.kill();
    }
    rounds.alone.push(await rate(trainer));
    const [before, beside, after] = [rounds.alone.at(-2)!, rounds.beside.at(-1)!, rounds.alone.at(-1)!];
    options.tell(`${[before, beside, after].map(Math.round).join(', ')} images/s before, beside and after`);
  }
  return rounds;
}

/** Each round's share of what the trainer has alone. */
function shares({ alone, beside }: Rounds): number[] {
  return beside.map((found, k) => found / ((alone[k]! + alone[k + 1]!) / 2)).sort((a, b) => a - b);
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
  const server = await scene.server(scene.newPath('state.sqlite'), [...dataOf(scene), '--shared-memory', 'off']);
  const { address } = server;
  const trainer = new Trainer('typescript', {
    ...{ address, run: RUN, spec: SPEC, shared: false, paceMs: 0, impatient: false, takeover: false },
  });
  try {
    await trainer.until(() => trainer.step >= WARM_UP);
    const rounds = await measure(attack, server, trainer, options);
    const { exitCode, signalCode } = server.process;
    const ended = exitCode ?? signalCode;
    const crashed = ended === null ? [] : [`the server has ended with ${ended}`];
    const lost = await losses(scene, trainer, new RandomStream(seed, 0, 0, PURPOSE.crop));
    const found = shares(rounds);
    const share = (found[Math.floor((found.length - 1) / 2)]! + found[Math.floor(found.length / 2)]!) / 2;
    const slow =
      share < SHARE ? [`the trainer keeps ${share.toFixed(2)} of its images per second, below ${SHARE}`] : [];
    const counts = Object.entries(rounds.counts).map(([outcome, times]) => `${times} x ${outcome}`);
    const summary = `${share.toFixed(2)} of its images/s (${found.map((each) => each.toFixed(2)).join(', ')}); ${counts.join(', ')}`;
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
