/** Who a call says that it comes from. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import type { Metadata } from '@grpc/grpc-js';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { subjectText } from './subject.ts';
import type { Entry } from './token-file.ts';

/** The part of a call that tells who makes it. */
export interface IncomingCall {
  metadata: Metadata;
  getAuthContext(): { sslPeerCertificate?: PeerCertificate };
}

/** The hash of a token as the token file has it. */
export function tokenHash(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

/**
 * The line of a call. A token counts more than a certificate. The time that this takes does not tell how much of a token
 * is right: hashes are compared, in constant time, and with every line.
 *
 * @param now Unix time in milliseconds
 * @throws TOKEN_MISSING, TOKEN_UNKNOWN, TOKEN_EXPIRED
 */
export function entryOf(call: IncomingCall, entries: readonly Entry[], now: number): Entry {
  const token = bearerToken(call.metadata);
  const { sslPeerCertificate: certificate } = call.getAuthContext();
  const subject = certificate && subjectText(certificate.subject as unknown as Record<string, string | string[]>);
  if (token === undefined && subject === undefined) {
    throw missing('the server asks for a token, and the call has none');
  }
  const found = find(token === undefined ? `subject:${subject}` : tokenHash(token), entries);
  if (found === undefined) {
    throw token === undefined ? missing(`no line of the token file has the certificate subject:${subject}`) : unknown();
  }
  if (found.expires !== undefined && found.expires <= now) throw expired(found);
  return found;
}

function find(credential: string, entries: readonly Entry[]): Entry | undefined {
  const wanted = Buffer.from(credential);
  let found: Entry | undefined;
  for (const entry of entries) {
    const known = Buffer.from(entry.credential);
    if (known.length === wanted.length && timingSafeEqual(known, wanted)) found = entry;
  }
  return found;
}

/** Throws TOKEN_MISSING for a header that carries no bearer token. */
function bearerToken(metadata: Metadata): string | undefined {
  const values = metadata.get('authorization');
  if (values.length === 0) return undefined;
  const [, token] = /^Bearer +(\S+)$/i.exec(String(values[0])) ?? [];
  if (values.length === 1 && token !== undefined && token.length <= LIMITS.tokenLength) return token;
  throw missing(
    `the header authorization must be given once, as "Bearer TOKEN" with at most ${LIMITS.tokenLength} characters`,
  );
}

const WAYS = 'give one with token= (Python), token (TypeScript), --token (commands) or the variable CRESCENDO_TOKEN';

function missing(problem: string): CrescendoError {
  return new CrescendoError('TOKEN_MISSING', `${problem}: ${WAYS}`, { field: 'token' });
}

/** A token of which the server knows nothing; also one that was removed. */
export function unknown(): CrescendoError {
  return new CrescendoError(
    'TOKEN_UNKNOWN',
    "the token is not in the server's token file: it is wrong, or it was replaced; ask the server's operator for the " +
      'present one',
    { field: 'token' },
  );
}

export function expired({ name, expires }: Entry): CrescendoError {
  const since = new Date(expires ?? 0).toISOString();
  return new CrescendoError(
    'TOKEN_EXPIRED',
    `token ${name} has expired at ${since}: ask the server's operator for a new one`,
    { field: 'token', bound: since, token: name },
  );
}
