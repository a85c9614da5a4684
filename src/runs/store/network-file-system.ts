import { dirname, resolve } from 'node:path';
import { type FileSystemType, networkFileSystem } from '../../dataset/network-file-system.ts';
import { CrescendoError } from '../../errors.ts';

export type { FileSystemType } from '../../dataset/network-file-system.ts';

/**
 * Refuses a state file on a network file system, where servers on two hosts would each write without seeing the other, and
 * damage the file. Throws INVALID_FIELD.
 *
 * @param path the file, which need not exist; `:memory:` is none
 */
export function checkLocalFile(path: string, type?: FileSystemType): void {
  if (path === ':memory:') return;
  const name = networkFileSystem(dirname(resolve(path)), type);
  if (name === undefined) return;
  throw new CrescendoError(
    'INVALID_FIELD',
    `the state file ${resolve(path)} is on a network file system (${name}): SQLite's write-ahead log needs all its ` +
      'writers on one host, and servers on several hosts would damage the file; give --state a file on a local disk, or ' +
      'a PostgreSQL database (postgresql://…), which servers of several hosts may share',
    { option: '--state', path, value: name },
  );
}
