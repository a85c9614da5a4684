import type { BatchCall } from './call.ts';
import { frameChunks } from './chunk-layout.ts';
import type { Delivery, SlottedBatch } from './delivery.ts';
import { writeChunk } from './write.ts';

/** Sends batches in chunks on the call itself. It takes every batch. */
export class GrpcDelivery implements Delivery {
  readonly offer = undefined;
  readonly #call: BatchCall;

  constructor(call: BatchCall) {
    this.#call = call;
  }

  takeNotices(): [] {
    return [];
  }

  store(): boolean {
    return true;
  }

  /** Each write waits for the transport to take it. */
  async send({ slot, layout }: SlottedBatch): Promise<void> {
    for (const message of frameChunks(slot.buffer, layout)) {
      if (this.#call.cancelled) return;
      await writeChunk(this.#call, message);
    }
  }

  close(): void {}
}
