import { constants, readlinkSync, realpathSync } from 'node:fs';

/** The system calls with which files are read; tests put failing ones in their place. */
export type FileCalls = Pick<typeof import('node:fs'), 'openSync' | 'closeSync' | 'fstatSync' | 'readSync'>;

const READ = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Opens a file below a root for reading; the caller closes it.
 *
 * Without `followLinks`, a path on which any part is a symbolic link fails with ELOOP. O_NOFOLLOW refuses a link only as
 * the last part, and a check before the opening could be overtaken; so the system is asked afterwards which file is
 * open. Nothing is read of a file elsewhere.
 *
 * @param base the root: a path without links
 * @param path the file's path below it, without `.` and `..`
 */
export function openBelow(calls: FileCalls, base: string, path: string, followLinks: boolean): number {
  const full = base.endsWith('/') ? `${base}${path}` : `${base}/${path}`;
  if (followLinks) return calls.openSync(full, READ);
  const file = calls.openSync(full, READ | constants.O_NOFOLLOW);
  try {
    if (placeOf(file, full) === full) return file;
  } catch (error) {
    calls.closeSync(file);
    throw error;
  }
  calls.closeSync(file);
  throw Object.assign(new Error(`a part of ${full} is a symbolic link`), { code: 'ELOOP' });
}

/** The path of an open file without links. */
function placeOf(file: number, path: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${file}`);
  } catch {
    // A system without /proc.
    return realpathSync(path);
  }
}
