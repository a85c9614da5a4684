import type { Headers, Refusal } from './exchange.ts';
import type { Fault } from './fault.ts';

/** What is sent for an object: all that differs between HTTP servers and S3. */
export interface Requester {
  /** The place, for people. */
  readonly place: string;
  /** Scheme, host and port of all requests. */
  readonly origin: string;
  /** The object with its place, for people. */
  nameOf(object: string): string;
  /** The request for an object, which may have to wait for credentials. Throws a Fault. */
  request(method: Method, object: string): PreparedRequest | Promise<PreparedRequest>;
  /** What a refusal means. */
  judge(refusal: Refusal): Fault;
  /** Whether the same request may succeed when it is made anew, now that it was refused: with other credentials, say. */
  renew(fault: Fault): boolean;
  /** Whether `gone` is said of the object, and not perhaps of the whole place. */
  readonly knowsWhatIsGone: boolean;
}

export type Method = 'GET' | 'HEAD';

export interface PreparedRequest {
  /** Path and query. */
  path: string;
  headers: Headers;
}
