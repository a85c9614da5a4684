import assert from 'node:assert/strict';
import { test } from 'vitest';
import { evaluationProgram, forWorkers, type Phase, programOf, splitAtMixing } from '../../../src/plan/program.ts';
import type { SamplingPlan } from '../../../src/plan/sampling/recipe.ts';
import { SMALL_PLAN } from '../../support/plans.ts';

const PLAN = SMALL_PLAN;
const ERASING = {
  erasing: { probability: 0.5, mode: 'pixel', count: [1, 1], area: [0.1, 0.3], ratio: [0.5, 2] },
} as const satisfies Partial<SamplingPlan>;
const AUGMENTED: Partial<SamplingPlan> = { randaugment: 'rand-m9-mstd0.5-inc1' };

/** A program in one line. */
const inWords = (phases: readonly Phase[]): string =>
  phases.map(({ per, reads, writes, steps }) => `${per} ${reads}>${writes}: ${steps.join(' ')}`).join('; ');

const words = (plan: Partial<SamplingPlan>, mixed: boolean, batchCrop: boolean): string =>
  inWords(programOf({ ...PLAN, ...plan }, mixed, { batchCrop }));

test('without a GPU a sample should go through all of its steps in one go', () => {
  assert.equal(words({}, false, false), 'sample source>batch: decode low-frequency');
  assert.equal(words(AUGMENTED, false, false), 'sample source>batch: decode augment low-frequency');
  for (const one of [{ colorJitter: [0.1, 0, 0] as const }, { grayscale: 0.1 }, { gaussianBlur: 0.1 }]) {
    assert.equal(words(one, false, false), 'sample source>batch: decode augment low-frequency', JSON.stringify(one));
  }
  assert.equal(words({ grayscale: 0, gaussianBlur: 0 }, false, false), 'sample source>batch: decode low-frequency');
  assert.equal(
    words({ ...AUGMENTED, ...ERASING }, false, false),
    'sample source>batch: decode augment low-frequency erase',
  );
});

test('erasing should come after mixing where the server mixes, and in the same go', () => {
  const made = 'sample source>batch: decode low-frequency';
  assert.equal(words({}, true, false), `${made}; pair batch>batch: mix`);
  assert.equal(words(ERASING, true, false), `${made}; pair batch>batch: mix erase`);
});

test('with a GPU the crop should be a phase of its own, from whole images', () => {
  const made = 'sample source>whole: decode; batch whole>batch: low-frequency';
  assert.equal(words({}, false, true), made);
  assert.equal(words(ERASING, false, true), `${made}; sample batch>batch: erase`);
  assert.equal(words({}, true, true), `${made}; pair batch>batch: mix`);
  assert.equal(words(ERASING, true, true), `${made}; pair batch>batch: mix erase`);
  assert.equal(words({ workingSide: 28 }, false, true), made);
});

test('a GPU should get only what is the same everywhere', () => {
  const made = 'sample source>batch: decode low-frequency';
  assert.equal(words({ dtype: 'float32' }, false, true), made);
  assert.equal(words({ lowFrequency: 'lanczos' }, false, true), made);
});

test('images of the base size, as of a client that crops, should not be cropped by anybody', () => {
  for (const batchCrop of [false, true]) {
    assert.equal(words({ bandwidth: 32 }, false, batchCrop), 'sample source>batch: decode');
    assert.equal(words({ bandwidth: 24, workingSide: 24 }, false, batchCrop), 'sample source>batch: decode');
    assert.equal(words({ bandwidth: 32, ...ERASING }, false, batchCrop), 'sample source>batch: decode erase');
  }
});

test('validation should be a program of one phase', () => {
  assert.equal(inWords(evaluationProgram()), 'sample source>batch: evaluate');
});

test('programs should be plain data, whose phases follow each other from the source to the batch', () => {
  for (const plan of [{}, ERASING, AUGMENTED, { ...AUGMENTED, ...ERASING }, { bandwidth: 32, ...ERASING }]) {
    for (const mixed of [false, true]) {
      for (const batchCrop of [false, true]) {
        const program = programOf({ ...PLAN, ...plan }, mixed, { batchCrop });
        assert.deepEqual(structuredClone(program), program);
        assert.equal(program[0]!.reads, 'source');
        assert.equal(program.at(-1)!.writes, 'batch');
        for (const [k, phase] of program.slice(1).entries()) assert.equal(phase.reads, program[k]!.writes);
        const { samples, together } = splitAtMixing(program);
        assert.deepEqual([...samples, ...together], program);
        assert.ok(samples.every(({ per }) => per !== 'pair'));
        assert.equal(together.length > 0, mixed);
        assert.equal(samples.at(-1)!.writes, 'batch');
      }
    }
  }
});

test('without its executor a phase per batch should be one per sample, with the same steps and places', () => {
  const [, crop] = programOf(PLAN, false, { batchCrop: true });
  assert.deepEqual(forWorkers(crop!), { ...crop, per: 'sample' });
});
