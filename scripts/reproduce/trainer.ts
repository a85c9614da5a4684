/** The Python process that trains, and its server. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../../src/bench/index.ts';
import { engineVersion } from '../../src/pixels/engine-version.ts';
import { clientEnvironment } from '../python-env.ts';
import { endingWithUs, startServer } from '../server.ts';
import type { Job } from './experiment.ts';
import { digestOf, type Result } from './results.ts';

const python = fileURLToPath(new URL('../../clients/python', import.meta.url));
const program = join(python, 'examples', 'reproduce');
/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

export interface Trainer {
  /** @param progress called from time to time with the spent share of the job's budget */
  run(job: Job, progress: (share: number) => void): Promise<Result>;
  stop(): Promise<void>;
}

/**
 * Digest of what determines a result, other than its job: the trainer's code, its packages, and the server's pixels.
 */
export function codeDigest(): string {
  const files = [join(program, 'network.py'), join(program, 'train.py'), join(python, 'requirements-test.txt')];
  return digestOf(engineVersion(), ...files.map((file) => readFileSync(file, 'utf8')));
}

/** Starts a server on `folder`/train and `folder`/val, and a process that trains on it. */
export async function startTrainer(folder: string): Promise<Trainer> {
  const server = await startServer(['train', 'val'].flatMap((name) => ['--data', `${name}=${join(folder, name)}`]));
  const child = spawn(clientEnvironment(), [join(program, 'train.py')], {
    env: { ...process.env, PYTHONPATH: join(python, 'src') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const machine = describeMachine();
  const ended = endingWithUs(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(job, progress) {
      const before = cpuSeconds(server.process.pid);
      child.stdin.write(`${JSON.stringify({ ...job, address: server.address })}\n`);
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) throw new Error(`the trainer ended without the result of ${job.id}`);
        const answer = JSON.parse(value) as { progress: number } | Result;
        if ('progress' in answer) {
          progress(answer.progress);
          continue;
        }
        const after = cpuSeconds(server.process.pid);
        return {
          ...answer,
          server_cpu_seconds: before === null || after === null ? null : after - before,
          machine: `${machine.cpu}, ${machine.cores} cores`,
          date: new Date().toISOString(),
        };
      }
    },
    async stop() {
      child.kill();
      await ended;
      await server.stop();
    },
  };
}

/** CPU time of a process so far, in user and kernel; null if there is no /proc. */
function cpuSeconds(pid: number | undefined): number | null {
  try {
    // After the name, which may hold anything: state is the third field, utime the 14th, stime the 15th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
