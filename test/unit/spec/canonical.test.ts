import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { scheduleOf } from '../../../src/plan/curriculum/planned-schedule.ts';
import { scheduleToken } from '../../../src/runs/schedule-token.ts';
import { isMeasured } from '../../../src/spec/budget.ts';
import { canonicalSpec, SPEC_VERSION, sameSpec, specDigest } from '../../../src/spec/canonical.ts';
import { type RunSpec, runSpecSchema } from '../../../src/spec/fields.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { accounting } from '../../../src/spec/stages.ts';

/**
 * Written once, for SPEC_VERSION 1. An entry that no longer holds means that clients of earlier releases stop fitting:
 * add entries, but change none without a new version.
 */
const golden = JSON.parse(readFileSync(new URL('../../golden/specs.json', import.meta.url), 'utf8')) as {
  version: number;
  /** The defaults of a run, with erasing, mixing and validation switched on. */
  defaults: { run: Record<string, unknown> };
  specs: { input: object; canonical: object; digest: string; token: string }[];
};

test('the defaults should be those of the version', () => {
  assert.equal(SPEC_VERSION, golden.version);
  const input = { dataset: 'train', erasing: {}, mixing: {}, validation: { dataset: 'val' } };
  // A field that was added since is missing here: its default belongs in the golden file.
  assert.deepEqual(JSON.parse(JSON.stringify(parseRunSpec(input))), golden.defaults.run);
});

test('specs should keep their canonical forms, digests and schedule tokens', () => {
  assert.equal(golden.specs.length, 23);
  for (const { input, canonical, digest, token } of golden.specs) {
    const spec = parseRunSpec(input);
    assert.deepEqual(canonicalSpec(spec), canonical);
    assert.equal(specDigest(spec), digest);
    const schedule = isMeasured(accounting(spec, 1000)) ? 'measured' : JSON.stringify(scheduleOf(spec, 1000));
    const parts = { specDigest: digest, manifestDigest: 'manifest', engineVersion: 'engine', schedule };
    assert.equal(scheduleToken(parts), token);
  }
});

test('a canonical form should be a spec with the same canonical form', () => {
  for (const { input } of golden.specs) {
    const canonical = canonicalSpec(parseRunSpec(input));
    const world = (input as { world_size?: number }).world_size;
    assert.deepEqual(canonicalSpec(parseRunSpec({ ...canonical, world_size: world })), canonical);
  }
});

test('a default that is written out should be one that is left out, at every depth', () => {
  const short = {
    dataset: 'train',
    mixing: {},
    schedule: { stages: [{ until: 1, bandwidth: 96, replay: { times: 2, size: 3 } }] },
  };
  const long = {
    ...{ std: [0.229, 0.224, 0.225], seed: 0, dataset: 'train', color_jitter: 0, cost: 'quadratic' },
    mixing: { label_smoothing: 0.1, correct_lambda: true },
    schedule: { stages: [{ bandwidth: 96, until: 1, replay: { split: 32, size: 3, times: 2 } }] },
  };
  const [one, other] = [parseRunSpec(short), parseRunSpec(long)];
  assert.deepEqual(canonicalSpec(other), {
    dataset: 'train',
    mixing: {},
    schedule: { stages: [{ bandwidth: 96, replay: { size: 3, times: 2 }, until: 1 }] },
  });
  assert.equal(specDigest(one), specDigest(other));
  assert.ok(sameSpec(one, other));
});

test('every field of a run should be in the digest, but for those that may change while it lives', () => {
  const others: Partial<Record<keyof RunSpec, unknown>> = {
    ...{ dataset: 'other', seed: 1, base_size: 192, schedule: 'constant', equivalent_epochs: 90, budget: { steps: 9 } },
    ...{ cost: 'measured', global_batch: 64, base_micro_batch: 8, dtype: 'float32', fidelity: 'matched' },
    ...{ low_frequency: 'lanczos', crop: 'client', interpolation: 'box', crop_scale: [0.5, 1], crop_ratio: [1, 1] },
    ...{ horizontal_flip: 0, randaugment: 'none', augment_interpolation: 'nearest', color_jitter: 1, erasing: {} },
    ...{
      side_multiple: 16,
      vertical_flip: 0.5,
      augmentation_repeats: 3,
      grayscale: 0.2,
      gaussian_blur: 0.5,
      mixing: {},
      outputs: ['images', 'crop_box'],
      mean: [0, 0, 0],
      std: [1, 1, 1],
      world_size: 2,
      max_bad_samples: 1,
      weight: 2,
      shuffle: { scope: 'window', shards: 8 },
      datasets: [
        { id: 'a', weight: 1 },
        { id: 'b', weight: 2 },
      ],
      labels: 'offset',
      validation: { dataset: 'v' },
    },
  };
  const operational = ['max_bad_samples', 'validation', 'weight', 'world_size'];
  for (const name of Object.keys(runSpecSchema.shape) as (keyof RunSpec)[]) {
    const value = name === 'working_sides' ? { 96: 128 } : others[name];
    assert.notEqual(value, undefined, `another value for ${name}`);
    const [base, changed] = changedSpec(name, value);
    const before = specDigest(parseRunSpec(base));
    const digest = specDigest(parseRunSpec(changed));
    assert.equal(digest === before, operational.includes(name), name);
  }
});

/** A spec without a field, and with it: some fields need another one besides. */
function changedSpec(name: keyof RunSpec, value: unknown): [object, object] {
  const datasets = ['a', 'b'].map((id) => ({ id, weight: 1 }));
  if (name === 'datasets') return [{ dataset: 'train' }, { datasets: value }];
  if (name === 'labels') return [{ datasets }, { datasets, labels: value }];
  const base = { dataset: 'train', ...(name === 'working_sides' ? { fidelity: 'matched' } : {}) };
  return [base, { ...base, [name]: value }];
}

test('equal mixtures should be equal specs, and weights, order and labels be part of them', () => {
  const datasets = [
    { id: 'a', weight: 7 },
    { id: 'b', weight: 3, shuffle: { scope: 'window', shards: 4 } },
  ];
  const digest = (spec: object): string => specDigest(parseRunSpec(spec));
  const plain = digest({ datasets });
  assert.equal(digest({ datasets: [{ ...datasets[0], shuffle: { scope: 'global' } }, datasets[1]] }), plain);
  for (const other of [
    { datasets: [...datasets].reverse() },
    { datasets: [{ ...datasets[0], weight: 8 }, datasets[1]] },
    { datasets: [datasets[0], { id: 'b', weight: 3 }] },
    { datasets, labels: 'by_name' },
  ]) {
    assert.notEqual(digest(other), plain);
  }
});

test("a preset's name should be the same schedule as its long form", () => {
  const [short, long] = ['constant', { preset: 'constant' }].map((schedule) =>
    parseRunSpec({ dataset: 'train', schedule }),
  );
  assert.deepEqual(short, long);
  assert.equal(specDigest(short!), specDigest(long!));
  assert.throws(() => parseRunSpec({ dataset: 'train', schedule: 'fast' }), {
    reason: 'INVALID_FIELD',
    message: /schedule: .*efficienttrain\+\+/,
  });
});
