import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { badShard } from './bad-shard.ts';
import { type ByteSource, bytesOf, MemoryBytes } from './byte-source.ts';
import type { Leaf } from './parquet-columns.ts';
import { decodeHybrid } from './parquet-hybrid.ts';
import type { Page } from './parquet-pages.ts';

/** The values of a page's rows: for binary columns where the bytes lie, and for columns of integers the numbers. */
export interface Cells {
  count: number;
  /** What holds the bytes. */
  source: ByteSource;
  /** First byte of each value, and its length; -1 for a row without one. Empty for integers. */
  offsets: Float64Array;
  lengths: Int32Array;
  /** NaN for a row without a value. Empty for binary columns. */
  numbers: Float64Array;
}

/**
 * Reads the values of a page.
 *
 * @param dictionary the values of the chunk's dictionary page, if it has one
 */
export async function pageCells(page: Page, leaf: Leaf, dictionary: Cells | undefined, shown: string): Promise<Cells> {
  const { encoding, present } = page;
  let cells: Cells;
  if (encoding === 'PLAIN' || page.isDictionary) {
    cells = isBinary(leaf) ? await plainBytes(page, shown) : await plainNumbers(page, leaf, shown);
  } else if (encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY') {
    cells = await fromDictionary(page, leaf, dictionary, shown);
  } else cells = await deltaCells(page, leaf, shown);
  return present === undefined ? cells : spread(cells, present, isBinary(leaf));
}

function isBinary({ element }: Leaf): boolean {
  return element.type === 'BYTE_ARRAY';
}

function emptyCells(count: number, source: ByteSource, isBytes: boolean): Cells {
  const [bytes, numbers] = isBytes ? [count, 0] : [0, count];
  return {
    count,
    source,
    offsets: new Float64Array(bytes),
    lengths: new Int32Array(bytes),
    numbers: new Float64Array(numbers),
  };
}

/** Four bytes of length before each value: only these are read. */
async function plainBytes({ source, start, end, values }: Page, shown: string): Promise<Cells> {
  if (values * 4 > end - start)
    throw badShard(shown, start, `a page of ${end - start} bytes cannot hold ${values} values`);
  const cells = emptyCells(values, source, true);
  let at = start;
  for (let k = 0; k < values; k += 1) {
    if (at + 4 > end) throw badShard(shown, at, 'a value does not end in its page: the shard is damaged');
    const prefix = source.peek(at, 4) ?? (await source.load(at, 4));
    const length = prefix[0]! + prefix[1]! * 256 + prefix[2]! * 65_536 + prefix[3]! * 16_777_216;
    if (at + 4 + length > end) throw badShard(shown, at, 'a value does not end in its page: the shard is damaged');
    cells.offsets[k] = at + 4;
    cells.lengths[k] = length;
    at += 4 + length;
  }
  return cells;
}

async function plainNumbers({ source, start, end, values }: Page, { element }: Leaf, shown: string): Promise<Cells> {
  const size = element.type === 'INT64' ? 8 : 4;
  if (values * size > end - start)
    throw badShard(shown, start, `a page of ${end - start} bytes cannot hold ${values} values`);
  const bytes = await bytesOf(source, start, values * size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cells = emptyCells(values, source, false);
  for (let k = 0; k < values; k += 1) {
    cells.numbers[k] = size === 8 ? Number(view.getBigInt64(8 * k, true)) : view.getInt32(4 * k, true);
  }
  return cells;
}

async function fromDictionary(
  { source, start, end, values }: Page,
  leaf: Leaf,
  dictionary: Cells | undefined,
  shown: string,
): Promise<Cells> {
  if (dictionary === undefined) throw badShard(shown, start, 'a page refers to a dictionary that is not there');
  const bytes = await bytesOf(source, start, end - start);
  const width = bytes[0] ?? 0;
  const places = width === 0 ? new Uint32Array(values) : decodeHybrid(bytes.subarray(1), width, values);
  if (places === undefined || places.some((place) => place >= dictionary.count)) {
    throw badShard(shown, start, 'the references of a page to its dictionary are damaged');
  }
  const isBytes = isBinary(leaf);
  const cells = emptyCells(values, dictionary.source, isBytes);
  for (let k = 0; k < values; k += 1) {
    if (isBytes) {
      cells.offsets[k] = dictionary.offsets[places[k]!]!;
      cells.lengths[k] = dictionary.lengths[places[k]!]!;
    } else cells.numbers[k] = dictionary.numbers[places[k]!]!;
  }
  return cells;
}

/** Encodings by differences, which are decoded into memory. */
async function deltaCells(page: Page, { element }: Leaf, shown: string): Promise<Cells> {
  const { source, start, end, values, encoding } = page;
  const bytes = Uint8Array.from(await bytesOf(source, start, end - start));
  const reader = { view: new DataView(bytes.buffer), offset: 0 };
  if (values > bytes.length * 1024)
    throw badShard(shown, start, `a page of ${bytes.length} bytes cannot hold ${values} values`);
  try {
    if (encoding === 'DELTA_BINARY_PACKED') {
      const numbers = element.type === 'INT64' ? new BigInt64Array(values) : new Int32Array(values);
      deltaBinaryUnpack(reader, values, numbers);
      return { ...emptyCells(values, source, false), numbers: Float64Array.from(numbers, Number) };
    }
    const texts = new Array<Uint8Array>(values);
    if (encoding === 'DELTA_LENGTH_BYTE_ARRAY') deltaLengthByteArray(reader, values, texts);
    else if (encoding === 'DELTA_BYTE_ARRAY') deltaByteArray(reader, values, texts);
    else throw new Error('the encoding is unknown');
    const cells = emptyCells(values, new MemoryBytes(Buffer.concat(texts)), true);
    let at = 0;
    for (const [k, text] of texts.entries()) {
      cells.offsets[k] = at;
      cells.lengths[k] = text.length;
      at += text.length;
    }
    return cells;
  } catch (error) {
    throw badShard(shown, start, `a page (${encoding}) cannot be decoded: ${(error as Error).message}`);
  }
}

/** The values at the rows that have one. */
function spread(cells: Cells, present: Uint32Array, isBytes: boolean): Cells {
  const all = emptyCells(present.length, cells.source, isBytes);
  let k = 0;
  for (let row = 0; row < present.length; row += 1) {
    const there = present[row] === 1;
    if (isBytes) {
      all.offsets[row] = there ? cells.offsets[k]! : 0;
      all.lengths[row] = there ? cells.lengths[k]! : -1;
    } else all.numbers[row] = there ? cells.numbers[k]! : Number.NaN;
    if (there) k += 1;
  }
  return all;
}
