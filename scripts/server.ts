/** `crescendo serve` as a process of its own, for the scripts that need a server. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** What the server says of itself once it listens. */
export interface Ready {
  address: string;
  workers: number;
  datasets: { samples: number; classes: number }[];
}

export interface RunningServer extends Ready {
  process: ChildProcess;
  /** Ends it and waits until it has. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port, without a state file, and waits until it listens; the flags name its data. It ends with
 * this process at the latest.
 */
export async function startServer(...flags: string[]): Promise<RunningServer> {
  const options = ['--listen', '127.0.0.1:0', '--state', ':memory:', '--json', ...flags];
  const args = ['--disable-warning=ExperimentalWarning', cli, 'serve', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = endingWithUs(child);
  const stop = (): Promise<void> => {
    child.kill();
    return ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...(JSON.parse(line) as Ready), process: child, stop };
  }
  throw new Error(`the server ended before it was ready: crescendo serve ${options.join(' ')}`);
}

/** Sees to it that a child ends with this process at the latest. Resolves when it has ended. */
export function endingWithUs(child: ChildProcess): Promise<void> {
  const kill = (): boolean => child.kill();
  process.once('exit', kill);
  return new Promise((resolve) =>
    child.once('close', () => {
      process.off('exit', kill);
      resolve();
    }),
  );
}
