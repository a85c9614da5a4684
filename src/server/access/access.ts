import type { Logger } from 'pino';
import { CrescendoError } from '../../errors.ts';
import { Caller, type Demand } from './caller.ts';
import { entryOf, expired, type IncomingCall, unknown } from './credentials.ts';
import type { Entry } from './token-file.ts';
import { TokenFile } from './watch-file.ts';

/** A call that lasts, and what it needs to go on. */
interface Followed {
  caller: Caller;
  demand: Demand;
  end: (why: CrescendoError) => void;
}

export interface AccessOptions {
  /** Calls `tick` from time to time; returns the function that ends it. */
  every?: (tick: () => void) => () => void;
  /** Unix time in milliseconds. */
  now?: () => number;
}

/**
 * Who may call. A call is checked when it begins, and one that lasts again whenever the token file has changed: it ends
 * once its credential is removed, has expired, or no longer allows it.
 */
export class Access {
  readonly #file: TokenFile | undefined;
  readonly #now: () => number;
  readonly #lasting = new Set<Followed>();
  readonly #stop: () => void;

  private constructor(file: TokenFile | undefined, { now = Date.now, every }: AccessOptions) {
    this.#file = file;
    this.#now = now;
    this.#stop = file === undefined || every === undefined ? () => {} : every(() => void this.look());
  }

  /** Without access control: everybody may do everything. */
  static uncontrolled(): Access {
    return new Access(undefined, {});
  }

  /** By a token file, which is read again when it changes. Throws PATH, INVALID_FIELD. */
  static of(path: string, log: Logger, options: AccessOptions): Access {
    return new Access(TokenFile.open(path, log), options);
  }

  /** The side that makes a call. Throws TOKEN_MISSING, TOKEN_UNKNOWN, TOKEN_EXPIRED. */
  identify(call: IncomingCall): Caller {
    if (this.#file === undefined) return UNCONTROLLED;
    return new Caller(entryOf(call, this.#file.entries, this.#now()));
  }

  /**
   * Follows a call that lasts.
   *
   * @param end is called once, when the call must end
   * @returns the function that ends the following
   */
  follow(caller: Caller, demand: Demand, end: (why: CrescendoError) => void): () => void {
    if (caller.entry === undefined) return () => {};
    const followed = { caller, demand, end };
    this.#lasting.add(followed);
    return () => void this.#lasting.delete(followed);
  }

  /** Reads the token file if it has changed, and ends the calls that are no longer allowed. */
  async look(): Promise<void> {
    await this.#file?.look();
    if (this.#file === undefined) return;
    const byCredential = new Map(this.#file.entries.map((entry) => [entry.credential, entry]));
    for (const followed of [...this.#lasting]) {
      const why = this.#problem(followed, byCredential);
      if (why === undefined) continue;
      this.#lasting.delete(followed);
      followed.end(why);
    }
  }

  #problem({ caller, demand }: Followed, byCredential: ReadonlyMap<string, Entry>): CrescendoError | undefined {
    const entry = byCredential.get(caller.entry!.credential);
    // What stands under another name is another holder's, who does not own the same runs.
    if (entry === undefined || entry.name !== caller.name) return unknown();
    if (entry.expires !== undefined && entry.expires <= this.#now()) return expired(entry);
    try {
      new Caller(entry).check(demand);
      return undefined;
    } catch (error) {
      if (error instanceof CrescendoError) return error;
      throw error;
    }
  }

  close(): void {
    this.#stop();
  }
}

const UNCONTROLLED = new Caller(undefined);
