import assert from 'node:assert/strict';
import { test } from 'vitest';
import { feedOf } from '../../../src/bench/feed.ts';
import { describeFeed } from '../../../src/cli/bench-tables.ts';
import { benchReport, benchResult, poolResult } from '../../support/bench-report.ts';

const results = [
  benchResult({ images_per_second: 749 }),
  benchResult({ bandwidth: 160, magnitude: 4, images_per_second: 644 }),
  benchResult({ bandwidth: 224, magnitude: 9, images_per_second: 883 }),
];

test('the slowest stage should decide how many cores feed a trainer', () => {
  const { slowest, imagesPerSecond, cores } = feedOf({ results }, 2500);
  assert.deepEqual([slowest.bandwidth, imagesPerSecond, cores], [160, 644, 4]);
  assert.equal(feedOf({ results }, 644).cores, 1);
  assert.equal(feedOf({ results }, 645).cores, 2);
  assert.equal(feedOf({ results }, 1).cores, 1);
});

test('where the pool was measured, its speed and its largest size should count', () => {
  const pool = [
    poolResult({ workers: 1, images_per_second: 700 }),
    poolResult({ workers: 2, images_per_second: 1300, efficiency: 0.93 }),
    poolResult({ bandwidth: 160, magnitude: 4, workers: 1, images_per_second: 600 }),
    poolResult({ bandwidth: 160, magnitude: 4, workers: 2, images_per_second: 960, efficiency: 0.8 }),
  ];
  const feed = feedOf({ results, pool }, 2500);
  assert.deepEqual([feed.imagesPerSecond, feed.efficiency, feed.workers, feed.cores], [600, 0.8, 2, 6]);
  assert.equal(feedOf({ results, pool }, 600).cores, 1);
  // The clock says nothing about a machine that is busy with something else.
  const busy = pool.map((row) => ({ ...row, cores_busy: 0.5 }));
  assert.deepEqual(feedOf({ results, pool: busy }, 2500), feedOf({ results }, 2500));
  // A pool cannot be promised to be more than linear.
  const better = pool.map((row) => ({ ...row, efficiency: 1.2 }));
  assert.equal(feedOf({ results, pool: better }, 1800).cores, 3);
});

test('the sentence should name the stage, the cores and the assumption', () => {
  assert.equal(
    describeFeed(benchReport({ results }), 2500).trim(),
    'One core feeds 644 images/s at B = 160, m = 4 (exact), the slowest measured stage; to feed a trainer of 2,500 ' +
      'images/s, take 4 cores (assuming that all cores add as much as the first).',
  );
  const pool = [poolResult({ magnitude: null }), poolResult({ magnitude: null, workers: 2, efficiency: 0.97 })];
  assert.match(
    describeFeed(benchReport({ pool }), 100).trim(),
    /B = 96 \(exact\).* take 1 core \(assuming that each core adds 97 % of the first, as measured with 2 workers\)\.$/,
  );
});
