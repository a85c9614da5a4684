import { Metadata } from '@grpc/grpc-js';
import { CrescendoError } from './errors.ts';

/** The environment variable of the token of clients that are given none. */
const VARIABLE = 'CRESCENDO_TOKEN';
const TOKEN = /^[A-Za-z0-9._~+/-]{1,512}=*$/;
const NUMBERED = String.raw`(?:127(?:\.\d{1,3}){3}|\[::1\])`;
/** Addresses at which only this machine can listen, and on the way to which nobody else can read. */
const LOOPBACK = new RegExp(
  `^(?:(?:unix|unix-abstract):.+|(?:dns:(?:///)?)?(?:localhost|${NUMBERED}):\\d+|` +
    `ipv[46]:${NUMBERED}:\\d+(?:,${NUMBERED}:\\d+)*)$`,
);

/** How a token is sent. */
export interface TokenOptions {
  /** The token; undefined takes that of the environment, and an empty one sends none. */
  token: string | undefined;
  /** True if the client speaks TLS. */
  secure: boolean;
  /** Allows the token to travel in plain text to another machine. */
  plaintextToken: boolean;
}

/** The headers of every call. Throws `INVALID_FIELD` for a token that is malformed or would travel in plain text. */
export function tokenMetadata(address: string, { token, secure, plaintextToken }: TokenOptions): Metadata {
  const metadata = new Metadata();
  const given = token ?? (process.env[VARIABLE] ?? '').trim();
  if (given === '') return metadata;
  // The message must not have the token.
  if (typeof given !== 'string' || !TOKEN.test(given)) {
    throw wrong("must be as the server's operator gave it: letters, digits and ._~+/-= without blanks");
  }
  if (!secure && !plaintextToken && !LOOPBACK.test(address)) {
    throw wrong(
      `would travel to ${address} in plain text, for everybody on the way to read: give credentials, such as ` +
        "grpc-js' credentials.createSsl(); or token: '' if the server needs none; or plaintextToken: true if nobody " +
        'else can read what you send',
    );
  }
  metadata.set('authorization', `Bearer ${given}`);
  return metadata;
}

function wrong(what: string): CrescendoError {
  return new CrescendoError('INVALID_ARGUMENT', `token ${what}`, {
    reason: 'INVALID_FIELD',
    metadata: { field: 'token' },
  });
}
