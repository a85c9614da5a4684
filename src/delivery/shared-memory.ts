import type { crescendo } from '@crescendo/proto';
import { LIMITS } from '../limits.ts';
import { piecesOf } from './chunk-layout.ts';
import type { Delivery, SlottedBatch } from './delivery.ts';
import type { Ring } from './ring.ts';
import type { Lent, SharedMemory } from './rings.ts';
import { SlotTable } from './slot-table.ts';

/** The resources that a stream needs to put batches into shared memory. */
export interface SharedContext {
  memory: SharedMemory;
  /** Seconds of the lease and of the offer; those of the limits by default. */
  leaseSeconds?: number | undefined;
  offerSeconds?: number | undefined;
}

/** The word of the notices. */
const REASON = 'SHARED_MEMORY';

/**
 * The shared memory of one stream: a ring that is offered, and used once the client has proved that it has mapped it.
 * If anything fails, later batches go in chunks, and a notice says why.
 */
export class SharedDelivery implements Delivery {
  readonly #leaseMs: number;
  readonly #notices: crescendo.v1.INotice[] = [];
  #ring: Ring | undefined;
  #giveBack = (): void => {};
  readonly #slots: SlotTable;
  #proven = false;
  readonly #timers: NodeJS.Timeout[] = [];

  /**
   * @param slots batches that the client may hold
   * @param batchBytes bytes of the largest batch to come
   */
  constructor({ memory, leaseSeconds, offerSeconds }: SharedContext, slots: number, batchBytes: number) {
    this.#leaseMs = (leaseSeconds ?? LIMITS.sharedMemoryLeaseSeconds) * 1000;
    this.#slots = new SlotTable(slots, this.#leaseMs);
    const lent: Lent = memory.lend(slots, batchBytes);
    if ('refusal' in lent) {
      this.#notice(lent.refusal);
      return;
    }
    this.#ring = lent.ring;
    this.#giveBack = lent.giveBack;
    const offerMs = (offerSeconds ?? LIMITS.sharedMemoryOfferSeconds) * 1000;
    this.#timers.push(
      setTimeout(() => this.#timeOut(offerMs), offerMs).unref(),
      setInterval(() => this.#checkLease(), this.#leaseMs / 4).unref(),
    );
  }

  /** The offer of the ring; undefined if there is none. */
  get offer(): crescendo.v1.IStreamBatchesResponse | undefined {
    if (this.#ring === undefined) return undefined;
    const { slots, slotBytes, slotsOffset } = this.#ring.shape;
    const leaseSeconds = this.#leaseMs / 1000;
    return { sharedMemoryOffer: { path: this.#ring.path, slots, slotBytes, slotsOffset, leaseSeconds } };
  }

  /** What happened since the last call, for the client to read. */
  takeNotices(): crescendo.v1.INotice[] {
    return this.#notices.splice(0);
  }

  /** Handles the client's answer. */
  answer({ proof, refusal }: crescendo.v1.ISharedMemoryAnswer): void {
    if (this.#ring === undefined || this.#proven) return;
    this.#proven = this.#ring.prove(proof ?? new Uint8Array());
    if (this.#proven) this.#slots.renew(performance.now());
    else this.#end(`the client does not share memory with the server: ${refusal || 'its proof is wrong'}`);
  }

  /** Takes slots back, and renews the lease. */
  release({ beforeStep, steps }: crescendo.v1.ISharedMemoryRelease): void {
    this.#slots.release(beforeStep ?? 0, steps ?? [], performance.now());
  }

  /** Renews the lease: the client has shown that it is alive. */
  renew(): void {
    this.#slots.renew(performance.now());
  }

  /** Puts a batch into a slot of the ring, if one is free. */
  store({ slot, layout }: SlottedBatch, header: crescendo.v1.IBatchHeader): boolean {
    const ring = this.#ring;
    if (ring === undefined || !this.#proven) return false;
    const grant = this.#slots.take(header.step ?? 0, performance.now());
    if (grant === undefined) return false;
    try {
      ring.write(grant, piecesOf(slot.buffer, layout));
    } catch (error) {
      this.#end(`shared memory could not be written: ${(error as Error).message}`);
      return false;
    }
    header.sharedMemory = grant;
    return true;
  }

  /** Nothing follows, because the client already has the batch. */
  async send(): Promise<void> {}

  /** Returns the memory. What the client still maps stays as it is until the client unmaps it. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#giveBack();
    this.#ring = undefined;
  }

  #timeOut(offerMs: number): void {
    if (this.#ring !== undefined && !this.#proven) {
      this.#end(`the offer of shared memory was not answered within ${offerMs / 1000} s`);
    }
  }

  #checkLease(): void {
    if (!this.#slots.expired(performance.now())) return;
    this.#end(`the client was silent for ${this.#leaseMs / 1000} s while it held ${this.#slots.held} slots`);
  }

  #end(why: string): void {
    this.#notice(why);
    this.close();
  }

  #notice(why: string): void {
    this.#notices.push({ reason: REASON, message: `${why}; batches come in chunks` });
  }
}
