import { randomBytes } from 'node:crypto';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { type Candidate, isWorthKeeping } from './admission.ts';
import { CacheDatabase } from './database.ts';
import { publishPart, removePart, removeWritten } from './files.ts';
import type { CacheFolder } from './folder.ts';
import { isAlive, type Owner, ownerOfThisProcess } from './owner.ts';
import type { SharedCacheState } from './shared.ts';
import { comingOf, type Farthest, farthest, removeStreams } from './uses.ts';

const MIB = 1024 * 1024;

/**
 * What the index takes besides its pages: a log of 4 MiB, though it is written back at 1 MiB, and 2 MiB of folders, with as
 * much to spare.
 */
export const OVERHEAD_BYTES = 8 * MIB;
/** What a part takes besides its bytes: its rows, its entry in a folder, and blocks of the file system about it. */
const PART_OVERHEAD_BYTES = 4096;
/** Without a sign of life from a part's writer for so long, another one may fetch the part. */
const ABANDONED_MS = 30_000;
/** After a full disk, the cache tries to grow again. */
const CEILING_MS = 60_000;

/** A part in the index. */
export interface StoredPart {
  id: number;
  name: string;
  bytes: number;
  ready: number;
  owner: number;
  token: string;
  renewed: number;
  checksum: number;
}

/** What came of the wish to fetch a part. */
export type Reservation =
  /** It is in the cache. */
  | { kind: 'ready' }
  /** Another thread or process fetches it. */
  | { kind: 'pending' }
  /** Its room is reserved: whoever has the token writes it. */
  | { kind: 'reserved'; token: string; id: number }
  /** What is in the cache is needed earlier. */
  | { kind: 'refused' };

/** A part that a thread wants to fetch. */
export interface Wanted extends Pick<Candidate, 'bytes' | 'readBytes'> {
  name: string;
  place: string;
}

export interface IndexOptions {
  /** Bytes that the cache may take on disk, from now on, for all processes; by default what the last server has set. */
  limit?: number;
  state: SharedCacheState;
  /** Unix time in milliseconds. */
  now?: () => number;
}

const PART = 'SELECT id, name, bytes, ready, owner, token, renewed, checksum FROM parts';

/**
 * What is in a cache, and what may come into it. The room of a part is reserved before a byte of it is written, and given
 * back after its file is gone, each in one transaction, so the files never take more than the limit, whoever is killed.
 */
export class CacheIndex {
  readonly database: CacheDatabase;
  readonly owner: number;
  readonly #folder: CacheFolder;
  readonly #state: SharedCacheState;
  readonly #self: Owner;
  readonly #now: () => number;
  readonly #block: number;

  constructor(folder: CacheFolder, { limit, state, now = Date.now }: IndexOptions) {
    this.#folder = folder;
    this.#state = state;
    this.#now = now;
    this.#self = ownerOfThisProcess();
    this.#block = Math.max(4096, folder.space().block);
    this.database = new CacheDatabase(folder);
    this.owner = this.database.write(() => this.#register());
    this.reclaim();
    if (limit !== undefined) this.#setLimit(limit);
  }

  /** Bytes that the cache takes on disk at most, as counted: parts, reservations and the index. */
  get usedBytes(): number {
    return this.#setting('used') + this.#overhead();
  }

  get limitBytes(): number {
    return this.#setting('limit');
  }

  find(name: string): StoredPart | undefined {
    return this.database.get<StoredPart>(`${PART} WHERE name = ?`, name);
  }

  /** Whether a part would be fetched now: what `reserve` decides, as far as it can be told without its lock. */
  wouldKeep(wanted: Wanted): boolean {
    const candidate = this.#candidate(wanted);
    if (this.#excess(this.#charge(wanted.bytes)) <= 0) return isWorthKeeping(candidate, undefined);
    const victim = farthest(this.database);
    return victim !== undefined && this.#mayReplace(candidate, victim);
  }

  /** Reserves the room of a part, and removes others for it, if it is worth that. */
  reserve(wanted: Wanted): Reservation {
    const { name, bytes } = wanted;
    return this.database.write(() => {
      const there = this.find(name);
      if (there?.ready === 1) return { kind: 'ready' };
      if (there !== undefined) {
        if (!this.#isAbandoned(there)) return { kind: 'pending' };
        this.#drop(there);
      }
      const victims = this.database.tentative(() => this.#takeVictims(this.#candidate(wanted), this.#charge(bytes)));
      if (victims === undefined) return { kind: 'refused' };
      for (const victim of victims) this.#evictFile(victim);
      return { kind: 'reserved', ...this.#insert(wanted) };
    });
  }

  /** A sign of life from the writer of a part. */
  renew(token: string): void {
    this.database.write(() =>
      this.database.run('UPDATE parts SET renewed = ? WHERE token = ? AND ready = 0', this.#now(), token),
    );
  }

  /** Moves the written file of a part to its place; false if another writer has taken the part over. */
  publish(token: string, name: string, checksum: number): boolean {
    return this.database.write(() => {
      const mine = this.find(name);
      if (mine === undefined || mine.token !== token || mine.ready === 1) return false;
      publishPart(this.#folder, token, name);
      this.database.run('UPDATE parts SET ready = 1, checksum = ? WHERE id = ?', checksum, mine.id);
      this.database.run('UPDATE uses SET cached = 1 WHERE name = ?', name);
      return true;
    });
  }

  /** Gives back the room of a part that was not written. */
  release(token: string): void {
    this.database.write(() => {
      removeWritten(this.#folder, token);
      this.database.run('DELETE FROM parts WHERE token = ? AND ready = 0', token);
    });
  }

  /** Removes a part whose file is damaged or gone. */
  remove(part: Pick<StoredPart, 'id' | 'name'>): boolean {
    return this.database.write(() => {
      const there = this.find(part.name);
      if (there === undefined || there.id !== part.id || there.ready === 0) return false;
      removePart(this.#folder, part.name);
      this.#deleteReady(part);
      return true;
    });
  }

  /** Notes when parts were last read, and that this process lives. */
  touch(names: Iterable<string>): void {
    this.database.write(() => {
      const now = this.#now();
      for (const name of names) this.database.run('UPDATE parts SET last_use = ? WHERE name = ?', now, name);
      const known = this.database.run('UPDATE owners SET seen = ? WHERE id = ?', now, this.owner).changes > 0;
      // Another container took this process for a dead one, while it was stopped.
      if (!known) this.#register(this.owner);
    });
  }

  /** The disk is full: the cache stays as large as it is now, for a time. */
  noteFull(): void {
    this.database.write(() => {
      this.#set('ceiling', this.usedBytes);
      this.#set('ceiling_until', this.#now() + CEILING_MS);
    });
  }

  /** Removes what dead processes have left: parts half written, and streams. */
  reclaim(): void {
    const dead = this.owners().filter(({ alive }) => !alive);
    const halfWritten = this.#abandoned();
    if (dead.length === 0 && halfWritten.length === 0) return;
    this.database.write(() => {
      for (const { id } of dead) {
        const streams = this.database.all<{ id: number }>('SELECT id FROM streams WHERE owner = ?', id);
        removeStreams(
          this.database,
          streams.map((stream) => stream.id),
        );
      }
      for (const part of this.#abandoned()) this.#drop(part);
      for (const { id } of dead) this.database.run('DELETE FROM owners WHERE id = ?', id);
    });
  }

  /** The processes that use the cache, or have done so. */
  owners(): { id: number; pid: number; alive: boolean; self: boolean }[] {
    const rows = this.database.all<Owner & { id: number; seen: number }>(
      'SELECT id, boot, namespace, pid, start, seen FROM owners',
    );
    return rows.map((owner) => ({
      id: owner.id,
      pid: owner.pid,
      alive: isAlive(owner, owner.seen, this.#self, this.#now()),
      self: owner.id === this.owner,
    }));
  }

  /** Removes parts until what is counted is below the limit again. */
  shrink(): void {
    if (this.#excess(0) <= 0) return;
    this.database.write(() => {
      for (let victim = farthest(this.database); victim !== undefined; victim = farthest(this.database)) {
        if (this.#excess(0) <= 0) return;
        this.#deleteReady(victim);
        this.#evictFile(victim);
      }
    });
  }

  /** The process does not use the cache any more. */
  leave(): void {
    this.database.write(() => this.database.run('DELETE FROM owners WHERE id = ?', this.owner));
  }

  close(): void {
    this.database.close();
  }

  #register(id?: number): number {
    const { boot, namespace, pid, start } = this.#self;
    return this.database.get<{ id: number }>(
      `INSERT INTO owners (id, boot, namespace, pid, start, seen) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET seen = excluded.seen RETURNING id`,
      ...[id ?? null, boot, namespace, pid, start, this.#now()],
    )!.id;
  }

  #setLimit(limit: number): void {
    if (limit < LIMITS.cacheBytesMin) {
      throw new CrescendoError(
        'INVALID_FIELD',
        `--cache-bytes ${limit}: a cache needs at least ${LIMITS.cacheBytesMin} bytes`,
        { option: '--cache-bytes', value: String(limit), bound: String(LIMITS.cacheBytesMin) },
      );
    }
    this.database.write(() => this.#set('limit', limit));
    this.shrink();
  }

  #candidate({ name, bytes, readBytes }: Wanted): Candidate {
    return { bytes, readBytes, coming: comingOf(this.database, name) };
  }

  #mayReplace(candidate: Candidate, { distance, bytes, lastUse }: Farthest): boolean {
    return isWorthKeeping(candidate, { distance, bytes, idleMs: this.#now() - lastUse });
  }

  /** Takes the parts out of the index that must go for a candidate; undefined if it is not worth that. */
  #takeVictims(candidate: Candidate, charge: number): Farthest[] | undefined {
    if (this.#excess(charge) <= 0) return isWorthKeeping(candidate, undefined) ? [] : undefined;
    const victims: Farthest[] = [];
    while (this.#excess(charge) > 0) {
      const victim = farthest(this.database);
      if (victim === undefined || !this.#mayReplace(candidate, victim)) return undefined;
      victims.push(victim);
      this.#deleteReady(victim);
    }
    return victims;
  }

  #insert({ name, place, bytes }: Wanted): { token: string; id: number } {
    const token = randomBytes(16).toString('hex');
    const now = this.#now();
    const { id } = this.database.run(
      `INSERT INTO parts (name, place, bytes, charged, ready, owner, token, renewed, checksum, wanted, last_use)
        VALUES (?, ?, ?, ?, 0, ?, ?, ?, 0, EXISTS (SELECT 1 FROM uses WHERE name = ?), ?)`,
      ...[name, this.#place(place), bytes, this.#charge(bytes), this.owner, token, now, name, now],
    );
    return { token, id };
  }

  /** Bytes by which the cache would exceed what it may take. */
  #excess(bytes: number): number {
    const until = this.#setting('ceiling_until');
    const bound = until > this.#now() ? Math.min(this.limitBytes, this.#setting('ceiling')) : this.limitBytes;
    return this.usedBytes + bytes - bound;
  }

  #overhead(): number {
    return OVERHEAD_BYTES + this.database.bytes + Math.max(0, this.database.logBytes - 4 * MIB);
  }

  #charge(bytes: number): number {
    return Math.ceil(bytes / this.#block) * this.#block + PART_OVERHEAD_BYTES;
  }

  /** Before the transaction that took the part out of the index ends, so that its room is not given away too early. */
  #evictFile({ name, charged }: Farthest): void {
    removePart(this.#folder, name);
    this.#state.add('evicted');
    this.#state.add('evictedBytes', charged);
  }

  #deleteReady({ id, name }: Pick<StoredPart, 'id' | 'name'>): void {
    this.database.run('DELETE FROM parts WHERE id = ?', id);
    this.database.run('UPDATE uses SET cached = 0 WHERE name = ?', name);
  }

  /** Removes a part that its writer has abandoned; it may already have moved it to its place. */
  #drop({ id, name, token }: StoredPart): void {
    removeWritten(this.#folder, token);
    removePart(this.#folder, name);
    this.database.run('DELETE FROM parts WHERE id = ?', id);
  }

  #abandoned(): StoredPart[] {
    return this.database.all<StoredPart>(`${PART} WHERE ready = 0`).filter((part) => this.#isAbandoned(part));
  }

  #isAbandoned({ owner, renewed }: StoredPart): boolean {
    if (this.#now() - renewed > ABANDONED_MS) return true;
    const found = this.owners().find(({ id }) => id === owner);
    return found === undefined || !found.alive;
  }

  #place(place: string): number {
    this.database.run('INSERT OR IGNORE INTO places (place) VALUES (?)', place);
    return this.database.get<{ id: number }>('SELECT id FROM places WHERE place = ?', place)!.id;
  }

  #setting(name: string): number {
    return this.database.get<{ value: number }>('SELECT value FROM settings WHERE name = ?', name)!.value;
  }

  #set(name: string, value: number): void {
    this.database.run('UPDATE settings SET value = ? WHERE name = ?', value, name);
  }
}
