/** The names that the package exports: a change of this list is a change of what users' code may import. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import * as client from '../src/index.ts';

const VALUES = ['CrescendoError', 'connect', 'lowFrequencyCrop', 'mix', 'normalize', 'softTargets', 'warmupCosine'];
const TYPES = [
  'AddressFunction',
  'Addresses',
  'ArchiveRunOptions',
  'AugmentInterpolation',
  'BadSample',
  'Batch',
  'BatchFields',
  'BatchMixing',
  'BatchPixels',
  'BatchStream',
  'BatchStreamOptions',
  'BudgetSpec',
  'CallOptions',
  'Client',
  'ConnectOptions',
  'CostSpec',
  'CropPlace',
  'DatasetInfo',
  'DatasetProgress',
  'Dtype',
  'Epoch',
  'ErasingMode',
  'ErasingSpec',
  'ErrorCode',
  'ErrorDetails',
  'ErrorReason',
  'Fidelity',
  'Fork',
  'ForkRunOptions',
  'ImagePair',
  'Interpolation',
  'LabelJoining',
  'ListRunsOptions',
  'LowFrequency',
  'LowFrequencyCropOptions',
  'MeasuredCost',
  'MixOptions',
  'MixedDatasetSpec',
  'MixingSpec',
  'NormalizeOptions',
  'Notice',
  'PresetName',
  'ProgressReport',
  'RankProgress',
  'ReplaySpec',
  'RunInfo',
  'RunSpec',
  'RunStatus',
  'RunSummary',
  'ScheduleSpec',
  'ServerReason',
  'ShuffleSpec',
  'SpecDifference',
  'Stage',
  'StageSpec',
  'StreamOptions',
  'StreamState',
  'Strength',
  'UnreadSample',
  'ValidationOptions',
  'ValidationSpec',
  'WarmupCosineOptions',
];

/** The names in the export lists of the package's entry; those of types are gone when it runs. */
function exported(source: string): { names: string[]; types: string[] } {
  const names: string[] = [];
  const types: string[] = [];
  for (const [, isType, list] of source.matchAll(/^export (type )?\{([^}]*)\}/gm)) {
    for (const item of list!.split(',').map((name) => name.trim())) {
      if (item === '') continue;
      (isType !== undefined || item.startsWith('type ') ? types : names).push(item.replace(/^type /, ''));
    }
  }
  return { names: names.sort(), types: types.sort() };
}

test('the package should export these names and no others', () => {
  assert.deepEqual(Object.keys(client).sort(), VALUES);
  const source = readFileSync(new URL('../src/index.ts', import.meta.url), 'utf8');
  assert.deepEqual(exported(source), { names: VALUES, types: TYPES });
  assert.doesNotMatch(source, /^export (?!type \{|\{)/m, 'a form of export that this test does not read');
});
