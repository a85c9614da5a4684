/** `crescendo serve` as a process of its own: for the scripts, the tests, the benchmarks and the examples. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** The server's description of itself once it listens. */
export interface Ready {
  address: string;
  /** The address of each process, of which `address` is the first. */
  addresses: string[];
  workers: number;
  datasets: { samples: number; classes: number }[];
  spectral: { used: string; why: string };
}

export interface RunningServer extends Ready {
  process: ChildProcess;
  /**
   * Sends a signal, SIGTERM by default, and waits for the end. Resolves with the exit code, or the name of the signal.
   */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

export interface ServerOptions {
  /** The program; that of the sources by default. */
  cli?: string;
  /** Flags of Node itself. */
  node?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Called with the process before it listens. */
  started?: (child: ChildProcess) => void;
}

/**
 * Starts a server and waits until it listens. The flags name its data; unless they say otherwise, it listens on a free
 * port and keeps its state in memory. It ends with this process at the latest.
 */
export async function startServer(
  flags: readonly string[],
  { cli = source, node = [], env = process.env, started = () => {} }: ServerOptions = {},
): Promise<RunningServer> {
  const listen = flags.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const state = flags.includes('--state') ? [] : ['--state', ':memory:'];
  const args = [
    '--disable-warning=ExperimentalWarning',
    ...node,
    cli,
    'serve',
    '--json',
    ...listen,
    ...state,
    ...flags,
  ];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  started(child);
  const ended = endingWithUs(child);
  const stop = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | string> => {
    child.kill(signal);
    return ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...(JSON.parse(line) as Ready), process: child, stop };
  }
  throw new Error(`the server ended with ${await ended} before it was ready: crescendo ${args.slice(2).join(' ')}`);
}

/**
 * Ensures that a child ends with this process at the latest.
 *
 * @returns resolves when the child has ended, with its exit code or the name of the signal that ended it
 */
export function endingWithUs(child: ChildProcess): Promise<number | string> {
  const kill = (): boolean => child.kill();
  process.once('exit', kill);
  return new Promise((resolve) =>
    child.once('exit', (code, signal) => {
      process.off('exit', kill);
      resolve(code ?? signal ?? -1);
    }),
  );
}
