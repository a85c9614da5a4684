/** The coming uses of parts, as the streams of all processes have told them to the index. */
import type { Coming } from './admission.ts';
import type { CacheDatabase } from './database.ts';

/** The coming uses of one part by one stream. */
export interface PartUses {
  name: string;
  /** The next step that reads from it; undefined if no known step does. */
  step?: number;
  /** The step of the read after that, which may be the same step. */
  again?: number;
  /** Bytes that all known steps read from it. */
  bytes: number;
}

/** A part that could be removed. */
export interface Farthest {
  id: number;
  name: string;
  charged: number;
  lastUse: number;
  /** Steps until it is needed; infinite if no known step needs it. */
  distance: number;
  /** Bytes that all known steps read from it. */
  bytes: number;
}

const COLUMNS = 'id, name, charged, last_use AS lastUse';

interface UseRow {
  first: number;
  again: number | null;
  bytes: number;
}

/** What all streams will read from a part; undefined if no plan is known to need it. */
export function comingOf(database: CacheDatabase, name: string): Coming | undefined {
  // A step that has passed since the stream told it counts as the present one.
  const rows = database.all<UseRow>(
    `SELECT max(0, uses.step - streams.step) AS first, max(0, again - streams.step) AS again, bytes
      FROM uses JOIN streams ON streams.id = uses.stream WHERE name = ?`,
    name,
  );
  if (rows.length === 0) return undefined;
  const distances = rows.flatMap(({ first, again }) => (again === null ? [first] : [first, again]));
  const [first, again] = distances.sort((a, b) => a - b);
  return { first: first!, again, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * The part that is needed last (Belady's rule): of those that no known step needs, the one that was not read for the
 * longest time; otherwise, the one whose next use, by whichever stream, is farthest. Undefined if nothing can be removed.
 *
 * Source: Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal 5, 1966. The
 * minimum over several streams is found as by Fagin's threshold algorithm: no stream needs to be walked farther than the
 * best that was found.
 */
export function farthest(database: CacheDatabase): Farthest | undefined {
  const unwanted = database.get<Omit<Farthest, 'distance' | 'bytes'>>(
    `SELECT ${COLUMNS} FROM parts WHERE ready = 1 AND wanted = 0 ORDER BY last_use LIMIT 1`,
  );
  if (unwanted !== undefined) return { ...unwanted, distance: Infinity, bytes: 0 };
  let best: { name: string; distance: number; bytes: number } | undefined;
  for (const stream of database.all<{ id: number; step: number }>('SELECT id, step FROM streams')) {
    const rows = database.each<{ name: string; step: number }>(
      'SELECT name, step FROM uses WHERE stream = ? AND cached = 1 ORDER BY step DESC',
      stream.id,
    );
    for (const { name, step } of rows) {
      const own = Math.max(0, step - stream.step);
      if (best !== undefined && own <= best.distance) break;
      const { first, bytes } = comingOf(database, name)!;
      if (best === undefined || first > best.distance) best = { name, distance: first, bytes };
    }
  }
  if (best === undefined) return undefined;
  const row = database.get<Omit<Farthest, 'distance' | 'bytes'>>(
    `SELECT ${COLUMNS} FROM parts WHERE name = ?`,
    best.name,
  )!;
  return { ...row, distance: best.distance, bytes: best.bytes };
}

/** Enters a stream of a process; returns its number. Within a transaction, as all that follows. */
export function addStream(database: CacheDatabase, owner: number, step: number): number {
  return database.run('INSERT INTO streams (owner, step) VALUES (?, ?)', owner, step).id;
}

/** Says where a stream is, and which parts' uses have changed. */
export function advanceStream(
  database: CacheDatabase,
  stream: number,
  step: number,
  changes: readonly PartUses[],
): void {
  // Others may have taken the process for a dead one, and its streams away.
  if (database.run('UPDATE streams SET step = ? WHERE id = ?', step, stream).changes === 0) return;
  for (const { name, step: next, again, bytes } of changes) {
    if (next === undefined) {
      database.run('DELETE FROM uses WHERE stream = ? AND name = ?', stream, name);
      database.run(
        'UPDATE parts SET wanted = EXISTS (SELECT 1 FROM uses WHERE uses.name = parts.name) WHERE name = ?',
        name,
      );
      continue;
    }
    database.run(
      `INSERT OR REPLACE INTO uses VALUES (?, ?, ?, ?, ?, EXISTS (SELECT 1 FROM parts WHERE name = ? AND ready = 1))`,
      ...[stream, name, next, again ?? null, bytes, name],
    );
    database.run('UPDATE parts SET wanted = 1 WHERE name = ? AND wanted = 0', name);
  }
}

/** Forgets streams, and what only they need. */
export function removeStreams(database: CacheDatabase, streams: readonly number[]): void {
  for (const stream of streams) {
    database.run('DELETE FROM uses WHERE stream = ?', stream);
    database.run('DELETE FROM streams WHERE id = ?', stream);
  }
  if (streams.length === 0) return;
  database.run(
    'UPDATE parts SET wanted = 0 WHERE wanted = 1 AND NOT EXISTS (SELECT 1 FROM uses WHERE uses.name = parts.name)',
  );
}
