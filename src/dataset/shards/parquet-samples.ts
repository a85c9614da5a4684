import { badShard } from './bad-shard.ts';
import { bytesOf } from './byte-source.ts';
import { ObjectWindow } from './object-window.ts';
import { openPack, PackWriter, packName } from './pack-file.ts';
import { chunkCells, chunkOf, chunkTexts } from './parquet-chunk.ts';
import { type ImageColumns, imageColumns, type Leaf } from './parquet-columns.ts';
import { parquetFooter } from './parquet-file.ts';
import { labelText, type ScanContext, type ScannedShard, type Shard, sampleName } from './shard.ts';
import { ShardSamples } from './shard-samples.ts';

type Footer = Awaited<ReturnType<typeof parquetFooter>>;
/** Where the image of each row lies. */
type Ranges = (group: number, add: (row: number, offset: number, length: number) => void) => Promise<void>;

/** Encodings in which a value's bytes lie verbatim. */
const VERBATIM: ReadonlySet<string> = new Set(['PLAIN', 'RLE', 'BIT_PACKED', 'PLAIN_DICTIONARY', 'RLE_DICTIONARY']);

/** Packs are made one after the other: each holds whole pages in memory. */
let packing: Promise<unknown> = Promise.resolve();

/**
 * Scans a Parquet file with a column of images, as Hugging Face's `datasets` writes it, or a plain binary column. Images in
 * pages that are not compressed are indexed where they lie; others are first decoded into a pack.
 */
export async function scanParquet(shard: Shard, context: ScanContext): Promise<ScannedShard> {
  const footer = await parquetFooter(shard);
  const columns = imageColumns(footer, shard.shown, context.fields, context.given === undefined);
  const classNames = columns.classNames && context.stated.take(columns.classNames, shard.shown);
  const samples = new ShardSamples(shard.shown);
  const unwritten = unreadableCodec(footer, columns.image, shard.shown);
  if (unwritten === undefined) {
    await addRows(shard, context, footer, columns, classNames, inPlace(shard, footer, columns.image), samples);
    return { samples };
  }
  const folder = context.fields.packs;
  if (folder === undefined) {
    throw badShard(
      shard.shown,
      undefined,
      `the images in column ${columns.image.path.join('.')} are ${unwritten}, so none can be read by itself. Name a folder with ` +
        'packs (--packs DIR), into which they are decoded once (as large as the images), or write the file without ' +
        "compression: pyarrow's write_table(..., compression='none', use_dictionary=False)",
    );
  }
  const name = packName(shard, columns.image.path);
  const made = packing.then(
    async () => openPack(folder, name) ?? (await writePack(shard, footer, columns.image, folder, name)),
  );
  packing = made.catch(() => {});
  const pack = await made;
  await addRows(shard, context, footer, columns, classNames, inPack(footer, pack.lengths), samples);
  return { samples, pack: { name, length: pack.length } };
}

/** Why images cannot be read by themselves; undefined if they can. */
function unreadableCodec(footer: Footer, image: Leaf, shown: string): string | undefined {
  for (let group = 0; group < footer.row_groups.length; group += 1) {
    const { codec, encodings } = chunkOf(footer, group, image, shown);
    if (codec !== 'UNCOMPRESSED') return `compressed together (${codec})`;
    const encoding = encodings.find((each) => !VERBATIM.has(each));
    if (encoding !== undefined) return `encoded together (${encoding})`;
  }
  return undefined;
}

/** Images where they lie in the shard. */
function inPlace(shard: Shard, footer: Footer, image: Leaf): Ranges {
  return async (group, add) => {
    const window = new ObjectWindow(shard.store, shard.info);
    const chunk = chunkOf(footer, group, image, shard.shown);
    for await (const { first, cells } of chunkCells(window, chunk, image, shard.shown)) {
      for (let row = 0; row < cells.count; row += 1) add(first + row, cells.offsets[row]!, cells.lengths[row]!);
    }
  };
}

/** Images in a pack, which has those of all row groups one after the other. */
function inPack(footer: Footer, lengths: Uint32Array): Ranges {
  let [next, offset] = [0, 0];
  return async (group, add) => {
    const rows = Number(footer.row_groups[group]!.num_rows);
    for (let row = 0; row < rows; row += 1) {
      const length = lengths[next]!;
      add(row, offset, length);
      offset += length;
      next += 1;
    }
  };
}

async function writePack(shard: Shard, footer: Footer, image: Leaf, folder: string, name: string) {
  const writer = new PackWriter(folder, name);
  try {
    let rows = 0;
    for (let group = 0; group < footer.row_groups.length; group += 1) {
      const window = new ObjectWindow(shard.store, shard.info);
      const chunk = chunkOf(footer, group, image, shard.shown);
      for await (const { cells } of chunkCells(window, chunk, image, shard.shown)) {
        for (let row = 0; row < cells.count; row += 1) {
          const [offset, length] = [cells.offsets[row]!, cells.lengths[row]!];
          if (length < 0) throw noImage(shard, rows + row);
          writer.add(await bytesOf(cells.source, offset, length));
        }
        rows += cells.count;
      }
    }
    if (rows !== Number(footer.num_rows)) throw otherRows(shard, image, rows, Number(footer.num_rows));
    return writer.finish();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

async function addRows(
  shard: Shard,
  context: ScanContext,
  footer: Footer,
  columns: ImageColumns,
  classNames: readonly string[] | undefined,
  ranges: Ranges,
  samples: ShardSamples,
): Promise<void> {
  const { shown } = shard;
  const file = shown.slice(shown.lastIndexOf('/') + 1);
  let start = 0;
  for (const [group, { num_rows }] of footer.row_groups.entries()) {
    const rows = Number(num_rows);
    const texts = async (leaf: Leaf | undefined): Promise<(string | undefined)[] | undefined> =>
      leaf && chunkTexts(new ObjectWindow(shard.store, shard.info), chunkOf(footer, group, leaf, shown), leaf, shown);
    const paths = await texts(columns.path);
    const labels = await texts(columns.label);
    let seen = 0;
    await ranges(group, (row, offset, length) => {
      seen += 1;
      const number = start + row;
      if (length < 0) throw noImage(shard, number);
      const name = sampleName(paths?.[row], file, number);
      const text = rowLabel(shard, context, { number, name, file }, labels?.[row], classNames);
      if (text === undefined) return;
      const label = context.texts.number(text, () => `${shown}, row ${number}`);
      samples.add({ name, label, offset, length });
    });
    if (seen !== rows) throw otherRows(shard, columns.image, seen, rows);
    if (paths !== undefined && paths.length !== rows) throw otherRows(shard, columns.path!, paths.length, rows);
    if (labels !== undefined && labels.length !== rows) throw otherRows(shard, columns.label!, labels.length, rows);
    start += rows;
  }
}

/** The label of a row; undefined if a label file leaves it out. */
function rowLabel(
  { shown }: Shard,
  { given, skipped }: ScanContext,
  { number, name, file }: { number: number; name: string; file: string },
  value: string | undefined,
  classNames: readonly string[] | undefined,
): string | undefined {
  if (given !== undefined) {
    const text = given.of(name, `${file}/${number}`);
    if (text === undefined) skipped.add('unlisted-sample', `${shown}/${number}`);
    return text;
  }
  const text = labelText(value, () => `${shown}, row ${number}`);
  if (classNames === undefined) return text;
  const className = classNames[Number(text)];
  if (className !== undefined) return className;
  throw badShard(
    shown,
    undefined,
    `row ${number} has the label ${text}, and its schema names ${classNames.length} classes`,
  );
}

function noImage({ shown }: Shard, row: number): Error {
  return badShard(
    shown,
    undefined,
    `row ${row} has no image: its bytes are null, as if only the path of a file was stored. Embed the images (datasets' ` +
      'to_parquet does), or remove the row',
  );
}

function otherRows({ shown }: Shard, leaf: Leaf, has: number, rows: number): Error {
  return badShard(shown, undefined, `it is damaged: column ${leaf.path.join('.')} has ${has} values in ${rows} rows`);
}
