import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SPEC_FIELDS, v1, type WireField } from '@crescendo/proto';
import fc from 'fast-check';
import { test } from 'vitest';
import { z } from 'zod';
import {
  allParts,
  type JsonType,
  type SpecField,
  type SpecPart,
  specDefinition,
} from '../../../scripts/spec/definition.ts';
import { alternatives, listType, tableType } from '../../../scripts/spec/text.ts';
import { specInput, specMessage } from '../../../src/server/spec-codec.ts';
import { runSpecSchema } from '../../../src/spec/fields.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';

const definition = specDefinition();

/** Plain data to a message, to bytes and back. */
function overTheWire(plain: object): unknown {
  const message = specMessage(plain as never);
  return specInput(v1.RunSpec.decode(v1.RunSpec.encode(message).finish()));
}

const SIDES = fc.dictionary(
  fc.integer({ min: 1, max: 512 }).map(String),
  fc.double({ min: 0.5, max: 9, noNaN: true }),
  {
    minKeys: 1,
  },
);

/** Values of a field as plain data has them, rules over several fields apart. */
function valuesOf(field: SpecField): fc.Arbitrary<unknown> {
  const { wire, type, part } = field;
  if (part !== undefined) return wire.kind === 'messages' ? fc.array(fieldsOf(part), { minLength: 1 }) : fieldsOf(part);
  const bound = scalarsOf(alternatives(type)[0]!);
  switch (wire.kind) {
    case 'strength': {
      const ramp = fc.record({ from: bound, to: bound });
      return fc.oneof(bound, ramp);
    }
    case 'table':
      return SIDES.map((table) =>
        Object.fromEntries(Object.keys(table).map((side) => [side, scalarOf(tableType(type)!)])),
      );
    case 'value_or_table':
      return fc.oneof(bound, SIDES);
    case 'word_or_table':
      return fc.oneof(fc.constantFrom(...wire.words!), fc.record({ table: SIDES }));
    case 'values': {
      const { entry, length } = listType(type)!;
      const list = fc.array(scalarsOf(entry), { minLength: length ?? 1, maxLength: length ?? 5 });
      return wire.single ? fc.oneof(scalarsOf(entry), list) : list;
    }
    default:
      return bound;
  }
}

const scalarOf = ({ type }: JsonType): number => (type === 'integer' ? 7 : 0.7);

/** Values of a type. 0 and the empty text are values only where the message can tell them from an absent one. */
function scalarsOf(type: JsonType): fc.Arbitrary<unknown> {
  const words = type.enum ?? (type.const === undefined ? undefined : [type.const]);
  if (words !== undefined) return fc.constantFrom(...words);
  const [min, max] = [type.minimum ?? type.exclusiveMinimum ?? 0, type.maximum ?? type.exclusiveMaximum ?? 1e6];
  if (type.type === 'integer') return fc.integer({ min: Math.max(0, min), max: Math.min(max, 2 ** 32 - 1) });
  if (type.type === 'boolean') return fc.boolean();
  if (type.type === 'string') return fc.string({ minLength: 1, maxLength: 20 });
  const exclusive = type.exclusiveMinimum !== undefined;
  return fc.double({ min, max, noNaN: true, minExcluded: exclusive }).map((value) => value + 0);
}

/** Plain data with some of the fields of a part. A schedule is of one of its two kinds. */
function fieldsOf(part: SpecPart): fc.Arbitrary<Record<string, unknown>> {
  const required = part.fields.filter((field) => field.required).map(({ name }) => name);
  const shape = (fields: readonly SpecField[], keys: string[]) =>
    fc.record(Object.fromEntries(fields.map((field) => [field.name, valuesOf(field)])), {
      requiredKeys: keys,
      noNullPrototype: true,
    });
  if (part.name !== 'ScheduleSpec') return shape(part.fields, required);
  const [preset, ...rest] = part.fields;
  return fc.oneof(shape([preset!], ['preset']), shape(rest, ['stages']));
}

/** What a message cannot tell: the default 0 of a field is always there. */
const SEED = { seed: 0 };

test('every field should come back from its message as it was, whichever others are given', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(fieldsOf(definition), (generated) => {
      // Without the null prototypes of fast-check.
      const plain = JSON.parse(JSON.stringify(generated)) as Record<string, unknown>;
      note(definition.fields, plain, '', met);
      assert.deepEqual(overTheWire(plain), { ...SEED, ...plain });
    }),
    { numRuns: 500 },
  );
  const all = new Set<string>();
  name(definition.fields, '', all);
  assert.deepEqual(
    [...all].filter((path) => !met.has(path)),
    [],
  );
});

function name(fields: readonly SpecField[], path: string, found: Set<string>): void {
  for (const field of fields) {
    found.add(path + field.name);
    if (field.part !== undefined) name(field.part.fields, `${path}${field.name}.`, found);
  }
}

function note(fields: readonly SpecField[], plain: Record<string, unknown>, path: string, found: Set<string>): void {
  for (const field of fields) {
    const value = plain[field.name];
    if (value === undefined) continue;
    found.add(path + field.name);
    for (const part of field.part === undefined ? [] : [value].flat()) {
      note(field.part!.fields, part as Record<string, unknown>, `${path}${field.name}.`, found);
    }
  }
}

test('every word should have its number, and come back', () => {
  for (const part of allParts(definition)) {
    for (const { wire } of part.fields) {
      const numbers = Object.keys((v1 as unknown as Record<string, object>)[wire.enum ?? ''] ?? {});
      // UNSPECIFIED is no word, nor is what stands for a table; validation has no random interpolation.
      const others = wire.kind === 'word_or_table' || part.name === 'ValidationSpec' ? 2 : 1;
      assert.equal(wire.words?.length ?? 0, Math.max(0, numbers.length - others), `${part.name}.${wire.name}`);
    }
  }
  assert.throws(() => specMessage({ dataset: 'train', dtype: 'int8' } as never), { message: /spec.dtype is int8/ });
});

test('a number that no word stands for should be refused by name', () => {
  const input = specInput({ dataset: 'train', dtype: 99 as never });
  assert.throws(() => parseRunSpec(input), { reason: 'INVALID_FIELD', message: /dtype: .*uint8.*unknown value 99/ });
});

test('a checked spec should be the same after its message', () => {
  const url = new URL('../../golden/specs.json', import.meta.url);
  const { specs } = JSON.parse(readFileSync(url, 'utf8')) as { specs: { input: object }[] };
  for (const { input } of specs) {
    const spec = parseRunSpec(input);
    assert.deepEqual(parseRunSpec(overTheWire(spec)), spec);
  }
});

test('every field of the schema should travel, and every travelling one be of the schema', () => {
  const names = (fields: readonly WireField[]): unknown[] =>
    fields.map(({ name: own, fields: within }) => (within === undefined ? own : [own, names(within)]));
  assert.deepEqual(names(SPEC_FIELDS), names(definition.fields.map(({ wire }) => wire)));
  assert.deepEqual(
    SPEC_FIELDS.map((field) => field.name),
    Object.keys(runSpecSchema.shape),
  );
});

test('a field without a place in the contract, or without a meaning, should be refused when code is generated', () => {
  const stray = runSpecSchema.extend({ sharpness: z.number().default(0).describe('How sharp.') });
  assert.throws(() => specDefinition(stray), /RunSpec.sharpness is not in the contract/);
  const mute = runSpecSchema.extend({ seed: z.int().default(0) });
  assert.throws(() => specDefinition(mute), /RunSpec.seed has no meaning/);
  const less = runSpecSchema.omit({ seed: true });
  assert.throws(() => specDefinition(less), /RunSpec.seed of the contract is in no spec/);
});
