/** Calls as an attacker makes them: raw bytes on raw HTTP/2, so that one process can make many. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { type crescendo, v1 } from '@crescendo/proto';
import type { Target } from './attack.ts';

export const { OpenRunRequest, GetRunRequest, WatchRunRequest, StreamBatchesRequest } = v1;
export type RunSpecMessage = crescendo.v1.IRunSpec;

/** A message as gRPC frames it. */
export function framed(message: Uint8Array, compressed = false): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed ? 1 : 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A connection, which fails in silence. */
export function connection(address: string): ClientHttp2Session {
  const session = connect(`http://${address}`);
  session.on('error', () => {});
  return session;
}

/** Begins a call. */
export function begin(session: ClientHttp2Session, method: string, headers = {}): ClientHttp2Stream {
  const stream = session.request({
    ...{ ':method': 'POST', ':path': `/crescendo.v1.CrescendoService/${method}` },
    ...{ 'content-type': 'application/grpc', te: 'trailers', ...headers },
  });
  stream.on('error', () => {});
  return stream;
}

/** A whole call with one request: its gRPC status, or what has become of it instead. */
export function call(session: ClientHttp2Session, method: string, body: Buffer, headers = {}): Promise<string> {
  return new Promise((resolve) => {
    if (session.closed || session.destroyed) {
      // Not at once, so that a loop over a connection that is gone leaves room for others.
      setImmediate(resolve, 'no connection');
      return;
    }
    const stream = begin(session, method, headers);
    let status = 'reset';
    const note = (given: Record<string, unknown>): void => {
      if (given['grpc-status'] !== undefined) status = `status ${given['grpc-status']}`;
    };
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('close', () => resolve(status));
    stream.resume();
    stream.end(body);
  });
}

/** Does something again and again, `atOnce` times side by side, until the signal. */
export async function flood({ signal, count }: Target, atOnce: number, once: (k: number) => Promise<string>) {
  const worker = async (k: number): Promise<void> => {
    while (!signal.aborted) count(await once(k));
  };
  await Promise.all(Array.from({ length: atOnce }, (_, k) => worker(k)));
}

/** Opens a run of its own for an attack that needs one. */
export async function openRun({ address, spec }: Target, name: string): Promise<void> {
  const session = connection(address);
  await call(session, 'OpenRun', openRunRequest(name, spec));
  session.destroy();
}

export function openRunRequest(run: string, spec: Uint8Array): Buffer {
  return framed(OpenRunRequest.encode({ run, spec: v1.RunSpec.decode(spec) }).finish());
}

/** The first message of a stream of batches. */
export function subscription(run: string, clientId = ''): Buffer {
  const subscribe = { run, rank: 0, worldSize: 1, step: 0, clientId };
  return framed(StreamBatchesRequest.encode({ subscribe }).finish());
}
