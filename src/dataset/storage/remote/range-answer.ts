import type { ObjectRange } from '../storage.ts';
import { type AnswerSink, type Headers, headerOf } from './exchange.ts';
import { Fault } from './fault.ts';

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+|\*)$/;

/** The request headers of a range. A weak entity tag never matches `If-Match`, so only the answer's tag is compared. */
export function rangeHeaders({ offset, length, version }: ObjectRange): Record<string, string> {
  const range = { range: `bytes=${offset}-${offset + length - 1}`, 'accept-encoding': 'identity' };
  const etag = version?.etag;
  return etag === undefined || etag.startsWith('W/') ? range : { ...range, 'if-match': etag };
}

/** Puts the bytes of a range where they belong, if the answer is exactly that range of the object that was indexed. */
export class RangeAnswer implements AnswerSink {
  readonly #range: ObjectRange;
  readonly #into: Uint8Array;
  #at = 0;

  constructor(range: ObjectRange, into: Uint8Array) {
    this.#range = range;
    this.#into = into;
  }

  takes(status: number): boolean {
    return status === 206;
  }

  start(_: number, headers: Headers): void {
    checkRange(this.#range, headers);
    checkVersion(this.#range, headers);
  }

  data(chunk: Buffer): void {
    if (this.#at + chunk.length > this.#range.length) throw inexact(`more than ${this.#range.length} bytes`);
    this.#into.set(chunk, this.#at);
    this.#at += chunk.length;
  }

  end(): void {
    if (this.#at !== this.#range.length) throw inexact(`${this.#at} of ${this.#range.length} bytes`);
  }
}

function checkRange({ offset, length, objectLength }: ObjectRange, headers: Headers): void {
  const stated = headerOf(headers, 'content-range') ?? 'none';
  const [, first, last, total] = CONTENT_RANGE.exec(stated) ?? [];
  if (Number(first) !== offset || Number(last) !== offset + length - 1) {
    throw inexact(`the range ${stated}, where bytes ${offset}-${offset + length - 1} were asked for`);
  }
  if (objectLength !== undefined && total !== '*' && Number(total) !== objectLength) {
    throw new Fault('changed', 'CHANGED', `it has ${total} bytes, and had ${objectLength} when it was indexed`);
  }
  const encoding = headerOf(headers, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw inexact(`bytes in the encoding ${encoding}`);
  const bytes = headerOf(headers, 'content-length');
  if (bytes !== undefined && Number(bytes) !== length) throw inexact(`${bytes} of ${length} bytes`);
}

/** Throws a fault of kind `changed` if an answer comes from another object than the one that was indexed. */
export function checkVersion({ version }: Pick<ObjectRange, 'version'>, headers: Headers): void {
  if (version?.etag !== undefined) {
    const etag = headerOf(headers, 'etag');
    if (etag === undefined) throw inexact('no entity tag (ETag), though it gave one when the object was indexed');
    if (etag !== version.etag) throw otherTag(version.etag, etag);
    return;
  }
  const modified = modifiedMsOf(headers);
  if (version?.modifiedMs === undefined || modified === undefined || modified === version.modifiedMs) return;
  const [then, now] = [version.modifiedMs, modified].map((ms) => new Date(ms).toISOString());
  throw new Fault('changed', 'CHANGED', `it was modified at ${now}, not at ${then} as when it was indexed`);
}

/** The object's entity tag is another one. */
export function otherTag(indexed: string, now: string): Fault {
  return new Fault('changed', 'CHANGED', `its entity tag is ${now}, and was ${indexed} when it was indexed`);
}

/** When an object was modified, in milliseconds since 1970, as its answer says. */
export function modifiedMsOf(headers: Headers): number | undefined {
  const ms = Date.parse(headerOf(headers, 'last-modified') ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

/** An answer that is not what was asked for: of a proxy, for example. Another try may get the right one. */
function inexact(what: string): Fault {
  return new Fault('passing', 'INEXACT', `the storage answered ${what}`);
}
