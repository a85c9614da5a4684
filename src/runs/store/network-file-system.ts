import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CrescendoError } from '../../errors.ts';

/** `f_type` of statfs(2), from linux/magic.h. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
]);

/** Returns the type of the file system that a path lies on. */
export type FileSystemType = (path: string) => number;

const typeOf: FileSystemType = (path) => statfsSync(path).type;

/**
 * Refuses a state file on a network file system. SQLite's write-ahead log has an index in memory that only the processes
 * of one host share (sqlite.org/wal.html), so servers on two hosts would each write without seeing the other, and damage
 * the file. Throws INVALID_FIELD.
 *
 * @param path the file, which need not exist; `:memory:` is none
 */
export function checkLocalFile(path: string, type: FileSystemType = typeOf): void {
  if (path === ':memory:') return;
  const folder = dirname(resolve(path));
  let found: number;
  try {
    found = type(folder);
  } catch {
    // Opening the file will say what is wrong with its folder.
    return;
  }
  // Some platforms give the type as a signed number of 32 bits.
  const name = NETWORK_FILE_SYSTEMS.get(found >>> 0);
  if (name === undefined) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `the state file ${resolve(path)} is on a network file system (${name}): SQLite's write-ahead log needs all its ` +
      'writers on one host, and servers on several hosts would damage the file; give --state a file on a local disk, or ' +
      'a PostgreSQL database (postgresql://…), which servers of several hosts may share',
    { option: '--state', path, value: name },
  );
}
