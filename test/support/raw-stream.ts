/** A raw batch stream, for tests that do what no client does. */

import { type crescendo, v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient } from '@grpc/grpc-js';

export type Response = crescendo.v1.StreamBatchesResponse;

export interface RawStream {
  send(request: crescendo.v1.IStreamBatchesRequest): void;
  /** Waits for the next response for which `is` is true; those before it are kept in `seen`. */
  until(is: (response: Response) => boolean): Promise<Response>;
  readonly seen: Response[];
  close(): void;
}

/** Opens a stream; nothing is sent on its own. */
export function rawStream(address: string): RawStream {
  const grpc = new GrpcClient(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  const call = grpc.makeBidiStreamRequest(
    '/crescendo.v1.CrescendoService/StreamBatches',
    (bytes: Uint8Array) => Buffer.from(bytes),
    (bytes: Buffer) => v1.StreamBatchesResponse.decode(bytes),
  );
  const [queue, seen]: [Response[], Response[]] = [[], []];
  let wake = (): void => {};
  let failure: Error | undefined;
  call.on('data', (response: Response) => {
    queue.push(response);
    wake();
  });
  call.on('error', (error: Error) => {
    failure = error;
    wake();
  });
  return {
    seen,
    send: (request) => void call.write(v1.StreamBatchesRequest.encode(request).finish()),
    until: async (is) => {
      for (;;) {
        const response = queue.shift();
        if (response !== undefined) {
          if (is(response)) return response;
          seen.push(response);
          continue;
        }
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => {
      call.cancel();
      grpc.close();
    },
  };
}
