/** A web server of objects in memory, as S3 answers for them, whose faults tests choose. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What is done instead of the right answer; returns true if it has answered. */
export type Trick = (request: IncomingMessage, response: ServerResponse, right: () => void) => boolean;

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
}

/** The entity tag that the server gives an object. */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

export class ObjectServer {
  readonly objects = new Map<string, Uint8Array>();
  readonly requests: SeenRequest[] = [];
  /** Asked for each request in turn; the first that answers counts. */
  readonly tricks: Trick[] = [];
  /** Whether requests are noted. */
  keepRequests = true;
  /** Headers that are left out of right answers. */
  readonly withoutHeaders = new Set<string>();
  readonly #server: Server;
  readonly #etags = new Map<Uint8Array, string>();
  #port = 0;

  readonly #tls: boolean;

  private constructor(certificate: string | undefined) {
    const handle = (request: IncomingMessage, response: ServerResponse): void => this.#handle(request, response);
    this.#tls = certificate !== undefined;
    this.#server =
      certificate === undefined
        ? createServer(handle)
        : createTlsServer({ key: certificate, cert: certificate }, handle);
    this.#server.keepAliveTimeout = 60_000;
  }

  /** @param certificate a certificate with its key, for TLS */
  static async start(
    objects: Iterable<readonly [string, Uint8Array]> = [],
    port = 0,
    certificate?: string,
  ): Promise<ObjectServer> {
    const server = new ObjectServer(certificate);
    for (const [name, bytes] of objects) server.objects.set(name, bytes);
    server.#server.listen(port, '127.0.0.1');
    await once(server.#server, 'listening');
    server.#port = (server.#server.address() as AddressInfo).port;
    return server;
  }

  /** The URL of the objects. */
  get url(): string {
    return this.#tls ? `https://localhost:${this.#port}/` : `http://127.0.0.1:${this.#port}/`;
  }

  get port(): number {
    return this.#port;
  }

  /** What the trick is played on the next `times` requests that `which` takes. */
  next(times: number, trick: Trick, which: (request: IncomingMessage) => boolean = () => true): void {
    let left = times;
    this.tricks.push((request, response, right) => {
      if (left === 0 || !which(request)) return false;
      left -= 1;
      return trick(request, response, right);
    });
  }

  /** Breaks all connections, and accepts no more. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.keepRequests)
      this.requests.push({ method: request.method!, path: request.url!, headers: request.headers });
    response.on('error', () => {});
    const right = (): void => this.#answer(request, response);
    if (!this.tricks.some((trick) => trick(request, response, right))) right();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://localhost');
    const name = decodeURIComponent(url.pathname.slice(1));
    const bytes = this.objects.get(name);
    if (bytes === undefined) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>no ${'key'}</Message></Error>`);
      return;
    }
    const etag = this.#etags.get(bytes) ?? etagOf(bytes);
    this.#etags.set(bytes, etag);
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag) {
      response.writeHead(412).end();
      return;
    }
    this.#send(request, response, bytes, etag);
  }

  #send(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array, etag: string): void {
    const headers: Record<string, string> = {
      etag,
      'accept-ranges': 'bytes',
      'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT',
    };
    for (const name of this.withoutHeaders) delete headers[name];
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined || request.method === 'HEAD') {
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      response.end(request.method === 'HEAD' ? undefined : bytes);
      return;
    }
    const [from, to] = [Number(first), Math.min(Number(last) + 1, bytes.length)];
    if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    response.writeHead(206, {
      ...headers,
      'content-length': to - from,
      'content-range': `bytes ${from}-${to - 1}/${bytes.length}`,
    });
    response.end(bytes.subarray(from, to));
  }
}

/** Answers with a status and a body. */
export function answer(status: number, headers: Record<string, string> = {}, body = ''): Trick {
  return (_, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

/** What S3 answers when it refuses. */
export function refuse(status: number, code: string, headers: Record<string, string> = {}): Trick {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message></Error>`;
  return answer(status, { 'content-type': 'application/xml', ...headers }, body);
}
