/**
 * Finds out why a server could not be reached, which the call's own status seldom tells. It makes one or two
 * connections in addition to grpc's. A TLS server completes a handshake, an HTTP/2 server begins with a SETTINGS frame
 * (RFC 9113, section 3.4), an HTTP/1 server answers the client's preface with a status line.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { CrescendoError, type ErrorCode, type ErrorReason } from './errors.ts';

/** Longest wait for a connection and for an answer on it, in milliseconds. */
const WAIT_MS = 2000;
/** The first bytes of an HTTP/2 client: the preface and an empty SETTINGS frame. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS = 4;
/** Position of the type in an HTTP/2 frame. */
const TYPE_AT = 3;
const TLS_ALERT = 0x15;

type Place = { host: string; port: number } | { path: string };
type Found = 'tls' | 'http2' | 'http1' | 'other' | 'silence';

/**
 * Returns an error that says what is wrong at `address`, or `failure` if the cause cannot be determined: `UNAVAILABLE`,
 * reason `UNREACHABLE`, for failures that may pass; `FAILED_PRECONDITION`, reason `TLS_MISMATCH` or `NOT_GRPC`, for
 * failures that waiting does not cure.
 *
 * @param failure the error from grpc
 * @param secure whether the client speaks TLS
 */
export async function explain(failure: CrescendoError, address: string, secure: boolean): Promise<CrescendoError> {
  const place = placeOf(address);
  if (place === undefined) return failure;
  const made = (code: ErrorCode, reason: ErrorReason, what: string): CrescendoError => {
    const details = { reason, metadata: { field: 'address', value: address } };
    return new CrescendoError(code, `cannot reach a Crescendo server at ${address}: ${what}`, details, {
      cause: failure,
    });
  };
  const passing = (what: string) => made('UNAVAILABLE', 'UNREACHABLE', `${what} (grpc: ${failure.message})`);
  const lasting = (reason: ErrorReason, what: string) => made('FAILED_PRECONDITION', reason, what);
  let found: Found;
  try {
    found = await speaks(place, secure);
  } catch (error) {
    return passing(unreachable(error as NodeJS.ErrnoException, place));
  }
  if (found === 'tls' && !secure) {
    return lasting(
      'TLS_MISMATCH',
      'it speaks TLS but the client speaks plain text: pass credentials, such as createSsl()',
    );
  }
  if (found === 'http2' && secure) {
    const advice = 'leave out the credentials, or start the server with --tls-cert and --tls-key';
    return lasting('TLS_MISMATCH', `it speaks plain text but the client speaks TLS: ${advice}`);
  }
  if (found === 'http1' || found === 'other') {
    const what =
      found === 'http1'
        ? 'an HTTP/1 server, which is not a Crescendo server,'
        : 'something that is not a Crescendo server';
    return lasting('NOT_GRPC', `${what} answers there: correct the address or the port`);
  }
  return passing(
    secure
      ? 'a server answers, but the TLS handshake fails: the certificate must be trusted and name the host'
      : 'a server answers but does not serve: it may be starting or stopping, or a proxy may be in the way',
  );
}

/** Reads the forms of an address that name a single place; undefined for any other form. */
export function placeOf(address: string): Place | undefined {
  if (address.startsWith('unix:')) return { path: address.slice(5).replace(/^\/\/(?=\/)/, '') };
  const match = /^(?:dns:(?:\/\/\/)?|ipv[46]:)?(\[[^\]/,]+\]|[^:/,]+):(\d+)$/.exec(address);
  return match === null ? undefined : { host: match[1]!.replace(/^\[|\]$/g, ''), port: Number(match[2]) };
}

async function speaks(place: Place, secure: boolean): Promise<Found> {
  if (secure) return (await shakesHands(place)) ? 'tls' : answer(place);
  const found = await answer(place);
  return found === 'silence' && (await shakesHands(place)) ? 'tls' : found;
}

/** The kind of server that answers the preface. Rejects if no connection can be made. */
function answer(place: Place): Promise<Found> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(place);
    let connected = false;
    const end = (found: Found): void => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(WAIT_MS, () => {
      if (connected) return end('silence');
      socket.destroy();
      reject(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    });
    socket.on('connect', () => {
      connected = true;
      socket.write(PREFACE);
    });
    // Bytes, because no encoding is set; some versions of Node's types do not know that.
    socket.on('data', (bytes) => end(protocolOf(bytes as Buffer)));
    socket.on('error', (error) => (connected ? end('silence') : reject(error)));
    socket.on('close', () => end('silence'));
  });
}

function protocolOf(first: Buffer): Found {
  if (first.toString('latin1', 0, 6) === 'HTTP/1') return 'http1';
  if (first[0] === 0 && first[TYPE_AT] === SETTINGS) return 'http2';
  return first[0] === TLS_ALERT ? 'tls' : 'other';
}

function shakesHands(place: Place): Promise<boolean> {
  return new Promise((resolve) => {
    // Nothing is sent over this connection, so it does not matter who is at its other end; grpc checks that for its
    // own.
    const socket: Socket = connectTls({ ...place, rejectUnauthorized: false, ALPNProtocols: ['h2'] }, () => end(true));
    const end = (shaken: boolean): void => {
      socket.destroy();
      resolve(shaken);
    };
    socket.setTimeout(WAIT_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

function unreachable({ code, message }: NodeJS.ErrnoException, place: Place): string {
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return 'nothing listens there: start "crescendo serve", or correct the address';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `the host name ${'host' in place ? place.host : place.path} is unknown: correct the address`;
  }
  if (code === 'ETIMEDOUT')
    return `no answer within ${WAIT_MS / 1000} s: is the host up, and does a firewall let the port through?`;
  return message || String(code);
}
