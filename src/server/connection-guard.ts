import type { Http2Server, Http2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Server } from '@grpc/grpc-js';
import type { Logger } from 'pino';

/** Calls that may be cancelled at once, and in a second over a longer time. */
interface Allowance {
  atOnce: number;
  perSecond: number;
}

const OF_CONNECTION: Allowance = { atOnce: 100, perSecond: 10 };
/** Of all connections of an address, so that many of them are no more than a few: one job may have many ranks there. */
const OF_ADDRESS: Allowance = { atOnce: 400, perSecond: 40 };
/** Addresses that are remembered before those that have cancelled nothing lately are forgotten. */
const ADDRESSES_MAX = 1000;
/** How long new connections of an address wait after one of its connections was closed: twice as long each time. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
/** An address that behaved for so long begins anew. */
const FORGET_MS = 60_000;

/** Cancelled calls: a bucket that leaks. */
interface Cancels {
  level: number;
  at: number;
}

const leaked = ({ level, at }: Cancels, now: number, { perSecond }: Allowance): number =>
  Math.max(0, level - ((now - at) / 1000) * perSecond);

/** Counts a cancelled call. True if that is too much. */
function overflows(cancels: Cancels, now: number, allowance: Allowance): boolean {
  cancels.level = leaked(cancels, now, allowance) + 1;
  cancels.at = now;
  return cancels.level > allowance.atOnce;
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
  readonly #ofAddresses = new Map<string, Cancels>();
  readonly #penalties = new Map<string, Penalty>();

  /** @param now a clock in milliseconds that never goes back */
  constructor(log: Logger, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Counts a cancelled call. True if its connection or its address has cancelled too much, which is held against the latter. */
  cancelled(session: Http2Session, address: string): boolean {
    const now = this.#now();
    const cancels = this.#cancels.get(session) ?? { level: 0, at: now };
    this.#cancels.set(session, cancels);
    const ofAddress = this.#ofAddresses.get(address) ?? { level: 0, at: now };
    this.#ofAddresses.set(address, ofAddress);
    if (this.#ofAddresses.size > ADDRESSES_MAX) this.#forgetAddresses(now);
    const over = [overflows(cancels, now, OF_CONNECTION), overflows(ofAddress, now, OF_ADDRESS)];
    if (!over.includes(true)) return false;
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

  #forgetAddresses(now: number): void {
    for (const [address, cancels] of this.#ofAddresses) {
      if (leaked(cancels, now, OF_ADDRESS) === 0) this.#ofAddresses.delete(address);
    }
  }

  #punish(address: string, now: number): void {
    const before = this.#penalties.get(address);
    const again = before !== undefined && now <= before.until + FORGET_MS;
    // Connections that were open together count once.
    if (again && now < before.until) return;
    const waitMs = again ? Math.min(2 * before.waitMs, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    this.#penalties.set(address, { waitMs, until: now + waitMs });
    const message = `a connection is closed because it, or its address, has cancelled too many calls; new ones of its address wait for ${waitMs} ms`;
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
