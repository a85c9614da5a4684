import type { AwsV4Signer } from 'aws4fetch';
import type { Method, PreparedRequest } from '../remote/requester.ts';
import type { Credentials } from './credentials.ts';

/**
 * Milliseconds for which a signature is used again. S3 takes those of the last 15 minutes, and clocks may differ.
 */
const USED_MS = 60_000;
/** Signatures that are kept. */
const KEPT = 4096;

interface Signed extends PreparedRequest {
  readonly until: number;
  readonly credentials: Credentials;
}

/**
 * Signed requests. Neither the range nor `If-Match` need be signed, so all ranges of an object have the same signature for
 * a while, which saves half of a request's CPU time.
 */
export class Signatures {
  readonly #region: string;
  readonly #now: () => number;
  readonly #signed = new Map<string, Signed>();
  /** Keys that aws4fetch derives from the secret, one for each day. */
  readonly #keys = new Map<string, ArrayBuffer>();
  #signer: typeof AwsV4Signer | undefined;

  /** @param now milliseconds since 1970 */
  constructor(region: string, now: () => number = Date.now) {
    this.#region = region;
    this.#now = now;
  }

  /** The signed request for a URL. */
  of(method: Method, url: string, credentials: Credentials): PreparedRequest | Promise<PreparedRequest> {
    const key = `${method} ${url}`;
    const known = this.#signed.get(key);
    if (known !== undefined && known.credentials === credentials && this.#now() < known.until) return known;
    return this.#sign(key, method, url, credentials);
  }

  async #sign(key: string, method: Method, url: string, credentials: Credentials): Promise<PreparedRequest> {
    this.#signer ??= (await import('aws4fetch')).AwsV4Signer;
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const until = this.#now() + USED_MS;
    const signer = new this.#signer({
      ...{ method, url, accessKeyId, secretAccessKey, service: 's3', region: this.#region, cache: this.#keys },
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
    const signed = await signer.sign();
    const path = `${signed.url.pathname}${signed.url.search}`;
    const request = { path, headers: Object.fromEntries(signed.headers), until, credentials };
    this.#keep(key, request);
    return request;
  }

  #keep(key: string, request: Signed): void {
    this.#signed.delete(key);
    this.#signed.set(key, request);
    if (this.#signed.size <= KEPT) return;
    const [oldest] = this.#signed.keys();
    this.#signed.delete(oldest!);
  }
}
