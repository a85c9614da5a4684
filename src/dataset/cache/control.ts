import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CrescendoError } from '../../errors.ts';
import type { CacheOptions } from './cached.ts';
import { changesText } from './changes-text.ts';
import { type ComingPlan, ComingUses } from './coming-uses.ts';
import type { ControlSetup, FromThread, StorageOpener, ToThread } from './control-protocol.ts';
import { type CacheStatistics, SharedCacheState } from './shared.ts';

/** Samples whose places are looked up in one turn of the event loop: well below a millisecond. */
const SAMPLES_A_TURN = 256;
/** Samples after which the index is told: a message of so many parts takes about a millisecond to send. */
const SAMPLES_A_MESSAGE = 1024;
/** Between two looks at what the threads have counted. */
const WATCH_MS = 1000;

export interface CacheControlOptions {
  /** The folder that the user has named; made if it is missing. */
  folder: string;
  /** Bytes that the cache may take on disk. */
  bytes: number;
  /** How the cache's thread opens a storage to fetch from it before it is read: by default as the readers do. */
  opener?: StorageOpener;
  /** Told, each once, when the disk is full or fails, and when it is too small for the limit. */
  onNotice?: (message: string) => void;
}

/** A stream that the cache follows. */
export interface FollowedStream {
  /** The step whose batch is made next: earlier ones are no longer needed. */
  advance(step: number): void;
  close(): void;
}

/**
 * The server's side of a cache: tells it what coming steps need, and reads its statistics. Everything that could wait is done
 * in a thread of its own. The threads that read open the cache by `options`.
 */
export class CacheControl {
  /** What `cached` needs in each thread. */
  readonly options: CacheOptions & { shared: SharedArrayBuffer };
  readonly #bytes: number;
  readonly #state: SharedCacheState;
  readonly #worker: Worker;
  readonly #onNotice: (message: string) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #streams = new Map<number, Stream>();
  #count = 0;
  #ended = false;
  #told = { full: false, faults: false };

  private constructor({ folder, bytes, onNotice }: CacheControlOptions, state: SharedCacheState, worker: Worker) {
    // The limit is set once, by the thread.
    this.options = { folder, shared: state.buffer };
    this.#bytes = bytes;
    this.#state = state;
    this.#worker = worker;
    this.#onNotice = onNotice ?? (() => {});
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'noted') this.#streams.get(message.stream)?.noted();
    });
    worker.on('error', (error) => this.#end(`the thread of the cache has failed (${error.message})`));
    worker.unref();
    this.#timer = setInterval(() => this.#watch(), WATCH_MS).unref();
  }

  /**
   * Opens a cache, removes what dead processes have left in it, and makes it as small as the limit says.
   *
   * @throws PATH, INVALID_FIELD, DAMAGED_FILE
   */
  static async open(options: CacheControlOptions): Promise<CacheControl> {
    const state = new SharedCacheState();
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const readersOpener = {
      module: new URL(`../open-source.${extension}`, import.meta.url).href,
      name: 'openStorageOf',
    };
    const { folder, bytes, opener = readersOpener } = options;
    const worker = new Worker(new URL(`./control-thread.${extension}`, import.meta.url), {
      workerData: { folder, bytes, shared: state.buffer, opener } satisfies ControlSetup,
      // node:sqlite still announces itself as experimental; a server's log is no place for that.
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const [first] = (await once(worker, 'message')) as [FromThread];
    if (first.kind === 'refused') {
      const { reason, message, metadata } = first.failure;
      throw new CrescendoError(reason, message, metadata);
    }
    const control = new CacheControl(options, state, worker);
    if (first.kind === 'opened') control.#noteSmallDisk(first.free, first.used);
    return control;
  }

  /** What this process has done with the cache. */
  statistics(): CacheStatistics {
    return this.#state.statistics();
  }

  /** Follows a stream: what its coming steps need is kept and fetched first. */
  follow(plan: ComingPlan, step: number): FollowedStream {
    const number = this.#count;
    this.#count += 1;
    this.#post({ kind: 'follow', stream: number, place: plan.place, source: plan.source, step });
    const uses = new ComingUses(plan, { step, capacityBytes: this.#bytes });
    const stream = new Stream(uses, (changes) =>
      this.#post({ kind: 'advance', stream: number, step: uses.step, changes: changesText(changes) }),
    );
    this.#streams.set(number, stream);
    return {
      advance: (at) => stream.advance(at),
      close: () => {
        stream.close();
        if (this.#streams.delete(number)) this.#post({ kind: 'unfollow', stream: number });
      },
    };
  }

  /** After the threads that read have ended. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
    if (this.#ended) return;
    const exited = once(this.#worker, 'exit');
    this.#worker.ref();
    this.#post({ kind: 'close' });
    this.#ended = true;
    await exited;
  }

  #post(message: ToThread): void {
    if (!this.#ended) this.#worker.postMessage(message);
  }

  #end(why: string): void {
    this.#ended = true;
    for (const stream of this.#streams.values()) stream.close();
    this.#onNotice(`${why}: the cache goes on without knowing what coming steps need`);
  }

  #noteSmallDisk(free: number, used: number): void {
    if (free + used >= this.#bytes) return;
    this.#onNotice(
      `--cache-bytes ${this.#bytes} is more than the disk of ${this.options.folder} has left (${free} bytes, and ${used} ` +
        'that the cache has taken): the cache will be smaller',
    );
  }

  #watch(): void {
    const { full, faults } = this.#state.statistics();
    if (full > 0 && !this.#told.full) {
      this.#told.full = true;
      this.#onNotice(`the disk of the cache ${this.options.folder} is full: the cache stays smaller than its limit`);
    }
    if (faults > 0 && !this.#told.faults) {
      this.#told.faults = true;
      this.#onNotice(
        `the cache ${this.options.folder} could not be read or written: its reads go to the storage while that lasts`,
      );
    }
  }
}

/** Looks ahead for one stream, a little in each turn of the event loop, and tells the index one message at a time. */
class Stream {
  readonly #uses: ComingUses;
  readonly #send: (changes: ReturnType<ComingUses['take']>) => void;
  #working = false;
  #closed = false;
  /** The step was advanced since the last message. */
  #moved = false;
  #noted: (() => void) | undefined;

  constructor(uses: ComingUses, send: (changes: ReturnType<ComingUses['take']>) => void) {
    this.#uses = uses;
    this.#send = send;
    void this.#work();
  }

  advance(step: number): void {
    if (this.#closed || step === this.#uses.step) return;
    this.#uses.advance(step);
    this.#moved = true;
    void this.#work();
  }

  /** The index knows what it was told. */
  noted(): void {
    this.#noted?.();
  }

  close(): void {
    this.#closed = true;
    this.#noted?.();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (!this.#closed && (await this.#lookAhead())) {
      const noted = new Promise<void>((resolve) => {
        this.#noted = resolve;
      });
      this.#send(this.#uses.take());
      await noted;
    }
    this.#working = false;
  }

  /** Returns whether there is anything to tell. */
  async #lookAhead(): Promise<boolean> {
    let looked = 0;
    while (!this.#closed && looked < SAMPLES_A_MESSAGE) {
      await turn();
      const now = this.#uses.look(SAMPLES_A_TURN);
      looked += now;
      if (now < SAMPLES_A_TURN) break;
    }
    const moved = this.#moved;
    this.#moved = false;
    return !this.#closed && (looked > 0 || moved);
  }
}
