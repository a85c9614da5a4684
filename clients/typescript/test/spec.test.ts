import assert from 'node:assert/strict';
import { v1 } from '@crescendo/proto';
import { test } from 'vitest';
import { type RunSpec, specFromMessage, specMessage } from '../src/spec.ts';

function overTheWire(spec: RunSpec): RunSpec {
  return specFromMessage(v1.RunSpec.decode(v1.RunSpec.encode(specMessage(spec)).finish()));
}

test('a spec should come back from its message as it was', () => {
  const specs: RunSpec[] = [
    { dataset: 'train', seed: 0 },
    {
      dataset: 'train',
      seed: 2 ** 53 - 1,
      baseSize: 192,
      schedule: 'efficienttrain++',
      equivalentEpochs: 0.5,
      globalBatch: 512,
      worldSize: 2,
      dtype: 'float32',
      fidelity: 'matched',
      workingSides: { 96: 112 },
      lowFrequency: 'lanczos',
      crop: 'client',
      outputs: ['images', 'crop_box'],
      interpolation: 'random',
      cropScale: [0.1, 0.9],
      cropRatio: [0.5, 2],
      horizontalFlip: 0,
      verticalFlip: 0.25,
      augmentationRepeats: 3,
      randaugment: 'rand-m9-mstd0.5-inc1',
      augmentInterpolation: 'bicubic',
      maxBadSamples: 0,
      colorJitter: [0.4, 0, 0.2, 0.1],
      sideMultiple: 16,
      grayscale: 0.2,
      gaussianBlur: 0.1,
      erasing: { probability: 0, mode: 'rand', count: [1, 3], area: [0.1, 0.2], ratio: [0.5, 2] },
      mixing: {
        where: 'client',
        mode: 'elem',
        mixupAlpha: 0,
        cutmixAlpha: 0.5,
        cutmixMinmax: [0.25, 0.5],
        probability: 0.75,
        switchProbability: 0,
        correctLambda: false,
        labelSmoothing: 0,
        until: 0.5,
      },
      mean: [0.5, 0.5, 0.5],
      std: [0.25, 0.5, 1],
      cost: { 96: 0.3, 224: 1 },
      baseMicroBatch: 64,
      validation: { dataset: 'val', globalBatch: 50, cropPct: 0.95, interpolation: 'bilinear' },
    },
    { dataset: 'train', seed: 1, budget: { flops: 1e18, flopsPerImage: { 96: 1e9, 224: 4e9 } }, cost: 'quadratic' },
    { dataset: 'train', seed: 1, budget: { flops: 1e18, flopsPerImage: 4e9 } },
    {
      dataset: 'train',
      seed: 1,
      budget: { wallHours: 24 },
      cost: 'measured',
      referenceSize: 224,
      schedule: [{ until: 1, bandwidth: 224 }],
    },
    { dataset: 'train', seed: 1, colorJitter: 0.4, erasing: {}, mixing: {} },
    {
      dataset: 'train',
      seed: 1,
      schedule: [
        { until: 0.5, bandwidth: 96, globalBatch: 64, randaugment: 'none', mixupAlpha: 0, cutmixAlpha: 1 },
        {
          until: 0.6,
          bandwidth: 96,
          microBatch: 8,
          accumulation: 2,
          randaugment: 'rand-m9',
          magnitude: { from: 0, to: 4.5 },
          erasingProbability: { from: 0.1, to: 0 },
          replay: { times: 4, size: 100, split: 8 },
        },
        { until: 0.75, bandwidth: 96, erasingProbability: 0 },
        { until: 1, bandwidth: 224 },
      ],
    },
  ];
  for (const spec of specs) assert.deepEqual(overTheWire(spec), spec);
});

test('a word that the contract does not know should be refused with those that it does', () => {
  const spec = { dataset: 'train', dtype: 'toString' } as unknown as RunSpec;
  assert.throws(() => specMessage(spec), {
    reason: 'INVALID_FIELD',
    message: /dtype: must be one of uint8, float32/,
  });
});
