/** Requests of the contract in which one field has a value at its bounds or beyond, for every field that can be written. */
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const file = fileURLToPath(new URL('../../proto/crescendo/v1/crescendo.proto', import.meta.url));
const root = new protobuf.Root().loadSync(file, { keepCase: true });

type Plain = Record<string, unknown>;

/** A request with one odd field. */
export interface OddRequest {
  /** Path of the field and its value, for people. */
  name: string;
  message: Plain;
  bytes: Uint8Array;
}

const DOUBLES = [0, -1, 5e-324, 0.5, 1e30, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY];
const UINT32 = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
const UINT64 = [0, 2 ** 31, Number.MAX_SAFE_INTEGER, '18446744073709551615'];
const INT32 = [-1, 0, 2 ** 31 - 1];
/** Names at their bound and beyond, a path, control characters, and texts that are almost as large as a request. */
const STRINGS = [
  '',
  'x'.repeat(129),
  '../x',
  'a\0b\n',
  'rand-m9-n1000000000',
  `rand-${'m9-'.repeat(250_000)}`,
  'ü'.repeat(400_000),
];

function valuesOf(type: string): readonly unknown[] {
  if (type === 'double' || type === 'float') return DOUBLES;
  if (type === 'uint32') return UINT32;
  if (type === 'uint64' || type === 'int64') return UINT64;
  if (type === 'string') return STRINGS;
  if (type === 'bool') return [true];
  if (type === 'bytes') return [Buffer.alloc(900_000)];
  return INT32;
}

/** Every value of one field: single ones, and lists and tables that are far too long. */
function oddValues(field: protobuf.Field): readonly [text: string, value: unknown][] {
  const single = valuesOf(field.resolvedType instanceof protobuf.Enum ? 'enum' : field.type);
  const shown = (value: unknown): string => {
    const text = String(value);
    return text.length > 30 ? `${text.slice(0, 20)}… of ${text.length} characters` : JSON.stringify(value);
  };
  if (field instanceof protobuf.MapField) {
    const long = Object.fromEntries(Array.from({ length: 60_000 }, (_, k) => [k, 1]));
    return [
      ...single.map((value): [string, unknown] => [`{96: ${shown(value)}}`, { 96: value }]),
      ['60000 entries', long],
    ];
  }
  if (!field.repeated) return single.map((value) => [shown(value), value]);
  const lists = single.map((value): [string, unknown] => [`[${shown(value)}]`, [value]]);
  const long = Array.from({ length: 100_000 }, () => single.find((value) => String(value).length < 6) ?? 'x');
  return [...lists, ['100000 entries', long]];
}

/**
 * All requests that differ from `base` in one field, at any depth. Parts that the base does not have are added.
 *
 * @param type name of the request's message
 * @param base a request that is right, in the names of the proto file's JSON
 */
export function* oddRequests(type: string, base: Plain): Generator<OddRequest, void> {
  for (const [path, text, odd] of variants(root.lookupType(`crescendo.v1.${type}`), base)) {
    yield { name: `${type}.${path} = ${text}`, message: odd, bytes: encoded(type, odd) };
  }
}

/** The bytes of a message, from the names of the proto file. */
export function encoded(type: string, plain: Plain): Uint8Array {
  const message = root.lookupType(`crescendo.v1.${type}`);
  return message.encode(message.fromObject(plain)).finish();
}

function* variants(type: protobuf.Type, base: Plain): Generator<[path: string, text: string, message: Plain], void> {
  for (const field of type.fieldsArray) {
    field.resolve();
    const name = field.name;
    // Only one of a oneof may be set.
    const others = field.partOf?.oneof.filter((other) => other !== name) ?? [];
    const rest = Object.fromEntries(Object.entries(base).filter(([key]) => !others.includes(key)));
    if (!(field.resolvedType instanceof protobuf.Type)) {
      for (const [text, value] of oddValues(field)) yield [name, text, { ...rest, [name]: value }];
      continue;
    }
    const present = rest[name];
    const part = (Array.isArray(present) ? present[0] : present) as Plain | undefined;
    for (const [path, text, inner] of variants(field.resolvedType, part ?? {})) {
      yield [`${name}.${path}`, text, { ...rest, [name]: field.repeated ? [inner] : inner }];
    }
    if (field.repeated) {
      yield [name, '100000 entries', { ...rest, [name]: Array.from({ length: 100_000 }, () => ({})) }];
    }
  }
}
