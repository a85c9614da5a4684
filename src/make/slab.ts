import { CrescendoError } from '../errors.ts';

const MIB = 1024 * 1024;

/** A piece of shared memory that holds one batch while it is made and sent. */
export interface Slot {
  readonly buffer: SharedArrayBuffer;
}

/** Bytes of the smallest slot. */
const LEAST = 4096;

/**
 * Bytes of the slot for a batch. Sizes are rounded up, so that streams of similar batches share slots: to whole MiB, and
 * below that to a power of two, so that a thousand streams of small batches need not a thousand MiB.
 */
function slotCapacity(bytes: number): number {
  if (bytes > MIB / 2) return Math.ceil(bytes / MIB) * MIB;
  return Math.max(LEAST, 2 ** Math.ceil(Math.log2(bytes)));
}

/**
 * The shared memory of all batches: slots that are reused and never reallocated, under one budget.
 *
 * A stream reserves its slots before its first batch. So a running stream never waits for memory that another one
 * holds, and a budget that is too small is an error at the start.
 */
export class Slab {
  readonly #budgetBytes: number;
  readonly #free = new Map<number, Slot[]>();
  #reservedBytes = 0;
  #allocatedBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** Bytes of all slots, in use or free. */
  get allocatedBytes(): number {
    return this.#allocatedBytes;
  }

  /** Bytes that open reservations may use. */
  get reservedBytes(): number {
    return this.#reservedBytes;
  }

  /** Reserves `count` slots of `bytes` each. Throws LIMIT, or BATCH_TOO_LARGE if they never fit. */
  reserve(bytes: number, count: number): SlotReservation {
    const capacity = slotCapacity(bytes);
    const needed = capacity * count;
    if (needed > this.#budgetBytes) throw this.#refusal('BATCH_TOO_LARGE', needed, count);
    if (this.#reservedBytes + needed > this.#budgetBytes) throw this.#refusal('LIMIT', needed, count);
    this.#reservedBytes += needed;
    return new SlotReservation(this, capacity, count);
  }

  /** Takes a free slot or allocates one. Only for reservations. */
  take(capacity: number): Slot {
    const slot = this.#free.get(capacity)?.pop();
    if (slot !== undefined) return slot;
    if (this.#allocatedBytes + capacity > this.#budgetBytes) this.#dropFree();
    this.#allocatedBytes += capacity;
    return { buffer: new SharedArrayBuffer(capacity) };
  }

  /** Returns a slot. Only for reservations. */
  give(slot: Slot): void {
    const capacity = slot.buffer.byteLength;
    const free = this.#free.get(capacity);
    if (free === undefined) this.#free.set(capacity, [slot]);
    else free.push(slot);
  }

  /** Ends a reservation. Only for reservations. */
  unreserve(bytes: number): void {
    this.#reservedBytes -= bytes;
  }

  #refusal(reason: 'LIMIT' | 'BATCH_TOO_LARGE', needed: number, count: number): CrescendoError {
    const budget = Math.floor(this.#budgetBytes / MIB);
    const used = Math.ceil(this.#reservedBytes / MIB);
    const held = reason === 'LIMIT' ? `, other streams hold ${used} MiB` : '';
    return new CrescendoError(
      reason,
      `${count} batches of this run need ${Math.ceil(needed / MIB)} MiB${held}, and the server has ${budget} MiB for batches ` +
        '(--memory); use a smaller batch, more ranks or a larger --memory',
      { option: '--memory', value: String(needed), bound: String(this.#budgetBytes) },
    );
  }

  /** Frees unused slots of other sizes to make room; reservations guarantee that the slots in use fit the budget. */
  #dropFree(): void {
    for (const [capacity, slots] of this.#free) this.#allocatedBytes -= capacity * slots.length;
    this.#free.clear();
  }
}

/** The right of one stream to a number of slots. */
export class SlotReservation {
  readonly #slab: Slab;
  readonly #capacity: number;
  readonly #count: number;
  #taken = 0;
  #closed = false;

  constructor(slab: Slab, capacity: number, count: number) {
    this.#slab = slab;
    this.#capacity = capacity;
    this.#count = count;
  }

  take(): Slot {
    if (this.#closed || this.#taken === this.#count) {
      throw new CrescendoError('INTERNAL', `more than the ${this.#count} reserved slots were asked for`);
    }
    this.#taken += 1;
    return this.#slab.take(this.#capacity);
  }

  give(slot: Slot): void {
    this.#taken -= 1;
    this.#slab.give(slot);
    this.#settle();
  }

  /** Ends the reservation as soon as its last slot is returned. */
  close(): void {
    this.#closed = true;
    this.#settle();
  }

  #settle(): void {
    if (!this.#closed || this.#taken > 0) return;
    // Happens only once: a second close finds nothing reserved.
    this.#slab.unreserve(this.#capacity * this.#count);
    this.#taken = Number.POSITIVE_INFINITY;
  }
}
