import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { Ring, ringShape } from './ring.ts';

/** Linux has a memory file system here that every user may write to. */
const DEFAULT_DIRECTORY = '/dev/shm';
/** `statfs`'s type of tmpfs, from linux/magic.h. */
const TMPFS_MAGIC = 0x0102_1994;
const MIB = 1024 * 1024;

export interface SharedMemoryOptions {
  /** A folder on a tmpfs, or `off`; undefined takes /dev/shm if it is one. */
  directory?: string | undefined;
  /** Bytes of all rings. */
  budgetBytes?: number;
}

/** A ring, or a sentence for people that says why there is none. */
export type Lent = { ring: Ring; giveBack: () => void } | { refusal: string };

/** The rings of a server: files in one folder, under one budget. */
export class SharedMemory {
  readonly directory: string;
  readonly #budgetBytes: number;
  #reservedBytes = 0;

  private constructor(directory: string, budgetBytes: number) {
    this.directory = directory;
    this.#budgetBytes = budgetBytes;
  }

  /**
   * Opens the folder and removes what dead servers have left there; a sentence if there is no shared memory. Throws
   * INVALID_FIELD and PATH if the named path is not a folder or is not on a tmpfs.
   */
  static open({ directory, budgetBytes = LIMITS.sharedMemoryBytes }: SharedMemoryOptions): SharedMemory | string {
    if (directory === 'off') return 'shared memory is off (--shared-memory off)';
    try {
      const path = realpathSync(directory ?? DEFAULT_DIRECTORY);
      checkTmpfs(path);
      sweep(path);
      return new SharedMemory(path, budgetBytes);
    } catch (error) {
      if (directory === undefined) return `shared memory is off: ${(error as Error).message}`;
      if (error instanceof CrescendoError) throw error;
      const message = `--shared-memory: cannot use ${directory}: ${(error as Error).message}`;
      throw new CrescendoError('PATH', message, { option: '--shared-memory', path: directory });
    }
  }

  /** Bytes of the rings in use by clients. */
  get reservedBytes(): number {
    return this.#reservedBytes;
  }

  /** Makes a ring of `slots` batches of up to `batchBytes`, if the budget and the file system have room for it. */
  lend(slots: number, batchBytes: number): Lent {
    const shape = ringShape(slots, batchBytes);
    const needed = shape.byteLength;
    const left = this.#budgetBytes - this.#reservedBytes;
    const what = `${slots} batches need ${Math.ceil(needed / MIB)} MiB of shared memory`;
    if (needed > left) return { refusal: `${what}, but the server's limit leaves only ${Math.floor(left / MIB)} MiB` };
    try {
      // Files have no memory before they are written, so memory that is already promised may not be allocated yet.
      const free = freeBytes(this.directory) - this.#reservedBytes;
      if (needed > free) {
        const megabytes = Math.max(0, Math.floor(free / MIB));
        return { refusal: `${what}, and ${this.directory} has ${megabytes} MiB free` };
      }
      const ring = new Ring(join(this.directory, ringName()), shape);
      this.#reservedBytes += needed;
      let held = needed;
      const giveBack = (): void => {
        ring.close();
        this.#reservedBytes -= held;
        held = 0;
      };
      return { ring, giveBack };
    } catch (error) {
      return { refusal: `no file could be created in ${this.directory}: ${(error as Error).message}` };
    }
  }
}

function checkTmpfs(path: string): void {
  if (statfsSync(path).type === TMPFS_MAGIC) return;
  throw new CrescendoError('INVALID_FIELD', `--shared-memory: ${path} is not on a tmpfs`, {
    option: '--shared-memory',
    value: path,
  });
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Process ids are only meaningful inside one namespace: containers may share the folder but not the ids. */
function processNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}

function ringName(): string {
  return `crescendo-${processNamespace()}-${process.pid}-${randomBytes(16).toString('hex')}.ring`;
}

const RING_NAME = /^crescendo-(\d+)-(\d+)-[0-9a-f]{32}\.ring$/;

/**
 * Removes the files of dead servers: files whose process belonged to this namespace and no longer exists, and files
 * that any server would have removed long ago, because a file has a name only until its offer is answered.
 */
function sweep(directory: string): void {
  for (const name of readdirSync(directory)) {
    const match = RING_NAME.exec(name);
    if (match === null) continue;
    const path = join(directory, name);
    try {
      const dead = match[1] === processNamespace() && !isAlive(Number(match[2]));
      const ageMs = Date.now() - statSync(path).mtimeMs;
      if (dead || ageMs > 10 * LIMITS.sharedMemoryOfferSeconds * 1000) rmSync(path, { force: true });
    } catch {
      // It belongs to another user or has just been removed.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
