/** `crescendo serve` as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface ServerProcess {
  address: string;
  process: ChildProcess;
  /** The line of JSON that it printed. */
  ready: { address: string; spectral: { used: string; why: string } };
  /** Sends a signal and waits for the end; returns the exit code, or the signal's name. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

export interface ServeOptions {
  /** The program; the sources' by default. */
  cli?: string;
  /** Flags of Node itself. */
  node?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Called with the process before it is waited for. */
  started?: (child: ChildProcess) => void;
}

/** Starts `crescendo serve` and waits until it listens. Listens on a free port unless the flags say otherwise. */
export async function serve(
  data: string,
  flags: readonly string[],
  { cli = source, node = [], env = process.env, started = () => {} }: ServeOptions = {},
): Promise<ServerProcess> {
  const listen = flags.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const state = flags.includes('--state') ? [] : ['--state', ':memory:'];
  const args = [...node, cli, 'serve', '--data', `train=${data}`, '--json', ...listen, ...state, ...flags];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  started(child);
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
