/**
 * A process that reads random ranges through a cache until it is killed: `node cache-process.ts FOLDER BYTES SEED`. It prints a
 * line when it has begun, and ends with exit code 1 if a byte is wrong.
 */
import { cached } from '../../src/dataset/cache/cached.ts';
import { CacheFolder } from '../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../src/dataset/cache/index-of-parts.ts';
import { PartNames } from '../../src/dataset/cache/part-names.ts';
import { SharedCacheState } from '../../src/dataset/cache/shared.ts';
import { addStream, advanceStream } from '../../src/dataset/cache/uses.ts';
import { LIMITS } from '../../src/limits.ts';
import { FakeRemote, fakeBytes } from './fake-remote.ts';

const [folder, bytes, seed] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
const PART = LIMITS.cachePartBytes;
const OBJECTS = 12;
const PLACE = 'fake:';
/** Bytes of an object: whole parts, some of them with a short last one. */
const lengthOf = (object: number): number => (object % 3 === 0 ? 200_000 + object : 2 * PART + object * 10_000);

let state = seed >>> 0;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const options = { folder, bytes, shared: new SharedCacheState().buffer };
const storage = cached(new FakeRemote({ latency: () => random(4) }), PLACE, options);
const index = new CacheIndex(CacheFolder.make(folder), { state: new SharedCacheState(options.shared) });
const stream = index.database.write(() => addStream(index.database, index.owner, 0));
const names = new PartNames(PLACE);

/** Says that some parts are needed at random steps, so that what is there is replaced all the time. */
function plan(step: number): void {
  const changes = Array.from({ length: 6 }, () => {
    const object = random(OBJECTS);
    const range = {
      object: `o${object}`,
      offset: 0,
      length: 1,
      objectLength: lengthOf(object),
      version: { etag: '"1"' },
    };
    const at = step + 1 + random(20);
    return { name: names.name(range, random(2))!, step: at, again: at + random(20), bytes: PART };
  });
  index.database.write(() => advanceStream(index.database, stream, step, changes));
}

console.log('begun');
for (let step = 0; ; step += 1) {
  plan(step);
  const reads = Array.from({ length: 4 }, async () => {
    const object = random(OBJECTS);
    const objectLength = lengthOf(object);
    const offset = random(objectLength);
    const length = Math.min(objectLength - offset, random(100_000));
    const into = new Uint8Array(length);
    await storage.read({ object: `o${object}`, offset, length, objectLength, version: { etag: '"1"' } }, into);
    if (Buffer.from(into).equals(fakeBytes(`o${object}`, '"1"', offset, length))) return;
    console.error(`wrong bytes of o${object} at ${offset}`);
    process.exit(1);
  });
  await Promise.all(reads);
}
