/** The packages as npm would publish them, and otherwise empty projects. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
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

const IMPORT =
  /(?<![.\w$'"])(?:from\s*|import\s*\(?\s*|require(?:\.resolve)?\s*\(\s*|import\.meta\.resolve\s*\(\s*)['"]([^'"\s]+)['"]/g;
const NOT_CODE = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** The packages that a module's text or its types import, without relative imports and Node's own modules. */
export function packagesOf(text: string): string[] {
  const names = [...text.replace(NOT_CODE, '').matchAll(IMPORT)]
    .map(([, specifier]) => specifier!)
    .filter((specifier) => !/^[./#]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
  return [...new Set(names)];
}

/** What an installed package's files import, by "file imports package", of what it does not declare that it needs. */
export function undeclaredImports({ files }: Tarball, installed: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const declared = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  return files
    .filter((file) => /\.([cm]?js|d\.[cm]?ts)$/.test(file))
    .flatMap((file) =>
      packagesOf(readFileSync(join(installed, file), 'utf8'))
        .filter((name) => !Object.hasOwn(declared, name))
        .map((name) => `${file} imports ${name}`),
    );
}

/** Makes a project of the given files and installs tarballs into it. */
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
