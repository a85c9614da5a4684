/**
 * What an answer of a remote storage, or the lack of one, means:
 * - `passing`: another try may succeed;
 * - `gone`: the storage says that the object does not exist;
 * - `refused`: the storage does not let this client read it;
 * - `changed`: the object is not the one that was indexed;
 * - `redirected`: it lies elsewhere;
 * - `settled`: another try would be answered the same way.
 */
export type FaultKind = 'passing' | 'gone' | 'refused' | 'changed' | 'redirected' | 'settled';

/** Why one request did not give what it was sent for. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  /** A word for programs and messages: a code of the system, or `HTTP` with the status. */
  readonly code: string;
  /** Milliseconds that the storage asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Where a redirection leads. */
  readonly location: string | undefined;

  constructor(
    kind: FaultKind,
    code: string,
    message: string,
    { retryAfterMs, location, cause }: { retryAfterMs?: number | undefined; location?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.location = location;
  }
}

/** Turns what a request has thrown into a fault: connections that fail, break or stall. */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const own = code ?? cause?.code ?? 'unknown';
  if (/CERT/.test(own)) {
    const hint = 'NODE_EXTRA_CA_CERTS names a file of further authorities';
    return new Fault('settled', own, `its certificate is not trusted (${message}): ${hint}`, { cause: error });
  }
  return new Fault('passing', WORDS[own] === undefined ? own : (cause?.code ?? own), WORDS[own] ?? message, {
    cause: error,
  });
}

const WORDS: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
  UND_ERR_HEADERS_TIMEOUT: 'the storage did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer made no progress',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer has another length than it says',
};
