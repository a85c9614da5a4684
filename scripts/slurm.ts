/** Slurm and munge, which are packages of Debian: the tests of deploy/slurm run a small cluster on this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PROGRAMS = ['/usr/sbin/slurmctld', '/usr/sbin/slurmd', '/usr/bin/sbatch', '/usr/sbin/munged'];
const PACKAGES = ['slurm-wlm', 'munge'];

/** Why there is no Slurm on this machine; undefined if there is one. */
export function missingSlurm(): string | undefined {
  const missing = PROGRAMS.find((program) => !existsSync(program));
  return missing && `${missing} is missing: apt-get install ${PACKAGES.join(' ')}`;
}

/** Installs it with apt if it is missing. Returns whether it is available, and prints a message if not. */
export function installSlurm(): boolean {
  if (missingSlurm() === undefined) return true;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
  // The package lists of a fresh machine are empty or old; an install is tried even if updating them fails.
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...PACKAGES);
  const missing = missingSlurm();
  if (missing !== undefined) console.error(`The tests of deploy/slurm need Slurm. ${missing} (as root)`);
  return missing === undefined;
}
