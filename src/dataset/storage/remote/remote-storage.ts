import type { ObjectRange, RemoteStorage } from '../storage.ts';
import { type Attempt, type ClientOptions, RemoteClient } from './client.ts';
import { Collected } from './collected.ts';
import { headerOf } from './exchange.ts';
import { type Fault, toFault } from './fault.ts';
import { HedgedRead, type Send } from './hedged.ts';
import { Latencies } from './latencies.ts';
import { deadlineMsOf, persist } from './persistent.ts';
import { otherTag } from './range-answer.ts';
import { missing, readFailed } from './read-errors.ts';
import type { Requester } from './requester.ts';

/** Times that an object must be found missing while another one can be read. */
const ROUNDS = 2;
/** Other objects that are asked for at a time, to find out whether the storage answers. */
const PROBES_AT_ONCE = 4;
/** Bytes of another object that are read for that, at most. */
const PROBE_BYTES = 1;

export interface RemoteOptions extends ClientOptions {
  /** Objects from all over the storage: if none of them can be read either, the storage is away. */
  probes?: (() => Iterable<string>) | undefined;
  /** Seconds for a read of few bytes, tries included. */
  readSeconds?: number;
  /** A number in [0, 1), for the pauses between tries. */
  random?: () => number;
}

/** The objects of a web server or an S3 bucket. */
export class RemoteObjects implements RemoteStorage {
  readonly local = false;
  readonly #requester: Requester;
  readonly #client: RemoteClient;
  readonly #options: RemoteOptions;
  readonly #latencies = new Latencies();
  readonly #send: Send;
  /** The last two objects that were read. */
  #good: string[] = [];
  readonly #probing = new Map<string, Promise<boolean | undefined>>();

  constructor(requester: Requester, options: RemoteOptions = {}) {
    this.#requester = requester;
    this.#options = options;
    this.#client = new RemoteClient(requester, options);
    this.#send = (range, into) => this.#client.read(range, into);
  }

  /**
   * Throws MISSING_SAMPLE if the object has changed, or if it is gone or refused while others can be read; READ_FAILED if
   * tries until the deadline have failed.
   */
  async read(range: ObjectRange, into: Uint8Array, signal?: AbortSignal): Promise<void> {
    if (range.length === 0) return;
    const { object, length } = range;
    for (let round = 1; ; round += 1) {
      try {
        await persist(() => new HedgedRead(range, into, this.#send, this.#latencies), this.#requester, {
          deadlineMs: deadlineMsOf(length, this.#options.readSeconds),
          signal,
          ...(this.#options.random === undefined ? {} : { random: this.#options.random }),
        });
        if (object !== this.#good[0]) this.#good = [object, this.#good[0] ?? object];
        return;
      } catch (error) {
        if (signal?.aborted === true) throw error;
        await unlessAborted(this.#judge(range, toFault(error), round), signal);
      }
    }
  }

  close(): void {
    this.#client.close();
  }

  /** Decides what a failed read means; returns if the read is to be repeated. */
  async #judge(range: ObjectRange, fault: Fault, round: number): Promise<void> {
    const name = { object: range.object, name: this.#requester.nameOf(range.object) };
    if (fault.kind === 'changed') throw missing(name, await this.#whatChanged(range, fault));
    const others = await this.#othersAnswer(range.object);
    if (fault.kind === 'gone' && others === undefined && this.#requester.knowsWhatIsGone) throw missing(name, fault);
    if (others !== true) throw readFailed(name, fault, others === undefined ? 'alone' : 'away');
    if (fault.kind !== 'gone' && fault.kind !== 'refused') throw readFailed(name, fault, 'sample');
    if (round >= ROUNDS) throw missing(name, fault);
  }

  /** Which entity tag the object has now: a failed condition does not say. */
  async #whatChanged({ object, version }: ObjectRange, fault: Fault): Promise<Fault> {
    if (fault.code === 'CHANGED' || version?.etag === undefined) return fault;
    try {
      const now = new Collected(0);
      await this.#client.send('HEAD', object, () => now).done;
      return otherTag(version.etag, headerOf(now.headers, 'etag') ?? 'unknown');
    } catch (error) {
      return otherTag(
        version.etag,
        toFault(error).kind === 'gone' ? 'none, as it is not there any more' : 'another one',
      );
    }
  }

  /** Whether another object can be read now; undefined if no other one is known. */
  #othersAnswer(object: string): Promise<boolean | undefined> {
    let answer = this.#probing.get(object);
    if (answer === undefined) {
      answer = this.#probe(object).finally(() => this.#probing.delete(object));
      this.#probing.set(object, answer);
    }
    return answer;
  }

  async #probe(object: string): Promise<boolean | undefined> {
    const others = new Set([...this.#good, ...(this.#options.probes?.() ?? [])]);
    others.delete(object);
    if (others.size === 0) return undefined;
    const left = [...others];
    while (left.length > 0) {
      const asked = left.splice(0, PROBES_AT_ONCE).map((other) => this.#isReadable(other));
      const faults = await Promise.all(asked);
      if (faults.includes(undefined)) return true;
      // A server that does not answer at all need not be asked for every object.
      if (faults.every((fault) => fault?.kind === 'passing')) return false;
    }
    return false;
  }

  /** Why an object cannot be read; undefined if it can. */
  async #isReadable(object: string): Promise<Fault | undefined> {
    const into = new Uint8Array(PROBE_BYTES);
    try {
      const attempt: Attempt = this.#client.read({ object, offset: 0, length: PROBE_BYTES }, into);
      await attempt.done;
      return undefined;
    } catch (error) {
      // An empty object has no first byte, but the storage knows it.
      const fault = toFault(error);
      return fault.code === 'HTTP 416' ? undefined : fault;
    }
  }
}

/** What a promise gives, or the signal's reason as soon as it is aborted. */
async function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
