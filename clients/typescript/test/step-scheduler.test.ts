/** The scheduler against endpoints that die, freeze, come back and answer in any order. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { StepScheduler } from '../src/step-scheduler.ts';

const noBlocks = (): undefined => undefined;
const plan = (changes: object = {}) => ({ firstStep: 0, window: 4, totalSteps: 100, blockOf: noBlocks, ...changes });

/** A scheduler with endpoints that have answered before, each in `ms` milliseconds. */
function warm(ms: number[], changes: object = {}): { scheduler: StepScheduler; now: number; step: number } {
  const scheduler = new StepScheduler(plan(changes));
  let [now, step] = [0, 0];
  for (const [id, mean] of ms.entries()) {
    scheduler.add(id);
    for (let k = 0; k < 8; k += 1) {
      assert.deepEqual(steps(scheduler.orders(now, false), id).slice(0, 1), [step]);
      scheduler.arrived(id, step, now + mean);
      scheduler.take();
      [now, step] = [now + mean, step + 1];
      scheduler.remove(id);
      scheduler.add(id);
    }
    scheduler.remove(id);
  }
  return { scheduler, now, step };
}

const steps = (orders: { endpoint: number; steps: number[] }[], id: number): number[] =>
  orders.filter(({ endpoint }) => endpoint === id).flatMap((order) => order.steps);

describe('which endpoint is asked', () => {
  test('the only endpoint should be asked for the whole window, and never beyond the last step', () => {
    const scheduler = new StepScheduler(plan({ window: 8, totalSteps: 6, firstStep: 2 }));
    scheduler.add(7);
    assert.deepEqual(scheduler.orders(0, true), [{ endpoint: 7, steps: [2, 3, 4, 5] }]);
    assert.deepEqual(scheduler.orders(1, true), []);
    assert.equal(scheduler.lateAt, undefined);
  });

  test('new endpoints should have one step each, and three at most later on', () => {
    const scheduler = new StepScheduler(plan({ window: 10 }));
    for (const id of [0, 1]) scheduler.add(id);
    assert.deepEqual(scheduler.orders(0, true), [
      { endpoint: 0, steps: [0] },
      { endpoint: 1, steps: [1] },
    ]);
    scheduler.arrived(0, 0, 10);
    assert.deepEqual(scheduler.orders(10, true), [{ endpoint: 0, steps: [2, 3, 4] }]);
    scheduler.arrived(1, 1, 30);
    assert.deepEqual(scheduler.orders(30, true), [{ endpoint: 1, steps: [5, 6, 7] }]);
  });

  test('a faster endpoint should get more of the steps', () => {
    const counts = simulate({ speeds: [10, 30], total: 400, window: 8 }).answered;
    assert.ok(counts[0]! > 2 * counts[1]! && counts[1]! > 60, JSON.stringify(counts));
  });

  test('the steps of a block should stay together, and the next block go to the other endpoint', () => {
    const blockOf = (step: number): number => step - (step % 16);
    const { owners } = simulate({ speeds: [10, 10], total: 64, window: 4, blockOf });
    for (let block = 0; block < 64; block += 16) {
      assert.equal(new Set(owners.slice(block, block + 16)).size, 1, owners.join(''));
    }
    assert.equal(new Set(owners).size, 2);
  });
});

describe('a step that is late', () => {
  test('should be asked for elsewhere after a second, while few times are known', () => {
    const scheduler = new StepScheduler(plan({ window: 2 }));
    scheduler.add(0);
    scheduler.add(1);
    scheduler.orders(0, true);
    assert.equal(scheduler.lateAt, 1000);
    assert.deepEqual(scheduler.orders(999, true), []);
    assert.deepEqual(scheduler.orders(1000, false), [], 'the trainer does not wait');
    assert.deepEqual(scheduler.orders(1000, true), [{ endpoint: 1, steps: [0] }]);
    assert.equal(scheduler.silent(0), true);
    assert.equal(scheduler.lateAt, undefined, 'nobody else is left');
    assert.deepEqual(scheduler.arrived(1, 0, 1100), [0], 'it is taken back at the other one');
    assert.equal(scheduler.wanted(0, 0), false);
  });

  test('should be so after twice the time of the slowest of twenty, and 50 ms at least', () => {
    for (const [ms, patience] of [
      [5, 50],
      [100, 200],
    ] as const) {
      const { scheduler, now, step } = warm([ms, ms]);
      scheduler.add(0);
      scheduler.add(1);
      scheduler.orders(now, true);
      assert.equal(scheduler.lateAt, now + patience);
      const again = scheduler.orders(now + patience, true);
      assert.equal(again.flatMap((order) => order.steps)[0], step);
    }
  });

  test('should move the other steps of its endpoint at once, which gets nothing new until it speaks', () => {
    const { scheduler, now, step } = warm([100, 100], { window: 6 });
    for (const id of [0, 1]) scheduler.add(id);
    scheduler.orders(now, true);
    // Step + 1 arrives from the second endpoint, which then has three more.
    scheduler.arrived(1, step + 1, now + 10);
    assert.deepEqual(scheduler.orders(now + 10, true), [{ endpoint: 1, steps: [step + 2, step + 3, step + 4] }]);
    const late = scheduler.lateAt!;
    assert.deepEqual(scheduler.orders(late, true), [{ endpoint: 1, steps: [step, step + 5] }]);
    scheduler.arrived(1, step, late + 1);
    scheduler.take();
    assert.equal(steps(scheduler.orders(late + 1, true), 0).length, 0);
    scheduler.spoke(0);
    scheduler.take();
    assert.equal(steps(scheduler.orders(late + 2, true), 0).length, 1);
  });
});

test('an endpoint that is retired should get no new steps until it is listed again', () => {
  const scheduler = new StepScheduler(plan());
  for (const id of [0, 1]) scheduler.add(id);
  scheduler.orders(0, true);
  scheduler.retire(0);
  scheduler.arrived(0, 0, 1);
  scheduler.take();
  assert.deepEqual(scheduler.orders(1, true), [{ endpoint: 1, steps: [2, 3, 4] }]);
  scheduler.arrived(1, 1, 2);
  scheduler.take();
  scheduler.retire(0, false);
  assert.deepEqual(scheduler.orders(2, true), [{ endpoint: 0, steps: [5] }]);
});

test('a stream that ends should end the run at the first of its outstanding steps', () => {
  const scheduler = new StepScheduler(plan({ totalSteps: undefined }));
  scheduler.add(0);
  assert.equal(scheduler.ended(0), false);
  scheduler.orders(0, true);
  scheduler.arrived(0, 0, 1);
  assert.equal(scheduler.ended(0), true);
  scheduler.remove(0);
  assert.equal(scheduler.complete, false);
  scheduler.take();
  assert.equal(scheduler.complete, true);
  scheduler.add(1);
  assert.deepEqual(scheduler.orders(2, true), []);
});

interface World {
  /** Milliseconds that each endpoint takes for a batch. */
  speeds: number[];
  total: number;
  window: number;
  blockOf?: (step: number) => number | undefined;
  /** What happens to an endpoint at a time. */
  events?: { at: number; id: number; what: 'die' | 'freeze' | 'thaw' | 'revive' }[];
}

/** Endpoints that make one batch after another, and a trainer that takes each as soon as it is there. */
function simulate({ speeds, total, window, blockOf = noBlocks, events = [] }: World) {
  const scheduler = new StepScheduler({ firstStep: 0, window, totalSteps: total, blockOf });
  const queues = speeds.map(() => [] as number[]);
  const [alive, frozen] = [speeds.map(() => true), speeds.map(() => false)];
  const answered = speeds.map(() => 0);
  const owners: number[] = [];
  const taken: number[] = [];
  const ready = new Set<number>();
  const begun = speeds.map(() => 0);
  for (const id of speeds.keys()) scheduler.add(id);
  let now = 0;
  const ask = (): void => {
    for (const { endpoint, steps } of scheduler.orders(now, true)) {
      if (queues[endpoint]!.length === 0) begun[endpoint] = now;
      queues[endpoint]!.push(...steps);
      for (const step of steps) assert.ok(step < scheduler.next + window, `step ${step} is beyond the window`);
    }
  };
  const act = (id: number, what: string): void => {
    if (what === 'freeze') frozen[id] = true;
    if (what === 'thaw') {
      frozen[id] = false;
      begun[id] = now;
    }
    if (what === 'die' && alive[id]) {
      alive[id] = false;
      queues[id]!.length = 0;
      scheduler.remove(id);
    }
    if (what === 'revive' && !alive[id]) {
      [alive[id], frozen[id]] = [true, false];
      scheduler.add(id);
    }
  };
  const later = [...events];
  for (let turns = 0; !scheduler.complete; turns += 1) {
    assert.ok(turns < 200 * total, `stuck at step ${scheduler.next} of ${total}, at ${now} ms`);
    for (const { id, what } of later.filter(({ at }) => at <= now)) act(id, what);
    later.splice(0, later.length, ...later.filter(({ at }) => at > now));
    ask();
    for (const [id, queue] of queues.entries()) {
      if (!alive[id] || frozen[id] || queue.length === 0 || now < begun[id]! + speeds[id]!) continue;
      const step = queue.shift()!;
      begun[id] = now;
      scheduler.spoke(id);
      if (!scheduler.wanted(id, step)) continue;
      for (const other of scheduler.arrived(id, step, now)) {
        const at = queues[other]!.indexOf(step);
        // The first one of a queue is being made, and comes all the same.
        if (at > 0) queues[other]!.splice(at, 1);
      }
      assert.ok(!ready.has(step) && !taken.includes(step), `step ${step} came twice`);
      ready.add(step);
      answered[id]! += 1;
      owners[step] = id;
    }
    while (ready.delete(scheduler.next)) {
      taken.push(scheduler.next);
      scheduler.take();
    }
    assert.ok(scheduler.size <= window, `${scheduler.size} steps are kept`);
    now += 5;
  }
  return { taken, answered, owners, now };
}

test('every step should come once and in order, whatever becomes of the endpoints but one', () => {
  const event = (count: number) =>
    fc.record({
      at: fc.integer({ min: 0, max: 4000 }),
      // The last endpoint stays.
      id: fc.integer({ min: 0, max: count - 2 }),
      what: fc.constantFrom('die', 'freeze', 'thaw', 'revive'),
    });
  const world = fc.integer({ min: 2, max: 4 }).chain((count) =>
    fc.record({
      speeds: fc.array(fc.integer({ min: 5, max: 200 }), { minLength: count, maxLength: count }),
      total: fc.integer({ min: 1, max: 60 }),
      window: fc.integer({ min: 1, max: 12 }),
      blocks: fc.boolean(),
      events: fc.array(event(count), { maxLength: 12 }),
    }),
  );
  fc.assert(
    fc.property(world, ({ blocks, ...given }) => {
      const blockOf = blocks ? (step: number) => step - (step % 16) : noBlocks;
      const { taken } = simulate({ ...given, blockOf } as World);
      assert.deepEqual(
        taken,
        Array.from({ length: given.total }, (_, step) => step),
      );
    }),
    { numRuns: 300 },
  );
});
