/** A run spec as JSON: stages with finite numbers, or an error about the spec. */
import assert from 'node:assert/strict';
import { CrescendoError } from '../../../src/errors.ts';
import { drawBelow, type RandomStream } from '../../../src/plan/sampling/random-stream.ts';
import { specDigest } from '../../../src/spec/canonical.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { stageDefinitions } from '../../../src/spec/stages.ts';
import type { FuzzTarget } from '../target.ts';

export const SPECS = {
  defaults: { dataset: 'train' },
  stages: {
    dataset: 'train',
    seed: 7,
    equivalent_epochs: 30,
    base_size: 224,
    global_batch: 96,
    schedule: {
      stages: [
        { until: 0.5, bandwidth: 96, randaugment: 'rand-m5-mstd0.5-inc1', global_batch: 128 },
        { until: 1, bandwidth: 224, randaugment: 'rand-m9-n3' },
      ],
    },
    crop_scale: [0.2, 1],
    mixing: { mixup_alpha: 0.8, cutmix_alpha: 1 },
    erasing: { probability: 0.25 },
  },
  preset: {
    dataset: 'train',
    schedule: { preset: 'efficienttrain++' },
    base_size: 160,
    dtype: 'float32',
    fidelity: 'matched',
  },
};

/** Checks a parsed spec, or that the refusal is about the spec. */
export function acceptsSpec(input: unknown): boolean {
  try {
    const spec = parseRunSpec(input);
    for (const { bandwidth, until } of stageDefinitions(spec)) {
      assert.ok(Number.isInteger(bandwidth) && bandwidth > 0 && until > 0 && until <= 1, `${bandwidth} until ${until}`);
    }
    assert.match(specDigest(spec), /^[0-9a-f]+$/);
    return true;
  } catch (error) {
    if (error instanceof CrescendoError && error.reason !== 'INTERNAL') return false;
    throw error;
  }
}

/** Replaces, scales or removes a value somewhere below. */
function edit(data: unknown, random: RandomStream): void {
  if (typeof data !== 'object' || data === null) return;
  const keys = Object.keys(data);
  if (keys.length === 0) return;
  const key = keys[drawBelow(random, keys.length)]!;
  const fields = data as Record<string, unknown>;
  const value = fields[key];
  if (typeof value === 'object' && value !== null && drawBelow(random, 3) > 0) edit(value, random);
  else if (typeof value === 'number' && drawBelow(random, 2) === 0) {
    fields[key] = value * FACTORS[drawBelow(random, FACTORS.length)]!;
  } else if (drawBelow(random, 6) === 0) delete fields[key];
  else fields[key] = structuredClone(ODD[drawBelow(random, ODD.length)]);
}

const FACTORS = [-1, 0.5, 0.999, 1.0001, 2, 3, 1000, 1e9];
const ODD: readonly unknown[] = [
  ...[0, -0, 1, -1, 0.1, 1e-300, 1e308, 2 ** 31, 2 ** 53, 0.30000000000000004],
  ...['', 'x'.repeat(200), 'rand-m9-n1000000000', 'rand-m1e9', '__proto__', '1', '\u0000'],
  ...[null, true, [], {}, [1], [[]], { until: 1 }, [0, 1], { toString: 1 }],
];

export const specTarget: FuzzTarget = {
  name: 'spec',
  rounds: 3000,
  async seeds() {
    return Object.fromEntries(Object.entries(SPECS).map(([name, spec]) => [name, Buffer.from(JSON.stringify(spec))]));
  },
  mutate(seed, random) {
    const data = JSON.parse(Buffer.from(seed).toString('utf8')) as unknown;
    for (let edits = 1 + drawBelow(random, 2); edits > 0; edits -= 1) edit(data, random);
    return Buffer.from(JSON.stringify(data));
  },
  async accepts(input) {
    let data: unknown;
    try {
      data = JSON.parse(Buffer.from(input).toString('utf8'));
    } catch {
      return false;
    }
    return acceptsSpec(data);
  },
};
