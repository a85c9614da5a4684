import type { crescendo } from '@crescendo/proto';
import type { BatchCall } from './connection.ts';
import type { ResolvedOptions } from './options.ts';
import { mayShare, renewalMs, SharedRing } from './shared-memory.ts';

/**
 * The shared memory of a batch stream: requests it, sends the proof, and renews its lease. Each call gets a new ring.
 */
export class SharedMemoryLink {
  readonly #options: ResolvedOptions;
  #wanted: boolean;
  #ring: SharedRing | undefined;
  #call: BatchCall | undefined;
  #beforeStep = 0;
  #renewing: NodeJS.Timeout | undefined;

  constructor(address: string, options: ResolvedOptions) {
    this.#wanted = options.sharedMemory === 'auto' ? mayShare(address) : options.sharedMemory;
    this.#options = options;
  }

  /** Batches to ask for: one more than the window, because a batch that has been read is released a little later. */
  get slots(): number {
    return this.#wanted ? this.#options.window + 1 : 0;
  }

  /** Opens the server's offer and sends the proof, or says why not. */
  answer(call: BatchCall, offer: crescendo.v1.SharedMemoryOffer): void {
    this.close();
    this.#call = call;
    try {
      this.#ring = new SharedRing(offer);
    } catch (error) {
      call.write({ sharedMemory: { refusal: (error as Error).message } });
      return;
    }
    call.write({ sharedMemory: { proof: this.#ring.proof } });
    const every = renewalMs(offer.leaseSeconds);
    if (every !== undefined) this.#renewing = setInterval(() => this.release(0), every).unref();
  }

  /** Copies a batch; false if the slot does not hold it. */
  read(slot: crescendo.v1.ISharedMemorySlot, pixels: Uint8Array): boolean {
    return this.#ring?.read(slot, pixels) ?? false;
  }

  /** Releases the slots of all steps below one, and renews the lease. */
  release(beforeStep: number): void {
    this.#beforeStep = Math.max(this.#beforeStep, beforeStep);
    this.#call?.write({ release: { beforeStep: this.#beforeStep } });
  }

  /** Releases the slots of a step, and renews the lease: for streams whose steps do not follow each other. */
  releaseStep(step: number): void {
    this.#call?.write({ release: { beforeStep: 0, steps: [step] } });
  }

  /** Stops asking for shared memory. */
  giveUp(): void {
    this.#wanted = false;
    this.#options.onNotice({
      reason: 'SHARED_MEMORY',
      message: 'a slot was overwritten before it was read; batches come in chunks',
    });
    this.close();
  }

  /** Closes the ring, because its call is over. */
  close(): void {
    clearInterval(this.#renewing);
    this.#ring?.close();
    this.#ring = undefined;
    this.#call = undefined;
    this.#beforeStep = 0;
  }
}
