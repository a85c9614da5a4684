import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CrescendoError } from '../../../src/errors.ts';
import { differingFields, parseRunSpec, specDigest } from '../../../src/spec/spec.ts';
import { stageDefinitions } from '../../../src/spec/stages.ts';

test('a dataset alone should be a spec, with sensible defaults', () => {
  assert.deepEqual(parseRunSpec({ dataset: 'train' }), {
    dataset: 'train',
    seed: 0,
    base_size: 224,
    schedule: { preset: 'efficienttrain++' },
    equivalent_epochs: 200,
    global_batch: 256,
    world_size: 1,
    side_multiple: 1,
    cost: 'quadratic',
    dtype: 'uint8',
    fidelity: 'exact',
    low_frequency: 'spectral',
    crop: 'server',
    outputs: ['images'],
    interpolation: 'bicubic',
    crop_scale: [0.08, 1],
    crop_ratio: [3 / 4, 4 / 3],
    horizontal_flip: 0.5,
    vertical_flip: 0,
    augmentation_repeats: 1,
    randaugment: 'preset',
    augment_interpolation: 'random',
    color_jitter: [0, 0, 0],
    grayscale: 0,
    gaussian_blur: 0,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    weight: 1,
    max_bad_samples: 100,
  });
});

test('a hue of 0 should be the jitter without it', () => {
  const jitter = (color_jitter: [number, number, number, number]) => parseRunSpec({ dataset: 'train', color_jitter });
  assert.deepEqual(jitter([0.1, 0.2, 0.3, 0]).color_jitter, [0.1, 0.2, 0.3]);
  assert.deepEqual(jitter([0.1, 0.2, 0.3, 0.4]).color_jitter, [0.1, 0.2, 0.3, 0.4]);
});

const stages = (...list: object[]) => ({ schedule: { stages: list } });

/** Wrong fields, the path that must be named and the bound that must be stated. */
const WRONG: [object, string, RegExp][] = [
  [{ dataset: '../etc' }, 'dataset', /letters, digits/],
  [{ dataset: '' }, 'dataset', /letters/],
  [{ dataset: 'x'.repeat(200) }, 'dataset', /128/],
  [{ seed: -1 }, 'seed', />=0/],
  [{ seed: 2 ** 60 }, 'seed', /9007199254740991/],
  [{ seed: 'x' }, 'seed', /number/],
  [{ base_size: 225 }, 'base_size', /even/],
  [{ base_size: 1024 }, 'base_size', /512/],
  [{ equivalent_epochs: 0 }, 'equivalent_epochs', />0/],
  [{ equivalent_epochs: Number.POSITIVE_INFINITY }, 'equivalent_epochs', /number/],
  [{ global_batch: 10, world_size: 3 }, 'global_batch', /multiple of world_size, 3/],
  [{ dtype: 'int8' }, 'dtype', /uint8/],
  [{ low_frequency: 'fft' }, 'low_frequency', /spectral/],
  [stages({ until: 1 }), 'schedule.stages.0.bandwidth', /schedule\.stages\.0\.bandwidth: must be given$/],
  [{ fidelity: 'fast' }, 'fidelity', /matched/],
  [{ working_sides: { 96: 128 } }, 'working_sides', /needs fidelity matched/],
  [{ outputs: [] }, 'outputs', /begin with images/],
  [{ outputs: ['crop_box', 'images'] }, 'outputs', /begin with images/],
  [{ outputs: ['images', 'images'] }, 'outputs', /each tensor once/],
  [{ outputs: ['images', 'depth'] }, 'outputs.1', /crop_box/],
  [{ fidelity: 'matched', working_sides: { 96: 127 } }, 'working_sides.96', /even/],
  [{ fidelity: 'matched', working_sides: { 96: 94 } }, 'working_sides.96', /96\.\.224/],
  [{ fidelity: 'matched', working_sides: { 96: 226 } }, 'working_sides.96', /96\.\.224/],
  [{ fidelity: 'matched', working_sides: { 98: 112 } }, 'working_sides.98', /no stage/],
  [{ fidelity: 'matched', working_sides: { small: 112 } }, 'working_sides.small', /side in pixels/],
  [{ crop: 'gpu' }, 'crop', /server.*client/],
  [{ crop_scale: [0.5, 0.1] }, 'crop_scale', /in order/],
  [{ crop_scale: [0.5] }, 'crop_scale', /./],
  [{ horizontal_flip: 1.5 }, 'horizontal_flip', /<=1/],
  [{ max_bad_samples: 1.5 }, 'max_bad_samples', /whole number/],
  [{ schedule: { preset: 'fast' } }, 'schedule.preset', /efficienttrain\+\+/],
  [stages(), 'schedule.stages', />=1/],
  [stages({ until: 1, bandwidth: 97 }), 'schedule.stages.0.bandwidth', /even/],
  [stages({ until: 1, bandwidth: 226 }), 'schedule.stages.0.bandwidth', /base_size, 224/],
  [stages({ until: 0.5, bandwidth: 96 }), 'schedule.stages.0.until', /must be 1/],
  [stages({ until: 0.5, bandwidth: 96 }, { until: 0.5, bandwidth: 96 }), 'schedule.stages.1.until', /greater than 0.5/],
  [stages({ until: 1, bandwidth: 96, size: 3 }), 'schedule.stages.0', /size/],
  [{ ...stages({ until: 1, bandwidth: 96, global_batch: 3 }), world_size: 2 }, 'schedule.stages.0.global_batch', /2/],
  [{ randaugment: 'rand-m9-q3' }, 'randaugment', /section "q3": unknown key/],
  [{ randaugment: 'v1' }, 'randaugment', /must be one of "rand", "augmix", "v0", "v0r", "original", "originalr", "3a"/],
  [{ randaugment: 'original-m9' }, 'randaugment', /section "m9": unknown key "m"; AutoAugment knows mstd/],
  [{ randaugment: 'augmix-n3' }, 'randaugment', /section "n3": unknown key "n"; AugMix knows m, w, d, a, b, mstd/],
  [{ randaugment: `augmix-${'m3-'.repeat(90)}` }, 'randaugment', /it has 277 characters; at most 256/],
  [{ randaugment: 'augmix-w0' }, 'randaugment', /section "w0": must be 1..16/],
  [{ randaugment: 'augmix-d33' }, 'randaugment', /section "d33": must be 0..16/],
  [{ randaugment: 'augmix-a0' }, 'randaugment', /section "a0": alpha must be greater than 0/],
  [{ vertical_flip: 1.1 }, 'vertical_flip', /<=1/],
  [{ augmentation_repeats: 9 }, 'augmentation_repeats', /<=8/],
  [{ augmentation_repeats: 0 }, 'augmentation_repeats', />=1/],
  [{ mixing: { until: 0 } }, 'mixing.until', />0/],
  [{ mixing: { until: 1.5 } }, 'mixing.until', /<=1/],
  [{ augment_interpolation: 'lanczos' }, 'augment_interpolation', /bilinear/],
  [stages({ until: 1, bandwidth: 96, randaugment: 'rand-m9.5' }), 'schedule.stages.0.randaugment', /m9\.5/],
  [{ base_size: 384, side_multiple: 14 }, 'side_multiple', /must divide base_size, 384 \(given: 14\)/],
  [{ side_multiple: 0 }, 'side_multiple', />=1/],
  [
    { ...stages({ until: 0.5, bandwidth: 96 }, { until: 1, bandwidth: 216 }), side_multiple: 16 },
    'schedule.stages.1.bandwidth',
    /stage 1 trains at side 216, which is not a multiple of side_multiple, 16/,
  ],
  [{ grayscale: 1.1 }, 'grayscale', /<=1/],
  [{ color_jitter: 11 }, 'color_jitter', /<=10/],
  [{ color_jitter: [0.4, 0.4, 0.4, 0.6] }, 'color_jitter', /./],
  [{ color_jitter: [0.4, 0.4] }, 'color_jitter', /./],
  [{ mean: [0.5, 0.5, 1.5] }, 'mean', /from 0 to 1: divide/],
  [{ std: [0.2, 0.2, 0] }, 'std', /above 0/],
  [{ erasing: { probability: 2 } }, 'erasing.probability', /<=1/],
  [{ erasing: { mode: 'noise' } }, 'erasing.mode', /pixel/],
  [{ erasing: { count: [3, 1] } }, 'erasing.count', /in order/],
  [{ erasing: { area: [0.5, 1.5] } }, 'erasing.area.1', /<=1/],
  [{ mixing: { mode: 'half' } }, 'mixing.mode', /elem/],
  [{ mixing: { where: 'gpu' } }, 'mixing.where', /client/],
  [{ mixing: { mixup_alpha: -1 } }, 'mixing.mixup_alpha', />=0/],
  [{ mixing: { cutmix_minmax: [0.5, 0.5] } }, 'mixing.cutmix_minmax', /different/],
  [{ mixing: { label_smoothing: 1 } }, 'mixing.label_smoothing', /<1/],
  [{ mixing: {}, global_batch: 9 }, 'global_batch', /even on each of 1 ranks/],
  [{ mixing: {}, global_batch: 6, world_size: 2 }, 'global_batch', /even on each of 2 ranks/],
  [stages({ until: 1, bandwidth: 96, erasing_probability: -1 }), 'schedule.stages.0.erasing_probability', />=0/],
  [
    stages({ until: 1, bandwidth: 96, mixup_alpha: 1 }),
    'schedule.stages.0.mixup_alpha',
    /above 0 needs the run's mixing/,
  ],
  [{ budget: {} }, 'budget', /exactly one of equivalent_epochs.*none is given/],
  [{ budget: { steps: 3, samples: 4 } }, 'budget', /samples and steps are given/],
  [{ budget: { steps: 0 } }, 'budget.steps', />0/],
  [{ budget: { flops: 1e18 } }, 'budget', /must be given together/],
  [{ budget: { flops: 1e18, flops_per_image: { 96: 1e9 } } }, 'budget.flops_per_image', /no entry for side 160/],
  [{ budget: { steps: 9 }, equivalent_epochs: 90 }, 'equivalent_epochs', /together with budget/],
  [{ cost: { table: { 96: 1, 160: 2 } } }, 'cost.table', /no entry for side 224/],
  [{ cost: { table: { 96.5: 1 } } }, 'cost.table.96.5', /side in pixels/],
  [{ cost: 'measured', budget: { samples: 100 } }, 'cost', /budgets of equivalent_epochs/],
  [stages({ until: 1, bandwidth: 96, magnitude: 3 }), 'schedule.stages.0.magnitude', /needs a randaugment/],
  [
    stages({ until: 1, bandwidth: 96, randaugment: '3a', magnitude: 3 }),
    'schedule.stages.0.magnitude',
    /must be left out with randaugment 3a: AutoAugment's policies have a magnitude .* use a "rand-..." or "augmix-..." string/,
  ],
  [stages({ until: 1, bandwidth: 96, magnitude: { from: 3, to: 11 } }), 'schedule.stages.0.magnitude.to', /<=10/],
  [stages({ until: 1, bandwidth: 96, micro_batch: 5 }), 'schedule.stages.0.micro_batch', /divide the 256 samples/],
  [stages({ until: 1, bandwidth: 96, accumulation: 5 }), 'schedule.stages.0.accumulation', /divide the 256 samples/],
  [
    stages({ until: 1, bandwidth: 96, micro_batch: 5, accumulation: 2, global_batch: 8 }),
    'schedule.stages.0.global_batch',
    /micro_batch \* accumulation \* world_size, 10/,
  ],
  [stages({ until: 1, bandwidth: 96, replay: { times: 1, size: 3 } }), 'schedule.stages.0.replay.times', />=2/],
  [
    stages({ until: 1, bandwidth: 96, global_batch: 80, replay: { times: 2, size: 3 } }),
    'schedule.stages.0.global_batch',
    /multiple of replay's times \* split, 64/,
  ],
  [
    { schedule: { reference_size: 112, stages: [{ until: 1, bandwidth: 224 }] } },
    'schedule.stages.0.bandwidth',
    /base_size/,
  ],
  [{ shuffled: true }, '', /shuffle/],
];

for (const [fields, path, bound] of WRONG) {
  test(`${JSON.stringify(fields).slice(0, 70)} should be refused by name`, () => {
    assert.throws(
      () => parseRunSpec({ dataset: 'train', ...fields }),
      (error: { reason: string; message: string; metadata: { field: string } }) => {
        assert.equal(error.reason, 'INVALID_FIELD');
        assert.equal(error.metadata.field, path);
        assert.match(error.message, bound);
        return true;
      },
    );
  });
}

test('what is not an object should be refused', () => {
  for (const input of [null, 3, 'x', [], undefined])
    assert.throws(() => parseRunSpec(input), { reason: 'INVALID_FIELD' });
});

test('an error should tell programs the field, its value and its bound, where there is one', () => {
  const cases: [fields: object, metadata: object][] = [
    [{ global_batch: 2 ** 31 }, { field: 'global_batch', value: '2147483648', bound: '1048576' }],
    [{ horizontal_flip: -1 }, { field: 'horizontal_flip', value: '-1', bound: '0' }],
    [{ dtype: 'half' }, { field: 'dtype', value: 'half', bound: 'uint8, float32' }],
    [{ erasing: { probability: 3 } }, { field: 'erasing.probability', value: '3', bound: '1' }],
    [{ mean: [0, 0] }, { field: 'mean', value: '0,0', bound: '3' }],
  ];
  for (const [fields, metadata] of cases) {
    assert.throws(
      () => parseRunSpec({ dataset: 'train', ...fields }),
      (error: CrescendoError) => {
        const { fields: _, ...found } = error.metadata;
        assert.deepEqual(found, metadata);
        return true;
      },
    );
  }
});

test('the digest should depend on what shapes batches, and not on the order of fields or max_bad_samples', () => {
  const base = parseRunSpec({ dataset: 'train', seed: 1 });
  assert.equal(specDigest(parseRunSpec({ seed: 1, dataset: 'train', max_bad_samples: 7 })), specDigest(base));
  const other = parseRunSpec({ dataset: 'train', seed: 2, dtype: 'float32', max_bad_samples: 7 });
  assert.notEqual(specDigest(other), specDigest(base));
  assert.deepEqual(differingFields(base, other), ['seed', 'dtype']);
});

test('custom stages should come through with their batches', () => {
  const spec = parseRunSpec({
    dataset: 'train',
    schedule: {
      stages: [
        { until: 0.25, bandwidth: 96, global_batch: 512 },
        { until: 1, bandwidth: 224 },
      ],
    },
  });
  assert.deepEqual(stageDefinitions(spec), [
    { until: 0.25, bandwidth: 96, globalBatch: 512 },
    { until: 1, bandwidth: 224 },
  ]);
});

test('RandAugment should come from the preset, the run or the stage', () => {
  const of = (fields: object): (string | undefined)[] =>
    stageDefinitions(parseRunSpec({ dataset: 'train', ...fields })).map((stage) => stage.randaugment);
  assert.deepEqual(
    of({}),
    Array.from({ length: 10 }, (_, m) => `rand-m${m}-mstd0.5-inc1`),
  );
  assert.deepEqual(
    of({ schedule: { preset: 'efficienttrain' } }),
    [1, 3, 5, 7, 9].map((m) => `rand-m${m}-mstd0.5-inc1`),
  );
  assert.deepEqual(new Set(of({ randaugment: 'none' })), new Set([undefined]));
  for (const randaugment of ['rand-m5-n3', 'v0r', 'original-mstd0.5', '3a', 'augmix-m5-w4-d2-b1']) {
    assert.deepEqual(new Set(of({ randaugment })), new Set([randaugment]));
  }
  const half = { until: 0.5, bandwidth: 96 };
  const rest = { until: 1, bandwidth: 224, randaugment: 'rand-m2' };
  assert.deepEqual(of({ schedule: { stages: [half, rest] } }), [undefined, 'rand-m2']);
  const list = {
    schedule: {
      stages: [
        { ...half, randaugment: 'none' },
        { ...rest, randaugment: undefined },
      ],
    },
  };
  assert.deepEqual(of({ ...list, randaugment: 'rand-m7' }), [undefined, 'rand-m7']);
});

test('what is left out of erasing and mixing should be the usual training recipe', () => {
  const { erasing, mixing } = parseRunSpec({ dataset: 'train', erasing: {}, mixing: {} });
  assert.deepEqual(erasing, {
    probability: 0.25,
    mode: 'pixel',
    count: [1, 1],
    area: [0.02, 1 / 3],
    ratio: [0.3, 1 / 0.3],
  });
  assert.deepEqual(mixing, {
    where: 'server',
    mode: 'batch',
    mixup_alpha: 0.8,
    cutmix_alpha: 1,
    probability: 1,
    switch_probability: 0.5,
    correct_lambda: true,
    label_smoothing: 0.1,
    until: 1,
  });
});

test('one strength of jitter should stand for three', () => {
  assert.deepEqual(parseRunSpec({ dataset: 'train', color_jitter: 0.4 }).color_jitter, [0.4, 0.4, 0.4]);
});

test("a stage's strengths should stand before the run's, and 0 should switch off", () => {
  const spec = parseRunSpec({
    dataset: 'train',
    erasing: { mode: 'rand' },
    mixing: { mixup_alpha: 0.4 },
    schedule: {
      stages: [
        { until: 0.25, bandwidth: 96, erasing_probability: 0, mixup_alpha: 0, cutmix_alpha: 0 },
        { until: 0.5, bandwidth: 128, erasing_probability: 0.1, mixup_alpha: 0.1 },
        { until: 1, bandwidth: 224 },
      ],
    },
  });
  const [first, second, third] = stageDefinitions(spec);
  assert.deepEqual([first!.erasing, first!.mixing], [undefined, undefined]);
  assert.deepEqual([second!.erasing!.probability, second!.erasing!.mode], [0.1, 'rand']);
  assert.deepEqual([second!.mixing!.mixupAlpha, second!.mixing!.cutmixAlpha], [0.1, 1]);
  assert.deepEqual([third!.erasing!.probability, third!.mixing!.mixupAlpha], [0.25, 0.4]);
});

test('a stage may erase where the run says nothing of it', () => {
  const schedule = { stages: [{ until: 1, bandwidth: 96, erasing_probability: 0.5 }] };
  assert.equal(stageDefinitions(parseRunSpec({ dataset: 'train', schedule }))[0]!.erasing!.mode, 'pixel');
});

test('a field that stands in one of two specs alone should be a difference', () => {
  const [plain, mixed] = [parseRunSpec({ dataset: 'train' }), parseRunSpec({ dataset: 'train', mixing: {} })];
  assert.deepEqual(differingFields(plain, mixed), ['mixing']);
  assert.deepEqual(differingFields(mixed, plain), ['mixing']);
  assert.notEqual(specDigest(plain), specDigest(mixed));
});

test('equal budgets should be equal specs, however they are written', () => {
  const [short, long] = [{ equivalent_epochs: 90 }, { budget: { equivalent_epochs: 90 } }].map((fields) =>
    parseRunSpec({ dataset: 'train', ...fields }),
  );
  assert.deepEqual(short, long);
  const steps = parseRunSpec({ dataset: 'train', budget: { steps: 90 } });
  assert.deepEqual(parseRunSpec(JSON.parse(JSON.stringify(steps))), steps);
});

test('another world size should be the same run, another batch not', () => {
  const spec = parseRunSpec({ dataset: 'train', world_size: 2 });
  assert.equal(specDigest(spec), specDigest(parseRunSpec({ dataset: 'train', world_size: 4 })));
  assert.notEqual(specDigest(spec), specDigest(parseRunSpec({ dataset: 'train', global_batch: 512 })));
});

test('bandwidths that are written for another base size should be scaled to even numbers', () => {
  const schedule = {
    reference_size: 224,
    stages: [
      { until: 0.5, bandwidth: 96 },
      { until: 1, bandwidth: 224 },
    ],
  };
  const sides = stageDefinitions(parseRunSpec({ dataset: 'train', base_size: 64, schedule })).map((s) => s.bandwidth);
  assert.deepEqual(sides, [28, 64]);
});
