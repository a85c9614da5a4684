/**
 * Finds out why a server could not be reached, which the call's own status seldom tells: one or two connections are made
 * beside grpc's. A TLS server completes a handshake, an HTTP/2 server begins with a SETTINGS frame (RFC 9113, section
 * 3.4), an HTTP/1 server answers the client's preface with a status line.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { CrescendoError } from './errors.ts';

/** Longest wait for a connection and for an answer on it, in milliseconds. */
const WAIT_MS = 2000;
/** What an HTTP/2 client begins with: the preface and an empty SETTINGS frame. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS = 4;
/** Where the type of an HTTP/2 frame is. */
const TYPE_AT = 3;
const TLS_ALERT = 0x15;

type Place = { host: string; port: number } | { path: string };
type Found = 'tls' | 'http2' | 'http1' | 'other' | 'silence';

/**
 * Returns an error that says what is wrong at `address`, or `failure` if that cannot be told: `UNAVAILABLE`, reason
 * `UNREACHABLE`, for what may pass; `FAILED_PRECONDITION`, reason `TLS_MISMATCH` or `NOT_GRPC`, for what waiting does not
 * change.
 *
 * @param failure what grpc said
 * @param secure whether the client speaks TLS
 */
export async function explain(failure: CrescendoError, address: string, secure: boolean): Promise<CrescendoError> {
  const place = placeOf(address);
  if (place === undefined) return failure;
  const made = (code: string, reason: string, what: string): CrescendoError => {
    const details = { reason, metadata: { field: 'address', value: address } };
    return new CrescendoError(code, `cannot reach a Crescendo server at ${address}: ${what}`, details, {
      cause: failure,
    });
  };
  const passing = (what: string) => made('UNAVAILABLE', 'UNREACHABLE', `${what} (grpc: ${failure.message})`);
  const lasting = (reason: string, what: string) => made('FAILED_PRECONDITION', reason, what);
  let found: Found;
  try {
    found = await speaks(place, secure);
  } catch (error) {
    return passing(unreachable(error as NodeJS.ErrnoException, place));
  }
  if (found === 'tls' && !secure) {
    return lasting('TLS_MISMATCH', 'it speaks TLS and the client plain text: pass credentials, such as createSsl()');
  }
  if (found === 'http2' && secure) {
    const advice = 'leave the credentials out, or have the server use --tls-cert and --tls-key';
    return lasting('TLS_MISMATCH', `it speaks plain text and the client TLS: ${advice}`);
  }
  if (found === 'http1' || found === 'other') {
    const what =
      found === 'http1' ? 'an HTTP/1 server, which is no Crescendo server,' : 'something that is no Crescendo server';
    return lasting('NOT_GRPC', `${what} answers there: correct the address or the port`);
  }
  return passing(
    secure
      ? 'a server answers, and TLS cannot be agreed on: the certificate must be trusted and name the host'
      : 'a server answers and does not serve: it may be starting or stopping, or a proxy of the environment is in the way',
  );
}

/** Reads the forms of an address that name one place; undefined for any other. */
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

/** What answers the preface. Rejects if nothing can be connected to. */
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
    // Bytes, as no encoding is set; some versions of Node's types do not know that.
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
    // Nothing is sent over this connection: who is at its other end matters to grpc's alone.
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
    return `the host name ${'host' in place ? place.host : place.path} is not known: correct the address`;
  }
  if (code === 'ETIMEDOUT')
    return `no answer within ${WAIT_MS / 1000} s: is the host up, and does a firewall let the port through?`;
  return message || String(code);
}
