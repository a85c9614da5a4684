/** What must compile and what must not: the compiler checks this file (`npm run types`), and running it checks nothing more. */
import { expectTypeOf, test } from 'vitest';
import type {
  Batch,
  BatchStreamOptions,
  CrescendoError,
  PresetName,
  RunSpec,
  StreamState,
  ValidationOptions,
} from '../src/index.ts';

const state = {} as StreamState;

test('a stream should need a run or a state', () => {
  expectTypeOf<{ run: string }>().toExtend<BatchStreamOptions>();
  expectTypeOf<{ state: StreamState }>().toExtend<BatchStreamOptions>();
  expectTypeOf<{ run: string; state?: StreamState; start: 3 }>().toExtend<BatchStreamOptions>();
  // @ts-expect-error: neither a run nor a state.
  const empty: BatchStreamOptions = {};
  // @ts-expect-error: neither a run nor a state.
  const ranked: BatchStreamOptions = { rank: 1 };
  // @ts-expect-error: an option that does not exist.
  const misspelt: BatchStreamOptions = { state, world_size: 2 };
  // @ts-expect-error: validation needs the name of a run.
  const unnamed: ValidationOptions = {};
  expectTypeOf([empty, ranked, misspelt, unnamed]).toBeArray();
});

test('the type of the pixels should follow from a check of dtype', () => {
  const pixels = (batch: Batch) => {
    if (batch.dtype === 'uint8') return expectTypeOf(batch.images).toEqualTypeOf<Uint8Array>();
    return expectTypeOf(batch.images).toEqualTypeOf<Float32Array>();
  };
  expectTypeOf(pixels).toBeFunction();
});

test('presets, codes and reasons should be words of a list', () => {
  expectTypeOf<'constant'>().toExtend<PresetName>();
  expectTypeOf<'INVALID_ARGUMENT'>().toExtend<CrescendoError['code']>();
  expectTypeOf<'SPEC_MISMATCH' | 'UNREACHABLE' | ''>().toExtend<CrescendoError['reason']>();
  expectTypeOf<'SPEC_MISMACH'>().not.toExtend<CrescendoError['reason']>();
  expectTypeOf<'INVALID'>().not.toExtend<CrescendoError['code']>();
  const long: RunSpec = { dataset: 'train', schedule: { stages: [{ until: 1, bandwidth: 96 }], referenceSize: 192 } };
  const named: RunSpec = { dataset: 'train', schedule: { preset: 'efficienttrain++' } };
  // @ts-expect-error: no such preset.
  const preset: RunSpec = { dataset: 'train', schedule: 'efficienttrain+' };
  // @ts-expect-error: the name of the field in YAML.
  const snake: RunSpec = { dataset: 'train', global_batch: 8 };
  expectTypeOf([long, named, preset, snake]).toBeArray();
});
