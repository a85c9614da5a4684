/** A trainer as a process of its own, of which every batch is kept. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../python-env.ts';
import { endingWithUs } from '../server.ts';
import type { TrainerLine, TrainerTask } from './trainers/task.ts';

export const CLIENTS = ['python', 'typescript'] as const;
export type ClientName = (typeof CLIENTS)[number];

/** A batch that a trainer has trained on. */
export interface Received {
  step: number;
  sha256: string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export class Trainer {
  readonly process: ChildProcess;
  /** In the order in which they came. */
  readonly received: Received[] = [];
  samples = 0;
  notices = 0;
  error: string | undefined;
  /** True once it has read the run to its end, or has failed. */
  over = false;
  readonly #news = new EventEmitter();
  readonly #ended: Promise<number | string>;
  /** Resolves when the last line of the output has been read. */
  readonly #read: Promise<unknown>;

  /** @param variables added to the environment */
  constructor(client: ClientName, task: TrainerTask, variables: NodeJS.ProcessEnv = {}) {
    const python = client === 'python';
    const program = python ? clientEnvironment() : process.execPath;
    const flags = python ? [] : ['--disable-warning=ExperimentalWarning'];
    const env = { ...process.env, PYTHONPATH: here('../../clients/python/src'), ...variables };
    const args = [...flags, here(`trainers/train.${python ? 'py' : 'ts'}`), JSON.stringify(taskOf(client, task))];
    this.process = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#ended = endingWithUs(this.process);
    const lines = createInterface({ input: this.process.stdout! });
    this.#read = once(lines, 'close');
    lines.on('line', (text) => this.#note(text));
    // Whoever waits for a batch must not wait for a process that has ended.
    void Promise.all([this.#ended, this.#read]).then(() => {
      this.over = true;
      this.#news.emit('line');
    });
  }

  /** The step of the last batch; -1 before the first one. */
  get step(): number {
    return this.received.at(-1)?.step ?? -1;
  }

  /** Waits until something is true, or the trainer is over. */
  async until(is: () => boolean): Promise<void> {
    while (!this.over && !is()) await once(this.#news, 'line');
  }

  /** Waits for the end of the run, and of the process. */
  async finished(): Promise<void> {
    await this.#ended;
    await this.#read;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.finished();
  }

  #note(text: string): void {
    // The last line of a killed process may be cut off.
    const line = parsed(text);
    if (line === undefined) return;
    if ('step' in line) {
      this.received.push({ step: line.step, sha256: line.sha256 });
      this.samples += line.samples;
    } else if ('notice' in line) this.notices += 1;
    else {
      this.over = true;
      if ('error' in line) this.error = line.error;
    }
    this.#news.emit('line');
  }
}

function parsed(text: string): TrainerLine | undefined {
  try {
    return JSON.parse(text) as TrainerLine;
  } catch {
    return undefined;
  }
}

function taskOf(client: ClientName, task: TrainerTask): TrainerTask {
  return client === 'python' ? { ...task, spec: snakeCase(task.spec) as object } : task;
}

/** The same spec with the names of the Python client. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  const renamed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [renamed(name), snakeCase(inner)]));
}
