import { Metadata, type StatusObject } from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';
import { CODES, type CrescendoError, toCrescendoError } from '../errors.ts';

const DOMAIN = 'crescendo';
const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo';
/** A trailer must fit HTTP/2 header limits (8 KiB in common clients): the longest values are cut. */
const METADATA_VALUE_MAX = 2000;
const MESSAGE_MAX = 2000;

/** The form in which grpc-js accepts the failure of a call. */
export type CallFailure = Pick<StatusObject, 'code' | 'details' | 'metadata'> & Error;

/**
 * The gRPC status of an error: its code and message, and in the trailer a google.rpc.Status with one
 * google.rpc.ErrorInfo, as described in google/rpc/status.proto and error_details.proto.
 */
export function callFailure(thrown: unknown): CallFailure {
  const error = toCrescendoError(thrown);
  const code = CODES[error.code];
  const details = cut(error.message, MESSAGE_MAX);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(statusDetails(error, code, details)));
  return Object.assign(new Error(details), { code, details, metadata });
}

function statusDetails(error: CrescendoError, code: number, message: string): Uint8Array {
  const info = protobuf.Writer.create();
  info.uint32(tag(1)).string(error.reason);
  info.uint32(tag(2)).string(DOMAIN);
  for (const [key, value] of Object.entries(error.metadata)) {
    info
      .uint32(tag(3))
      .fork()
      .uint32(tag(1))
      .string(key)
      .uint32(tag(2))
      .string(cut(value, METADATA_VALUE_MAX))
      .ldelim();
  }
  const status = protobuf.Writer.create();
  status.uint32(1 << 3).int32(code);
  status.uint32(tag(2)).string(message);
  status.uint32(tag(3)).fork().uint32(tag(1)).string(ERROR_INFO).uint32(tag(2)).bytes(info.finish()).ldelim();
  return status.finish();
}

/** Tag of a length-delimited field. */
function tag(field: number): number {
  return (field << 3) | 2;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
