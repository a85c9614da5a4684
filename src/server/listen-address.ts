import { lstatSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { CrescendoError } from '../errors.ts';

const DEFAULT_PORT = 7077;
/** Bytes of the path of a socket: the least of Linux, 107, and macOS. */
const SOCKET_PATH_BYTES = 103;

/** Throws INVALID_FIELD for anything other than `host:port` or `unix:PATH`; the latter is a host without a port. */
export function splitAddress(listen: string): { host: string; port: number } {
  if (isUnixSocket(listen)) return { host: listen, port: 0 };
  const match = /^(\[[0-9a-fA-F:]+\]|[^:/]+):(\d{1,5})$/.exec(listen);
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port > 65_535) throw listenError(listen, addressProblem(listen, port));
  return { host: match[1], port };
}

/** What is wrong with an address that is neither `host:port` nor `unix:PATH`, and what to write instead. */
function addressProblem(listen: string, port: number): string {
  const form = 'it must be HOST:PORT or unix:PATH';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)/i.exec(listen);
  if (scheme !== null) return `${form}, without ${scheme[1]}://; write --listen ${scheme[2]}`;
  if (port > 65_535) return `${form}, where a port is at most 65535`;
  if (/^:?\d+$/.test(listen)) return `${form}; write --listen 127.0.0.1:${listen.replace(':', '')}`;
  if (/^[^:/\s]+$/.test(listen)) return `${form}; write --listen ${listen}:${DEFAULT_PORT}`;
  return `${form}, as in --listen 127.0.0.1:${DEFAULT_PORT}`;
}

export function isUnixSocket(host: string): boolean {
  return /^unix:[^\0]+$/.test(host);
}

/**
 * Checks that an address is free now, by listening on it for a moment: gRPC would find out later, and report it in
 * several lines. A socket file that a killed server has left behind is removed. Throws INVALID_FIELD.
 */
export async function checkAddressFree(listen: string): Promise<void> {
  const { host, port } = splitAddress(listen);
  if (!isUnixSocket(host)) {
    if (port !== 0) await listenOnce(listen, { host: host.replace(/^\[|\]$/g, ''), port });
    return;
  }
  const path = host.slice('unix:'.length);
  const bytes = Buffer.byteLength(path);
  // A longer one would be cut off without a word.
  if (bytes > SOCKET_PATH_BYTES) {
    throw listenError(listen, `the path has ${bytes} bytes, and that of a socket has at most ${SOCKET_PATH_BYTES}`);
  }
  await removeStaleSocket(path);
  await listenOnce(listen, { path });
}

function listenOnce(listen: string, place: { path: string } | { host: string; port: number }): Promise<void> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error) => reject(bindError(listen, error)));
    probe.listen({ ...place, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/** Removes a socket on which nobody listens. Linux keeps the file of a process that was killed, and refuses its name. */
async function removeStaleSocket(path: string): Promise<void> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return;
  const dead = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(false);
    });
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
  if (dead) rmSync(path, { force: true });
}

/** An address that cannot be bound, for the reason that the operating system gave. */
export function bindError(listen: string, { message }: Error): CrescendoError {
  const [code] = /\bE[A-Z]{3,}\b/.exec(message) ?? [];
  return listenError(listen, BIND_PROBLEMS[code ?? ''] ?? message);
}

const OTHER_PORT = 'give another port, or port 0 for a free one';
const BIND_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: `another process listens there: stop it, or ${OTHER_PORT}`,
  EADDRNOTAVAIL: 'this machine has no such address: give one of its own, or 127.0.0.1 for clients on this machine',
  EACCES: `permission denied: ${OTHER_PORT}`,
  ENOTFOUND: 'the host name is unknown: give an address of this machine, or 127.0.0.1 for clients on this machine',
};

export function listenError(listen: string, problem: string): CrescendoError {
  return new CrescendoError('INVALID_FIELD', `cannot listen on ${listen || "''"}: ${problem}`, {
    option: '--listen',
    value: listen,
  });
}
