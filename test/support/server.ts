/** The real server as a process, for integration tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A failed test must not leave its server behind: the test process would wait for it. */
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface ServerProcess {
  address: string;
  process: ChildProcess;
  /** The line of JSON that it printed. */
  ready: { address: string; spectral: { used: string; why: string } };
  /** Sends a signal and waits for the end; returns the exit code, or the signal's name. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** Starts `crescendo serve` and waits until it listens. Listens on a free port unless the flags say otherwise. */
export async function startServer(data: string, ...flags: string[]): Promise<ServerProcess> {
  const listen = flags.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const state = flags.includes('--state') ? [] : ['--state', ':memory:'];
  const args = [cli, 'serve', '--data', `train=${data}`, '--json', ...listen, ...state, ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? -1)),
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as ServerProcess['ready'];
    const stop = (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string> => {
      child.kill(signal);
      return ended;
    };
    return { address: ready.address, process: child, ready, stop };
  }
  throw new Error(`the server ended with ${await ended} before it was ready`);
}

/** Runs the command line to its end. */
export async function runCli(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? -1)));
  return { code, stdout, stderr };
}
