import type { AnswerSink, Headers } from './exchange.ts';
import { Fault } from './fault.ts';

/** Keeps a whole answer: a page of a list, or the headers alone. */
export class Collected implements AnswerSink {
  readonly #bound: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  headers: Headers = {};

  /** @param bound bytes of the body, at most */
  constructor(bound: number) {
    this.#bound = bound;
  }

  takes(status: number): boolean {
    return status === 200;
  }

  start(_: number, headers: Headers): void {
    this.headers = headers;
  }

  data(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bound)
      throw new Fault('settled', 'TOO_LONG', `an answer has more than ${this.#bound} bytes`);
    this.#chunks.push(chunk);
  }

  end(): void {}

  get body(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
