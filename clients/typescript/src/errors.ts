import { type ServiceError, status } from '@grpc/grpc-js';
import { inCallersSpelling } from './field-names.ts';
import type { ServerReason } from './server-reasons.ts';
import { readErrorInfo } from './status-details.ts';

/** Name of a canonical gRPC code. */
export type ErrorCode = Exclude<keyof typeof status, 'OK'>;

/**
 * A word for programs. These are the words of this release, from the server and from this package. A later server may
 * have more, which arrive as they are.
 */
export type ErrorReason =
  | ServerReason
  /** A stream can be iterated only once. */
  | 'ALREADY_ITERATED'
  /** The client was closed. */
  | 'CLOSED'
  /** What answers at the address is no Crescendo server. */
  | 'NOT_GRPC'
  /** The stream has not opened its run yet. */
  | 'NOT_OPEN'
  /** All steps of the run have been trained. */
  | 'RUN_FINISHED'
  /** The run was trained before, and no state says which weights go with it. */
  | 'RUN_HAS_PROGRESS'
  /** The saved state is of another run. */
  | 'RUN_MISMATCH'
  /** The server did not answer in time. */
  | 'TIMEOUT'
  /** Only one of client and server uses TLS. */
  | 'TLS_MISMATCH'
  /** Nobody answered at the address. */
  | 'UNREACHABLE';

/** The details of a failure in addition to its code and message. */
export interface ErrorDetails {
  /** A word for programs, for instance `SPEC_MISMATCH`; empty if there is none. */
  reason?: ErrorReason | '';
  /** Who made the error: `crescendo` for the server, `crescendo.client` for this package; empty if not known. */
  domain?: string;
  /** The field or option at fault, its value and its bound, where there are any. */
  metadata?: Readonly<Record<string, string>>;
}

/** The domain of errors that this package makes itself. */
const CLIENT_DOMAIN = 'crescendo.client';

/** The only error type of this package. Its message is a sentence for people; the rest is for programs. */
export class CrescendoError extends Error {
  /** Always `CrescendoError`. */
  override readonly name = 'CrescendoError';
  /** Name of the canonical gRPC code, for instance `INVALID_ARGUMENT`. */
  readonly code: ErrorCode;
  /** A word for programs, for instance `SPEC_MISMATCH`; empty if there is none. */
  readonly reason: ErrorReason | '';
  /** Who made the error: `crescendo` for the server, `crescendo.client` for this package; empty if not known. */
  readonly domain: string;
  /** The field or option at fault, its value and its bound, where there are any. */
  readonly metadata: Readonly<Record<string, string>>;

  /**
   * For this package, and for tests of programs that use it.
   *
   * @param code name of the canonical gRPC code
   * @param message a sentence for people
   * @param details details for programs; the default domain is this package's
   * @param options of Error: the cause
   */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.reason = details.reason ?? '';
    this.domain = details.domain ?? CLIENT_DOMAIN;
    this.metadata = details.metadata ?? {};
  }
}

/** The server broke the contract: `INTERNAL`, reason `PROTOCOL`. */
export function protocolError(what: string, metadata: Record<string, string> = {}): CrescendoError {
  return new CrescendoError('INTERNAL', `the server broke the protocol: ${what}`, { reason: 'PROTOCOL', metadata });
}

/** An option is wrong: `INVALID_ARGUMENT`, reason `INVALID_FIELD`. */
export function invalidOption(field: string, value: unknown, bound: string): CrescendoError {
  return new CrescendoError('INVALID_ARGUMENT', `${field} must be ${bound} (given: ${String(value)})`, {
    reason: 'INVALID_FIELD',
    metadata: { field, value: String(value), bound },
  });
}

/**
 * Makes a CrescendoError from a failed call, with the google.rpc.ErrorInfo of its trailer. Fields are named as this
 * package spells them. The call's error is its `cause`.
 */
export function fromServiceError(error: ServiceError): CrescendoError {
  const trailer = error.metadata?.get('grpc-status-details-bin')[0];
  const details = trailer instanceof Uint8Array ? readErrorInfo(trailer) : undefined;
  // A number that grpc does not know is a fault of what answered.
  const code = (status[error.code] as ErrorCode | undefined) ?? 'UNKNOWN';
  if (details === undefined) return new CrescendoError(code, error.details, { domain: '' }, { cause: error });
  const metadata = { ...details.metadata };
  for (const key of ['field', 'fields']) {
    if (metadata[key] !== undefined) metadata[key] = inCallersSpelling(metadata[key]);
  }
  return new CrescendoError(
    code,
    inCallersSpelling(error.details),
    { ...details, reason: details.reason as ErrorReason, metadata },
    { cause: error },
  );
}

/**
 * True if the same call may succeed later, because the server may be back or have room then. A server that is shut down by
 * force resets its streams, which arrives as CANCELLED without details. This is never called for calls that this package
 * cancels itself.
 */
export function isTransient(error: unknown): error is CrescendoError {
  if (!(error instanceof CrescendoError)) return false;
  return isOutage(error) || isFull(error);
}

/** True if the server was not reached, or was not able to answer. */
export function isOutage({ code, reason }: CrescendoError): boolean {
  return reason === 'TIMEOUT' || code === 'UNAVAILABLE' || (code === 'CANCELLED' && reason === '');
}

/** True if the server has no room now. A quota of the token that is used up stays so. */
function isFull({ code, reason }: CrescendoError): boolean {
  return code === 'RESOURCE_EXHAUSTED' && reason === 'LIMIT';
}
