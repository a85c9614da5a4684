/** Shards of every container: what is indexed of a damaged one lies inside it, or it is refused with PATH. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexShards } from '../../../src/dataset/shards/index-shards.ts';
import { CrescendoError } from '../../../src/errors.ts';
import type { FuzzTarget } from '../target.ts';

const GOLDEN = fileURLToPath(new URL('../../golden/shards', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'crescendo-fuzz-shards-'));
process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }));

function shardTarget(container: string, rounds: number, files: readonly string[]): FuzzTarget {
  const file = join(FOLDER, `shard.${container}`);
  const packs = join(FOLDER, 'packs');
  return {
    name: `${container}-shards`,
    rounds,
    acceptedMin: 1,
    seeds: async () => Object.fromEntries(files.map((name) => [name, readFileSync(join(GOLDEN, name))])),
    async accepts(input) {
      writeFileSync(file, input);
      try {
        const { manifest } = await indexShards([file], { packs, allowTruncated: input.length % 2 === 1 });
        const objects = manifest.objects!;
        for (let k = 0; k < manifest.sampleCount; k += 1) {
          const { object, offset } = manifest.place(k);
          assert.ok(offset >= 0 && offset + manifest.size(k) <= objects.length(object), `sample ${k}`);
        }
        return true;
      } catch (error) {
        const isRefused =
          error instanceof CrescendoError && (error.reason === 'PATH' || error.reason === 'INVALID_FIELD');
        if (isRefused && error.message.includes(dirname(file))) return false;
        throw error;
      } finally {
        rmSync(packs, { recursive: true, force: true });
      }
    },
  };
}

export const tarTarget = shardTarget('tar', 400, ['webdataset.tar', 'gnu.tar', 'pax.tar']);
export const parquetTarget = shardTarget('parquet', 1500, [
  'datasets.parquet',
  'dictionary.parquet',
  'v2.parquet',
  'snappy.parquet',
  'delta.parquet',
]);
export const tfrecordTarget = shardTarget('tfrecord', 600, ['examples.tfrecord']);
