/** Run specs between the contract's message and the plain data that `parseRunSpec` checks. */

import { type crescendo, SPEC_FIELDS, SpecCodec, v1, type WireField } from '@crescendo/proto';
import { CrescendoError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
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
  checkLengths(SPEC_FIELDS, message as Message, '');
  return codec.fromMessage(message);
}

type Message = Readonly<Record<string, unknown>>;

/**
 * Refuses lists and tables that no spec has, before each of their entries is checked: a request has room for half a
 * million of them. Throws INVALID_FIELD.
 */
function checkLengths(fields: readonly WireField[], message: Message, prefix: string): void {
  for (const { name, wire, table, fields: parts = [] } of fields) {
    const path = `${prefix}${name}`;
    const values = [message[wire], table === undefined ? undefined : message[table]];
    for (const value of values) {
      if (typeof value !== 'object' || value === null) continue;
      const entries = Array.isArray(value) ? value : parts.length === 0 ? Object.keys(value) : [value];
      if (entries.length > LIMITS.specEntries) throw tooMany(path, entries.length);
      if (parts.length === 0) continue;
      for (const [k, entry] of entries.entries()) {
        checkLengths(parts, entry as Message, Array.isArray(value) ? `${path}.${k}.` : `${path}.`);
      }
    }
  }
}

function tooMany(path: string, count: number): CrescendoError {
  return new CrescendoError(
    'INVALID_FIELD',
    `invalid run spec: ${path}: it has ${count} entries; at most ${LIMITS.specEntries} are allowed`,
    { field: path, fields: path, value: String(count), bound: String(LIMITS.specEntries) },
  );
}

export function specMessage(spec: RunSpec): crescendo.v1.IRunSpec {
  return codec.toMessage(spec, 'spec') as crescendo.v1.IRunSpec;
}
