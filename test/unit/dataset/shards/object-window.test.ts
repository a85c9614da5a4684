import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { indexShards } from '../../../../src/dataset/shards/index-shards.ts';
import type { ObjectInfo, ObjectStore } from '../../../../src/dataset/storage/storage.ts';
import { tarOf } from '../../../support/shards.ts';

const SAMPLES = 60;

/** One tar in memory, that says how it was read. */
class CountingStore implements ObjectStore {
  readonly place: string;
  readonly #bytes: Buffer;
  reads = 0;
  bytesRead = 0;

  constructor(place: string, bytes: Buffer) {
    this.place = place;
    this.#bytes = bytes;
  }

  async *list(): AsyncGenerator<ObjectInfo> {
    yield await this.head('a.tar');
  }

  async head(object: string): Promise<ObjectInfo> {
    return { object, length: this.#bytes.length, version: { etag: '"1"' } };
  }

  async read(_: ObjectInfo, offset: number, length: number): Promise<Uint8Array> {
    this.reads += 1;
    this.bytesRead += length;
    assert.ok(offset >= 0 && offset + length <= this.#bytes.length);
    return Uint8Array.from(this.#bytes.subarray(offset, offset + length));
  }

  close(): void {}
}

/** The share of a tar's bytes that are read to index it, and the requests for each of its samples. */
async function effort(bodyBytes: number): Promise<{ share: number; reads: number }> {
  const body = new Uint8Array(bodyBytes);
  const archive = tarOf(
    Array.from({ length: SAMPLES }, (_, k) => [
      { path: `${k}.jpg`, body },
      { path: `${k}.cls`, body: '1' },
    ]).flat(),
  );
  const store = new CountingStore('s3://bucket/', archive);
  const { manifest } = await indexShards(['s3://bucket/*.tar'], { open: () => store });
  assert.equal(manifest.sampleCount, SAMPLES);
  return { share: store.bytesRead / archive.length, reads: store.reads / SAMPLES };
}

describe('a shard of an object store', () => {
  test('should be indexed without its images where they are large', async () => {
    const { share, reads } = await effort(300_000);
    assert.ok(share < 0.06 && reads <= 1.1, `${share}, ${reads}`);
    const larger = await effort(2_000_000);
    assert.ok(larger.share < 0.01 && larger.reads <= 1.1, `${larger.share}, ${larger.reads}`);
  });

  test('should be read in large blocks where the images are small', async () => {
    const { share, reads } = await effort(5000);
    assert.ok(share <= 1 && reads < 0.15, `${share}, ${reads}`);
  });
});
