/** What people do with a cache from outside: look at it, verify it, clear it, while servers may use it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checksumOfPart, readPart, removePart } from './files.ts';
import { CacheFolder, isKind } from './folder.ts';
import { CacheIndex, type StoredPart } from './index-of-parts.ts';
import { isPartName } from './part-names.ts';
import { SharedCacheState } from './shared.ts';

/** What is in a cache. */
export interface CacheContents {
  folder: string;
  /** Bytes that it may take, as the last server has set; 0 if no server has used it yet. */
  limitBytes: number;
  /** Bytes that it takes at most, parts that are being written and its index included. */
  usedBytes: number;
  /** Ids of the processes that use it now. */
  processes: number[];
  /** Complete parts of each place, how many of them coming steps need, and those that are being written. */
  places: { place: string; parts: number; bytes: number; needed: number; writing: number }[];
}

/** What a verification has found. */
export interface Verified {
  parts: number;
  bytes: number;
  /** Parts that were damaged, and were removed. */
  damaged: number;
  /** Complete files that the index does not know, and that were removed. */
  unknown: number;
  /** Paths of what the cache has not made, and leaves alone. */
  foreign: string[];
}

/** What a clearing has done. */
export interface Cleared {
  parts: number;
  bytes: number;
  /** Parts that stay, because processes read them. */
  kept: number;
  keptBytes: number;
  /** Ids of these processes. */
  processes: number[];
}

/** A part that was read so recently may be read just now. */
const READ_MS = 60_000;
/** Parts that are removed in one transaction. */
const REMOVED_AT_ONCE = 50;

/** Opens a cache that exists, for one piece of work. Throws PATH, INVALID_FIELD, DAMAGED_FILE. */
function withCache<T>(root: string, work: (index: CacheIndex, folder: CacheFolder) => T): T {
  const folder = CacheFolder.open(root);
  const index = new CacheIndex(folder, { state: new SharedCacheState() });
  try {
    return work(index, folder);
  } finally {
    index.leave();
    index.close();
  }
}

export function cacheContents(root: string): CacheContents {
  return withCache(root, (index, folder) => ({
    folder: folder.root,
    limitBytes: index.limitBytes,
    usedBytes: index.usedBytes,
    processes: usersOf(index),
    places: index.database.all<CacheContents['places'][number]>(
      `SELECT places.place AS place, sum(ready) AS parts, sum(bytes * ready) AS bytes, sum(wanted * ready) AS needed,
          sum(1 - ready) AS writing
        FROM parts JOIN places ON places.id = parts.place GROUP BY places.place ORDER BY places.place`,
    ),
  }));
}

/**
 * Reads every part and compares it with its checksum; damaged ones are removed, so that they are fetched again.
 *
 * @param onProgress told the parts that were read
 */
export function verifyCache(root: string, onProgress: (done: number, parts: number) => void = () => {}): Verified {
  return withCache(root, (index, folder) => {
    const parts = index.database.all<StoredPart>('SELECT id, name, bytes, checksum, ready FROM parts WHERE ready = 1');
    const verified: Verified = { parts: 0, bytes: 0, damaged: 0, unknown: 0, foreign: [] };
    for (const [done, part] of parts.entries()) {
      const bytes = new Uint8Array(part.bytes);
      const whole = readPart(folder.part(part.name), 0, bytes) && checksumOfPart(bytes) === part.checksum;
      verified.parts += 1;
      verified.bytes += part.bytes;
      // A server may have removed it meanwhile.
      if (!whole && index.remove(part)) verified.damaged += 1;
      onProgress(done + 1, parts.length);
    }
    for (const shelf of folder.shelves) {
      for (const name of readdirSync(shelf)) {
        const path = join(shelf, name);
        if (!isPartName(name) || !isKind(path, 'file')) verified.foreign.push(path);
        else if (removeUnknown(index, folder, name)) verified.unknown += 1;
      }
    }
    return verified;
  });
}

/** Removes all parts, except those that a process which uses the cache is reading or going to read. */
export function clearCache(root: string): Cleared {
  return withCache(root, (index, folder) => {
    const processes = usersOf(index);
    const read =
      processes.length === 0 ? 'ready = 0' : `(ready = 0 OR wanted = 1 OR last_use > ${Date.now() - READ_MS})`;
    const cleared = { parts: 0, bytes: 0, processes };
    for (;;) {
      const removed = index.database.write(() => {
        const some = index.database.all<{ id: number; name: string; bytes: number }>(
          `SELECT id, name, bytes FROM parts WHERE NOT ${read} LIMIT ${REMOVED_AT_ONCE}`,
        );
        for (const { id, name } of some) {
          removePart(folder, name);
          index.database.run('DELETE FROM parts WHERE id = ?', id);
          index.database.run('UPDATE uses SET cached = 0 WHERE name = ?', name);
        }
        return some;
      });
      cleared.parts += removed.length;
      cleared.bytes += removed.reduce((sum, { bytes }) => sum + bytes, 0);
      if (removed.length < REMOVED_AT_ONCE) break;
    }
    const kept = index.database.get<{ kept: number; keptBytes: number }>(
      'SELECT count(*) AS kept, coalesce(sum(bytes), 0) AS keptBytes FROM parts',
    )!;
    return { ...cleared, ...kept };
  });
}

/** The processes that use a cache, other than this one. */
function usersOf(index: CacheIndex): number[] {
  return index.owners().flatMap(({ pid, alive, self }) => (alive && !self ? [pid] : []));
}

/** A part's file that is in no index: after the index was made anew. */
function removeUnknown(index: CacheIndex, folder: CacheFolder, name: string): boolean {
  return index.database.write(() => {
    if (index.find(name) !== undefined) return false;
    removePart(folder, name);
    return true;
  });
}
