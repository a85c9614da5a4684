import assert from 'node:assert/strict';
import { test } from 'vitest';
import { LoadMeter } from '../../../src/server/load-meter.ts';

function start(size = 2) {
  const clock = { now: 0 };
  const pool = { size, busyMs: 0 };
  const meter = new LoadMeter(pool, () => clock.now);
  /** Seconds in which the workers work for some time together. */
  const pass = (seconds: number, busySeconds = 0): void => {
    for (let k = 0; k < seconds; k += 1) {
      clock.now += 1000;
      pool.busyMs += (busySeconds * 1000) / seconds;
      meter.tick();
    }
  };
  return { meter, pass };
}

test('a server that has done nothing should have no load', () => {
  assert.deepEqual(start().meter.load(), { busyWorkers: 0, trainerWait: 0, streams: 0 });
});

test('the share of busy workers should be that of the last minute', () => {
  const { meter, pass } = start(2);
  pass(30, 30);
  assert.equal(meter.load().busyWorkers, 0.5);
  pass(60, 30);
  assert.equal(meter.load().busyWorkers, 0.25);
  pass(61, 0);
  assert.equal(meter.load().busyWorkers, 0);
});

test('the wait of trainers should be their share of time, and reports without it should not count', () => {
  const { meter, pass } = start();
  meter.trained({ waitSeconds: 1, stepSeconds: 3 });
  meter.trained({ stepSeconds: 100 });
  meter.trained({ waitSeconds: Number.NaN, stepSeconds: 1 });
  meter.trained({ waitSeconds: -1, stepSeconds: 1 });
  assert.equal(meter.load().trainerWait, 0.25);
  pass(62);
  assert.equal(meter.load().trainerWait, 0);
});

test('streams should count while they are open', () => {
  const { meter } = start();
  const [first, second] = [meter.begin(), meter.begin()];
  first();
  assert.equal(meter.load().streams, 1);
  second();
  assert.equal(meter.load().streams, 0);
});
