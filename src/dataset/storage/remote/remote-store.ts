import { CrescendoError } from '../../../errors.ts';
import type { ObjectInfo, ObjectRange, ObjectStore, ObjectVersion } from '../storage.ts';
import { type ClientOptions, RemoteClient } from './client.ts';
import { Collected } from './collected.ts';
import { type AnswerSink, type Headers, headerOf } from './exchange.ts';
import { Fault } from './fault.ts';
import { deadlineMsOf, persist } from './persistent.ts';
import { modifiedMsOf, RangeAnswer, rangeHeaders } from './range-answer.ts';
import type { Requester } from './requester.ts';

export interface StoreOptions extends ClientOptions {
  /** Seconds for a request with a short answer, tries included. */
  readSeconds?: number;
}

/** The objects of a web server or a bucket, for indexing. Whatever fails after some tries is PATH. */
export abstract class RemoteStore implements ObjectStore {
  readonly #requester: Requester;
  readonly #options: StoreOptions;
  protected readonly client: RemoteClient;

  constructor(requester: Requester, options: StoreOptions) {
    this.#requester = requester;
    this.#options = options;
    this.client = new RemoteClient(requester, options);
  }

  get place(): string {
    return this.#requester.place;
  }

  abstract list(): AsyncIterable<ObjectInfo>;

  async head(object: string): Promise<ObjectInfo> {
    const name = this.#requester.nameOf(object);
    const answer = await this.collect(name, (sink) => this.client.send('HEAD', object, sink), 0);
    const { headers } = answer;
    if (headerOf(headers, 'accept-ranges') === 'none') {
      throw this.unreadable(name, new Fault('settled', 'RANGES', 'the server does not answer ranges of bytes'));
    }
    const length = Number(headerOf(headers, 'content-length') ?? Number.NaN);
    if (!Number.isSafeInteger(length)) {
      throw this.unreadable(name, new Fault('settled', 'LENGTH', 'the server does not say how long it is'));
    }
    const version = versionOf(headers);
    return version === undefined ? { object, length } : { object, length, version };
  }

  async read(
    { object, length: objectLength, version }: ObjectInfo,
    offset: number,
    length: number,
  ): Promise<Uint8Array> {
    const into = new Uint8Array(length);
    if (length === 0) return into;
    const range: ObjectRange = { object, offset, length, objectLength, ...(version === undefined ? {} : { version }) };
    const begin = () => this.client.send('GET', object, () => new RangeAnswer(range, into), rangeHeaders(range));
    await this.persist(this.#requester.nameOf(object), begin, length);
    return into;
  }

  close(): void {
    this.client.close();
  }

  /** A whole answer of at most `bound` bytes. */
  protected async collect(
    name: string,
    send: (sink: () => AnswerSink) => ReturnType<RemoteClient['send']>,
    bound: number,
  ): Promise<Collected> {
    let answer = new Collected(bound);
    const sink = (): Collected => {
      answer = new Collected(bound);
      return answer;
    };
    await this.persist(name, () => send(sink), bound);
    return answer;
  }

  /** Throws PATH, with what is to be done. */
  protected unreadable(name: string, { message, code }: Fault): CrescendoError {
    return new CrescendoError('PATH', `cannot read ${name}: ${message}`, { path: name, errno: code });
  }

  private async persist(name: string, begin: () => ReturnType<RemoteClient['send']>, bytes: number): Promise<void> {
    try {
      await persist(begin, this.#requester, { deadlineMs: deadlineMsOf(bytes, this.#options.readSeconds) });
    } catch (error) {
      throw error instanceof Fault ? this.unreadable(name, error) : error;
    }
  }
}

/** A web server, which has no common way to list what it has. */
export class HttpStore extends RemoteStore {
  // biome-ignore lint/correctness/useYield: it has nothing to give
  override async *list(): AsyncGenerator<ObjectInfo> {
    throw new CrescendoError(
      'PATH',
      `${this.place} cannot be listed, as web servers have no common way for that: name the shards, for example ` +
        `${this.place}train-{0000..0123}.tar`,
      { path: this.place },
    );
  }
}

/** What tells later whether the object is still the same. */
function versionOf(headers: Headers): ObjectVersion | undefined {
  const etag = headerOf(headers, 'etag');
  if (etag !== undefined) return { etag };
  const modifiedMs = modifiedMsOf(headers);
  return modifiedMs === undefined ? undefined : { modifiedMs };
}
