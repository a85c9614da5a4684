import { type ServiceError, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';

/** What the server or the client reports. `reason` is a word for programs, `metadata` names field, value and bound. */
export class CrescendoError extends Error {
  override readonly name = 'CrescendoError';
  /** Canonical gRPC code, for instance `INVALID_ARGUMENT`. */
  readonly code: string;
  /** The server's reason, for instance `SPEC_MISMATCH`; empty if it gave none. */
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;

  constructor(code: string, reason: string, message: string, metadata: Record<string, string> = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.reason = reason;
    this.metadata = metadata;
  }
}

/** The server did not keep to the contract. */
export function protocolError(message: string): CrescendoError {
  return new CrescendoError('INTERNAL', 'PROTOCOL', `the server broke the protocol: ${message}`);
}

/** Makes a CrescendoError of a failed call, with the google.rpc.ErrorInfo of its trailer. */
export function fromServiceError(error: ServiceError): CrescendoError {
  const trailer = error.metadata?.get('grpc-status-details-bin')[0];
  const info = trailer instanceof Uint8Array ? errorInfo(trailer) : { reason: '', metadata: {} };
  return new CrescendoError(status[error.code] ?? String(error.code), info.reason, error.details, info.metadata, error);
}

interface ErrorInfo {
  reason: string;
  metadata: Record<string, string>;
}

/** Calls `visit` for every length-delimited field of a message; other fields are skipped. */
function fields(bytes: Uint8Array, visit: (field: number, value: Uint8Array) => void): void {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === 2) visit(tag >>> 3, reader.bytes());
    else reader.skipType(tag & 7);
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Reads the first ErrorInfo of a google.rpc.Status: status.details (3) > Any.value (2) > ErrorInfo. */
function errorInfo(trailer: Uint8Array): ErrorInfo {
  const info: ErrorInfo = { reason: '', metadata: {} };
  try {
    fields(trailer, (field, detail) => {
      if (field !== 3) return;
      let type = '';
      let value = new Uint8Array();
      fields(detail, (part, bytes) => {
        if (part === 1) type = text(bytes);
        if (part === 2) value = new Uint8Array(bytes);
      });
      if (type.endsWith('google.rpc.ErrorInfo')) readInfo(value, info);
    });
  } catch {
    // A damaged trailer must not hide the status itself.
  }
  return info;
}

function readInfo(bytes: Uint8Array, info: ErrorInfo): void {
  fields(bytes, (field, value) => {
    if (field === 1) info.reason = text(value);
    if (field !== 3) return;
    const entry: Record<number, string> = {};
    fields(value, (part, content) => {
      entry[part] = text(content);
    });
    info.metadata[entry[1] ?? ''] = entry[2] ?? '';
  });
}
