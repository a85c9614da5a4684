import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { crescendo } from '@crescendo/proto';

/**
 * A ring of batches in memory that a server on the same host shares; the contract's `SharedMemoryOffer` describes its
 * layout. Node cannot map files, so a batch is read with one copy, after which its slot is released at once.
 */

const MAGIC = Buffer.from('crsc-shm');
const PROOF = { offset: 8, bytes: 32 };
const TABLE_OFFSET = 64;

/** True if an address certainly leads to this host. */
export function mayShare(address: string): boolean {
  return /^(unix:|(dns:\/*|ipv[46]:)?(localhost:|127\.|\[::1\]:))/.test(address);
}

/** Longest time between two signs of life, in milliseconds: later ones than any lease needs do no harm. */
const LONGEST_RENEWAL_MS = 60_000;
/** Shortest one: a lease that needs more of them is as good as none. */
const SHORTEST_RENEWAL_MS = 50;

/** Milliseconds between two renewals of a lease of so many seconds; undefined if it needs none. */
export function renewalMs(leaseSeconds: number): number | undefined {
  if (!(leaseSeconds > 0)) return undefined;
  return Math.min(LONGEST_RENEWAL_MS, Math.max(SHORTEST_RENEWAL_MS, (leaseSeconds * 1000) / 3));
}

/** An open ring. */
export class SharedRing {
  readonly #fd: number;
  readonly #offer: crescendo.v1.SharedMemoryOffer;
  readonly #generation = Buffer.alloc(8);
  /** The bytes that prove to the server that this process has the file open. */
  readonly proof: Uint8Array;

  /** Opens a server's offer. Throws an Error that says why it is declined. */
  constructor(offer: crescendo.v1.SharedMemoryOffer) {
    this.#offer = offer;
    // The server chooses the path, so it must not be a link or a device that blocks.
    this.#fd = openSync(offer.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      this.#check();
      this.proof = this.#read(PROOF.offset, PROOF.bytes);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Reads a batch into the first bytes of `target`. Returns false if the slot does not hold it; those bytes are then
   * meaningless.
   */
  read({ slot, generation }: crescendo.v1.ISharedMemorySlot, target: Uint8Array): boolean {
    const { slots, slotBytes, slotsOffset } = this.#offer;
    if ((slot ?? 0) >= slots || target.length > slotBytes) return false;
    const place = { slot: slot ?? 0, generation: generation ?? 0 };
    if (!this.#holds(place)) return false;
    let at = 0;
    for (const start = slotsOffset + place.slot * slotBytes; at < target.length; ) {
      const bytes = readSync(this.#fd, target, at, target.length - at, start + at);
      if (bytes === 0) return false;
      at += bytes;
    }
    return this.#holds(place);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #holds({ slot, generation }: { slot: number; generation: number }): boolean {
    // Of a slot that is empty or being written.
    if (generation === 0) return false;
    readSync(this.#fd, this.#generation, 0, 8, TABLE_OFFSET + 8 * slot);
    return this.#generation.readBigUInt64LE() === BigInt(generation);
  }

  #check(): void {
    const { path, slots, slotBytes, slotsOffset } = this.#offer;
    const status = fstatSync(this.#fd);
    const bytes = slotsOffset + slots * slotBytes;
    if (!status.isFile() || status.size !== bytes) throw new Error(`${path} is not a file of ${bytes} bytes`);
    // A server of another user could make this process read a file that that user can change at any time.
    if (status.uid !== process.geteuid?.()) throw new Error(`${path} belongs to another user`);
    if (!this.#read(0, MAGIC.length).equals(MAGIC) || slotsOffset < TABLE_OFFSET + 8 * slots) {
      throw new Error(`${path} is not a ring of shared memory`);
    }
  }

  #read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    readSync(this.#fd, bytes, 0, length, offset);
    return bytes;
  }
}
