import { CrescendoError } from '../../../errors.ts';
import { LIMITS } from '../../../limits.ts';
import { Fault } from '../remote/fault.ts';
import { RemoteStore, type StoreOptions } from '../remote/remote-store.ts';
import type { ObjectInfo } from '../storage.ts';
import { type ListPage, listQuery, parseListPage } from './list.ts';
import type { S3Requester } from './s3-requester.ts';

/** Keys that S3 gives in one page, at most. */
const MAX_KEYS = 1000;

export interface S3StoreOptions extends StoreOptions {
  /** Keys of a page. */
  maxKeys?: number;
}

/** The objects of a bucket below a prefix. */
export class S3Store extends RemoteStore {
  readonly #s3: S3Requester;
  readonly #maxKeys: number;

  constructor(requester: S3Requester, options: S3StoreOptions = {}) {
    super(requester, options);
    this.#s3 = requester;
    this.#maxKeys = options.maxKeys ?? MAX_KEYS;
  }

  /** All pages are read before the first object is given, as S3 has another order of names, and others none. */
  override async *list(): AsyncGenerator<ObjectInfo> {
    const objects: ObjectInfo[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined; ; ) {
      const page = await this.#page(next);
      objects.push(...page.objects);
      if (objects.length > LIMITS.listedObjects) throw this.#tooMany();
      if (page.next === undefined) break;
      if (seen.has(page.next)) throw this.unreadable(this.place, new Fault('settled', 'LIST', 'its list has no end'));
      seen.add(page.next);
      next = page.next;
    }
    yield* objects.sort((a, b) => (a.object < b.object ? -1 : 1));
  }

  async #page(next: string | undefined): Promise<ListPage> {
    const query = listQuery(this.#s3.prefix, next, this.#maxKeys);
    const send = (sink: Parameters<typeof this.client.sendRequest>[1]) =>
      this.client.sendRequest(() => this.#s3.bucketRequest(query), sink);
    const { body } = await this.collect(this.place, send, LIMITS.listPageBytes);
    try {
      return parseListPage(body.toString(), this.#s3.prefix);
    } catch (error) {
      throw error instanceof Fault ? this.unreadable(this.place, error) : error;
    }
  }

  #tooMany(): CrescendoError {
    return new CrescendoError(
      'PATH',
      `${this.place} has more than ${LIMITS.listedObjects} objects (limit listedObjects): give a longer prefix, or name ` +
        'the shards',
      { path: this.place, limit: 'listedObjects', bound: String(LIMITS.listedObjects) },
    );
  }
}
