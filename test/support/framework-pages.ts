/** The programs of docs/frameworks, run in processes that a Python process forks, so that frameworks load only once. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { blocks } from './documentation.ts';
import { root } from './packing.ts';

/** What the pages write as the server's address. */
const ADDRESS = '127.0.0.1:7077';

export interface Job {
  /** Names the job's folder and its run. */
  id: string;
  /** The name on a page's first line, such as `train_ddp.py`. */
  program: string;
  processes: number;
  /** Ends all processes with SIGKILL after that many steps. */
  killAfter?: number;
  /** Changes the program. */
  edit?: (source: string) => string;
}

export interface Ran {
  /** Exit status of each process; negative if a signal ended it. */
  statuses: number[];
  printed: string;
}

/** The blocks of the pages that begin with the name of a file, by that name. */
export function programs(): Map<string, string> {
  const folder = join(root, 'docs', 'frameworks');
  const pages = [join(root, 'docs', 'frameworks.md'), ...readdirSync(folder).map((name) => join(folder, name))];
  const found = new Map<string, string>();
  for (const block of pages.flatMap((page) => blocks(readFileSync(page, 'utf8'), 'python'))) {
    const [, name] = /^# (\w+\.py)\n/.exec(block) ?? [];
    if (name !== undefined) found.set(name, block);
  }
  return found;
}

/** The programs in a folder, and the Python process that runs them. */
export class FrameworkPages {
  readonly #programs = programs();
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  readonly #folder: string;
  readonly #address: string;

  constructor(folder: string, address: string) {
    this.#folder = folder;
    this.#address = address;
    const folders = [join(root, 'clients', 'python', 'src'), join(root, 'test', 'support')];
    this.#child = spawn(clientEnvironment(), [join(root, 'test', 'support', 'framework_pages.py')], {
      env: { ...process.env, PYTHONPATH: folders.join(':'), HF_HUB_OFFLINE: '1', ACCELERATE_USE_CPU: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    // With its forks, of which a failed test may leave some behind.
    afterAll(() => {
      if (this.#child.exitCode === null) process.kill(-this.#child.pid!, 'SIGKILL');
    });
  }

  /** Writes the files of a job. */
  prepare({ id, program, edit = (source) => source }: Job): void {
    mkdirSync(join(this.#folder, id));
    const source = this.#programs.get(program);
    assert.ok(source !== undefined, `no page has ${program}`);
    writeFileSync(join(this.#folder, id, program), edit(source.replaceAll(/ADDRESS, "\w+"/g, `ADDRESS, "${id}"`)));
    writeFileSync(
      join(this.#folder, id, 'recipe.py'),
      this.#programs.get('recipe.py')!.replace(ADDRESS, () => this.#address),
    );
  }

  /** Runs the program of a job that was prepared, and waits for all its processes. */
  async start({ id, program, processes, killAfter }: Job): Promise<Ran> {
    const job = { folder: join(this.#folder, id), program, processes, killAfter };
    this.#child.stdin!.write(`${JSON.stringify(job)}\n`);
    const answer = await this.#answers.next();
    assert.ok(answer.done !== true, 'the process that runs the pages has ended');
    return JSON.parse(answer.value) as Ran;
  }

  /** Runs a job from its beginning. */
  run(job: Job): Promise<Ran> {
    this.prepare(job);
    return this.start(job);
  }
}

/** The hash that a program printed; fails if it did not end well. */
export function weights({ statuses, printed }: Ran): string {
  assert.deepEqual([...new Set(statuses)], [0], printed);
  const [, found] = /^weights ([0-9a-f]{64})$/m.exec(printed) ?? [];
  assert.ok(found !== undefined, printed);
  return found;
}
