import type { crescendo } from '@crescendo/proto';
import type { SlotLayout } from '../make/layout.ts';
import type { Slot } from '../make/slab.ts';

/** A batch in a slot. */
export interface SlottedBatch {
  slot: Slot;
  layout: SlotLayout;
}

/** A way in which a stream's batches reach its client. */
export interface Delivery {
  /** A message for the client before the first batch; undefined if there is none. */
  readonly offer: crescendo.v1.IStreamBatchesResponse | undefined;
  /** What happened since the last call, for the client to read. */
  takeNotices(): crescendo.v1.INotice[];
  /**
   * Takes a batch if it can, and enters its place in the header.
   *
   * @returns false if the batch must go another way
   */
  store(batch: SlottedBatch, header: crescendo.v1.IBatchHeader): boolean;
  /** Sends what follows the header of a batch that `store` has taken. Settles when the slot may be used again. */
  send(batch: SlottedBatch): Promise<void>;
  /** Returns its resources. A second call does nothing. */
  close(): void;
}
