/** Finds the Pythons of a machine that the Python client supports. */
import { spawnSync } from 'node:child_process';

/** Versions that the client's classifiers name. */
export const SUPPORTED = ['3.10', '3.11', '3.12', '3.13'] as const;

export interface Interpreter {
  /** Major and minor, for instance `3.12`. */
  version: string;
  /** Path of the program. */
  path: string;
}

/** The output of a program; undefined if it does not exist or fails. */
function output(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.trim() : undefined;
}

/** The version that a program reports; undefined if it is not a working Python, or lacks what environments need. */
function interpreter(program: string): Interpreter | undefined {
  const report = "import sys, ssl, ctypes; print('%d.%d' % sys.version_info[:2], sys.executable)";
  const [version, path] = output(program, '-c', report)?.split(' ') ?? [];
  return version === undefined || path === undefined ? undefined : { version, path };
}

/**
 * The supported Pythons on this machine, the oldest first: `python3.X` on the path, or the newest release of it under
 * pyenv, whose programs on the path refuse to run unless their version was chosen.
 */
export function findPythons(): Interpreter[] {
  const releases = (output('pyenv', 'versions', '--bare') ?? '').split('\n').map((line) => line.trim());
  return SUPPORTED.flatMap((version) => {
    const newest = releases
      .filter((release) => release.startsWith(`${version}.`))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .at(-1);
    const folder = newest === undefined ? undefined : output('pyenv', 'prefix', newest);
    const candidates = [`python${version}`, ...(folder === undefined ? [] : [`${folder}/bin/python`])];
    const found = candidates.map(interpreter).find((candidate) => candidate?.version === version);
    return found === undefined ? [] : [found];
  });
}

/** The Python that environments use by default. */
export function defaultPython(): Interpreter | undefined {
  return interpreter(process.env.PYTHON ?? 'python3');
}
