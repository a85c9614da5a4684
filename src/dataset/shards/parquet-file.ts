import { type FileMetaData, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { z } from 'zod';
import { CrescendoError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { badShard } from './bad-shard.ts';
import type { Shard } from './shard.ts';

const position = z.bigint().min(0n).max(BigInt(Number.MAX_SAFE_INTEGER));
const count = z.int().min(0);

/** What is used of a footer, whose fields may be of any type in a damaged file. */
const footerSchema = z.object({
  num_rows: position,
  schema: z.array(z.object({ name: z.string(), type: z.string().optional(), num_children: count.optional() })).min(1),
  row_groups: z.array(
    z.object({
      num_rows: position,
      columns: z.array(
        z.object({
          file_path: z.string().optional(),
          meta_data: z
            .object({
              type: z.string(),
              codec: z.string(),
              encodings: z.array(z.string()),
              path_in_schema: z.array(z.string()),
              num_values: position,
              data_page_offset: position,
              dictionary_page_offset: position.optional(),
              total_compressed_size: position,
            })
            .optional(),
        }),
      ),
    }),
  ),
  key_value_metadata: z.array(z.object({ key: z.string().optional(), value: z.string().optional() })).optional(),
});

/** Reads what the footer of a Parquet file says of its columns. Throws PATH. */
export async function parquetFooter({ store, info, shown }: Shard): Promise<FileMetaData> {
  const file = {
    byteLength: info.length,
    slice: async (start: number, end = info.length): Promise<ArrayBuffer> => {
      if (start < 0 || end > info.length || end - start > LIMITS.parquetFooterBytes)
        throw new RangeError(`bytes ${start}..${end}`);
      const bytes = await store.read(info, start, end - start);
      return Uint8Array.from(bytes).buffer;
    },
  };
  if (info.length < 12) throw badShard(shown, undefined, `it has ${info.length} bytes, too few for a Parquet file`);
  try {
    const footer = await parquetMetadataAsync(file, { geoparquet: false });
    const wrong = footerSchema.safeParse(footer).error?.issues[0];
    if (wrong !== undefined) throw new Error(`${wrong.path.join('.')}: ${wrong.message}`);
    // Its tree must be one.
    parquetSchema(footer);
    return footer;
  } catch (error) {
    if (error instanceof CrescendoError) throw error;
    throw badShard(
      shown,
      undefined,
      `it is no Parquet file, or is damaged or cut off: its footer cannot be read (${(error as Error).message})`,
    );
  }
}

const statedSchema = { num_values: count, encoding: z.string() };

/** What is used of a page's header. */
export const pageHeaderSchema = z.object({
  type: z.string(),
  compressed_page_size: count,
  uncompressed_page_size: count,
  data_page_header: z.object(statedSchema).optional(),
  dictionary_page_header: z.object(statedSchema).optional(),
  data_page_header_v2: z
    .object({
      ...statedSchema,
      definition_levels_byte_length: count,
      repetition_levels_byte_length: count,
      is_compressed: z.boolean(),
    })
    .optional(),
});

export type CheckedPageHeader = z.infer<typeof pageHeaderSchema>;
