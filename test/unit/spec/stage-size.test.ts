/** Rectangular base sizes: how stages get their sizes, what a spec says of them, and the errors. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { scheduleOf } from '../../../src/plan/curriculum/planned-schedule.ts';
import { specDigest } from '../../../src/spec/canonical.ts';
import { PRESET_NAMES, PRESETS } from '../../../src/spec/presets.ts';
import { parseRunSpec, type RunSpecInput } from '../../../src/spec/spec.ts';
import { ownSize, presetSize, sizeOf } from '../../../src/spec/stage-size.ts';
import { stageDefinitions } from '../../../src/spec/stages.ts';
import { areaOf, shorterSide } from '../../../src/types.ts';

const parse = (fields: Partial<RunSpecInput>) => parseRunSpec({ dataset: 'train', ...fields });
const sizes = (fields: Partial<RunSpecInput>) => stageDefinitions(parse(fields)).map(sizeOf);

/** Rectangles whose sides a multiple divides. */
const rectangle = fc
  .record({
    multiple: fc.integer({ min: 1, max: 32 }),
    h: fc.integer({ min: 1, max: 8 }),
    w: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ multiple, h, w }) => {
    const step = multiple % 2 === 0 ? multiple : 2 * multiple;
    return { multiple, step, base: [h * step, w * step] as const };
  })
  .filter(({ base: [h, w] }) => h !== w);

describe('the size of a stage', () => {
  test('a stage should keep the share of both sides, its bandwidth being the shorter one', () => {
    const stages = [
      { until: 0.5, bandwidth: 96 },
      { until: 0.8, bandwidth: 130 },
      { until: 1, bandwidth: 192 },
    ];
    assert.deepEqual(sizes({ base_size: [192, 320], schedule: { stages } }), [
      [96, 160],
      // 130 * 320 / 192 = 216.7
      [130, 216],
      [192, 320],
    ]);
    assert.deepEqual(sizes({ base_size: [320, 192], schedule: { stages } })[0], [160, 96]);
    const scaled = { stages, reference_size: 192 };
    assert.deepEqual(sizes({ base_size: [96, 160], schedule: scaled }), [
      [48, 80],
      [66, 110],
      [96, 160],
    ]);
  });

  test('presets should take the size whose area is nearest, of the multiples around the exact one', () => {
    assert.deepEqual(
      [...new Set(sizes({ base_size: [192, 320] }).map(String))],
      // 82.3 x 137.1, 137.1 x 228.6 and the whole.
      ['82,138', '136,230', '192,320'],
    );
    assert.deepEqual(
      [...new Set(sizes({ base_size: [192, 320], side_multiple: 32 }).map(String))],
      ['96,128', '128,256', '192,320'],
    );
  });

  test('of presets, no size around the exact one should be nearer by area, and all should be multiples', () => {
    fc.assert(
      fc.property(rectangle, fc.constantFrom(...PRESET_NAMES), ({ multiple, step, base }, name) => {
        for (const { bandwidth } of PRESETS[name].stages) {
          const size = presetSize(bandwidth, base, multiple);
          const sides = sizeOf(size);
          const [h, w] = typeof sides === 'number' ? [sides, sides] : sides;
          assert.ok(h % step === 0 && w % step === 0 && h <= base[0] && w <= base[1]);
          assert.equal(h < base[0], w < base[1], 'both sides are shorter, or both whole');
          assert.equal(size.bandwidth, Math.min(h, w));
          if (bandwidth === 224) assert.deepEqual(sides, [...base]);
          const target = areaOf(base) * (bandwidth / 224) ** 2;
          const exact = [0, 1].map((axis) => (base[axis]! * bandwidth) / 224);
          for (const [dh, dw] of [
            [0, 0],
            [0, 1],
            [1, 0],
            [1, 1],
          ] as const) {
            const [oh, ow] = [step * (Math.floor(exact[0]! / step) + dh), step * (Math.floor(exact[1]! / step) + dw)];
            const allowed = oh > 0 && ow > 0 && oh < base[0] && ow < base[1] && (oh - ow) * (base[0] - base[1]) >= 0;
            if (allowed) assert.ok(Math.abs(h * w - target) <= Math.abs(oh * ow - target) + 1e-6);
          }
        }
      }),
    );
  });

  test('own stages should have multiples on both axes, and be whole on both or on none', () => {
    fc.assert(
      fc.property(rectangle, fc.integer({ min: 1, max: 8 }), ({ multiple, step, base }, k) => {
        const side = Math.min(k * step, shorterSide(base));
        const sides = sizeOf(ownSize(side, base, multiple));
        const [h, w] = typeof sides === 'number' ? [sides, sides] : sides;
        assert.ok(Math.min(h, w) === side && h % step === 0 && w % step === 0);
        assert.equal(h < base[0], w < base[1]);
        const exact = (side * Math.max(...base)) / Math.min(...base);
        assert.ok(Math.max(h, w) === step || Math.abs(Math.max(h, w) - exact) <= step / 2);
      }),
    );
  });
});

describe('a spec with a rectangular base size', () => {
  test('two equal sides should be the square: the same spec, digest and schedule', () => {
    const [square, pair] = [parse({ base_size: 160 }), parse({ base_size: [160, 160] })];
    assert.deepEqual(pair, square);
    assert.equal(specDigest(pair), specDigest(square));
    assert.equal(specDigest(parse({ base_size: [224, 224] })), specDigest(parse({})));
    assert.notEqual(specDigest(parse({ base_size: [160, 224] })), specDigest(parse({ base_size: [224, 160] })));
    const stages = scheduleOf(square, 1000);
    assert.ok(
      stages.every((stage) => !('size' in stage)),
      'what is stored of squares is what was stored before',
    );
  });

  test('its budget and micro-batches should count by area', () => {
    const fields = { equivalent_epochs: 10, global_batch: 100, base_micro_batch: 25 } as const;
    const stages = [
      { until: 0.5, bandwidth: 64 },
      { until: 1, bandwidth: 128 },
    ];
    const table = scheduleOf(parse({ ...fields, base_size: [128, 256], schedule: { stages } }), 1000);
    // A quarter of the area: 4 times as many steps in the same share.
    assert.deepEqual(
      table.map(({ steps, size }) => [steps, size]),
      [
        [200, [64, 128]],
        [50, [128, 256]],
      ],
    );
  });

  test('what is wrong should be named with its sides', () => {
    const refused = (fields: Partial<RunSpecInput>, message: RegExp): void => {
      assert.throws(() => parse(fields), message);
    };
    const stages = (bandwidth: number) => ({ stages: [{ until: 1, bandwidth }] });
    refused({ base_size: [192, 321] }, /base_size/);
    refused({ base_size: [192, 320, 3] }, /base_size/);
    refused({ base_size: [192, 1024] }, /base_size/);
    refused(
      { base_size: [192, 320], schedule: stages(224) },
      /bandwidth: must be at most 192, the shorter side of base_size, 192 x 320/,
    );
    refused({ base_size: [192, 320], side_multiple: 48 }, /side_multiple: must divide base_size, 192 x 320/);
    refused(
      { base_size: [192, 320], side_multiple: 32, schedule: stages(100) },
      /stage 0 trains at 100 x 160, whose shorter side is 100, which is not a multiple of side_multiple, 32/,
    );
    refused(
      {
        base_size: [192, 320],
        fidelity: 'matched',
        working_sides: { 96: 200 },
        schedule: {
          stages: [
            { until: 0.5, bandwidth: 96 },
            { until: 1, bandwidth: 192 },
          ],
        },
      },
      /working_sides.96: must be 96..192, the bandwidth to the shorter side of base_size, 192 x 320/,
    );
  });
});
