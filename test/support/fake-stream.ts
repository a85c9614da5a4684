/** A source of batches and a call for tests of streams, which say what is made, recorded and taken. */
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { v1 } from '@crescendo/proto';
import type { BatchSource } from '../../src/delivery/batch-queue.ts';
import { chunkLayout } from '../../src/delivery/chunk-layout.ts';
import type { SlottedBatch } from '../../src/delivery/delivery.ts';

export interface FakeBatch extends SlottedBatch {
  step: number;
}

/** Waits until something holds, and for some turns more, in which more of it would show than was asked for. */
export async function settled(holds = (): boolean => true): Promise<void> {
  while (!holds()) await turn();
  for (let k = 0; k < 50; k += 1) await turn();
}

/** The first batch of a window, before which none is made ahead: it is recorded and taken at once, and tests begin after it. */
export const FIRST = -1;

/** Batches at once; the test says when the record of each is durable. */
export class FakeSource implements BatchSource<FakeBatch> {
  horizon = 6;
  totalSteps = 6;
  batchBytesMax = 4;
  readonly records: { step: number; done: PromiseWithResolvers<void> }[] = [];
  readonly given: number[] = [];
  readonly notices: string[] = [];
  /** Batches wait for it. */
  made: Promise<void> = Promise.resolve();
  onNotice?: () => void;
  listener: (failure?: unknown) => void = () => {};

  make(step: number): Promise<FakeBatch> {
    const layout = chunkLayout([{ name: 'images', dtype: 'uint8', shape: [2, 2, 1] }], 1, 4096);
    // The cast says that the stream only reads a slot's buffer.
    return this.made.then(() => ({ step, layout, slot: { buffer: new SharedArrayBuffer(4096) } as FakeBatch['slot'] }));
  }

  record({ step }: FakeBatch): Promise<void> {
    if (step === FIRST) return Promise.resolve();
    const done = Promise.withResolvers<void>();
    this.records.push({ step, done });
    return done.promise;
  }

  messages({ step }: FakeBatch) {
    // Steps of the contract are not negative.
    return [{ header: { step: step - FIRST } }];
  }

  takeNotices() {
    return this.notices.splice(0).map((message) => ({ reason: 'R', message }));
  }

  give({ step }: FakeBatch): void {
    if (step !== FIRST) this.given.push(step);
  }

  watch(listener: (failure?: unknown) => void): () => void {
    this.listener = listener;
    return () => {};
  }

  close(): void {}
}

/** A call whose client has taken everything up to `taken` messages. */
export class FakeCall extends EventEmitter {
  cancelled = false;
  readonly steps: number[] = [];
  readonly notices: string[] = [];
  reading = true;
  #waiting: (() => void)[] = [];

  write(message: Uint8Array, taken: () => void): void {
    const { header, notice } = v1.StreamBatchesResponse.decode(message);
    const step = Number(header?.step ?? 0) + FIRST;
    if (header && step !== FIRST) this.steps.push(step);
    if (notice) this.notices.push(notice.message ?? '');
    if (this.reading) setImmediate(taken);
    else this.#waiting.push(taken);
  }

  readOn(): void {
    this.reading = true;
    for (const taken of this.#waiting.splice(0)) taken();
  }
}
