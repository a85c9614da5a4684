/** Run specs between the contract's message and the plain data that `parseRunSpec` checks. */

import { type crescendo, SPEC_FIELDS, SpecCodec, v1 } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import type { RunSpec } from '../spec/spec.ts';

const codec = new SpecCodec(SPEC_FIELDS, {
  names: 'snake',
  contract: v1,
  // Specs have been checked before they become messages.
  wrongWord: (path, word) => new CrescendoError('INTERNAL', `${path} is ${word}, which the contract does not have`),
  // No check lets this pass.
  unknownWord: (number) => `unknown value ${number}`,
});

/** A spec's message as plain data: what was not given is left out. */
export function specInput(message: crescendo.v1.IRunSpec): Record<string, unknown> {
  return codec.fromMessage(message);
}

export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  return codec.toMessage(spec, 'spec') as crescendo.v1.IRunSpec;
}
