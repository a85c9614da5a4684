import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { SharedMemory } from '../../../src/delivery/rings.ts';

const MIB = 1024 * 1024;
const folder = mkdtempSync('/dev/shm/crescendo-test-');
afterAll(() => rmSync(folder, { recursive: true }));

function open(budgetBytes?: number): SharedMemory {
  const memory = SharedMemory.open({ directory: folder, ...(budgetBytes !== undefined && { budgetBytes }) });
  return typeof memory === 'string' ? assert.fail(memory) : memory;
}

test('rings should be lent up to the budget, and again when they are given back', () => {
  const memory = open(10 * MIB);
  const first = memory.lend(3, 2 * MIB);
  assert.ok('ring' in first);
  const second = memory.lend(3, 2 * MIB);
  assert.ok('refusal' in second);
  assert.match(second.refusal, /3 batches need 7 MiB .*limit leaves only 3 MiB/);
  first.giveBack();
  // Returned only once, however often it is called.
  first.giveBack();
  assert.equal(memory.reservedBytes, 0);
  const third = memory.lend(3, 2 * MIB);
  assert.ok('ring' in third);
  third.giveBack();
  assert.deepEqual(readdirSync(folder), []);
});

test('a ring that the file system has no room for should be refused, with the number', () => {
  const refused = open(Number.MAX_SAFE_INTEGER).lend(256, 2 ** 40);
  assert.ok('refusal' in refused);
  assert.match(refused.refusal, /need 268435457 MiB .* has \d+ MiB free/);
});

test('a folder that cannot be used should be an error if it was named, and off or absent a sentence', () => {
  assert.match(String(SharedMemory.open({ directory: 'off' })), /off/);
  assert.throws(() => SharedMemory.open({ directory: '/proc' }), {
    reason: 'INVALID_FIELD',
    message: /not on a tmpfs/,
  });
  assert.throws(() => SharedMemory.open({ directory: join(folder, 'none') }), { reason: 'PATH' });
});

test('opening should remove the files of dead servers, and no others', () => {
  const memory = open();
  const alive = memory.lend(1, 1);
  assert.ok('ring' in alive);
  const [, namespace] = /crescendo-(\d+)-/.exec(alive.ring.path)!;
  const { pid: dead } = spawnSync('true');
  const random = '0'.repeat(32);
  const name = (space: string, pid: number): string => join(folder, `crescendo-${space}-${pid}-${random}.ring`);
  const files = {
    ofADeadServer: name(namespace!, dead),
    ofAnotherNamespace: name('1', dead),
    ofLongAgo: name('2', dead),
    ofSomebodyElse: join(folder, 'crescendo-notes.ring'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  utimesSync(files.ofLongAgo, 1, 1);
  open();
  assert.deepEqual(
    Object.entries(files).map(([what, file]) => [what, existsSync(file)]),
    [
      ['ofADeadServer', false],
      ['ofAnotherNamespace', true],
      ['ofLongAgo', false],
      ['ofSomebodyElse', true],
    ],
  );
  assert.ok(existsSync(alive.ring.path));
  alive.giveBack();
});
