/**
 * Sends messages that are already framed, without a copy.
 *
 * grpc-js copies every message into a fresh buffer to put five bytes of framing before it. For chunks of a mebibyte,
 * this costs more CPU time than HTTP/2 does. A batch lies in its slot with room for those bytes, so it can be written
 * to the call's HTTP/2 stream directly. That stream is a private field of grpc-js, whose version is pinned. If the
 * field is not what it should be, the message goes the usual way.
 */
import { Metadata, type ServerDuplexStream } from '@grpc/grpc-js';
import { frameMessage } from './chunk-layout.ts';

/** The part of an HTTP/2 stream that is used. */
export interface RawStream {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  write(bytes: Uint8Array, callback: (error?: Error | null) => void): boolean;
  destroy(): unknown;
}

type AnyCall = Pick<ServerDuplexStream<unknown, Uint8Array>, 'sendMetadata' | 'write'>;

/** The HTTP/2 stream of a call; undefined if grpc-js keeps it elsewhere. */
export function rawStream(call: object): RawStream | undefined {
  const { stream } = (call as { call?: { stream?: Partial<RawStream> } }).call ?? {};
  if (typeof stream?.write !== 'function' || typeof stream.headersSent !== 'boolean') return undefined;
  return stream as RawStream;
}

/**
 * Writes a message that has room for gRPC's framing before it; every earlier message must have been taken by the
 * transport. `callback` is called when the transport has taken this one, or it has failed.
 */
export function writeFramed(call: AnyCall, message: Buffer, callback: () => void): void {
  const stream = rawStream(call);
  if (stream === undefined) {
    call.write(message, callback);
    return;
  }
  if (!stream.headersSent) call.sendMetadata(new Metadata());
  stream.write(frameMessage(message), callback);
}
