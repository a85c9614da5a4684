import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { CHECKSUM_BYTES } from './storage/read-checked.ts';

/** The greatest size that a manifest states, in bytes. */
const SIZE_MAX = 2 ** 32 - 1;
const BLOCK = Buffer.allocUnsafeSlow(1024 * 1024);

/** What indexing keeps of a file. */
export interface FileFacts {
  /** Bytes. */
  size: number;
  /** When its contents, and when anything of it, was last changed: milliseconds since 1970. */
  modifiedMs: number;
  changedMs: number;
  checksum?: Uint8Array;
}

/** Throws what the system's calls do. */
export function fileFacts(path: string, checksums: boolean, stat: Stats = statSync(path)): FileFacts {
  return {
    size: Math.min(stat.size, SIZE_MAX),
    modifiedMs: stat.mtimeMs,
    changedMs: stat.ctimeMs,
    ...(checksums ? { checksum: checksumOfFile(path) } : {}),
  };
}

function checksumOfFile(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    for (;;) {
      const got = readSync(file, BLOCK);
      if (got === 0) return hash.digest().subarray(0, CHECKSUM_BYTES);
      hash.update(BLOCK.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}
