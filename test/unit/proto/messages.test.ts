/** 64-bit integers of the generated messages, and what loading these leaves behind in protobufjs. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { v1 } from '@crescendo/proto';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { test } from 'vitest';
import { runSpecSchema } from '../../../src/spec/spec.ts';

/** Bytes of a message whose field 2 (seed, first_step, epoch) is a 64-bit integer, written independently of the module. */
const field2 = (value: string): Uint8Array => protobuf.Writer.create().uint32(16).uint64(value).finish();

test('protobufjs itself reads 64-bit integers as objects here, so that these tests can fail', () => {
  const reader = protobuf.Reader.create(field2('5'));
  reader.uint32();
  assert.equal(typeof reader.uint64(), 'object');
});

test('64-bit integers up to 2^53 - 1 are numbers, exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      assert.equal(v1.RunSpec.decode(field2(String(value))).seed, value);
      const again = v1.RunSpec.decode(v1.RunSpec.encode({ seed: value }).finish());
      assert.equal(again.seed, value);
    }),
  );
  assert.equal(new v1.RunSpec().seed, 0);
});

test('lists of them are numbers, too', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (steps) => {
      const { SharedMemoryRelease } = v1;
      assert.deepEqual(SharedMemoryRelease.decode(SharedMemoryRelease.encode({ steps }).finish()).steps, steps);
    }),
  );
});

test('a larger one reads as a number that is no safe integer, and a spec with it is refused', () => {
  for (const value of ['9007199254740992', '9007199254740993', '18446744073709551615']) {
    const { seed } = v1.RunSpec.decode(field2(value));
    assert.equal(seed, Number(value));
    assert.ok(!Number.isSafeInteger(seed));
    const problems = (value: number) =>
      runSpecSchema
        .safeParse({ dataset: 'train', global_batch: 8, seed: value })
        .error?.issues.map(({ path }) => path[0]) ?? [];
    assert.ok(problems(seed).includes('seed') && !problems(7).includes('seed'));
  }
});

test('loading the messages and the client changes nothing in protobufjs', () => {
  const client = new URL('../../../clients/typescript/src/index.ts', import.meta.url).href;
  const script = `
    import protobuf from 'protobufjs/minimal.js';
    const state = () => [protobuf.util.Long, protobuf.Reader.prototype.uint64, JSON.stringify(protobuf.roots)];
    const before = state();
    await import('@crescendo/proto');
    await import('${client}');
    console.log(JSON.stringify(state().map((value, k) => value === before[k])), typeof before[0]);
  `;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  assert.equal(execFileSync(process.execPath, flags, { encoding: 'utf8' }), '[true,true,true] function\n');
});
