import { Fault } from '../remote/fault.ts';

/** What requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** Looks for credentials, and for new ones in place of those that expire or were refused. */
export type Provider = (options?: { forceRefresh?: boolean }) => Promise<Credentials>;

/** Milliseconds before they expire in which credentials are replaced while they are still used. */
const EARLY_MS = 5 * 60_000;
/** Milliseconds before they expire in which they are not used any more. */
const SPARE_MS = 10_000;
/** Milliseconds between two tries to replace credentials that can still be used, and between two refusals that count. */
const PAUSE_MS = 10_000;

/** Credentials that are replaced before they expire. Only one search for them is under way at a time. */
export class CurrentCredentials {
  readonly #provider: () => Promise<Provider>;
  readonly #now: () => number;
  #current: Credentials | undefined;
  #search: Promise<Credentials> | undefined;
  #searchedAt = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param provider makes the provider, at the first use
   * @param now milliseconds since 1970
   */
  constructor(provider: () => Promise<Provider> = defaultChain, now: () => number = Date.now) {
    this.#provider = memoized(provider);
    this.#now = now;
  }

  /** Throws a Fault if there are none. */
  get(): Credentials | Promise<Credentials> {
    const left = this.#left();
    if (left <= SPARE_MS) return this.#renewed();
    if (left <= EARLY_MS && this.#now() - this.#searchedAt > PAUSE_MS) {
      // Those at hand can be used until then, so it does not matter yet if this fails.
      this.#renewed().catch(() => {});
    }
    return this.#current!;
  }

  /** Notes that a request was refused, and says whether other credentials may be there. */
  refused(): boolean {
    if (this.#search === undefined && this.#now() - this.#refusedAt > PAUSE_MS) {
      this.#refusedAt = this.#now();
      this.#current = undefined;
      return true;
    }
    // Another request has just asked for new ones.
    return this.#search !== undefined;
  }

  /** Milliseconds for which the credentials at hand are valid. */
  #left(): number {
    if (this.#current === undefined) return Number.NEGATIVE_INFINITY;
    const { expiration } = this.#current;
    return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - this.#now();
  }

  #renewed(): Promise<Credentials> {
    this.#search ??= this.#find().finally(() => {
      this.#search = undefined;
    });
    return this.#search;
  }

  async #find(): Promise<Credentials> {
    const again = Number.isFinite(this.#searchedAt);
    this.#searchedAt = this.#now();
    try {
      const provider = await this.#provider();
      this.#current = await provider(again ? { forceRefresh: true } : {});
      return this.#current;
    } catch (error) {
      throw new Fault(
        'passing',
        'NO_CREDENTIALS',
        `no AWS credentials were found (${(error as Error).message}): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or ` +
          'AWS_PROFILE, or AWS_NO_SIGN_REQUEST=YES for a public bucket',
        { cause: error },
      );
    }
  }
}

/** Environment, profile, web identity, and the metadata of containers and instances, as Amazon's tools look for them. */
async function defaultChain(): Promise<Provider> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider();
}

function memoized<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
