import { type crescendo, v1 } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import type { BatchCall } from './call.ts';
import type { Delivery, SlottedBatch } from './delivery.ts';
import { writeMessage } from './write.ts';

/** The source of a stream's batches. */
export interface BatchSource<Batch extends SlottedBatch> {
  /** Steps that can be made now, counted from 0. */
  readonly horizon: number;
  /** Number of all steps; undefined while it is undecided. */
  readonly totalSteps: number | undefined;
  /** Bytes of the largest batch in the clients' form. */
  readonly batchBytesMax: number;
  /** Makes a batch, whose memory is returned once it is sent; a batch that fails returns its memory itself. */
  make(step: number): Promise<Batch>;
  /** Records that a batch is to be sent, which it is once this resolves. Called in the order in which batches are sent. */
  record(batch: Batch): Promise<void>;
  /** The messages that are sent before the tensors; the header comes last. Afterwards there may be notices. */
  messages(batch: Batch): crescendo.v1.IStreamBatchesResponse[];
  /** What people should read, each once. */
  takeNotices?(): crescendo.v1.INotice[];
  /** Called when there are notices that must not wait for a batch. The stream sets it. */
  onNotice?: () => void;
  give(batch: Batch): void;
  /**
   * Calls `listener` when the horizon may have moved, or with an error if that cannot be seen any more; returns a
   * function that unsubscribes.
   */
  watch(listener: (failure?: unknown) => void): () => void;
  close(): void;
}

/** A batch in the making. */
interface Prepared<Batch> {
  step: number;
  made: Promise<Batch>;
  /** Resolves once the batch may be sent: with false if it must not be, as nobody wants it any more. */
  recorded: Promise<boolean>;
  /** What becomes of it: until its entry begins it can be dropped, and until it is passed over it can be kept after all. */
  fate: 'making' | 'dropped' | 'entered' | 'passed over';
}

/**
 * The batches of a stream that are being made, in the order in which they are sent. Each write waits for the transport to
 * take it.
 */
export class BatchQueue<Batch extends SlottedBatch = SlottedBatch> {
  readonly #call: BatchCall;
  readonly #source: BatchSource<Batch>;
  readonly #deliveries: readonly Delivery[];
  readonly #making: Prepared<Batch>[] = [];
  /** Resolves once the last batch and all before it are made. */
  #allMade: Promise<void> = Promise.resolve();

  /** @param deliveries the deliveries to the client: each batch goes through the first one that takes it */
  constructor(call: BatchCall, source: BatchSource<Batch>, deliveries: readonly Delivery[]) {
    this.#call = call;
    this.#source = source;
    this.#deliveries = deliveries;
  }

  /** How many are being made. */
  get length(): number {
    return this.#making.length;
  }

  /** Sends what the deliveries have to say before the first batch. */
  async offer(): Promise<void> {
    for (const { offer } of this.#deliveries) if (offer !== undefined) await this.#write(offer);
  }

  /**
   * Begins to make a batch. It is recorded as soon as it and those before it are made, while an earlier one may still be
   * being sent; entries do not wait for each other, so that a store can take several of them together.
   */
  begin(step: number): void {
    const made = this.#source.make(step);
    const inOrder = Promise.all([this.#allMade, made]).then(([, batch]) => batch);
    const recorded = inOrder.then(async (batch) => {
      // A cancelled call is sent nothing.
      const wanted = !this.#call.cancelled && prepared.fate !== 'dropped';
      prepared.fate = wanted ? 'entered' : 'passed over';
      if (!wanted) return false;
      await this.#source.record(batch);
      return true;
    });
    const prepared: Prepared<Batch> = { step, made, recorded, fate: 'making' };
    // Without its value: a chain of values would hold every batch of the stream.
    this.#allMade = inOrder.then(() => {});
    // A failure is seen when its turn comes; until then it must not count as unhandled.
    for (const promise of [made, recorded, this.#allMade]) promise.catch(() => {});
    this.#making.push(prepared);
  }

  /** Drops a batch that is being made, unless its entry has begun. */
  drop(step: number): void {
    const prepared = this.#making.find((each) => each.step === step && each.fate === 'making');
    if (prepared !== undefined) prepared.fate = 'dropped';
  }

  /** Keeps a batch that may have been dropped. Returns false if it is not being made, or too late. */
  keep(step: number): boolean {
    const prepared = this.#making.find((each) => each.step === step && each.fate !== 'passed over');
    if (prepared?.fate === 'dropped') prepared.fate = 'making';
    return prepared !== undefined;
  }

  /** Waits for the first batch and sends it. What people should know in the meantime is sent at once. */
  async sendFirst(): Promise<void> {
    const first = this.#making[0]!;
    const batch = await this.#finished(first);
    void this.#making.shift();
    try {
      if ((await first.recorded) && !this.#call.cancelled) await this.#send(batch);
    } finally {
      this.#source.give(batch);
    }
  }

  /** Returns the memory of the batches that are left once the workers no longer use it, and closes the source. */
  async close(): Promise<void> {
    for (const batch of await Promise.allSettled(this.#making.map(({ made }) => made))) {
      if (batch.status === 'fulfilled') this.#source.give(batch.value);
    }
    await Promise.allSettled(this.#making.map(({ recorded }) => recorded));
    for (const delivery of this.#deliveries) delivery.close();
    this.#source.close();
  }

  async #finished({ made }: Prepared<Batch>): Promise<Batch> {
    const over = made.then(
      () => true,
      () => true,
    );
    for (;;) {
      // Before the notices are sent, so that none is missed in the meantime.
      const news = this.#news();
      await this.#sendNotices();
      if (await Promise.race([over, news])) return await made;
    }
  }

  /** Resolves with false when the source has notices. */
  #news(): Promise<false> {
    return new Promise((resolve) => {
      this.#source.onNotice = () => resolve(false);
    });
  }

  async #sendNotices(): Promise<void> {
    for (const notice of this.#source.takeNotices?.() ?? []) {
      if (!this.#call.cancelled) await this.#write({ notice });
    }
  }

  async #send(batch: Batch): Promise<void> {
    const messages = this.#source.messages(batch);
    const header = messages.at(-1)?.header;
    if (!header) throw new CrescendoError('INTERNAL', 'a batch without a header');
    const delivery = this.#deliveries.find((candidate) => candidate.store(batch, header));
    for (const notice of this.#deliveries.flatMap((each) => each.takeNotices())) await this.#write({ notice });
    await this.#sendNotices();
    for (const message of messages) await this.#write(message);
    await delivery?.send(batch);
  }

  #write(message: crescendo.v1.IStreamBatchesResponse): Promise<void> {
    return writeMessage(this.#call, v1.StreamBatchesResponse.encode(message).finish());
  }
}
