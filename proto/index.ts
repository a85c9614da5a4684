/**
 * The contract's messages: `crescendo` for their types, `v1` for their codecs. 64-bit integers are numbers; one from
 * 2^53 up reads as the nearest number, which is not a safe integer, so range checks refuse it.
 */
import { crescendo } from './gen/crescendo.js';

export { crescendo };
export const v1 = crescendo.v1;
export { SPEC_FIELDS } from './gen/spec-fields.js';
export {
  type CodecOptions,
  camelCase,
  leastRevision,
  SpecCodec,
  type ValueRule,
  type WireField,
  type WireKind,
} from './spec-codec.ts';
