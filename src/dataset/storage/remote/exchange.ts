import type { Dispatcher } from 'undici';
import { Fault, toFault } from './fault.ts';

/** Headers of an answer, by their names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What receives an expected answer. All of it may throw a Fault, which ends the exchange. */
export interface AnswerSink {
  /** Whether an answer with this status is taken; any other one is a refusal. */
  takes(status: number): boolean;
  start(status: number, headers: Headers): void;
  data(chunk: Buffer): void;
  /** The answer is complete. */
  end(): void;
}

/** An answer that says why the request is not fulfilled. */
export interface Refusal {
  status: number;
  headers: Headers;
  /** The beginning of its body. */
  body: string;
}

/** Bytes of a refusal that are read. */
const REFUSAL_BYTES = 16 * 1024;

/** One request and its answer. After `done` has settled, the sink is not called any more. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects with a Fault. */
  readonly done: Promise<void>;
  #sink: AnswerSink | undefined;
  readonly #judge: (refusal: Refusal) => Fault;
  #settle!: { resolve(): void; reject(fault: Fault): void };
  #controller: Dispatcher.DispatchController | undefined;
  #refusal: { status: number; headers: Headers; chunks: Buffer[]; bytes: number } | undefined;

  /** @param judge says what a refusal means */
  constructor(sink: AnswerSink, judge: (refusal: Refusal) => Fault) {
    this.#sink = sink;
    this.#judge = judge;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // It may fail before anybody waits for it.
    this.done.catch(() => {});
  }

  get settled(): boolean {
    return this.#sink === undefined;
  }

  /** Ends the exchange, and the request if it was sent. */
  fail(error: unknown): void {
    if (this.settled) return;
    const fault = toFault(error);
    this.#sink = undefined;
    this.#refusal = undefined;
    this.#settle.reject(fault);
    this.#controller?.abort(fault);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.settled) controller.abort(new Fault('passing', 'ABORTED', 'the request is not wanted any more'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200 || this.#sink === undefined) return;
    if (this.#sink.takes(status)) this.#try((sink) => sink.start(status, headers));
    else this.#refusal = { status, headers, chunks: [], bytes: 0 };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#refusal === undefined) {
      this.#try((sink) => sink.data(chunk));
      return;
    }
    this.#refusal.chunks.push(chunk);
    this.#refusal.bytes += chunk.length;
    if (this.#refusal.bytes > REFUSAL_BYTES) this.#refuse();
  }

  onResponseEnd(): void {
    if (this.#refusal !== undefined) {
      this.#refuse();
      return;
    }
    this.#try((sink) => {
      sink.end();
      this.#sink = undefined;
      this.#settle.resolve();
    });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    // What a refusal says counts even if its body breaks off.
    if (this.#refusal !== undefined) this.#refuse();
    else this.fail(error);
  }

  #try(act: (sink: AnswerSink) => void): void {
    if (this.#sink === undefined) return;
    try {
      act(this.#sink);
    } catch (error) {
      this.fail(error);
    }
  }

  #refuse(): void {
    const { status, headers, chunks } = this.#refusal!;
    const body = Buffer.concat(chunks).toString('utf8', 0, REFUSAL_BYTES);
    this.fail(this.#judge({ status, headers, body }));
  }
}

/** A header's only value; undefined if it has none. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  const first = typeof value === 'string' ? value : value?.[0];
  return first === '' ? undefined : first;
}
