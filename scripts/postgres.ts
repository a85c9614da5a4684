/** PostgreSQL from Debian's package, on which the tests of the state of runs in a database run. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's packages put the programs of each version. */
const VERSIONS = '/usr/lib/postgresql';
const PACKAGE = 'postgresql-15';

/** Folder of the newest installed PostgreSQL's programs; undefined if there is none. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(VERSIONS, version, 'bin'));
  return newest.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Installs it with apt if it is missing. Returns whether it is available, and prints a message if not. */
export function installPostgres(): boolean {
  if (postgresPrograms() !== undefined) return true;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
  // The package lists of a fresh machine are empty or old; an install is tried even if updating them fails.
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', PACKAGE);
  const installed = postgresPrograms() !== undefined;
  if (!installed) {
    console.error(`The tests of the state in PostgreSQL need ${PACKAGE}: apt-get install ${PACKAGE} (as root)`);
  }
  return installed;
}
