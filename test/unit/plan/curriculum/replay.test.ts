import assert from 'node:assert/strict';
import { test } from 'vitest';
import { planBatch } from '../../../../src/plan/curriculum/batch-plan.ts';
import { planReplay } from '../../../../src/plan/curriculum/replay.ts';
import { buildSchedule } from '../../../../src/plan/curriculum/schedule.ts';
import { SampleOrder } from '../../../../src/plan/sampling/position.ts';
import { PURPOSE, RandomStream } from '../../../../src/plan/sampling/random-stream.ts';
import type { Replay } from '../../../../src/spec/stage-definition.ts';

const STEPS = 1000;
const REPLAY: Replay = { times: 4, size: 50, split: 8 };

/** How often chunks are used, and their age when they are used: the purpose of the buffer. */
class Statistics {
  readonly uses = new Map<string, number>();
  readonly ages: number[] = [];

  use(now: number, step: number, chunk: number): void {
    const key = `${step} ${chunk}`;
    this.uses.set(key, (this.uses.get(key) ?? 0) + 1);
    if (now >= REPLAY.size) this.ages.push(now - step);
  }
}

/** The release's algorithm, with lists: append the fresh chunks, drop the oldest, draw with replacement. */
function official(): Statistics {
  const { times, size, split } = REPLAY;
  const random = new RandomStream(99, 0, 0, PURPOSE.crop);
  const statistics = new Statistics();
  let buffer: [step: number, chunk: number][] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const fresh = Array.from({ length: split }, (_, chunk): [number, number] => [step, chunk]);
    buffer.push(...fresh);
    if (buffer.length > size * split) buffer = buffer.slice(split);
    const drawn = Array.from(
      { length: (times - 1) * split },
      () => buffer[Math.floor(random.nextDouble() * buffer.length)]!,
    );
    for (const [from, chunk] of [...fresh, ...drawn]) statistics.use(step, from, chunk);
  }
  return statistics;
}

function planned(): Statistics {
  const statistics = new Statistics();
  for (let step = 0; step < STEPS; step += 1) {
    for (let chunk = 0; chunk < REPLAY.split; chunk += 1) statistics.use(step, step, chunk);
    for (const { stageStep, chunk } of planReplay(REPLAY, 1, step, step, 0)) statistics.use(step, stageStep, chunk);
  }
  return statistics;
}

/** Largest distance of two empirical distribution functions of whole numbers. */
function distance(a: readonly number[], b: readonly number[]): number {
  const top = Math.max(...a, ...b);
  const cumulative = (values: readonly number[]): number[] => {
    const counts = new Array<number>(top + 1).fill(0);
    for (const value of values) counts[value]! += 1;
    let sum = 0;
    return counts.map((count) => {
      sum += count;
      return sum / values.length;
    });
  };
  const [first, second] = [cumulative(a), cumulative(b)];
  return Math.max(...first.map((value, k) => Math.abs(value - second[k]!)));
}

test('uses and ages of chunks should be those of the official algorithm', () => {
  const [ours, theirs] = [planned(), official()];
  const mean = ({ uses }: Statistics): number => [...uses.values()].reduce((a, b) => a + b, 0) / uses.size;
  assert.equal(ours.uses.size, STEPS * REPLAY.split);
  assert.equal(mean(ours), REPLAY.times);
  assert.equal(mean(theirs), REPLAY.times);
  // Two samples, Kolmogorov and Smirnov at p = 1e-4: 2.23 * sqrt(2 / n). Ages are 0..49, uses 1 and more.
  const bound = (n: number): number => 2.23 * Math.sqrt(2 / n);
  assert.ok(distance(ours.ages, theirs.ages) < bound(ours.ages.length), 'ages');
  const uses = (statistics: Statistics): number[] => [...statistics.uses.values()];
  assert.ok(distance(uses(ours), uses(theirs)) < bound(ours.uses.size), 'uses');
});

test('nothing should be drawn from before the stage, from the future, or from beyond the buffer', () => {
  for (const [stageStep, oldest] of [
    [0, 0],
    [10, 0],
    [49, 0],
    [50, 1],
    [700, 651],
  ] as const) {
    const drawn = planReplay(REPLAY, 3, 5000 + stageStep, stageStep, 2);
    assert.equal(drawn.length, 24);
    for (const { stageStep: from, chunk } of drawn) {
      assert.ok(from >= oldest && from <= stageStep && chunk >= 0 && chunk < 8, `${stageStep}: ${from} ${chunk}`);
    }
  }
});

test('a batch should be its fresh samples and then those of the drawn chunks', () => {
  const stages = buildSchedule({
    stages: [
      { until: 0.4, bandwidth: 96, replay: { times: 2, size: 5, split: 4 } },
      { until: 1, bandwidth: 160, replay: { times: 4, size: 3, split: 2 } },
    ],
    ...{ budget: { unit: 'steps', amount: 50 }, cost: { kind: 'quadratic' }, baseSize: 224 },
    ...{ sampleCount: 90, globalBatch: 64 },
  });
  const plan = { stages, order: new SampleOrder(90, 1), seed: 1 };
  const fresh: string[][] = [];
  for (let step = 0; step < 50; step += 1) {
    for (const rank of [0, 1]) {
      const batch = planBatch(plan, step, rank, 2)!;
      const names = batch.samples.map(({ epoch, index }) => `${epoch}:${index}`);
      assert.equal(names.length, 32);
      assert.equal(batch.fresh, step < 20 ? 16 : 8);
      fresh[2 * step + rank] = names.slice(0, batch.fresh);
      const size = batch.fresh / batch.stage.replay!.split;
      const expected = batch.replayed.flatMap(({ stageStep, chunk }) =>
        fresh[2 * (batch.stage.firstStep + stageStep) + rank]!.slice(chunk * size, (chunk + 1) * size),
      );
      assert.deepEqual(names.slice(batch.fresh), expected);
    }
  }
  // Fresh samples go through the epochs without a gap: 20 steps of 32 and 30 of 16.
  const all = fresh.flat();
  assert.equal(all.length, 20 * 32 + 30 * 16);
  assert.equal(new Set(all).size, all.length);
});
