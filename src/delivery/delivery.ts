import type { crescendo } from '@crescendo/proto';
import type { SlotLayout } from '../make/layout.ts';
import type { Slot } from '../make/slab.ts';

/** A batch in a slot. */
export interface SlottedBatch {
  slot: Slot;
  layout: SlotLayout;
}

/** A way of a stream's batches to its client. */
export interface Delivery {
  /** What the client must be told before the first batch; undefined if there is nothing. */
  readonly offer: crescendo.v1.IStreamBatchesResponse | undefined;
  /** What happened since the last call, for the client to read. */
  takeNotices(): crescendo.v1.INotice[];
  /**
   * Takes a batch if it can, and enters in the header where it is.
   *
   * @returns false if the batch must go another way
   */
  store(batch: SlottedBatch, header: crescendo.v1.IBatchHeader): boolean;
  /** Sends what follows the header of a batch that `store` has taken. Settles when the slot may be used again. */
  send(batch: SlottedBatch): Promise<void>;
  /** Gives back what it holds. Again, it does nothing. */
  close(): void;
}
