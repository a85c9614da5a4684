/** The requirements of every source, whatever its container and its storage. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { SampleStream } from '../../src/dataset/fetch/sample-stream.ts';
import type { SampleSource } from '../../src/dataset/source.ts';
import { LIMITS } from '../../src/limits.ts';

/** Contents of a dataset's samples, one class. */
export type Contents = readonly Uint8Array[];

/** A dataset under test. */
export interface SourceUnderTest {
  source: SampleSource;
  /** Makes the bytes of a sample unreadable, for good. */
  lose(index: number): void;
}

/** Makes a source of samples `a/0.jpg`, `a/1.jpg`, … with these bytes, or of these sizes without any bytes. */
export interface SourceFactory {
  make(contents: Contents): Promise<SourceUnderTest>;
  /** A source whose manifest says that its only sample has that many bytes. */
  makeOversized(bytes: number): Promise<SampleSource>;
}

const CONTENTS: Contents = [0, 1, 5, 300_000, 17, 4096, 2, 3, 4, 5, 70_000, 7, 8, 9, 10, 11, 12, 13, 14, 15].map(
  (length, k) => Uint8Array.from({ length }, (_, at) => (at * 31 + k * 7) & 255),
);
const EVERY = CONTENTS.map((_, k) => k);

/** Every sample that the stream gives, by its item, or the reason why it cannot be read. */
async function readAll(stream: SampleStream): Promise<Map<number, Buffer | string>> {
  const read = new Map<number, Buffer | string>();
  for (;;) {
    const sample = await stream.next();
    if (sample === undefined) return read;
    assert.ok(!read.has(sample.item), `item ${sample.item} comes once`);
    try {
      const image = await sample.open();
      const bytes = image instanceof Uint8Array ? image : await image.read({ offset: 0, length: image.length });
      read.set(sample.item, Buffer.from(bytes));
    } catch (error) {
      read.set(sample.item, (error as { reason?: string }).reason ?? String(error));
    }
  }
}

function claimer(count: number): () => number | undefined {
  let next = 0;
  return () => (next < count ? next++ : undefined);
}

export function describeSourceConformance(name: string, { make, makeOversized }: SourceFactory): void {
  describe(`a source: ${name}`, () => {
    test('samples should be read in any order, and again', async () => {
      const { source } = await make(CONTENTS);
      for (const index of [...EVERY, ...[...EVERY].reverse(), 3, 3]) {
        assert.ok(Buffer.from(await source.read(index)).equals(CONTENTS[index]!), `sample ${index}`);
      }
      source.close();
    });

    test('a range should hold the bytes of the whole sample at that place, in any order of reading', async () => {
      const { source } = await make(CONTENTS);
      const image = source.image(3);
      assert.equal(image.length, 300_000);
      for (const [offset, length] of [
        [0, 10],
        [299_990, 10],
        [5, 20],
        [4, 30],
        [0, 0],
        [100, 1],
        [0, 300_000],
      ] as const) {
        const expected = CONTENTS[3]!.subarray(offset, offset + length);
        assert.ok(Buffer.from(await image.read({ offset, length })).equals(expected), `${offset}, ${length}`);
      }
      for (const range of [
        { offset: -1, length: 2 },
        { offset: 299_999, length: 2 },
      ]) {
        assert.throws(() => image.read(range), RangeError);
      }
      source.close();
    });

    test('a sample should lie in an object, at an offset, with the length that the manifest says', async () => {
      const { source } = await make(CONTENTS);
      for (const index of EVERY) {
        const { object, offset, length } = source.locate(index);
        assert.ok(object.length > 0 && offset >= 0);
        assert.equal(length, CONTENTS[index]!.length);
      }
      for (const index of [-1, 0.5, CONTENTS.length]) assert.throws(() => source.locate(index), RangeError);
      source.close();
    });

    test('a stream should give each claimed sample once, with its own bytes', async () => {
      // Each thread opens the source for itself.
      const sources = [(await make(CONTENTS)).source, (await make(CONTENTS)).source];
      const indices = Float64Array.from([7, 3, 0, 19, 3, 12]);
      const claim = claimer(indices.length);
      const streams = sources.map((source) => source.samples({ indices, claim, threads: 2 }));
      const read = await Promise.all(streams.map(readAll));
      const items = read.flatMap((each) => [...each]);
      assert.deepEqual(items.map(([item]) => item).sort(), [0, 1, 2, 3, 4, 5]);
      for (const [item, bytes] of items)
        assert.deepEqual(bytes, Buffer.from(CONTENTS[indices[item]!]!), `item ${item}`);
      for (const source of sources) source.close();
    });

    test('a stream should read parts where a format can do with them', async () => {
      const { source } = await make(CONTENTS);
      const indices = Float64Array.from([3, 10]);
      const stream = source.samples({
        indices,
        claim: claimer(2),
        parts: { startBytes: 16, rangesOf: async (_, image) => [{ offset: image.length - 8, length: 8 }] },
      });
      for (let sample = await stream.next(); sample !== undefined; sample = await stream.next()) {
        const image = await sample.open();
        assert.ok(!(image instanceof Uint8Array));
        const expected = CONTENTS[indices[sample.item]!]!;
        assert.deepEqual([...(await image.read({ offset: 0, length: 16 }))], [...expected.subarray(0, 16)]);
        assert.deepEqual([...(await image.read({ offset: image.length - 8, length: 8 }))], [...expected.subarray(-8)]);
      }
      source.close();
    });

    test('a sample that is lost should be missing under its key, and the others be read', async () => {
      const { source, lose } = await make(CONTENTS);
      lose(4);
      await assert.rejects(async () => source.read(4), {
        reason: 'MISSING_SAMPLE',
        message: /a\/4\.jpg/,
      });
      await assert.rejects(
        async () => source.read(4),
        (error: { metadata?: { key?: string } }) => {
          assert.equal(error.metadata?.key, 'a/4.jpg');
          return true;
        },
      );
      assert.ok(Buffer.from(await source.read(5)).equals(CONTENTS[5]!));
      const read = await readAll(source.samples({ indices: Float64Array.from([3, 4, 5]), claim: claimer(3) }));
      assert.equal(read.get(1), 'MISSING_SAMPLE');
      assert.deepEqual([read.get(0), read.get(2)], [Buffer.from(CONTENTS[3]!), Buffer.from(CONTENTS[5]!)]);
      source.close();
    });

    test('a sample above the limit should be refused before it is read', async () => {
      const source = await makeOversized(LIMITS.imageBytes + 1);
      const refused = { reason: 'IMAGE_TOO_LARGE', message: /a\/0\.jpg has \d+ bytes; the limit imageBytes is \d+/ };
      assert.throws(() => source.locate(0), refused);
      await assert.rejects(async () => source.read(0), refused);
      const read = await readAll(source.samples({ indices: Float64Array.of(0), claim: claimer(1) }));
      assert.equal(read.get(0), 'IMAGE_TOO_LARGE');
      source.close();
    });

    test('a stream whose job was abandoned should give nothing more', async () => {
      const { source } = await make(CONTENTS);
      const controller = new AbortController();
      const indices = Float64Array.from(EVERY);
      const stream = source.samples({ indices, claim: claimer(indices.length), signal: controller.signal });
      assert.ok((await stream.next()) !== undefined);
      controller.abort();
      assert.equal(await stream.next(), undefined);
      stream.close();
      source.close();
    });

    test('a source should describe itself', async () => {
      const { source } = await make(CONTENTS);
      const { kind, ...rest } = source.describe();
      assert.ok(kind.length > 0);
      assert.deepEqual(rest, {
        sampleCount: CONTENTS.length,
        classCount: 1,
        bytes: CONTENTS.reduce((sum, bytes) => sum + bytes.length, 0),
        manifestDigest: source.manifest.digest,
      });
      source.close();
    });
  });
}
