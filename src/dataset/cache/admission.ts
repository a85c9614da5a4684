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
  /** Bytes that the known steps read from it. */
  bytes: number;
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
/** Fetching more than is read now pays if at least this share of it is read later. */
const WORTH = 0.5;

/**
 * Whether to fetch a whole part and keep it. Otherwise, only the range is read, and nothing kept.
 *
 * A part that is not used again before it would go is not worth fetching for the sake of one sample; nor is one that is used
 * again, if what must go for it is used as much: of data larger than the cache in random order, parts of 8 MiB would come and go
 * for a sample or two each. So a part that coming steps are known to need is kept
 * - while there is room: if it is used again;
 * - in place of another one: if it is used again before that one, and the known steps read so many bytes more from it than from
 *   the other that half of what is fetched beyond this read pays. Where the read is of the whole part, nothing is fetched
 *   beyond it, and Belady's rule is left;
 * - in place of a part that no known step needs and nobody has read for ten minutes: if it is used again.
 *
 * Of a part of which no plan is known, the next use is a guess: it is kept while there is room, or in place of one that nobody
 * has read for ten minutes.
 *
 * @param victim what must go first of all; undefined if there is room
 */
export function isWorthKeeping({ bytes, readBytes, coming }: Candidate, victim: Victim | undefined): boolean {
  const isIdle = victim !== undefined && victim.distance === Infinity && victim.idleMs >= IDLE_MS;
  if (coming === undefined) return victim === undefined || isIdle;
  // Bytes that are fetched beyond those that are read now, and those that known steps read later.
  const extra = bytes - readBytes;
  const later = Math.max(0, coming.bytes - readBytes);
  const isRepaid = later >= WORTH * extra;
  const next = readBytes > 0 ? coming.again : coming.first;
  const isUsed = coming.again !== undefined || (readBytes === 0 && isRepaid);
  if (victim === undefined) return isUsed || isRepaid;
  if (!isUsed) return false;
  if (isIdle) return true;
  return victim.distance > next! && (extra === 0 || later - victim.bytes >= WORTH * extra);
}
