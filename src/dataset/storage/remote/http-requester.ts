import { staysBelow } from '../storage-place.ts';
import type { Refusal } from './exchange.ts';
import { Fault } from './fault.ts';
import { judgeStatus } from './refusal.ts';
import type { Method, PreparedRequest, Requester } from './requester.ts';

/** Objects of a web server: files below a URL. */
export class HttpRequester implements Requester {
  readonly place: string;
  readonly origin: string;
  /** A server whose files are away for a while, on a disk that is not mounted for example, answers 404 as well. */
  readonly knowsWhatIsGone = false;
  readonly #path: string;

  /** @param url ends with a slash */
  constructor(url: URL) {
    this.place = url.href;
    this.origin = url.origin;
    this.#path = url.pathname;
  }

  nameOf(object: string): string {
    return `${this.place}${escaped(object)}`;
  }

  request(_: Method, object: string): PreparedRequest {
    if (!staysBelow(object)) {
      throw new Fault('gone', 'NAME', `${JSON.stringify(object)} is not a name below ${this.place}`);
    }
    return { path: `${this.#path}${escaped(object)}`, headers: {} };
  }

  judge(refusal: Refusal): Fault {
    return judgeStatus(refusal);
  }

  renew(): boolean {
    return false;
  }
}

function escaped(object: string): string {
  return object.split('/').map(encodeURIComponent).join('/');
}
