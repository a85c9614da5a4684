import assert from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { PacedReports } from '../src/paced-reports.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first report should be sent at once, and the last of those that follow when its time has come', () => {
  const sent: number[] = [];
  const reports = new PacedReports<number>(50, (report) => sent.push(report));
  for (const report of [1, 2, 3]) reports.report(report);
  assert.deepEqual(sent, [1]);
  vi.advanceTimersByTime(50);
  assert.deepEqual(sent, [1, 3]);
  vi.advanceTimersByTime(100);
  reports.report(4);
  assert.deepEqual(sent, [1, 3, 4]);
  reports.report(5);
  reports.close();
  vi.advanceTimersByTime(100);
  assert.deepEqual(sent, [1, 3, 4]);
});

test('without a least time each report should be sent', () => {
  const sent: number[] = [];
  const reports = new PacedReports<number>(0, (report) => sent.push(report));
  for (const report of [1, 2, 3]) reports.report(report);
  assert.deepEqual(sent, [1, 2, 3]);
});
