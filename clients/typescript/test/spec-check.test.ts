/** Specs are checked before anything is sent, and errors name fields as the caller wrote them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { camelCase } from '@crescendo/proto';
import { test } from 'vitest';
import { fromServiceError } from '../src/errors.ts';
import { type RunSpec, specMessage } from '../src/spec.ts';

interface Case {
  name: string;
  spec: Record<string, unknown>;
  /** Path of the field in snake case. */
  field?: string;
  /** Parts of the message. */
  message?: string[];
  bound?: string;
}

const cases = JSON.parse(readFileSync(new URL('../../conformance/specs.json', import.meta.url), 'utf8')) as Case[];

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), camelCased(inner)]));
}

function refusal(spec: unknown): { message: string; metadata: Record<string, string> } {
  try {
    specMessage(spec as RunSpec);
  } catch (error) {
    return error as { message: string; metadata: Record<string, string> };
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(spec)} was accepted` });
}

test.each(cases)('$name', ({ spec, field, message = [], bound }) => {
  const written = camelCased(spec);
  if (field === undefined) {
    specMessage(written as RunSpec);
    return;
  }
  const error = refusal(written);
  assert.equal(error.metadata.field, camelCase(field));
  for (const part of message) assert.ok(error.message.includes(camelCase(part)), error.message);
  if (bound !== undefined) assert.equal(error.metadata.bound, bound);
});

test('values that JSON cannot write should be refused too', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 5n, () => 1]) {
    const error = refusal({ dataset: 'train', globalBatch: value });
    assert.match(error.message, /^invalid run spec: globalBatch: must be a whole number in 1\.\.1048576 \(given: /);
  }
  assert.match(
    refusal({ dataset: 'train', horizontalFlip: Number.NaN }).message,
    /must be a number in 0\.\.1 \(given: NaN\)/,
  );
  assert.match(refusal('train').message, /spec: must be an object \(given: "train"\)/);
});

test('a name in snake case should be refused with its spelling in this client', () => {
  assert.match(
    refusal({ dataset: 'train', global_batch: 8 }).message,
    /global_batch: is not a field; did you mean globalBatch\?/,
  );
  const stages = [{ until: 1, bandwidth: 96, replay: { times: 2, sizes: 8 } }];
  assert.match(
    refusal({ dataset: 'train', schedule: stages }).message,
    /schedule\.stages\.0\.replay\.sizes: is not a field; did you mean size\?/,
  );
  assert.match(
    refusal({ dataset: 'train', banana: 1 }).message,
    /banana: is not a field; the fields are dataset, datasets, labels, seed/,
  );
});

test('a schedule in its long form should travel like the short one', () => {
  const stages = [{ until: 1, bandwidth: 96 }];
  const preset = { preset: 'constant' } as const;
  assert.deepEqual(
    specMessage({ dataset: 'd', schedule: preset }),
    specMessage({ dataset: 'd', schedule: 'constant' }),
  );
  assert.deepEqual(
    specMessage({ dataset: 'd', schedule: { stages } }),
    specMessage({ dataset: 'd', schedule: stages }),
  );
  assert.deepEqual(
    specMessage({ dataset: 'd', schedule: { stages, referenceSize: 192 } }),
    specMessage({ dataset: 'd', schedule: stages, referenceSize: 192 }),
  );
  const both = { preset: 'constant', stages } as unknown as RunSpec['schedule'];
  assert.match(refusal({ dataset: 'd', schedule: both }).message, /schedule: must have either a preset or stages/);
});

test('a reference size without stages should be refused, for it would change nothing', () => {
  for (const spec of [{ schedule: 'constant' }, {}]) {
    assert.match(
      refusal({ dataset: 'd', referenceSize: 192, ...spec }).message,
      /referenceSize: must be left out unless the schedule has stages \(given: 192\)/,
    );
  }
});

test('an error of the server should name fields as this client spells them', () => {
  const details =
    'invalid run spec: schedule.stages.0.global_batch: must be a multiple of world_size; crop_scale: wrong (given: "crop_scale"), see data/crop_ratio/a.jpg';
  const error = fromServiceError(
    Object.assign(new Error(details), {
      code: 3,
      details,
      metadata: {
        get: () => [
          errorInfo({
            field: 'schedule.stages.0.global_batch',
            fields: 'global_batch,crop_scale',
            value: 'crop_scale',
          }),
        ],
      },
    }) as never,
  );
  assert.equal(
    error.message,
    'invalid run spec: schedule.stages.0.globalBatch: must be a multiple of worldSize; cropScale: wrong (given: "crop_scale"), see data/crop_ratio/a.jpg',
  );
  assert.deepEqual(error.metadata, {
    field: 'schedule.stages.0.globalBatch',
    fields: 'globalBatch,cropScale',
    value: 'crop_scale',
  });
});

/** A google.rpc.Status with one google.rpc.ErrorInfo, every field of which is shorter than 128 bytes. */
function errorInfo(metadata: Record<string, string>): Uint8Array {
  const field = (number: number, value: Buffer): Buffer =>
    Buffer.concat([Buffer.from([number * 8 + 2]), varint(value.length), value]);
  const text = (number: number, value: string): Buffer => field(number, Buffer.from(value));
  const entries = Object.entries(metadata).map(([key, value]) =>
    field(3, Buffer.concat([text(1, key), text(2, value)])),
  );
  const info = Buffer.concat([text(1, 'INVALID_FIELD'), text(2, 'crescendo'), ...entries]);
  const any = Buffer.concat([text(1, 'type.googleapis.com/google.rpc.ErrorInfo'), field(2, info)]);
  return field(3, any);
}

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.from([(value & 127) | 128, value >> 7]);
}
