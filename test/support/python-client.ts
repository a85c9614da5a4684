/** Programs of the Python client, run in its test environment. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../scripts/python-env.ts';

/** The folder that has the package. */
export const pythonSource = fileURLToPath(new URL('../../clients/python/src', import.meta.url));

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], env = process.env): Promise<Ended> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Runs Python with the client on its path. */
export function runPythonClient(...args: string[]): Promise<Ended> {
  return run(clientEnvironment(), args, { ...process.env, PYTHONPATH: pythonSource });
}
