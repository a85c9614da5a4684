/** The real server and command line, for integration tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type RunningServer, startServer as start } from '../../scripts/server.ts';

export type { RunningServer as ServerProcess };

/** A failed test must not leave its server behind: the test process would wait for it. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The command line's program. */
export const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Starts a server of which `data` is the dataset `train`. */
export function startServer(data: string, ...flags: string[]): Promise<RunningServer> {
  const started = (child: ChildProcess): void => {
    running.add(child);
    child.once('exit', () => running.delete(child));
  };
  return start(['--data', `train=${data}`, ...flags], { started });
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

/** Runs the command line to its end with a standard output that is closed, as by `| head`. */
export async function runUnread(...args: string[]): Promise<{ code: number; stderr: string }> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? -1)));
  return { code, stderr };
}
