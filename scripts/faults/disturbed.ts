/** Runs to which faults are done, one after the other, while a trainer reads them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../clients/typescript/src/index.ts';
import { PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import type { RunningServer } from '../server.ts';
import type { FaultOptions, FaultResult } from './fault.ts';
import { ledgerOf, RUN, type Scene, SETTINGS, type Setting, type TrainerOptions } from './scene.ts';
import type { Received, Trainer } from './trainer.ts';
import { batchProblems, type LedgerPromise, ledgerProblems } from './verdict.ts';

/** Faults done to one run. */
const FAULTS_PER_RUN = 10;
/** A fault comes so many milliseconds after a batch, at most: in the middle of the work on the next ones. */
const DELAY_MS = 40;

/** A run in progress. */
export class DisturbedRun {
  readonly scene: Scene;
  readonly setting: Setting;
  readonly state: string;
  readonly random: RandomStream;
  readonly problems: string[] = [];
  server: RunningServer;
  trainer: Trainer;
  /** Batches of trainers that were killed. */
  readonly lives: Received[][] = [];
  readonly #flags: readonly string[];
  readonly #serverOptions: ServerOptions;
  readonly #trainerOptions: TrainerOptions;

  private constructor(init: Begin, state: string, flags: readonly string[], server: RunningServer) {
    this.scene = init.scene;
    this.setting = init.setting;
    this.random = init.random;
    this.state = state;
    this.#flags = flags;
    this.#serverOptions = init.serverOptions ?? {};
    this.#trainerOptions = init.trainerOptions ?? {};
    this.server = server;
    this.trainer = init.scene.trainer(init.setting, server, this.#trainerOptions);
  }

  static async begin(init: Begin): Promise<DisturbedRun> {
    const { scene, setting } = init;
    const state = scene.newPath('state.sqlite');
    const listen = setting.transport === 'unix' ? ['--listen', `unix:${scene.newPath('socket')}`] : [];
    const shared = setting.transport === 'shared memory' ? [] : ['--shared-memory', 'off'];
    const server = await scene.server(state, [...listen, ...shared], init.serverOptions);
    await init.beforeTraining?.(() => openRun(init.scene, server), state);
    return new DisturbedRun(init, state, shared, server);
  }

  /** A whole number, 0..below-1. */
  draw(below: number): number {
    return Math.floor(this.random.nextDouble() * below);
  }

  /** Starts the server again at the same address, after its process has ended. */
  async restartServer(): Promise<void> {
    const { address } = this.server;
    this.server = await this.scene.server(this.state, [...this.#flags, '--listen', address], this.#serverOptions);
  }

  /** Starts another trainer where the checkpoint of the last one says, after that one has ended. */
  restartTrainer(): void {
    this.lives.push(this.trainer.received);
    this.trainer = this.scene.trainer(this.setting, this.server, this.#trainerOptions);
  }

  /** Notes if the server has more steps as trained on than the trainer has had. */
  async checkProgress(lastStep: number): Promise<void> {
    const client = connect(this.server.address);
    const { consumedStep = -1 } = await client.getRun(RUN);
    client.close();
    if (consumedStep > lastStep)
      this.problems.push(`step ${consumedStep} counts as trained on, but ${lastStep} was the last`);
  }

  /** Lets the trainer read to the end, stops the server, and compares everything with the undisturbed run. */
  async end(promise: LedgerPromise): Promise<string[]> {
    await this.trainer.finished();
    const code = await this.server.stop();
    const undisturbed = await this.scene.undisturbed();
    const { error } = this.trainer;
    return [
      ...this.problems,
      ...(error === undefined ? [] : [`the trainer has failed: ${error}`]),
      ...(code === 0 ? [] : [`the server ended with ${code}`]),
      ...batchProblems([...this.lives, this.trainer.received], undisturbed),
      ...ledgerProblems(await ledgerOf(this.state), undisturbed, promise),
    ].map((problem) => `${this.setting.client}, ${this.setting.transport}: ${problem}`);
  }
}

async function openRun({ spec }: Scene, { address }: RunningServer): Promise<void> {
  const client = connect(address);
  await client.openRun(RUN, spec);
  client.close();
}

type ServerOptions = NonNullable<Parameters<Scene['server']>[2]>;

interface Begin {
  scene: Scene;
  setting: Setting;
  random: RandomStream;
  serverOptions?: ServerOptions;
  trainerOptions?: TrainerOptions;
  /** Called before there is a trainer, with a function that opens the run. */
  beforeTraining?: (open: () => Promise<void>, state: string) => Promise<void>;
}

/** A kind of fault. */
export interface Disturbance {
  /** Does one fault, and waits until it is over. */
  disturb(run: DisturbedRun, trial: number): Promise<void>;
  settings?: readonly Setting[];
  serverOptions?: (scene: Scene) => ServerOptions;
  trainerOptions?: (scene: Scene) => TrainerOptions;
  beforeTraining?: Begin['beforeTraining'];
  /** By default that it is exact. */
  ledger?: LedgerPromise;
}

/**
 * Does faults to runs until there have been `trials` of them: each client by each transport in turn, up to ten faults in a
 * run.
 */
export async function disturb(
  { scene, trials, seed, tell }: FaultOptions,
  disturbance: Disturbance,
): Promise<FaultResult> {
  const random = new RandomStream(seed, 0, 0, PURPOSE.crop);
  const settings = disturbance.settings ?? SETTINGS;
  const { sha256 } = await scene.undisturbed();
  const problems: string[] = [];
  const perRun = Math.min(FAULTS_PER_RUN, Math.ceil(trials / settings.length));
  let [done, runs] = [0, 0];
  for (; done < trials; runs += 1) {
    const setting = settings[runs % settings.length]!;
    const faults = Math.min(perRun, trials - done);
    const serverOptions = disturbance.serverOptions?.(scene);
    const trainerOptions = disturbance.trainerOptions?.(scene);
    const run = await DisturbedRun.begin({
      ...{ scene, setting, random },
      ...(serverOptions && { serverOptions }),
      ...(trainerOptions && { trainerOptions }),
      ...(disturbance.beforeTraining && { beforeTraining: disturbance.beforeTraining }),
    });
    try {
      for (let k = 0; k < faults; k += 1) {
        // Not in the last tenth, so that the run is not over before the fault.
        const after = Math.floor(((k + random.nextDouble()) * 0.9 * sha256.length) / faults);
        await run.trainer.until(() => run.trainer.step >= after);
        await sleep(run.draw(DELAY_MS));
        await disturbance.disturb(run, done + k);
      }
      problems.push(...(await run.end(disturbance.ledger ?? 'exact')));
    } finally {
      run.trainer.process.kill('SIGKILL');
      run.server.process.kill('SIGKILL');
    }
    done += faults;
    tell(`${done} of ${trials} (${setting.client}, ${setting.transport}), ${problems.length} problems`);
  }
  const how = `${runs} runs of ${sha256.length} steps`;
  return {
    trials: done,
    problems,
    summary: problems.length === 0 ? `${how}: same bytes, ledger ${disturbance.ledger ?? 'exact'}` : how,
  };
}
