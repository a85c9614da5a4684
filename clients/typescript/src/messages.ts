/** The generated messages, with 64-bit integers as numbers: every one in the contract stays below 2^53. */
import protobuf from 'protobufjs/minimal.js';
import { crescendo } from './gen/crescendo.js';

// Without this the reader makes Long objects, which look like numbers to the types and are not.
Reflect.deleteProperty(protobuf.util, 'Long');
protobuf.configure();

export const v1 = crescendo.v1;
