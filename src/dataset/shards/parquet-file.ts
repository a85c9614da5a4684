import { type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { CrescendoError } from '../../errors.ts';
import { badShard } from './bad-shard.ts';
import type { Shard } from './shard.ts';

/** Bytes of a footer, at most: that of a file with 100,000 row groups of ten columns is smaller. */
const FOOTER_MAX = 256 * 1024 * 1024;

/** Reads what the footer of a Parquet file says of its columns. Throws PATH. */
export async function parquetFooter({ store, info, shown }: Shard): Promise<FileMetaData> {
  const file = {
    byteLength: info.length,
    slice: async (start: number, end = info.length): Promise<ArrayBuffer> => {
      if (start < 0 || end > info.length || end - start > FOOTER_MAX) throw new RangeError(`bytes ${start}..${end}`);
      const bytes = await store.read(info, start, end - start);
      return Uint8Array.from(bytes).buffer;
    },
  };
  if (info.length < 12) throw badShard(shown, undefined, `it has ${info.length} bytes, too few for a Parquet file`);
  try {
    return await parquetMetadataAsync(file, { geoparquet: false });
  } catch (error) {
    if (error instanceof CrescendoError) throw error;
    throw badShard(
      shown,
      undefined,
      `it is no Parquet file, or is damaged or cut off: its footer cannot be read (${(error as Error).message})`,
    );
  }
}
