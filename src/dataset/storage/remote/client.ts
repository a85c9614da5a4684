import type { Dispatcher, Pool } from 'undici';
import { LIMITS } from '../../../limits.ts';
import type { ObjectRange } from '../storage.ts';
import { type AnswerSink, Exchange, type Headers } from './exchange.ts';
import { Fault } from './fault.ts';
import { RangeAnswer, rangeHeaders } from './range-answer.ts';
import type { Method, PreparedRequest, Requester } from './requester.ts';

/** Redirections that one request follows. */
const REDIRECTIONS = 5;
/** Milliseconds that an idle connection is kept; S3 closes it soon after. */
const IDLE_MS = 15_000;

export interface ClientOptions {
  /** Milliseconds without progress after which a request has failed. */
  stallMs?: number;
  /** Connections at a time. */
  connections?: number;
}

/** A request that is under way. */
export interface Attempt {
  /** Rejects with a Fault. */
  readonly done: Promise<void>;
  /** Ends it, if it has not ended: from now on it touches no memory. */
  abort(fault: Fault): void;
}

type MakeRequest = () => PreparedRequest | Promise<PreparedRequest>;

/** The connections to one place, and single requests on them, which are not repeated. */
export class RemoteClient {
  readonly requester: Requester;
  readonly #stallMs: number;
  readonly #connections: number;
  #pool: Pool | Promise<Pool> | undefined;
  #closed = false;

  constructor(requester: Requester, options: ClientOptions = {}) {
    this.requester = requester;
    this.#stallMs = options.stallMs ?? LIMITS.remoteStallSeconds * 1000;
    this.#connections = options.connections ?? LIMITS.remoteConnections;
  }

  /** Reads a range of an object into `into`, which has its length. */
  read(range: ObjectRange, into: Uint8Array): Attempt {
    const sink = () => new RangeAnswer(range, into);
    return this.send('GET', range.object, sink, rangeHeaders(range));
  }

  /** @param sink makes what receives an answer: one for each redirection that is followed */
  send(method: Method, object: string, sink: () => AnswerSink, headers: Headers = {}): Attempt {
    return this.sendRequest(() => this.requester.request(method, object), sink, method, headers);
  }

  /** Sends a request that is not for an object. */
  sendRequest(request: MakeRequest, sink: () => AnswerSink, method: Method = 'GET', headers: Headers = {}): Attempt {
    let current: Exchange;
    let ended: Fault | undefined;
    const begin = (): Exchange => {
      current = new Exchange(sink(), (refusal) => this.requester.judge(refusal));
      if (ended !== undefined) current.fail(ended);
      return current;
    };
    const first = begin();
    void this.#prepare(first, method, request, headers);
    const done = first.done.catch((fault: Fault) => this.#follow(fault, method, headers, begin));
    const abort = (fault: Fault): void => {
      ended = fault;
      current.fail(fault);
    };
    return { done, abort };
  }

  close(): void {
    this.#closed = true;
    const pool = this.#pool;
    if (pool === undefined) return;
    const destroy = (opened: Pool): Promise<void> =>
      opened.destroy(new Fault('settled', 'CLOSED', 'the storage is closed'));
    // Neither waits: nobody is interested in how the connections end.
    if (pool instanceof Promise) void pool.then(destroy, () => {});
    else void destroy(pool).catch(() => {});
  }

  async #prepare(exchange: Exchange, method: Method, make: MakeRequest, headers: Headers): Promise<void> {
    try {
      // Most of the time there is nothing to wait for.
      let request = make();
      if (request instanceof Promise) request = await request;
      const pool = this.#opened();
      this.#dispatch(pool instanceof Promise ? await pool : pool, exchange, method, request, headers);
    } catch (error) {
      exchange.fail(error);
    }
  }

  /** Goes on where a redirection leads, if that is the same server; other ones could be anybody's. */
  async #follow(fault: Fault, method: Method, headers: Headers, begin: () => Exchange): Promise<void> {
    let from = fault;
    let url = this.requester.origin;
    for (let hops = 0; from.kind === 'redirected' && hops < REDIRECTIONS; hops += 1) {
      const to = URL.parse(from.location!, url);
      if (to?.origin !== this.requester.origin) throw elsewhere(from, to);
      url = to.href;
      const exchange = begin();
      const pool = await this.#opened();
      this.#dispatch(pool, exchange, method, { path: `${to.pathname}${to.search}`, headers: {} }, headers);
      try {
        await exchange.done;
        return;
      } catch (error) {
        from = error as Fault;
      }
    }
    if (from.kind !== 'redirected') throw from;
    throw new Fault('settled', from.code, `the storage redirects more than ${REDIRECTIONS} times`);
  }

  #dispatch(pool: Dispatcher, exchange: Exchange, method: Method, request: PreparedRequest, headers: Headers): void {
    if (exchange.settled) return;
    pool.dispatch(
      {
        path: request.path,
        method,
        headers: { ...request.headers, ...headers },
        headersTimeout: this.#stallMs,
        bodyTimeout: this.#stallMs,
      },
      exchange,
    );
  }

  /** Loads undici at the first request: a server of local data never needs it. */
  #opened(): Pool | Promise<Pool> {
    if (this.#closed) throw new Fault('settled', 'CLOSED', 'the storage is closed');
    this.#pool ??= import('undici').then(({ Pool }) => {
      const pool = new Pool(this.requester.origin, {
        connections: this.#connections,
        pipelining: 1,
        // One connection for each request: on a shared one, a lost packet would hold up all.
        allowH2: false,
        connectTimeout: this.#stallMs,
        keepAliveTimeout: IDLE_MS,
      });
      this.#pool = pool;
      return pool;
    });
    return this.#pool;
  }
}

function elsewhere({ code, location }: Fault, to: URL | null): Fault {
  const where = to === null ? location! : to.origin;
  return new Fault(
    'settled',
    code,
    `the storage redirects to ${where}, another server, which is not followed; if that is where the data is, name it as the place`,
  );
}
