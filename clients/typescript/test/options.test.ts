/** Options out of range are refused at once, by name. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { ProgressReport } from '../src/call-options.ts';
import { connect } from '../src/client.ts';
import type { CrescendoError } from '../src/errors.ts';
import type { BatchStreamOptions, ValidationOptions } from '../src/options.ts';

const client = connect('127.0.0.1:1');

function refused(call: () => unknown, field: string, message: RegExp): void {
  assert.throws(call, (error: CrescendoError) => {
    assert.deepEqual([error.reason, error.metadata.field], ['INVALID_FIELD', field], error.message);
    assert.match(error.message, message);
    return true;
  });
}

test.each<[string, unknown, RegExp]>([
  ['run', '', /run must be the name of a run/],
  ['run', 7, /run must be the name of a run \(given: 7\)/],
  ['rank', 1, /rank must be a whole number in 0\.\.0 \(given: 1\)/],
  ['rank', '0', /rank must be a whole number/],
  ['worldSize', 0, /worldSize must be a whole number in 1\.\.4294967295 \(given: 0\)/],
  ['worldSize', 1.5, /\(given: 1\.5\)/],
  ['window', Number.NaN, /window must be a whole number in 1\.\.64 \(given: NaN\)/],
  ['start', true, /start must be 'auto', 'resume', 'beginning' or a global step/],
  ['start', -1, /start must be a whole number/],
  ['reuseBuffer', 'no', /reuseBuffer must be true, false or 'checked'/],
  ['takeover', 'yes', /takeover must be true or false/],
  ['sharedMemory', 1, /sharedMemory must be true, false or 'auto'/],
  ['retryMs', Number.NaN, /retryMs must be a number of 0 or more/],
  ['retryMs', '5', /retryMs must be a number of 0 or more/],
  ['signal', {}, /signal must be an AbortSignal/],
  ['onNotice', 'log', /onNotice must be a function/],
  ['world_size', 2, /world_size must be left out: there is no such option; did you mean worldSize\?/],
  ['bananas', 2, /the options are run, spec, rank/],
])('batches: %s %s', (field, value, message) => {
  refused(() => client.batches({ run: 'r', [field]: value } as BatchStreamOptions), field, message);
});

test.each<[string, object, RegExp]>([
  ['timeout', { timeout: 5 }, /timeout must be left out: there is no such option; did you mean timeoutMs\?/],
  ['timeoutMs', { timeoutMs: 0 }, /timeoutMs must be a number of milliseconds above 0 \(given: 0\)/],
  ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }, /timeoutMs must be a number of milliseconds above 0/],
])('connect and calls should refuse a wrong %s: %j', async (field, options, message) => {
  refused(() => connect('127.0.0.1:1', options), field, message);
  await assert.rejects(client.getRun('r', options), (error: CrescendoError) => {
    refused(() => assert.fail(error), field, message);
    return true;
  });
});

test('batches should refuse a wrong spec and no options at all', () => {
  const spec = { dataset: 'train', globalBatch: 0 };
  refused(() => client.batches({ run: 'r', spec }), 'globalBatch', /globalBatch: must be a whole number/);
  refused(() => client.batches(undefined as unknown as BatchStreamOptions), 'options', /options must be an object/);
});

test('validation should refuse a size that is no side, and a pad that is no truth value', () => {
  const call = (options: object) => () => client.validation({ run: 'r', ...options } as ValidationOptions);
  refused(call({ size: 0 }), 'size', /size must be a whole number in 1\.\./);
  refused(call({ pad: 'yes' }), 'pad', /pad must be true or false/);
  refused(call({ sizes: 8 }), 'sizes', /there is no such option/);
});

test.each<[string, unknown]>([
  ['rank', -1],
  ['worldSize', 0],
  ['consumedStep', Number.NaN],
  ['consumedStep', undefined],
  ['stepSeconds', -1],
  ['step', 3],
])('a report with %s %s should be refused', async (field, value) => {
  const report = { run: 'r', consumedStep: 1, [field]: value } as ProgressReport;
  await assert.rejects(client.reportProgress(report), (error: CrescendoError) => {
    assert.deepEqual([error.reason, error.metadata.field], ['INVALID_FIELD', field], error.message);
    return true;
  });
});

test('calls should refuse a deadline that is none', async () => {
  await assert.rejects(
    client.getRun('r', { timeoutMs: Number.NaN }),
    /timeoutMs must be a number of milliseconds above 0/,
  );
  await assert.rejects(client.openRun(''), /run must be the name of a run/);
});
