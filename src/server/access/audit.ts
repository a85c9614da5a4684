import type { Logger } from 'pino';
import { CODES, type CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';

/** Milliseconds of one count. */
const WINDOW_MS = 10_000;
/** Clients and reasons that are counted apart at one time. */
const COUNTED_APART = 1000;

/** A call that was refused. */
export interface RefusedCall {
  /** Name of the token; empty if there was none that the server knows. */
  token: string;
  /** Address of the client. */
  peer: string;
  /** Path of the call. */
  path: string;
}

/** True for errors that say that the caller must not do what it asked for. */
export function isRefusal({ code, reason }: CrescendoError): boolean {
  return CODES[code] === CODES.UNAUTHENTICATED || CODES[code] === CODES.PERMISSION_DENIED || reason === 'QUOTA';
}

/**
 * The lines of refused calls in the log. Of one client and reason, the first few calls in ten seconds have a line each,
 * and the rest have one line with their number: a client that tries tokens must not fill the disk.
 */
export class Audit {
  readonly #log: Logger;
  readonly #counts = new Map<string, { calls: number; of: object }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  note({ token, peer, path }: RefusedCall, error: CrescendoError): void {
    // The port is another one for each connection.
    const host = peer.replace(/:\d+$/, '');
    const of = { token, peer: host, reason: error.reason };
    const own = JSON.stringify(of);
    const key = this.#counts.has(own) || this.#counts.size < COUNTED_APART ? own : 'others';
    const count = this.#counts.get(key) ?? { calls: 0, of: key === own ? of : {} };
    this.#counts.set(key, count);
    this.#timer ??= setTimeout(() => this.flush(), WINDOW_MS).unref();
    count.calls += 1;
    if (count.calls > LIMITS.auditLines) return;
    this.#log.warn({ audit: 'refused', token, peer, path, reason: error.reason }, error.message);
  }

  /** Writes the numbers of the calls that had no line. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { calls, of } of this.#counts.values()) {
      const more = calls - LIMITS.auditLines;
      if (more > 0) this.#log.warn({ audit: 'refused', ...of, calls: more }, `${more} more calls were refused`);
    }
    this.#counts.clear();
  }
}
