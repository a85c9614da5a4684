/**
 * What a loss of power may do to a state file. SQLite says when it waits for the disk (https://www.sqlite.org/wal.html and
 * walformat.html): the log is synced at each commit that asks for it, and before its pages go into the database file, which
 * is synced before the log begins anew. Everything else may be lost, in part or as a whole, in any order.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const WAL_HEADER = 32;
const FRAME_HEADER = 24;
/** A disk writes sectors as a whole, or not at all. */
const SECTOR = 512;

/** Frames of the log that are on the disk for sure, as long as the log has the same salt. */
export interface Synced {
  salt: string;
  frames: number;
  /** What the index says of checkpoints after a start: it counts all frames that the start has found. */
  atStart: number;
}

interface Log {
  bytes: Buffer;
  salt: string;
  /** Bytes of a page of the database, and of a frame of the log. */
  pageBytes: number;
  frameBytes: number;
}

function readLog(state: string): Log {
  const bytes = readFileSync(`${state}-wal`);
  const pageBytes = bytes.length < WAL_HEADER ? 0 : bytes.readUInt32BE(8);
  return { bytes, salt: saltAt(bytes, 16), pageBytes, frameBytes: FRAME_HEADER + pageBytes };
}

const saltAt = (bytes: Buffer, at: number): string => bytes.toString('hex', at, at + 8);

/** Frames that belong to the log's present turn; those of earlier turns may lie behind them. */
function frameCount({ bytes, salt, frameBytes }: Log): number {
  let frames = 0;
  for (let at = WAL_HEADER; at + frameBytes <= bytes.length; at += frameBytes) {
    if (saltAt(bytes, at + 8) !== salt) break;
    frames += 1;
  }
  return frames;
}

/** What is in the log now, which must be a moment at which everything is on the disk. */
export function syncedFrames(state: string): Synced {
  const log = readLog(state);
  return { salt: log.salt, frames: frameCount(log), atStart: 0 };
}

/** What the index says of checkpoints now that a server has started. */
export function checkpointsAtStart(state: string): number {
  return checkpointed(state).attempted;
}

/** Frames that were synced because their pages were about to go into the database, and those that are in it. */
function checkpointed(state: string): { attempted: number; done: number } {
  const index = readFileSync(`${state}-shm`);
  return { done: index.readUInt32LE(96), attempted: index.readUInt32LE(128) };
}

/**
 * Does to the files of a state what a loss of power may have done to them, after the server was killed.
 *
 * @param random 0..1
 */
export function loseUnsynced(state: string, synced: Synced, random: () => number): void {
  const log = readLog(state);
  if (log.bytes.length < WAL_HEADER) return;
  const index = checkpointed(state);
  const { done } = index;
  const attempted = index.attempted === synced.atStart ? done : index.attempted;
  const promised = log.salt === synced.salt ? synced.frames : 0;
  const sure = WAL_HEADER + Math.max(promised, attempted) * log.frameBytes;
  if (attempted > done) tearPages(state, log, attempted, random);
  writeFileSync(`${state}-wal`, damaged(log.bytes, sure, random));
  // The index is made again from the log; a file system may as well have kept an old one.
  if (random() < 0.5) rmSync(`${state}-shm`);
}

/** A copy of the log in which any sector behind `sure` may be lost, and its end too. */
function damaged(bytes: Buffer, sure: number, random: () => number): Buffer {
  const kept = Buffer.from(bytes);
  const lost = random();
  for (let sector = Math.ceil(sure / SECTOR); sector * SECTOR < kept.length; sector += 1) {
    if (random() < lost * lost * lost) kept.fill(0, sector * SECTOR, Math.min(kept.length, (sector + 1) * SECTOR));
  }
  const end = random() < 0.5 ? kept.length : sure + Math.floor(random() * (kept.length - sure));
  return kept.subarray(0, Math.max(sure, end));
}

/** Loses pages of the database file that a checkpoint was writing: they are in the log. */
function tearPages(state: string, { bytes, pageBytes, frameBytes }: Log, frames: number, random: () => number): void {
  const database = readFileSync(state);
  for (let frame = 0; frame < frames; frame += 1) {
    const page = bytes.readUInt32BE(WAL_HEADER + frame * frameBytes) - 1;
    if (page * pageBytes < database.length && random() < 0.5)
      database.fill(0, page * pageBytes, page * pageBytes + SECTOR);
  }
  writeFileSync(state, database);
}
