import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Claim, ReplayBuffer, ReplayMemory } from '../../../../src/make/replay/replay-buffer.ts';

const buffer = (capacity: number) => new ReplayBuffer({ fresh: 4, split: 2, sampleBytes: 3, capacity });

/** Fills a claimed chunk with one number. */
function store(claim: Claim, value: number): void {
  assert.ok(claim.kind === 'make');
  claim.store((_, bytes, shown, at) => {
    bytes.fill(value);
    shown[at] = value;
  });
}

async function read(claim: Claim): Promise<number[]> {
  assert.ok(claim.kind === 'kept');
  await claim.ready;
  const found: number[] = [];
  claim.read((_, bytes, shown, at) => found.push(bytes[0]!, shown[at]!));
  return found;
}

test('the first to claim a chunk should make it, and the others get it', async () => {
  const replay = buffer(2);
  const first = replay.claim(0, 1, true);
  const second = replay.claim(0, 1, false);
  const waiting = read(second);
  store(first, 7);
  assert.deepEqual(await waiting, [7, 7, 7, 7]);
  assert.equal(replay.claim(0, 0, false).kind, 'make');
});

test('those who wait should hear of a failure', async () => {
  const replay = buffer(2);
  const first = replay.claim(0, 0, true);
  const waiting = read(replay.claim(0, 0, false));
  assert.ok(first.kind === 'make');
  first.fail(new Error('no such file'));
  await assert.rejects(waiting, /no such file/);
});

test('fresh samples should displace the oldest, and older ones displace nothing', () => {
  const replay = buffer(2);
  for (const step of [4, 5, 6]) store(replay.claim(step, 0, true), step);
  assert.equal(replay.size, 2);
  assert.equal(replay.claim(4, 0, false).kind, 'unkept');
  assert.equal(replay.claim(5, 0, false).kind, 'kept');
  replay.forgetBefore(6);
  assert.equal(replay.size, 1);
  assert.equal(replay.claim(5, 0, false).kind, 'make');
});

test('memory that somebody still reads should not be used again', async () => {
  const replay = buffer(1);
  store(replay.claim(0, 0, true), 1);
  const late = replay.claim(0, 0, false);
  store(replay.claim(1, 0, true), 2);
  assert.deepEqual(await read(late), [1, 1, 1, 1]);
});

test('without memory nothing should be kept', () => {
  assert.equal(buffer(0).claim(0, 0, true).kind, 'unkept');
  const memory = new ReplayMemory(1000);
  const first = memory.reserve(300, 2);
  const second = memory.reserve(300, 2);
  assert.deepEqual([first.count, second.count], [2, 1]);
  first.release();
  first.release();
  assert.equal(memory.reserve(300, 5).count, 2);
});
