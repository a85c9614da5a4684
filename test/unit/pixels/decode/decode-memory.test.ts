import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../../src/limits.ts';
import { DecodeMemory, Decoder, forgetThreads, newDecodeMemory } from '../../../../src/pixels/decode/index.ts';
import { residentBound } from '../../../../src/server/memory.ts';
import { decode } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';
import { encodeTiled, tiledFormat } from '../../../support/tiled-format.ts';

const EACH = LIMITS.decodeBytes;

/** As many threads' access to one memory. */
function threads(count: number): DecodeMemory[] {
  const words = newDecodeMemory(count);
  return Array.from({ length: count }, (_, k) => new DecodeMemory(words, k + 1));
}

test('images that fit should be decoded at once, without a promise', () => {
  const [one, two] = threads(2) as [DecodeMemory, DecodeMemory];
  assert.equal(
    one.with(EACH, () => two.with(EACH, () => 'both')),
    'both',
  );
  // Given back: there is room again for both.
  assert.equal(
    two.with(2 * EACH, () => 'all'),
    'all',
  );
});

test('an image that does not fit should wait, small ones should not, and a failure should give back what it had', async () => {
  const [one, two, three] = threads(3) as [DecodeMemory, DecodeMemory, DecodeMemory];
  const first = Promise.withResolvers<void>();
  const order: string[] = [];
  const large = one.with(3 * EACH, () => first.promise);
  const waiting = two.with(EACH, () => order.push('waited'));
  assert.equal(
    three.with(LIMITS.decodeUnaskedBytes, () => 'small'),
    'small',
  );
  await setImmediate();
  assert.deepEqual(order, []);
  first.reject(new Error('damaged'));
  await assert.rejects(Promise.resolve(large), /damaged/);
  await waiting;
  assert.deepEqual(order, ['waited']);
  assert.throws(() => one.with(3 * EACH, () => assert.fail('synchronous')), /synchronous/);
  assert.equal(
    one.with(3 * EACH, () => 'free'),
    'free',
  );
});

test('an image larger than all memory should be decoded while no other is', async () => {
  const [one, two] = threads(2) as [DecodeMemory, DecodeMemory];
  const first = Promise.withResolvers<void>();
  const small = one.with(EACH / 2, () => first.promise);
  const large = two.with(LIMITS.decodeBytesMax, () => 'alone');
  assert.ok(large instanceof Promise);
  first.resolve();
  await small;
  assert.equal(await large, 'alone');
});

test('whatever the threads decode, they should never take more than there is, and all should come to an end', async () => {
  const sizes = fc.array(fc.double({ min: 0.05, max: 4, noNaN: true }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { minLength: 2, maxLength: 5 }), async (work) => {
      const all = threads(work.length);
      let [taken, most] = [0, 0];
      const runs = work.map(async (images, k) => {
        for (const size of images) {
          const bytes = Math.min(size * EACH, work.length * EACH);
          await all[k]!.with(bytes, async () => {
            taken += bytes;
            most = Math.max(most, taken);
            await setImmediate();
            taken -= bytes;
          });
        }
      });
      await Promise.all(runs);
      assert.ok(most <= work.length * EACH + 1, `${most}`);
    }),
    { numRuns: 60 },
  );
});

test('what a dead thread held, and its turn, should be free again', async () => {
  const words = newDecodeMemory(2);
  const [dead, next, alive] = [1, 2, 3].map((id) => new DecodeMemory(words, id)) as [
    DecodeMemory,
    DecodeMemory,
    DecodeMemory,
  ];
  void dead.with(2 * EACH, () => new Promise(() => {}));
  void Promise.resolve(next.with(EACH, () => new Promise(() => {})));
  await setImmediate();
  const waiting = alive.with(EACH, () => 'done');
  // Threads 1 and 2 are those with the ids 0 and 1.
  forgetThreads(words, [2]);
  assert.equal(await waiting, 'done');
});

test('a decoder should wait for the memory that its format states', async () => {
  const words = newDecodeMemory(1);
  const other = new DecodeMemory(words, 7);
  const large = { ...tiledFormat, header: (bytes: Uint8Array) => ({ ...header(bytes), scratchBytes: EACH / 2 }) };
  const header = (bytes: Uint8Array) =>
    tiledFormat.header(bytes) as Exclude<ReturnType<typeof tiledFormat.header>, Promise<unknown> | undefined>;
  const decoder = new Decoder({ formats: [large], memory: new DecodeMemory(words, 8) });
  const first = Promise.withResolvers<void>();
  const held = other.with(EACH, () => first.promise);
  let done = false;
  const decoding = decode(decoder, encodeTiled(picture(64, 64), 32)).then(() => {
    done = true;
  });
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  assert.ok(!done);
  first.resolve();
  await held;
  await decoding;
  const jpeg = encodeJpeg(picture(40, 30), { subsampling: '4:2:0' });
  const small = new Decoder({ memory: new DecodeMemory(words, 9) });
  const box = { x: 0, y: 0, width: 40, height: 30 };
  const known = await small.readHeader(jpeg);
  expect(small.decodeRegion(jpeg, known, box, (w, h) => new Uint8Array(w * h * 4))).not.toBeInstanceOf(Promise);
});

test('the bound should be that of each worker and the arenas, and never more than what all decoders share', () => {
  const arenas = 128 * 2 ** 20;
  const use = { slotBytes: 0, sharedBytes: 0, replayBytes: 0, imagePixels: 0, imageBytes: 0 };
  const decoders = (workers: number, scratchBytes: number): number =>
    residentBound({ ...use, workers, scratchBytes }) - residentBound({ ...use, workers, scratchBytes: 0 });
  assert.equal(decoders(4, 1000), 4000 + arenas);
  const unasked = LIMITS.decodeUnaskedBytes;
  assert.equal(decoders(2, LIMITS.decodeBytesMax), LIMITS.decodeBytesMax + 2 * unasked + arenas);
  assert.equal(decoders(8, LIMITS.decodeBytesMax), 8 * (EACH + unasked) + arenas);
});
