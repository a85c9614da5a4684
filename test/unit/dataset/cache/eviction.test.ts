import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, test } from 'vitest';
import { isWorthKeeping } from '../../../../src/dataset/cache/admission.ts';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../../../src/dataset/cache/index-of-parts.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import { addStream, advanceStream, comingOf, farthest, removeStreams } from '../../../../src/dataset/cache/uses.ts';
import { LIMITS } from '../../../../src/limits.ts';

const PART = LIMITS.cachePartBytes;
const MIB = 1024 * 1024;
const open: { index: CacheIndex; path: string }[] = [];

afterEach(() => {
  for (const { index, path } of open.splice(0)) {
    index.close();
    rmSync(path, { recursive: true, force: true });
  }
});

interface Subject {
  index: CacheIndex;
  folder: CacheFolder;
  /** Makes the index forget everything. */
  reset(): void;
}

function make(limit: number, now = () => 0): Subject {
  const path = mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  const folder = CacheFolder.make(path);
  const index = new CacheIndex(folder, { limit, state: new SharedCacheState(), now });
  open.push({ index, path });
  const reset = (): void =>
    index.database.write(() => {
      for (const table of ['uses', 'streams', 'parts']) index.database.run(`DELETE FROM ${table}`);
    });
  return { index, folder, reset };
}

const nameOf = (part: number): string => `${part.toString(16).padStart(40, '0')}-0`;

/** Reads a whole part, which is fetched if it is worth that; an empty file stands for its bytes. Returns whether it hit. */
function read({ index, folder }: Subject, part: number): boolean {
  const wanted = { name: nameOf(part), place: 'p', bytes: PART, readBytes: PART };
  const reserved = index.reserve(wanted);
  if (reserved.kind === 'reserved') {
    writeFileSync(folder.written(reserved.token), '');
    assert.ok(index.publish(reserved.token, wanted.name, 0));
  }
  return reserved.kind === 'ready';
}

/** Tells the index where parts are used at and after a step of the order. */
function tell(
  { index }: Subject,
  stream: number,
  order: readonly number[],
  step: number,
  parts: Iterable<number>,
): void {
  const changes = [...parts].map((part) => {
    const steps = order.flatMap((each, at) => (each === part && at >= step ? [at] : []));
    const [first, again] = steps;
    return {
      ...{ name: nameOf(part), bytes: steps.length * PART },
      ...(first === undefined ? {} : { step: first }),
      ...(again === undefined ? {} : { again }),
    };
  });
  index.database.write(() => advanceStream(index.database, stream, step, changes));
}

/** Misses of a cache that replaces what was not used for the longest time. */
function missesOfLru(order: readonly number[], capacity: number): number {
  const cached: number[] = [];
  let misses = 0;
  for (const part of order) {
    const at = cached.indexOf(part);
    if (at >= 0) cached.splice(at, 1);
    else {
      misses += 1;
      if (cached.length === capacity) cached.shift();
    }
    cached.push(part);
  }
  return misses;
}

test('eviction by the next use should never miss more often than by the last use', () => {
  const subject = make(64 * MIB);
  const capacity = Math.floor((64 * MIB - subject.index.usedBytes) / (PART + 4096));
  assert.ok(capacity >= 5);
  let better = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(11), { minLength: 20, maxLength: 40 }), (order) => {
      subject.reset();
      const { database, owner } = subject.index;
      const stream = database.write(() => addStream(database, owner, 0));
      tell(subject, stream, order, 0, new Set(order));
      let misses = 0;
      for (const [step, part] of order.entries()) {
        if (step > 0) tell(subject, stream, order, step, [order[step - 1]!]);
        if (!read(subject, part)) misses += 1;
        assert.ok(subject.index.usedBytes <= 64 * MIB);
      }
      const lru = missesOfLru(order, capacity);
      assert.ok(misses <= lru, `${misses} misses, ${lru} by last use`);
      if (misses < lru) better += 1;
    }),
    { numRuns: 60 },
  );
  assert.ok(better > 20, `better in ${better} of 60 orders`);
});

test('several streams: a part should be as near as the stream that needs it first', () => {
  const subject = make(64 * MIB);
  const { database, owner } = subject.index;
  for (const part of [1, 2, 3]) read(subject, part);
  const [a, b] = database.write(() => [addStream(database, owner, 0), addStream(database, owner, 100)]);
  const use = (part: number, step: number) => ({ name: nameOf(part), step, bytes: PART });
  database.write(() => advanceStream(database, a!, 0, [use(1, 50), use(2, 5), use(3, 20)]));
  database.write(() => advanceStream(database, b!, 100, [use(1, 101), use(2, 160)]));
  assert.deepEqual(comingOf(database, nameOf(1)), { first: 1, again: 50, bytes: 2 * PART });
  // By the first stream alone, part 1 would be the farthest; by the second, part 2.
  assert.deepEqual([farthest(database)!.name, farthest(database)!.distance], [nameOf(3), 20]);
  // As the first stream goes on, its uses come nearer.
  database.write(() => advanceStream(database, a!, 19, []));
  assert.deepEqual(comingOf(database, nameOf(3))!.first, 1);
  database.write(() => removeStreams(database, [a!]));
  assert.deepEqual([farthest(database)!.name, farthest(database)!.distance], [nameOf(3), Infinity]);
  database.write(() => removeStreams(database, [b!]));
  assert.equal(comingOf(database, nameOf(1)), undefined);
});

test('parts that no step needs should go first, by their last use', () => {
  let now = 0;
  const subject = make(64 * MIB, () => now);
  for (const part of [1, 2, 3]) {
    now += 1000;
    read(subject, part);
  }
  now += 1000;
  subject.index.touch([nameOf(1)]);
  assert.equal(farthest(subject.index.database)!.name, nameOf(2));
});

test('the farthest part of random plans should be the one of a plain search', () => {
  const subject = make(128 * MIB);
  const uses = fc.array(fc.tuple(fc.nat(9), fc.nat(30)), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), uses), { minLength: 1, maxLength: 4 }), (streams) => {
      subject.reset();
      const { database, owner } = subject.index;
      for (let part = 0; part < 10; part += 1) read(subject, part);
      const nearest = new Map<number, number>();
      for (const [step, changes] of streams) {
        const byPart = new Map(changes);
        const id = database.write(() => addStream(database, owner, step));
        const rows = [...byPart].map(([part, at]) => ({ name: nameOf(part), step: at, bytes: 1 }));
        database.write(() => advanceStream(database, id, step, rows));
        for (const [part, at] of byPart) {
          nearest.set(part, Math.min(nearest.get(part) ?? Infinity, Math.max(0, at - step)));
        }
      }
      const expected = Math.max(...Array.from({ length: 10 }, (_, part) => nearest.get(part) ?? Infinity));
      assert.equal(farthest(database)!.distance, expected);
    }),
    { numRuns: 60 },
  );
});

test('a part of 8 MiB should not be fetched for a sample unless it is used again before it would go', () => {
  const sample = { bytes: PART, readBytes: 75_000 };
  const once = { first: 0, again: undefined, bytes: 75_000 };
  const twice = { first: 0, again: 7, bytes: 150_000 };
  const often = { first: 0, again: 7, bytes: PART };
  const at = (distance: number, read = 0) => ({ distance, bytes: read, idleMs: 0 });
  // [coming uses, room, only unneeded parts must go, one that is needed at step 8, at step 7, one that is used as much]
  const expected = [
    [once, false, false, false, false, false],
    [twice, true, false, false, false, false],
    [often, true, true, true, false, false],
    // Nothing is known: while there is room.
    [undefined, true, false, false, false, false],
  ] as const;
  for (const [coming, ...answers] of expected) {
    const victims = [undefined, at(Infinity), at(8, 75_000), at(7, 75_000), at(8, PART)];
    assert.deepEqual(
      victims.map((victim) => isWorthKeeping({ ...sample, coming }, victim)),
      answers,
      JSON.stringify(coming),
    );
  }
  // A part that nobody has read for ten minutes gives way to one of which nothing is known.
  const idle = { distance: Infinity, bytes: 0, idleMs: 600_000 };
  for (const coming of [undefined, twice]) assert.ok(isWorthKeeping({ ...sample, coming }, idle));
  assert.ok(!isWorthKeeping({ ...sample, coming: once }, idle));
  // A read of a whole part costs nothing more, so only the next use decides.
  const whole = { bytes: PART, readBytes: PART, coming: { first: 0, again: 7, bytes: 2 * PART } };
  assert.ok(isWorthKeeping(whole, at(8, 5 * PART)));
  assert.ok(!isWorthKeeping(whole, at(7)));
  // Before anybody reads it: the first use counts, and a single sample is not worth it.
  const ahead = { bytes: PART, readBytes: 0 };
  assert.ok(isWorthKeeping({ ...ahead, coming: { first: 3, again: 9, bytes: PART } }, at(4)));
  assert.ok(!isWorthKeeping({ ...ahead, coming: { first: 3, again: 9, bytes: PART } }, at(3)));
  assert.ok(!isWorthKeeping({ ...ahead, coming: { first: 3, again: undefined, bytes: 75_000 } }, undefined));
});

test('a part whose writer gives no sign of life should be taken over, and its late bytes be refused', () => {
  let now = 0;
  const { index, folder } = make(64 * MIB, () => now);
  const wanted = { name: nameOf(1), place: 'p', bytes: PART, readBytes: PART };
  const first = index.reserve(wanted);
  assert.ok(first.kind === 'reserved');
  writeFileSync(folder.written(first.token), 'late');
  now = 29_000;
  assert.deepEqual(index.reserve(wanted), { kind: 'pending' });
  index.renew(first.token);
  now = 58_000;
  assert.deepEqual(index.reserve(wanted), { kind: 'pending' });
  now = 60_000;
  const used = index.usedBytes;
  const second = index.reserve(wanted);
  assert.ok(second.kind === 'reserved' && second.token !== first.token);
  assert.equal(index.usedBytes, used, 'its room counts once');
  assert.ok(!existsSync(folder.written(first.token)));
  assert.equal(index.publish(first.token, wanted.name, 0), false);
  index.release(first.token);
  writeFileSync(folder.written(second.token), 'right');
  assert.ok(index.publish(second.token, wanted.name, 0));
  assert.equal(readFileSync(folder.part(wanted.name), 'utf8'), 'right');
});
