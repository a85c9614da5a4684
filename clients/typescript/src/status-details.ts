/**
 * Reads the google.rpc.ErrorInfo that a failed call carries in its `grpc-status-details-bin` trailer.
 *
 *     google.rpc.Status    { int32 code = 1; string message = 2; repeated Any details = 3; }
 *     google.protobuf.Any  { string type_url = 1; bytes value = 2; }
 *     google.rpc.ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
 */
import protobuf from 'protobufjs/minimal.js';

export interface ErrorInfo {
  reason: string;
  domain: string;
  metadata: Record<string, string>;
}

const ERROR_INFO = 'google.rpc.ErrorInfo';

/**
 * Returns the first ErrorInfo of a google.rpc.Status; undefined if there is none, and also if the bytes are damaged:
 * a trailer that cannot be read must not hide the status that it belongs to.
 */
export function readErrorInfo(trailer: Uint8Array): ErrorInfo | undefined {
  try {
    for (const [field, detail] of fields(trailer)) {
      if (field !== 3) continue;
      const any = new Map(fields(detail));
      const value = any.get(2) ?? new Uint8Array();
      if (text(any.get(1)).split('/').at(-1) === ERROR_INFO) return parseErrorInfo(value);
    }
  } catch {
    return undefined;
  }
  return undefined;
}

function parseErrorInfo(bytes: Uint8Array): ErrorInfo {
  const info: ErrorInfo = { reason: '', domain: '', metadata: {} };
  for (const [field, value] of fields(bytes)) {
    if (field === 1) info.reason = text(value);
    if (field === 2) info.domain = text(value);
    if (field === 3) {
      // Each entry of a map is a message with its key and its value.
      const entry = new Map(fields(value));
      info.metadata[text(entry.get(1))] = text(entry.get(2));
    }
  }
  return info;
}

/** The length-delimited fields of a message, in order; other fields are skipped. Throws on damaged bytes. */
function* fields(bytes: Uint8Array): Generator<[field: number, value: Uint8Array]> {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === 2) yield [tag >>> 3, reader.bytes()];
    else reader.skipType(tag & 7);
  }
}

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
