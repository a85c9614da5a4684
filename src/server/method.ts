/** The methods of the service, as grpc-js wants to know them. */
import { CrescendoError } from '../errors.ts';

const SERVICE = 'crescendo.v1.CrescendoService';

interface Codec<T> {
  decode(bytes: Uint8Array): T;
}

interface Encoder<T> {
  encode(message: T): { finish(): Uint8Array };
}

/** A request that is not the message that its method takes. */
export class Malformed {
  readonly error: CrescendoError;

  constructor(method: string, cause: unknown) {
    const { message } = cause as Error;
    this.error = new CrescendoError(
      'PROTOCOL',
      `the request of ${method} is not a message of the contract (${message}): build the client from this server's ` +
        'crescendo.proto',
      { field: method },
      { cause },
    );
  }
}

/** The request of a call. Throws PROTOCOL if its bytes were no such message. */
export function wellFormed<Request>(request: Request | Malformed): Request {
  if (request instanceof Malformed) throw request.error;
  return request;
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
    // What is thrown here would end the call as INTERNAL, without a reason; so the handler throws it.
    requestDeserialize: (bytes: Buffer): Request | Malformed => {
      try {
        return request.decode(bytes);
      } catch (error) {
        return new Malformed(name, error);
      }
    },
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
