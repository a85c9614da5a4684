/** The packages as npm would publish them, and projects that have nothing else. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A shell's environment outside of the repository: none of its programs, and none of npm's own settings for a script. */
export const outside: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|INIT_CWD)/i.test(name))),
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
};

export interface Tarball {
  path: string;
  /** Paths inside the package. */
  files: string[];
}

/** `npm pack` in a folder of the repository, into `target`. */
export function pack(folder: string, target: string, ...flags: string[]): Tarball {
  mkdirSync(target, { recursive: true });
  const args = ['pack', '--json', '--silent', '--pack-destination', target, ...flags];
  const stdout = execFileSync('npm', args, { cwd: join(root, folder), encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  const [packed] = JSON.parse(stdout) as {
    filename: string;
    files: { path: string }[];
  }[];
  return { path: join(target, packed!.filename), files: packed!.files.map(({ path }) => path) };
}

/** Makes a project of nothing but files and installs tarballs into it. */
export function project(folder: string, files: Record<string, string>, ...tarballs: string[]): void {
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ name: 'empty', version: '1.0.0', private: true, type: 'module' });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error', ...tarballs];
  execFileSync('npm', args, { cwd: folder, env: outside, stdio: ['ignore', 'ignore', 2] });
}

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program in a project to its end. */
export function runIn(folder: string, program: string, ...args: string[]): Finished {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env: outside, encoding: 'utf8' });
  return { status, stdout, stderr };
}
