/** The servers and trainers of a soak. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunSpec } from '../../clients/typescript/src/index.ts';
import type { RandomStream } from '../../src/plan/sampling/random-stream.ts';
import type { RunningServer } from '../server.ts';
import type { Scene } from './scene.ts';
import type { StepComparison } from './step-comparison.ts';
import { CLIENTS, type ClientName, Trainer } from './trainer.ts';

/** A process that is never ended. */
export interface Actor {
  name: string;
  process: ChildProcess;
}

/** So slow that the machine is not the bound, and all trainers go at the same pace. */
const PACE_MS = 100;
/** Longest freeze. */
const FREEZE_MS = 5000;
/** So many that the ledger, which has a line for each epoch, does not grow with every few batches. */
const SAMPLES = 500;

/** The scene's run without its end. */
const endless = ({ spec }: Scene): RunSpec => {
  const { budget: _budget, ...rest } = spec;
  return { ...rest, equivalentEpochs: 50_000 };
};

interface Part {
  client: ClientName;
  lasts: boolean;
  name: string;
  checkpoint: string;
  trainer: Trainer;
}

export class SoakCast {
  readonly random: RandomStream;
  readonly #scene: Scene;
  readonly #comparison: StepComparison;
  readonly #state: string;
  readonly #data: string[];
  readonly #parts: Part[] = [];
  readonly #problems: string[] = [];
  /** The last step of each trainer. */
  readonly #last = new WeakMap<Trainer, number>();
  #lasting!: RunningServer;
  #victim!: RunningServer;
  #collecting!: NodeJS.Timeout;

  constructor(scene: Scene, comparison: StepComparison, random: RandomStream) {
    this.#scene = scene;
    this.#comparison = comparison;
    this.random = random;
    this.#state = scene.newPath('soak.sqlite');
    this.#data = ['--data', `train=${scene.moreData(SAMPLES)}`];
  }

  async begin(): Promise<void> {
    this.#lasting = await this.#scene.server(this.#state, this.#data);
    this.#victim = await this.#scene.server(this.#state, this.#data);
    for (const lasts of [true, false]) {
      for (const client of CLIENTS) {
        const name = `${client}-${lasts ? 'lasting' : 'disturbed'}`;
        const checkpoint = this.#scene.newPath(`${name}.json`);
        this.#comparison.enter(name);
        this.#parts.push({ client, lasts, name, checkpoint, trainer: this.#start(client, lasts, name, checkpoint) });
      }
    }
    this.#collecting = setInterval(() => this.#collect(), 1000);
  }

  lasting(): Actor[] {
    const trainers = this.#parts.filter(({ lasts }) => lasts);
    return [
      { name: 'server', process: this.#lasting.process },
      ...trainers.map(({ name, trainer }) => ({ name, process: trainer.process })),
    ];
  }

  /** Does one fault; returns its name. */
  async disturb(): Promise<string> {
    const victims = this.#parts.filter(({ lasts }) => !lasts);
    const victim = victims[Math.floor(this.random.nextDouble() * victims.length)]!;
    switch (Math.floor(this.random.nextDouble() * 4)) {
      case 0: {
        const { address } = this.#victim;
        await this.#victim.stop('SIGKILL');
        this.#victim = await this.#scene.server(this.#state, [...this.#data, '--listen', address]);
        return 'kill-server';
      }
      case 1:
        await victim.trainer.kill();
        this.#collect();
        victim.trainer = this.#start(victim.client, false, victim.name, victim.checkpoint);
        return 'kill-trainer';
      case 2:
        await this.#freeze(this.#victim.process);
        return 'freeze-server';
      default:
        await this.#freeze(victim.trainer.process);
        return 'freeze-trainer';
    }
  }

  /** What has gone wrong in the processes. */
  problems(): string[] {
    this.#collect();
    const failed = this.#parts.flatMap(({ name, trainer }) => {
      if (trainer.error !== undefined) return [`${name} has failed: ${trainer.error}`];
      return trainer.over ? [`${name} has ended`] : [];
    });
    const { exitCode, signalCode } = this.#lasting.process;
    const ended = exitCode ?? signalCode;
    const crashed = ended === null ? [] : [`the server has ended with ${ended}`];
    return [...this.#problems, ...failed, ...crashed];
  }

  end(): void {
    clearInterval(this.#collecting);
    for (const { trainer } of this.#parts) trainer.process.kill('SIGKILL');
    for (const server of [this.#lasting, this.#victim]) server?.process.kill('SIGKILL');
  }

  async #freeze(process: ChildProcess): Promise<void> {
    process.kill('SIGSTOP');
    await sleep(FREEZE_MS * this.random.nextDouble());
    process.kill('SIGCONT');
  }

  #start(client: ClientName, lasts: boolean, run: string, checkpoint: string): Trainer {
    const { address } = lasts ? this.#lasting : this.#victim;
    const how = { shared: client === 'python', paceMs: PACE_MS, impatient: !lasts, takeover: !lasts };
    return new Trainer(client, { address, run, spec: endless(this.#scene), checkpoint, ...how });
  }

  /** Compares the batches that have come since the last time, and forgets them. */
  #collect(): void {
    for (const part of this.#parts) {
      const { received } = part.trainer;
      const fresh = received.splice(0, received.length);
      for (const { step, sha256 } of fresh) this.#comparison.note(part.name, step, sha256);
      this.#checkOrder(
        part,
        fresh.map(({ step }) => step),
      );
    }
  }

  #checkOrder({ name, trainer }: Part, steps: readonly number[]): void {
    for (const step of steps) {
      const before = this.#last.get(trainer);
      if (before !== undefined && step !== before + 1)
        this.#problems.push(`${name}: step ${step} comes after ${before}`);
      this.#last.set(trainer, step);
    }
  }
}
