import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { OPERATION_RULES } from '../../../../../src/pixels/ops/index.ts';
import { levelArgument, ruleOf } from '../../../../../src/plan/sampling/randaugment/levels.ts';
import { parseRandAugment, type TimmVersion } from '../../../../../src/spec/randaugment/config.ts';

interface Parsed {
  magnitude: number;
  num_layers: number;
  prob: number;
  mstd: number | 'inf';
  mmax: number | null;
  ops: string[];
  weights: number[] | null;
}

interface Policy {
  configs: ({ config: string } & Record<'latest' | 'v0.4.12', Parsed | { error: string }>)[];
  levels: [string, number, number | null, number | null][];
}

const file = new URL('../../../../golden/pillow/policy.json', import.meta.url);
const policy = JSON.parse(readFileSync(file, 'utf8')) as Policy;

for (const version of ['latest', '0.4.12'] as const satisfies TimmVersion[]) {
  test(`all config strings should be read, or refused, as timm ${version} does`, () => {
    assert.equal(policy.configs.length, 24);
    for (const entry of policy.configs) {
      const expected = entry[version === 'latest' ? 'latest' : 'v0.4.12'];
      if ('error' in expected) {
        assert.throws(() => parseRandAugment(entry.config, version), { reason: 'INVALID_FIELD' }, entry.config);
        continue;
      }
      const config = parseRandAugment(entry.config, version);
      const { operations, weights } = config.set;
      const sum = weights?.reduce((a, b) => a + b, 0) ?? 1;
      assert.deepEqual([...operations], expected.ops, entry.config);
      assert.deepEqual(weights === undefined ? null : weights.length, expected.weights?.length ?? null, entry.config);
      for (const [k, weight] of (expected.weights ?? []).entries()) {
        assert.ok(Math.abs(weights![k]! / sum - weight) < 1e-15, entry.config);
      }
      assert.deepEqual(
        [config.magnitude, config.operationCount, config.probability, config.magnitudeStd, config.magnitudeMax ?? null],
        [
          expected.magnitude,
          expected.num_layers,
          expected.prob,
          expected.mstd === 'inf' ? Number.POSITIVE_INFINITY : expected.mstd,
          expected.mmax,
        ],
        entry.config,
      );
    }
  });
}

test('more operations than an image can sensibly have, and texts of any length, should be refused', () => {
  assert.equal(parseRandAugment('rand-m9-n16').operationCount, 16);
  assert.throws(() => parseRandAugment('rand-m9-n1000000000'), /section "n1000000000": at most 16 operations/);
  assert.throws(() => parseRandAugment(`rand-${'m9-'.repeat(100)}`), /it has 305 characters; at most 256 are allowed/);
});

test('errors should name the config, the section and what is known', () => {
  const cases: [string, TimmVersion, RegExp][] = [
    ['rand-m9-q3', 'latest', /"rand-m9-q3": section "q3": unknown key "q".*m, n, p, mstd, mmax, inc, t/],
    ['rand-m9.5', 'latest', /section "m9\.5": "9\.5" is not a whole number/],
    ['rand-p.5', 'latest', /section "p\.5": unknown key "p\."/],
    ['rand-m9-mstd1x', 'latest', /section "mstd1x": "1x" is not a number/],
    ['rand-m9-p0.5', '0.4.12', /section "p0\.5": unknown key "p".*0\.4\.12/],
    ['rand-w2', '0.4.12', /section "w2": w0 is the only/],
    ['augmix-m3', 'latest', /first section must be "rand"/],
    ['rand-n16-tweights', 'latest', /section "n16": only 15 operations have a weight/],
    ['rand-w0-n14', '0.4.12', /only 13 operations/],
    ['', 'latest', /first section/],
  ];
  for (const [config, version, message] of cases) {
    assert.throws(() => parseRandAugment(config, version), { reason: 'INVALID_FIELD', message }, config);
  }
});

test('repeated sections should count as in timm: the first mstd and mmax, the last of the others', () => {
  const config = parseRandAugment('rand-m1-m2-n3-n4-mstd0.5-mstd2-mmax5-mmax0-p0.1-p0.2-t3a-tweights');
  assert.deepEqual(
    [config.magnitude, config.operationCount, config.magnitudeStd, config.magnitudeMax, config.probability],
    [2, 4, 0.5, 5, 0.2],
  );
  assert.equal(config.set.operations.length, 3);
});

test('every level of every operation should have the argument of timm, to the last bit', () => {
  // Only of AutoAugment: it draws between two bounds (../auto-augment/plan.test.ts).
  const others = [...OPERATION_RULES.keys()].filter((name) => name !== 'GaussianBlurRand');
  assert.deepEqual(new Set(policy.levels.map(([name]) => name)), new Set(others));
  const context = { translateConst: 100, translatePct: 0.45 };
  for (const [name, level, kept, negated] of policy.levels) {
    const argument = (negate: boolean): number | null =>
      levelArgument(ruleOf(OPERATION_RULES, name), level, negate, context) ?? null;
    // -0 counts as 0: no operation can distinguish them.
    assert.deepEqual(
      [(argument(false) ?? 0) + 0, (argument(true) ?? 0) + 0],
      [(kept ?? 0) + 0, (negated ?? 0) + 0],
      `${name} ${level}`,
    );
    assert.equal(argument(false) === null, kept === null, name);
    if (kept !== negated) assert.ok(OPERATION_RULES.get(name)?.level?.signed, name);
  }
});
