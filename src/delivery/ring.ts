import { randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Piece } from './chunk-layout.ts';
import { allocate, Mapping } from './mapping.ts';
import type { SlotGrant } from './slot-table.ts';

const MAGIC = Buffer.from('crsc-shm');
const PROOF_BYTES = 32;
const TABLE_OFFSET = 64;
/** Slots begin at page boundaries, so that no page belongs to two of them. */
const PAGE_BYTES = 4096;

export interface RingShape {
  slots: number;
  /** Bytes from one slot to the next. */
  slotBytes: number;
  /** Offset of slot 0 in the file. */
  slotsOffset: number;
  /** Bytes of the file. */
  byteLength: number;
}

/** The shape of a ring of `slots` batches of up to `batchBytes`. */
export function ringShape(slots: number, batchBytes: number): RingShape {
  const slotBytes = pages(batchBytes);
  const slotsOffset = pages(TABLE_OFFSET + 8 * slots);
  return { slots, slotBytes, slotsOffset, byteLength: slotsOffset + slots * slotBytes };
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}

/**
 * A ring of slots for one client to map; the contract's `SharedMemoryOffer` describes the layout of its file. A batch
 * is copied once, from the slot where it was made into the mapped file.
 */
export class Ring {
  readonly path: string;
  readonly shape: RingShape;
  readonly #fd: number;
  readonly #mapping: Mapping;
  readonly #proof = randomBytes(PROOF_BYTES);
  /** Slots whose memory has been allocated. */
  readonly #allocated = new Set<number>();
  #linked = true;
  #closed = false;

  /** Makes the file, which only its owner can open. Throws the file system's error. */
  constructor(path: string, shape: RingShape) {
    this.path = path;
    this.shape = shape;
    const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    this.#fd = openSync(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      ftruncateSync(this.#fd, shape.byteLength);
      allocate(this.#fd, 0, shape.slotsOffset);
      writeSync(this.#fd, Buffer.concat([MAGIC, this.#proof]), 0, MAGIC.length + PROOF_BYTES, 0);
      this.#mapping = new Mapping(this.#fd, shape.byteLength);
    } catch (error) {
      this.#unlink();
      closeSync(this.#fd);
      throw error;
    }
  }

  /**
   * Checks what a client has read from the file. If it is right, the client has the file open, and its name is removed.
   */
  prove(proof: Uint8Array): boolean {
    if (proof.length !== PROOF_BYTES || !timingSafeEqual(proof, this.#proof)) return false;
    this.#unlink();
    return true;
  }

  /**
   * Writes a batch, given in pieces, to a slot. Its generation is 0 in the meantime, and the grant's generation when
   * the batch is complete. Throws the file system's errors: at the first use of a slot it may be full.
   */
  write({ slot, generation }: SlotGrant, pieces: readonly Piece[]): void {
    const { slotsOffset, slotBytes } = this.shape;
    const start = slotsOffset + slot * slotBytes;
    if (!this.#allocated.has(slot)) allocate(this.#fd, start, slotBytes);
    this.#allocated.add(slot);
    this.#mapping.writeWord(0, TABLE_OFFSET + 8 * slot);
    for (const { offset, bytes } of pieces) this.#mapping.write(bytes, start + offset);
    this.#mapping.writeWord(generation, TABLE_OFFSET + 8 * slot);
  }

  /** Closes the file; its memory is freed as soon as the client closes it too. A second call does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unlink();
    this.#mapping.close();
    closeSync(this.#fd);
  }

  #unlink(): void {
    if (this.#linked) rmSync(this.path, { force: true });
    this.#linked = false;
  }
}
