import { statfsSync } from 'node:fs';

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
 * The name of the network file system that a folder lies on; undefined if it is on another one, or cannot be read.
 * SQLite's write-ahead log has an index in memory that only the processes of one host share (sqlite.org/wal.html), so
 * files that hosts share cannot have one.
 */
export function networkFileSystem(folder: string, type: FileSystemType = typeOf): string | undefined {
  try {
    // Some platforms give the type as a signed number of 32 bits.
    return NETWORK_FILE_SYSTEMS.get(type(folder) >>> 0);
  } catch {
    // Opening a file in it will say what is wrong with the folder.
    return undefined;
  }
}
