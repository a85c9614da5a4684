import { CrescendoError } from '../../../errors.ts';
import type { ObjectInfo, ObjectRange, ObjectStore, ObjectVersion } from '../storage.ts';
import { type Attempt, type ClientOptions, RemoteClient } from './client.ts';
import { Collected } from './collected.ts';
import { type AnswerSink, type Headers, headerOf } from './exchange.ts';
import { Fault } from './fault.ts';
import { deadlineMsOf, persist } from './persistent.ts';
import { modifiedMsOf } from './range-answer.ts';
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
    const { headers } = await this.collect(name, (sink) => this.client.send('HEAD', object, sink), 0);
    if (headerOf(headers, 'accept-ranges') === 'none') throw this.unreadable(name, NO_RANGES);
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
    await this.persist(this.#requester.nameOf(object), () => withRanges(this.client.read(range, into)), length);
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

const NO_RANGES = new Fault(
  'settled',
  'RANGES',
  'the server does not answer ranges of bytes, which samples are read by',
);

/** Gives up at once if a server answers the whole object instead of a range: the person who indexes is there to see it. */
function withRanges({ done, abort }: Attempt): Attempt {
  const judged = done.catch((fault: Fault) => {
    throw fault.code === 'HTTP 200' ? NO_RANGES : fault;
  });
  return { done: judged, abort };
}

/** What tells later whether the object is still the same. */
function versionOf(headers: Headers): ObjectVersion | undefined {
  const etag = headerOf(headers, 'etag');
  if (etag !== undefined) return { etag };
  const modifiedMs = modifiedMsOf(headers);
  return modifiedMs === undefined ? undefined : { modifiedMs };
}
