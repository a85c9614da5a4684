/** The rule by which a part is kept, or read through. A pure function of what is known of the coming steps. */

/** What the known coming steps of all streams read from a part. Distances are steps from where a stream is. */
export interface Coming {
  /** Steps until it is read. */
  first: number;
  /** Steps until it is read once more after that; undefined if no known step does. */
  again: number | undefined;
  /** Bytes that the known steps read from it. */
  bytes: number;
}

/** What must be removed to make room. */
export interface Victim {
  /** Steps until it is needed; infinite if no known step needs it. */
  distance: number;
  /** Milliseconds since it was last read. */
  idleMs: number;
}

/** A part that could be kept. */
export interface Candidate {
  /** Its bytes. */
  bytes: number;
  /** Bytes of the read that wants it now; 0 if it is fetched before anybody reads it. */
  readBytes: number;
  /** What is known of its coming uses; of a read that wants it now, the first of them is that read. */
  coming: Coming | undefined;
}

/** A part that nobody has read for so long is not needed by readers whose plans are unknown. */
const IDLE_MS = 10 * 60_000;
/** A fetch of a part pays for itself if at least this share of its bytes is read. */
const WORTH = 0.5;

/**
 * Whether to fetch a whole part and keep it. Otherwise, only the range is read, and nothing kept.
 *
 * A part that is not used again before it would be removed is not worth fetching for the sake of one sample. So a part that
 * coming steps are known to need is kept
 * - while there is room, or only what no known step needs must go, if it is used again;
 * - in place of a part that is needed later, if in addition at least half of its bytes are read: otherwise, of data larger
 *   than the cache that is read in random order, parts of 8 MiB would come and go for a sample or two each.
 *
 * Of a part of which no plan is known, the next use is a guess: it is kept while there is room, or in place of one that nobody
 * has read for ten minutes.
 *
 * @param victim what must go first of all; undefined if there is room
 */
export function isWorthKeeping({ bytes, readBytes, coming }: Candidate, victim: Victim | undefined): boolean {
  if (coming === undefined) return victim === undefined || (victim.distance === Infinity && victim.idleMs >= IDLE_MS);
  const worth = Math.max(readBytes, coming.bytes) >= WORTH * bytes;
  const used = coming.again !== undefined || (readBytes === 0 && worth);
  if (victim === undefined) return used || worth;
  if (victim.distance === Infinity) return used;
  const next = readBytes > 0 ? coming.again : coming.first;
  return used && worth && victim.distance > next!;
}
