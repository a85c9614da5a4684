import type { Http2Server, Http2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Server } from '@grpc/grpc-js';
import type { Logger } from 'pino';

/** Calls that a connection may cancel at once, and in a second over a longer time. */
const CANCELS_AT_ONCE = 100;
const CANCELS_PER_SECOND = 10;
/** How long new connections of an address wait after one of its connections was closed: twice as long each time. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
/** An address that behaved for so long begins anew. */
const FORGET_MS = 60_000;

/** Cancelled calls of a connection: a bucket that leaks. */
interface Cancels {
  level: number;
  at: number;
}

/** An address of which a connection was closed. */
interface Penalty {
  waitMs: number;
  until: number;
}

/**
 * Closes connections that do little but cancel calls, and lets new ones of the same address wait. A cancelled call costs
 * its client next to nothing and the server the work of beginning it; without a bound, one client can take the thread that
 * sends everybody's batches. A connection that is open stays open, also one of the same address.
 */
export class ConnectionGuard {
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #cancels = new WeakMap<Http2Session, Cancels>();
  readonly #penalties = new Map<string, Penalty>();

  /** @param now a clock in milliseconds that never goes back */
  constructor(log: Logger, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Counts a cancelled call. True if its connection has cancelled too much, which is held against its address. */
  cancelled(session: Http2Session, address: string): boolean {
    const now = this.#now();
    const before = this.#cancels.get(session) ?? { level: 0, at: now };
    const level = Math.max(0, before.level - ((now - before.at) / 1000) * CANCELS_PER_SECOND) + 1;
    this.#cancels.set(session, { level, at: now });
    if (level <= CANCELS_AT_ONCE) return false;
    this.#punish(address, now);
    return true;
  }

  /** Milliseconds that a new connection of an address has to wait. */
  waitMs(address: string): number {
    const penalty = this.#penalties.get(address);
    if (penalty === undefined) return 0;
    const now = this.#now();
    if (now > penalty.until + FORGET_MS) this.#penalties.delete(address);
    return Math.max(0, penalty.until - now);
  }

  #punish(address: string, now: number): void {
    const before = this.#penalties.get(address);
    const again = before !== undefined && now <= before.until + FORGET_MS;
    // Connections that were open together count once.
    if (again && now < before.until) return;
    const waitMs = again ? Math.min(2 * before.waitMs, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    this.#penalties.set(address, { waitMs, until: now + waitMs });
    const message = `a connection has cancelled more than ${CANCELS_AT_ONCE} calls at once and is closed; new ones of its address wait for ${waitMs} ms`;
    this.#log.warn({ address }, message);
  }
}

/** Unix sockets have no address: all of their clients are of this host. */
const addressOf = (socket: Pick<Socket, 'remoteAddress'> | undefined): string => socket?.remoteAddress ?? 'local';

/** The member of a grpc-js server that is needed here: it is private, and its test says so if it is no more. */
export function listenersOf(server: Server): Http2Server[] {
  return [...(server as unknown as { http2Servers: Map<Http2Server, unknown> }).http2Servers.keys()];
}

/** Guards the connections of a server that is bound, but not yet reached by anybody. */
export function guardConnections(server: Server, guard: ConnectionGuard): void {
  for (const listener of listenersOf(server)) {
    const condemned = new WeakSet<Http2Session>();
    const emit = listener.emit.bind(listener) as (event: string | symbol, ...given: unknown[]) => boolean;
    listener.emit = (event: string | symbol, ...given: unknown[]): boolean => {
      if (event === 'connection' && holdBack(listener, guard, given[0] as Socket)) return true;
      if (event !== 'stream') return emit(event, ...given);
      const stream = given[0] as ServerHttp2Stream;
      const { session } = stream;
      if (session === undefined || condemned.has(session)) {
        // Nobody else listens, and an error without a listener ends the process.
        stream.on('error', () => {});
        return true;
      }
      stream.once('aborted', () => {
        if (condemned.has(session) || !guard.cancelled(session, addressOf(session.socket))) return;
        condemned.add(session);
        // Not now: Node is in the middle of what it has read from this session, and would end the process.
        setImmediate(() => session.destroy());
      });
      return emit(event, ...given);
    };
  }
}

/** Lets a connection wait if it has to: nothing is read from it meanwhile. */
function holdBack(listener: Http2Server, guard: ConnectionGuard, socket: Socket): boolean {
  const waitMs = guard.waitMs(addressOf(socket));
  if (waitMs === 0) return false;
  socket.pause();
  const failed = (): void => {};
  socket.on('error', failed);
  setTimeout(() => {
    socket.off('error', failed);
    if (!socket.destroyed) listener.emit('connection', socket);
  }, waitMs).unref();
  return true;
}
