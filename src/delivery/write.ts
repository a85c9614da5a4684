import type { ServerDuplexStream } from '@grpc/grpc-js';
import { writeFramed } from './framed-write.ts';

/** The part of a streaming call that is needed for waiting. */
interface CancellableCall {
  once(event: 'cancelled', listener: () => void): unknown;
  off(event: 'cancelled', listener: () => void): unknown;
}

interface WritableCall<Message> extends CancellableCall {
  write(message: Message, callback: () => void): unknown;
}

/** Writes a message; settles when the transport has taken it, or the call is over. */
export function writeMessage<Message>(call: WritableCall<Message>, message: Message): Promise<void> {
  return written(call, (done) => call.write(message, done));
}

/** Writes a message of `frameChunks` from its slot; settles when the transport has taken it, or the call is over. */
export function writeChunk<Request>(call: ServerDuplexStream<Request, Uint8Array>, message: Buffer): Promise<void> {
  return written(call, (done) => writeFramed(call, message, done));
}

function written(call: CancellableCall, write: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('cancelled', done);
      resolve();
    };
    call.once('cancelled', done);
    write(done);
  });
}
