/**
 * Makes protobufjs use numbers for 64-bit integers; every one in the contract stays below 2^53. To be imported before
 * the generated code, which takes its default values from the state that it finds.
 */
import protobuf from 'protobufjs/minimal.js';

Reflect.deleteProperty(protobuf.util, 'Long');
protobuf.configure();
