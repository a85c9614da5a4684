import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import type { ColumnMetaData } from 'hyparquet/src/types.js';
import { compressors } from 'hyparquet-compressors';
import { LIMITS } from '../../limits.ts';
import { badShard } from './bad-shard.ts';
import { type ByteSource, bytesOf, MemoryBytes } from './byte-source.ts';
import type { Leaf } from './parquet-columns.ts';
import { type CheckedPageHeader, pageHeaderSchema } from './parquet-file.ts';
import { decodeHybrid } from './parquet-hybrid.ts';

/** Bytes of a page's header: first tried, and at most. Statistics in it may hold a value of 4 KiB twice. */
const HEADER_FIRST = 4 * 1024;
const HEADER_MAX = 1024 * 1024;

/** A page of a column's chunk, with its levels decoded and its values not. */
export interface Page {
  isDictionary: boolean;
  encoding: string;
  /** 1 for each row that has a value and 0 for the others; undefined if all have one. */
  present: Uint32Array | undefined;
  /** Rows, or values of a dictionary. */
  rows: number;
  /** Values that are there. */
  values: number;
  /** What holds the values, and where: the shard itself, or memory if the page was compressed. */
  source: ByteSource;
  start: number;
  end: number;
}

/**
 * The pages of one column's chunk, in order: headers are walked, and bodies that are not compressed are not read.
 *
 * Format: parquet-format, README.md, "Data Pages"; Encodings.md.
 */
export async function* columnPages(
  window: ByteSource,
  chunk: ColumnMetaData,
  leaf: Leaf,
  shown: string,
): AsyncGenerator<Page> {
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  let at = dictionary > 0 ? Math.min(dictionary, Number(chunk.data_page_offset)) : Number(chunk.data_page_offset);
  const end = at + Number(chunk.total_compressed_size);
  if (!(at >= 4 && end >= at && end <= window.length)) {
    throw badShard(
      shown,
      undefined,
      `it is damaged: column ${leaf.path.join('.')} lies in bytes ${at}..${end} of ${window.length}`,
    );
  }
  let left = Number(chunk.num_values);
  while (left > 0) {
    if (at >= end)
      throw badShard(shown, at, `it is damaged: ${left} values of column ${leaf.path.join('.')} are missing`);
    const { header, length } = await pageHeader(window, at, end, shown);
    const body = { start: at + length, end: at + length + header.compressed_page_size };
    if (!(header.compressed_page_size >= 0 && body.end <= end))
      throw badShard(shown, at, 'a page does not end in its column');
    const page = await openPage(window, chunk, leaf, header, body, shown);
    if (page !== undefined) {
      if (!page.isDictionary) left -= page.rows;
      yield page;
    }
    at = body.end;
  }
}

async function pageHeader(
  window: ByteSource,
  at: number,
  end: number,
  shown: string,
): Promise<{ header: CheckedPageHeader; length: number }> {
  for (let tried = HEADER_FIRST; ; tried *= 16) {
    const size = Math.min(tried, end - at);
    const bytes = await bytesOf(window, at, size);
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    try {
      return { header: pageHeaderSchema.parse(parquetHeader(reader)), length: reader.offset };
    } catch {
      if (size === end - at || tried >= HEADER_MAX)
        throw badShard(shown, at, 'no header of a page: the shard is damaged');
    }
  }
}

/** Undefined for a page that holds no values. */
async function openPage(
  window: ByteSource,
  { codec }: ColumnMetaData,
  leaf: Leaf,
  header: CheckedPageHeader,
  { start, end }: { start: number; end: number },
  shown: string,
): Promise<Page | undefined> {
  const v1 = header.type === 'DATA_PAGE' ? header.data_page_header : undefined;
  const v2 = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
  const dictionary = header.type === 'DICTIONARY_PAGE' ? header.dictionary_page_header : undefined;
  const stated = v1 ?? v2 ?? dictionary;
  if (stated === undefined) return undefined;
  const rows = stated.num_values;
  if (!(rows <= LIMITS.parquetPageRows))
    throw badShard(shown, start, `a page of ${rows} values; at most ${LIMITS.parquetPageRows}`);
  const levelBytes = v2 === undefined ? 0 : v2.definition_levels_byte_length + v2.repetition_levels_byte_length;
  const isCompressed = codec !== 'UNCOMPRESSED' && v2?.is_compressed !== false;
  let body: { source: ByteSource; start: number; end: number } = { source: window, start, end };
  let levels: Uint8Array | undefined;
  // Version 2 keeps the levels apart, in front and never compressed.
  if (v2 !== undefined) {
    if (!(levelBytes >= 0 && levelBytes <= end - start))
      throw badShard(shown, start, 'the levels of a page are longer than it');
    levels = Uint8Array.from((await bytesOf(window, start, levelBytes)).subarray(v2.repetition_levels_byte_length));
    body.start += levelBytes;
  }
  if (isCompressed) {
    const bytes = await decompressed(window, codec, body.start, end, header.uncompressed_page_size - levelBytes, shown);
    body = { source: new MemoryBytes(bytes), start: 0, end: bytes.length };
  }
  if (v1 !== undefined && leaf.level > 0) {
    const prefix = await bytesOf(body.source, body.start, Math.min(4, body.end - body.start));
    const size = prefix.length < 4 ? -1 : Buffer.from(prefix).readUInt32LE(0);
    if (size < 0 || body.start + 4 + size > body.end)
      throw badShard(shown, start, 'the levels of a page are longer than it');
    levels = Uint8Array.from(await bytesOf(body.source, body.start + 4, size));
    body.start += 4 + size;
  }
  const present =
    dictionary === undefined && leaf.level > 0 ? presence(levels!, leaf.level, rows, shown, start) : undefined;
  const values = present === undefined ? rows : present.reduce((sum, one) => sum + one, 0);
  return { isDictionary: dictionary !== undefined, encoding: stated.encoding, present, rows, values, ...body };
}

function presence(
  levels: Uint8Array,
  level: number,
  rows: number,
  shown: string,
  start: number,
): Uint32Array | undefined {
  const decoded = decodeHybrid(levels, 32 - Math.clz32(level), rows);
  if (decoded === undefined) throw badShard(shown, start, 'the levels of a page are damaged');
  if (decoded.every((each) => each === level)) return undefined;
  return decoded.map((each) => (each === level ? 1 : 0));
}

async function decompressed(
  window: ByteSource,
  codec: ColumnMetaData['codec'],
  start: number,
  end: number,
  size: number,
  shown: string,
): Promise<Uint8Array> {
  if (!(size >= 0 && size <= LIMITS.parquetPageBytes && end - start <= LIMITS.parquetPageBytes)) {
    throw badShard(
      shown,
      start,
      `a page of ${end - start} bytes, ${size} decompressed; at most ${LIMITS.parquetPageBytes}`,
    );
  }
  if (size === 0) return new Uint8Array(0);
  if (compressors[codec] === undefined) throw badShard(shown, start, `pages compressed with ${codec} cannot be read`);
  try {
    return decompressPage(await bytesOf(window, start, end - start), size, codec, compressors);
  } catch (error) {
    throw badShard(
      shown,
      start,
      `a page cannot be decompressed (${codec}): the shard is damaged (${(error as Error).message})`,
    );
  }
}
