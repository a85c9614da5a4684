import { type ByteSource, bytesOf } from './byte-source.ts';

/** One field of a protobuf message, whose length-delimited contents are not read. */
interface Field {
  number: number;
  wireType: number;
  /** A varint's value. */
  value: number;
  /** Where the contents lie. */
  start: number;
  end: number;
}

/** A feature of an example: where its bytes lie, or its integer. */
export type Feature = { bytes: { offset: number; length: number } } | { integer: number } | { other: string };

/** The bytes are not those of a message. */
export class NotAMessage extends Error {}

/**
 * The features of a `tf.train.Example`, by name. Only tags and lengths are read: images are skipped.
 *
 *     Example { Features features = 1 }   Features { map<string, Feature> feature = 1 }
 *     Feature { oneof { BytesList bytes_list = 1; FloatList float_list = 2; Int64List int64_list = 3 } }
 *     each list { repeated value = 1 }
 *
 * Source: tensorflow/core/example/example.proto and feature.proto.
 *
 * @throws NotAMessage
 */
export async function exampleFeatures(source: ByteSource, start: number, end: number): Promise<Map<string, Feature>> {
  const features = new Map<string, Feature>();
  for await (const example of fields(source, start, end)) {
    if (example.number !== 1 || example.wireType !== 2) continue;
    for await (const entry of fields(source, example.start, example.end)) {
      if (entry.number !== 1 || entry.wireType !== 2) continue;
      const [name, feature] = await mapEntry(source, entry);
      features.set(name, feature);
    }
  }
  return features;
}

async function mapEntry(source: ByteSource, entry: Field): Promise<[string, Feature]> {
  let name = '';
  let feature: Feature = { other: 'is empty' };
  for await (const part of fields(source, entry.start, entry.end)) {
    if (part.wireType !== 2) continue;
    if (part.number === 1)
      name = Buffer.from(await bytesOf(source, part.start, part.end - part.start)).toString('utf8');
    if (part.number === 2) feature = await oneValue(source, part);
  }
  return [name, feature];
}

async function oneValue(source: ByteSource, message: Field): Promise<Feature> {
  const values: Feature[] = [];
  for await (const list of fields(source, message.start, message.end)) {
    if (list.number === 2) return { other: 'is a list of floating-point numbers' };
    for await (const each of fields(source, list.start, list.end)) {
      if (list.number === 1) values.push({ bytes: { offset: each.start, length: each.end - each.start } });
      else if (each.wireType === 0) values.push({ integer: each.value });
      else for (let at = each.start; at < each.end; ) at = await packedInteger(source, at, each.end, values);
    }
  }
  if (values.length === 1) return values[0]!;
  return { other: values.length === 0 ? 'is empty' : `has ${values.length} values` };
}

async function packedInteger(source: ByteSource, at: number, end: number, values: Feature[]): Promise<number> {
  const { value, next } = await varint(source, at, end);
  values.push({ integer: value });
  return next;
}

/** The fields of a message in bytes `start` to `end`. */
async function* fields(source: ByteSource, start: number, end: number): AsyncGenerator<Field> {
  for (let at = start; at < end; ) {
    const tag = await varint(source, at, end);
    const [number, wireType] = [Math.floor(tag.value / 8), tag.value % 8];
    const field: Field = { number, wireType, value: 0, start: tag.next, end: tag.next };
    if (wireType === 0) {
      const { value, next } = await varint(source, tag.next, end);
      Object.assign(field, { value, end: next });
    } else if (wireType === 2) {
      const { value, next } = await varint(source, tag.next, end);
      Object.assign(field, { start: next, end: next + value });
    } else if (wireType === 1 || wireType === 5) field.end = tag.next + (wireType === 1 ? 8 : 4);
    else throw new NotAMessage(`a field of wire type ${wireType}`);
    if (field.end > end) throw new NotAMessage('a field does not end in its message');
    yield field;
    at = field.end;
  }
}

/** A number of up to ten bytes. Negative ones, which are two's complements of 64 bits, become negative. */
async function varint(source: ByteSource, at: number, end: number): Promise<{ value: number; next: number }> {
  const bytes = await bytesOf(source, at, Math.min(10, end - at));
  let value = 0n;
  for (let k = 0; k < bytes.length; k += 1) {
    value |= BigInt(bytes[k]! & 0x7f) << BigInt(7 * k);
    if (bytes[k]! < 0x80) return { value: Number(BigInt.asIntN(64, value)), next: at + k + 1 };
  }
  throw new NotAMessage('a number does not end');
}
