/** The fields of a run spec, read from their schemas and from the messages of the contract, for all generators. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { z } from 'zod';
import { camelCase, type WireField, type WireKind } from '../../proto/spec-codec.ts';
import { type FieldNote, fieldNotes } from '../../src/spec/field-notes.ts';
import { runSpecSchema } from '../../src/spec/fields.ts';
import { entriesOf, ruleOf, tableRuleOf } from './rules.ts';

/** A field with everything that is known of it. */
export interface SpecField {
  /** In snake case. */
  name: string;
  meaning: string;
  /** True if it must be given. */
  required: boolean;
  /** undefined if there is none. */
  default: unknown;
  /** What its absence means where it has no default. */
  absent: string | undefined;
  /** The JSON Schema of its type. */
  type: JsonType;
  wire: WireField;
  /** The message of the contract that describes it: the name of the part in every language. */
  part: SpecPart | undefined;
}

/** A group of fields that has a message of its own. */
export interface SpecPart {
  /** Name of the message. */
  name: string;
  meaning: string;
  fields: SpecField[];
}

/** As much of JSON Schema as the types of fields use. */
export interface JsonType {
  type?: string;
  enum?: string[];
  const?: string;
  anyOf?: JsonType[];
  items?: JsonType | false;
  prefixItems?: JsonType[];
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonType>;
  additionalProperties?: JsonType | false;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

const PROTO = 'proto/crescendo/v1/crescendo.proto';

export function contract(): protobuf.Root {
  const root = new protobuf.Root();
  root.loadSync(join(fileURLToPath(new URL('../..', import.meta.url)), PROTO), { keepCase: true });
  root.resolveAll();
  return root;
}

/**
 * The whole definition. Throws if a field has no meaning or does not travel, or if a message's field has no schema.
 *
 * @param schema of a run's spec; tests give others
 */
export function specDefinition(schema: z.ZodObject = runSpecSchema): SpecPart {
  return partOf(schema, contract().lookupType('crescendo.v1.RunSpec'));
}

/** A part and all parts within it, in the order in which they are met; one that is met again is left out. */
export function allParts(part: SpecPart): SpecPart[] {
  return different([part, ...part.fields.flatMap((field) => (field.part === undefined ? [] : allParts(field.part)))]);
}

/** The first part of each name. */
export function different(parts: readonly SpecPart[]): SpecPart[] {
  return parts.filter(({ name }, k) => parts.findIndex((other) => other.name === name) === k);
}

type Schema = z.core.$ZodType;

/** A schema without what says that it may be left out or is transformed. */
function inner(schema: Schema): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return inner(schema.def.innerType);
  return schema instanceof z.ZodPipe ? inner(schema.def.in) : schema;
}

/** The fields of an object, or of all objects that a value may be; the latter need not be given. */
function shapeOf(schema: Schema): { shape: Record<string, Schema>; alternative: boolean } | undefined {
  const plain = entryOf(schema);
  if (plain instanceof z.ZodObject) return { shape: plain.shape, alternative: false };
  if (!(plain instanceof z.ZodUnion)) return undefined;
  const shapes = plain.def.options.map(inner).filter((option) => option instanceof z.ZodObject);
  return { shape: Object.assign({}, ...shapes.map((option) => option.shape)), alternative: true };
}

function partOf(schema: Schema, message: protobuf.Type): SpecPart {
  const { shape, alternative } = shapeOf(schema) ?? { shape: {}, alternative: false };
  const fields = Object.entries(shape).map(([name, field]) => fieldOf(name, field, message, alternative));
  const travelling = new Set(fields.flatMap(({ wire }) => [wire.wire, wire.table]));
  const stray = message.fieldsArray.find(({ name }) => !travelling.has(camelCase(name)));
  if (stray !== undefined) throw new Error(`${message.name}.${stray.name} of the contract is in no spec`);
  return { name: message.name, meaning: meaningOf(entryOf(schema)) ?? '', fields };
}

/** The schema of one value, or of one entry of a list. */
function entryOf(schema: Schema): Schema {
  const plain = inner(schema);
  return plain instanceof z.ZodArray ? inner(plain.def.element) : plain;
}

function meaningOf(schema: Schema): string | undefined {
  return z.globalRegistry.get(schema)?.description;
}

function fieldOf(name: string, schema: Schema, message: protobuf.Type, alternative: boolean): SpecField {
  const meaning = meaningOf(schema);
  if (meaning === undefined) throw new Error(`the field ${message.name}.${name} has no meaning: describe it`);
  const note = fieldNotes.get(schema) ?? {};
  const hasDefault = schema instanceof z.ZodDefault;
  const required = !hasDefault && !(schema instanceof z.ZodOptional) && !alternative;
  const field = {
    ...{ name, meaning, required, absent: note.absent },
    default: hasDefault ? schema.def.defaultValue : undefined,
    type: z.toJSONSchema(inner(schema), { io: 'input' }) as JsonType,
  };
  return { ...field, ...travels(field, schema, note, message) };
}

function travels(
  { name, required, default: otherwise, type }: Pick<SpecField, 'name' | 'required' | 'default' | 'type'>,
  schema: Schema,
  note: FieldNote,
  message: protobuf.Type,
): Pick<SpecField, 'wire' | 'part'> {
  const found = message.fields[note.travelsAs?.value ?? name];
  if (found === undefined) throw new Error(`the field ${message.name}.${name} is not in the contract`);
  const kind = kindOf(found, note);
  const words = found.resolvedType instanceof protobuf.Enum ? wordsOf(inner(schema)) : undefined;
  const isPart = kind === 'message' || kind === 'messages';
  const part = isPart ? partOf(schema, found.resolvedType as protobuf.Type) : undefined;
  const zero = required ? (found.type === 'string' ? '' : 0) : otherwise === 0 ? 0 : undefined;
  const entries = entriesOf(type);
  const wire: WireField = {
    ...{ name, kind, wire: camelCase(found.name) },
    ...(required ? { required } : {}),
    ...(isPart ? {} : { rule: ruleOf(type, found.type, words) }),
    ...(kind === 'word_or_table' ? { tableRule: tableRuleOf(type, found.type) } : {}),
    ...(entries === undefined ? {} : { entries }),
    ...(note.travelsAs === undefined ? {} : { table: camelCase(note.travelsAs.table) }),
    ...(found.options?.proto3_optional === true ? { explicit: true } : {}),
    ...(kind === 'value' && zero !== undefined ? { zero } : {}),
    ...(note.single === undefined ? {} : { single: true }),
    ...(note.listSince === undefined ? {} : { listSince: note.listSince }),
    ...(note.since === undefined ? {} : { since: note.since, otherwise }),
    ...(words === undefined ? {} : { enum: found.resolvedType!.name, words }),
    ...(part === undefined ? {} : { fields: part.fields.map((field) => field.wire) }),
  };
  return { wire, part };
}

function kindOf(field: protobuf.Field, { travelsAs }: FieldNote): WireKind {
  const { resolvedType } = field;
  if (travelsAs !== undefined) return resolvedType instanceof protobuf.Enum ? 'word_or_table' : 'value_or_table';
  if (field.map) return 'table';
  if (resolvedType instanceof protobuf.Enum) return field.repeated ? 'words' : 'word';
  if (resolvedType?.name === 'Strength') return 'strength';
  if (resolvedType instanceof protobuf.Type) return field.repeated ? 'messages' : 'message';
  return field.repeated ? 'values' : 'value';
}

/** The words of an enum, of a list of them, or of a word that stands where a table may. */
export function wordsOf(schema: Schema): string[] {
  const plain = inner(schema);
  if (plain instanceof z.ZodEnum) return plain.options.map(String);
  if (plain instanceof z.ZodArray) return wordsOf(plain.def.element);
  return plain instanceof z.ZodUnion ? plain.def.options.flatMap(wordsOf) : [];
}
