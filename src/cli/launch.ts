#!/usr/bin/env node
/**
 * The installed `crescendo`: runs the program in this process, or, where the running Node is too old for it, in the Node
 * that npm installed as the package `node`. Compiled, this file must run on Node 18, so it imports nothing statically
 * that does not.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first version that has everything that the program uses; older ones lack node:sqlite without a flag. */
const NEEDED = [22, 18] as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;
/** EXIT.usage; `exit.ts` would load modules of the program. */
const USAGE = 2;

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]);
}

/** The program of the package `node`; undefined where it is missing, as after `npm install --ignore-scripts`. */
function bundledNode(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Same arguments, same standard streams; signals go on to the program, and its end becomes that of this process. */
function runIn(node: string): void {
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const child = spawn(node, [...process.execArgv, main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`${node} does not start (${error.message})`));
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function refuse(why: string): void {
  const needed = NEEDED.join('.');
  console.error(
    `crescendo: needs Node ${needed} or newer, but this is Node ${process.versions.node} and ${why}: ` +
      `install Node ${needed} or newer, or run: npm rebuild node`,
  );
  process.exitCode = USAGE;
}

if (isTooOld(process.versions.node)) {
  const node = bundledNode();
  if (node === undefined) refuse('the Node that npm installs with crescendo is missing');
  else runIn(node);
} else {
  await import('./main.ts');
}
