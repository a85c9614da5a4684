/** The methods of the service, as grpc-js wants to know them. */
import { CrescendoError } from '../errors.ts';

const SERVICE = 'crescendo.v1.CrescendoService';

interface Codec<T> {
  decode(bytes: Uint8Array): T;
}

interface Encoder<T> {
  encode(message: T): { finish(): Uint8Array };
}

/** Requests are decoded by generated code; responses are encoded by it, except where a handler sends bytes. */
export function method<Request, Response>(
  name: string,
  request: Codec<Request>,
  response: Encoder<Response> | 'bytes',
  streams: { request?: boolean; response?: boolean } = {},
) {
  return {
    path: `/${SERVICE}/${name}`,
    requestStream: streams.request ?? false,
    responseStream: streams.response ?? false,
    requestDeserialize: (bytes: Buffer): Request => request.decode(bytes),
    requestSerialize: (): Buffer => {
      throw new CrescendoError('INTERNAL', 'a server sends no requests');
    },
    responseSerialize: (message: Response): Buffer => {
      const bytes = response === 'bytes' ? (message as Uint8Array) : response.encode(message).finish();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    responseDeserialize: (): Response => {
      throw new CrescendoError('INTERNAL', 'a server receives no responses');
    },
  };
}
