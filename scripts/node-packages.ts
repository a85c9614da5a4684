/** Installs the packages of a folder with a lock file of its own, which the repository's `npm ci` does not cover. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './exclusively.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the packages of the folder's lock file, unless that was done after the lock file last changed. */
export function installPackages(folder: string): void {
  const modified = (file: string): number => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isInstalled = (): boolean => modified('node_modules/.package-lock.json') >= modified('package-lock.json');
  if (isInstalled()) return;
  exclusively(join(root, '.cache', `${basename(folder)}.lock`), () => {
    if (isInstalled()) return;
    // Standard output is reserved for programs.
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
  });
}
