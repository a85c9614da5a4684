import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { type Divisible, FairQueue, type Share } from '../../../../src/make/workers/fair-queue.ts';
import { PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';

/** Work whose units cost some milliseconds each. */
class Work implements Divisible {
  readonly kind = 'make';
  left: number;
  cost: number;

  constructor(units: number, cost: number) {
    this.left = units;
    this.cost = cost;
  }
}

/** One worker, with its own clock, that serves a queue piece by piece. */
class Worker {
  now = 0;
  readonly queue = new FairQueue<Work>(() => this.now);
  readonly #piece: number;

  constructor(piece: number) {
    this.#piece = piece;
  }

  /** Does the next piece, and returns whose it was. */
  step(): Work {
    const { work, units, done } = this.queue.take(this.#piece)!;
    work.left -= units;
    const busyMs = units * work.cost;
    this.now += busyMs;
    done(busyMs);
    return work;
  }
}

test('each of several busy streams should get its part of the time, whatever its batches and its costs', () => {
  const streams = fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 5000 }),
      cost: fc.double({ min: 0.2, max: 8, noNaN: true }),
      weight: fc.constantFrom(1, 1, 2, 4),
    }),
    { minLength: 2, maxLength: 6 },
  );
  const property = fc.property(streams, (kinds) => {
    const worker = new Worker(16);
    const busy = kinds.map((kind) => ({
      ...kind,
      share: { stream: {}, weight: kind.weight },
      time: 0,
      work: new Work(0, 1),
    }));
    while (worker.now < 60_000) {
      for (const stream of busy) {
        if (stream.work.left > 0) continue;
        stream.work = new Work(stream.units, stream.cost);
        worker.queue.add(stream.share, stream.work);
      }
      const before = worker.now;
      const work = worker.step();
      busy.find((stream) => stream.work === work)!.time += worker.now - before;
    }
    const weights = kinds.reduce((sum, { weight }) => sum + weight, 0);
    for (const { time, weight } of busy) assert.ok(time >= (0.9 * worker.now * weight) / weights, `${time} ms`);
  });
  fc.assert(property, { numRuns: 60 });
});

test('a small batch beside a huge one should wait for one piece, also after it was idle', () => {
  const worker = new Worker(16);
  const [large, small]: Share[] = [
    { stream: {}, weight: 1 },
    { stream: {}, weight: 1 },
  ];
  worker.queue.add(large!, new Work(16_384, 1));
  for (let k = 0; k < 20; k += 1) worker.step();
  for (let k = 0; k < 10; k += 1) {
    const batch = new Work(16, 1);
    worker.queue.add(small!, batch);
    const asked = worker.now;
    let pieces = 0;
    while (worker.step() !== batch) pieces += 1;
    assert.ok(pieces <= 1, `${pieces} pieces were done before it, ${worker.now - asked} ms`);
    // Idle meanwhile.
    for (let idle = 0; idle < 5; idle += 1) worker.step();
  }
});

test('pieces that are interrupted should be paid for, and not make a small batch wait for several others', () => {
  const worker = new Worker(16);
  const random = new RandomStream(1, 0, 0, PURPOSE.crop);
  const [large, small]: Share[] = [
    { stream: {}, weight: 1 },
    { stream: {}, weight: 1 },
  ];
  worker.queue.add(large!, new Work(1_000_000, 1));
  const batches = [new Work(64, 1), new Work(64, 1)];
  for (const batch of batches) worker.queue.add(small!, batch);
  let [pieces, most, smallMs] = [0, 0, 0];
  while (worker.now < 500_000) {
    // One piece in ten takes four times as long.
    const before = worker.now;
    const interrupted = random.nextDouble() < 0.1;
    for (const work of [...batches, worker.queue.peek()!]) work.cost = interrupted ? 4 : 1;
    const done = worker.step();
    pieces += 1;
    if (!batches.includes(done)) continue;
    smallMs += worker.now - before;
    if (done.left > 0) continue;
    if (worker.now > 10_000) most = Math.max(most, pieces);
    pieces = 0;
    batches.shift();
    const batch = new Work(64, 1);
    batches.push(batch);
    worker.queue.add(small!, batch);
  }
  // Four pieces of its own and as many of the other, and three for what was interrupted.
  assert.ok(most <= 11, `${most} pieces between two batches`);
  assert.ok(Math.abs(smallMs / worker.now - 0.5) < 0.03, `${smallMs} of ${worker.now} ms`);
});

test('a stream whose first piece was interrupted should not pay for it for long', () => {
  const worker = new Worker(16);
  const [one, other]: Share[] = [
    { stream: {}, weight: 1 },
    { stream: {}, weight: 1 },
  ];
  const unlucky = new Work(1_000_000, 10);
  worker.queue.add(one!, unlucky);
  worker.step();
  unlucky.cost = 1;
  const lucky = new Work(1_000_000, 1);
  worker.queue.add(other!, lucky);
  const start = worker.now;
  while (worker.now < start + 10_000) worker.step();
  const part = (1_000_000 - unlucky.left) / (2_000_000 - unlucky.left - lucky.left);
  assert.ok(part > 0.45, `${part} of all`);
});

test('work of one stream should be taken in order, except for what ends a batch', () => {
  const worker = new Worker(4);
  const share = { stream: {}, weight: 1 };
  const [first, second, end] = [new Work(8, 1), new Work(4, 1), new Work(4, 1)];
  worker.queue.add(share, first);
  worker.queue.add(share, second);
  assert.equal(worker.step(), first);
  worker.queue.add(share, end, true);
  assert.deepEqual([worker.step(), worker.step(), worker.step()], [end, first, second]);
  assert.equal(worker.queue.peek(), undefined);
});

test('streams should count as busy for a second, and what was removed should not come', () => {
  const worker = new Worker(4);
  const [one, two] = [
    { stream: {}, weight: 1 },
    { stream: {}, weight: 1 },
  ];
  const removed = new Work(4, 1);
  worker.queue.add(one, removed);
  assert.equal(worker.queue.contended, false);
  worker.queue.add(two, new Work(4, 1));
  worker.queue.remove(one, removed);
  assert.equal(worker.queue.contended, true);
  worker.step();
  assert.equal(worker.queue.peek(), undefined);
  worker.now += 1001;
  worker.queue.add(two, new Work(4, 1));
  assert.equal(worker.queue.contended, false);
});
