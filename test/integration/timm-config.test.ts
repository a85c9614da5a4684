/** Configuration strings against an installed timm. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'vitest';
import { CrescendoError } from '../../src/errors.ts';
import { LIMITS } from '../../src/limits.ts';
import { SampleOrder } from '../../src/plan/sampling/position.ts';
import { AUGMIX_OPERATIONS } from '../../src/spec/auto-augment/augmix.ts';
import { parseAutoAugment } from '../../src/spec/auto-augment/config.ts';
import { parseRandAugment } from '../../src/spec/randaugment/config.ts';
import { timm } from '../support/timm.ts';

interface Parsed {
  operations: string[];
  weights: number[] | null;
  count: number;
  probability: number;
  magnitude: number;
  std: number | 'inf';
  max: number | null;
}

const KEYS = ['m', 'n', 'p', 'mstd', 'mmax', 'inc', 't', 'w', 'q', 'M', ''];
const VALUES = [
  '0',
  '1',
  '3',
  '10',
  '0.5',
  '1e1',
  '1_0',
  'inf',
  '',
  '3a',
  '3aw',
  'weights',
  '-',
  '.5',
  '7 ',
  '101',
  'x2',
  '2x',
];

/** A string may name more operations than have a weight; it can be read but not drawn from. */
const COUNTS = ['n15-tweights', 'n16-tweights', 'n14-t3aw', 'n15-t3aw', 'n20-t3a', 'n20-inc1', 'n0-t3aw'];

/** Crescendo's reading in timm's terms; undefined if it refuses the string. */
function read(config: string): Parsed | undefined {
  try {
    const { set, operationCount, probability, magnitude, magnitudeStd, magnitudeMax } = parseRandAugment(config);
    const total = set.weights?.reduce((sum, weight) => sum + weight, 0) ?? 1;
    return {
      operations: [...set.operations],
      weights: set.weights?.map((weight) => rounded(weight / total)) ?? null,
      count: operationCount,
      probability,
      magnitude,
      std: magnitudeStd === Number.POSITIVE_INFINITY ? 'inf' : magnitudeStd,
      max: magnitudeMax ?? null,
    };
  } catch (error) {
    if (error instanceof CrescendoError) return undefined;
    throw error;
  }
}

/** Sums of weights may differ in their last bits. */
const rounded = (value: number): number => Number(value.toPrecision(12));

type ParsedOther = Record<string, unknown>;

/** The same of AutoAugment and AugMix. */
function readOther(config: string): ParsedOther | undefined {
  try {
    const parsed = parseAutoAugment(config);
    assert.ok(parsed.kind !== 'rand');
    const std = parsed.magnitudeStd === Number.POSITIVE_INFINITY ? 'inf' : parsed.magnitudeStd;
    if (parsed.kind === 'policy') {
      const policy = parsed.policy.map((part) => part.map((one) => [one.name, one.probability, one.magnitude]));
      return { policy, std };
    }
    const { kind: _kind, magnitudeStd: _std, ...rest } = parsed;
    return { ...rest, operations: [...AUGMIX_OPERATIONS], std };
  } catch (error) {
    if (error instanceof CrescendoError) return undefined;
    throw error;
  }
}

test('strings of AutoAugment and AugMix should be read, or refused, as timm does', () => {
  const keys = ['m', 'w', 'd', 'a', 'b', 'mstd', 'n', 'p', 'inc', 't', ''];
  // Widths of 0 and of more than 16 are refused here only: no chain at all, and too much work for one image.
  const values = ['1', '3', '0.5', '1e1', '', '3a', '-', '.5', '7 ', '101', '2x'];
  const sections = keys
    .flatMap((key) => values.map((value) => `${key}${value}`))
    .filter((one) => !/^[wd]101$/.test(one));
  const more = ['d0', 'a0', 'b0', 'm0', 'mstd0', 'mstd2-mstd3', 'm3-m4', 'w2-w4-d1-d2-a2-b', 'inc-t3a'];
  const names = ['augmix', 'v0', 'v0r', 'original', 'originalr', '3a'];
  const configs = names.flatMap((name) => [name, ...[...sections, ...more].map((section) => `${name}-${section}`)]);
  configs.push('v1', 'V0', 'augmixed', 'augmix2', 'originals', 'v0 ', '3aw', 'a', '', '-v0');
  const results = timm<ParsedOther>('parse', configs);
  const wrong = configs.flatMap((config, k) => {
    const found = readOther(config);
    const expected = 'error' in results[k]! ? undefined : results[k];
    return isDeepStrictEqual(found, expected) ? [] : [{ config, found, expected: results[k] }];
  });
  assert.deepEqual(wrong, []);
  assert.ok(results.filter((result) => !('error' in result)).length > 100);
});

test('configuration strings should be read, or refused, as timm does', () => {
  // Every key with every value by itself, and together with a section that could clash.
  const strings = KEYS.flatMap((key) => VALUES.map((value) => `rand-${key}${value}`));
  const pairs = strings
    .slice(0, 120)
    .map((text, k) => `${text}-${['m7', 'n3', 'mstd2-mstd3', 'inc0', 't3a-tweights', 'mmax5-mmax6'][k % 6]}`);
  const others = ['rand', 'Rand-m9', '', 'rand--m9', 'm9-rand'];
  const configs = [...strings, ...pairs, ...COUNTS.map((count) => `rand-${count}`), ...others];
  const results = timm<Parsed | { error: string }>('parse', configs);
  const wrong = configs.flatMap((config, k) => {
    const expected = results[k]!;
    const found = read(config);
    // More operations than the bound are refused here only.
    const refused = 'error' in expected || expected.count > LIMITS.operations;
    const wanted = refused ? undefined : { ...expected, weights: expected.weights?.map(rounded) ?? null };
    return isDeepStrictEqual(found, wanted) ? [] : [{ config, found, expected }];
  });
  assert.deepEqual(wrong, []);
});

test("global batches should have as many images, as often, as those of timm's RepeatAugSampler, and be dealt out so", () => {
  // The last is DeiT's: its batches begin in the middle of an image's repeats.
  const tasks = [
    { samples: 512, repeats: 3, ranks: 4, batch: 48 },
    { samples: 512, repeats: 2, ranks: 1, batch: 32 },
    { samples: 768, repeats: 3, ranks: 2, batch: 50 },
    { samples: 4096, repeats: 3, ranks: 8, batch: 1024 },
  ];
  const times = (samples: readonly number[]): number[] =>
    [...Map.groupBy(samples, (index) => index).values()].map(({ length }) => length).sort((a, b) => a - b);
  for (const [k, { ranks: theirs }] of timm<{ ranks: number[][] }>('repeats', tasks).entries()) {
    const { samples, repeats, ranks, batch } = tasks[k]!;
    const order = new SampleOrder(samples, 1, { repeats });
    const size = batch / ranks;
    for (let step = 0; step < Math.floor(theirs[0]!.length / size); step += 1) {
      const part = theirs.map((rank) => rank.slice(step * size, (step + 1) * size));
      const ours = Array.from({ length: batch }, (_, slot) => order.inBatch(step * batch, batch, slot).index);
      assert.deepEqual(times(ours), times(part.flat()), `step ${step} of ${JSON.stringify(tasks[k])}`);
      if (ranks < repeats) continue;
      for (const [rank, own] of part.entries()) {
        assert.equal(new Set(own).size, size);
        assert.equal(new Set(ours.slice(rank * size, (rank + 1) * size)).size, size);
      }
    }
  }
});
