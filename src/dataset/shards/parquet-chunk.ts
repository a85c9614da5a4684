import type { FileMetaData } from 'hyparquet';
import type { ColumnMetaData } from 'hyparquet/src/types.js';
import { badShard } from './bad-shard.ts';
import { type ByteSource, bytesOf } from './byte-source.ts';
import { type Cells, pageCells } from './parquet-cells.ts';
import type { Leaf } from './parquet-columns.ts';
import { columnPages } from './parquet-pages.ts';

/** What the footer says of a leaf's chunk in a row group. Throws PATH. */
export function chunkOf({ row_groups }: FileMetaData, group: number, leaf: Leaf, shown: string): ColumnMetaData {
  const name = leaf.path.join('.');
  const column = row_groups[group]!.columns.find(({ meta_data }) => meta_data?.path_in_schema.join('.') === name);
  if (column?.meta_data === undefined)
    throw badShard(shown, undefined, `row group ${group} has no column ${name}, or it is encrypted`);
  if (column.file_path !== undefined)
    throw badShard(shown, undefined, `column ${name} is in another file, ${column.file_path}`);
  if (column.meta_data.type !== leaf.element.type) throw badShard(shown, undefined, `column ${name} is of two types`);
  return column.meta_data;
}

/** The values of a chunk, a page at a time, each with its first row in the group. Throws PATH. */
export async function* chunkCells(
  window: ByteSource,
  chunk: ColumnMetaData,
  leaf: Leaf,
  shown: string,
): AsyncGenerator<{ first: number; cells: Cells }> {
  let dictionary: Cells | undefined;
  let first = 0;
  for await (const page of columnPages(window, chunk, leaf, shown)) {
    const cells = await pageCells(page, leaf, dictionary, shown);
    if (page.isDictionary) dictionary = cells;
    else {
      yield { first, cells };
      first += cells.count;
    }
  }
}

/** The values of a chunk as text; undefined for rows without one. */
export async function chunkTexts(
  window: ByteSource,
  chunk: ColumnMetaData,
  leaf: Leaf,
  shown: string,
): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  const decoder = new TextDecoder();
  const isText = leaf.element.type === 'BYTE_ARRAY';
  for await (const { cells } of chunkCells(window, chunk, leaf, shown)) {
    for (let row = 0; row < cells.count; row += 1) {
      if (!isText) {
        const number = cells.numbers[row]!;
        texts.push(Number.isNaN(number) ? undefined : String(number));
        continue;
      }
      const [offset, length] = [cells.offsets[row]!, cells.lengths[row]!];
      if (length < 0) texts.push(undefined);
      else texts.push(decoder.decode(await bytesOf(cells.source, offset, length)));
    }
  }
  return texts;
}
