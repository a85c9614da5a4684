/** The checks of `npm run faults` and `npm run soak` find what they look for. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, test } from 'vitest';
import { FAULTS } from '../../../scripts/faults/catalogue.ts';
import { StepComparison } from '../../../scripts/faults/step-comparison.ts';
import { snakeCase } from '../../../scripts/faults/trainer.ts';
import { loseUnsynced, syncedFrames } from '../../../scripts/faults/unsynced.ts';
import { batchProblems, ledgerProblems } from '../../../scripts/faults/verdict.ts';
import { SqliteDatabase } from '../../../src/runs/store/sqlite-database.ts';

const line = { worldSize: 1, rank: 0, stage: 0, epoch: 0, issued: 8, reissued: 0, acknowledged: 8, replayed: 2 };
const undisturbed = { sha256: ['a', 'b', 'c', 'd'], ledger: [line] };
const batches = (first: number, ...digests: string[]) => digests.map((sha256, k) => ({ step: first + k, sha256 }));

describe('batches', () => {
  test('should be all steps once, or again from a checkpoint on', () => {
    assert.deepEqual(batchProblems([batches(0, 'a', 'b', 'c', 'd')], undisturbed), []);
    assert.deepEqual(batchProblems([batches(0, 'a', 'b', 'c'), batches(1, 'b', 'c', 'd')], undisturbed), []);
    assert.deepEqual(batchProblems([batches(0, 'a', 'b', 'c', 'd'), []], undisturbed), []);
  });

  test('should be refused if one is missing, comes twice, has other bytes, or is left out between two trainers', () => {
    const twice = [...batches(0, 'a', 'b'), ...batches(1, 'b', 'c', 'd')];
    for (const [lives, problem] of [
      [[batches(0, 'a', 'b', 'c')], /3 of 4 steps/],
      [[twice], /step 1 comes where step 2 is due/],
      [[batches(0, 'a', 'b', 'x', 'd')], /step 2 has other bytes/],
      [[batches(0, 'a', 'b'), batches(3, 'd')], /begins at step 3, but only 2/],
    ] as const) {
      assert.match(batchProblems(lives, undisturbed).join(), problem);
    }
  });
});

test('the ledger should be exact, or have nothing too much', () => {
  assert.deepEqual(ledgerProblems([{ ...line, reissued: 4 }], undisturbed, 'exact'), []);
  for (const wrong of [[], [{ ...line, issued: 4 }], [{ ...line, acknowledged: 4 }], [{ ...line, replayed: 0 }]]) {
    assert.notDeepEqual(ledgerProblems(wrong, undisturbed, 'exact'), []);
    assert.deepEqual(ledgerProblems(wrong, undisturbed, 'nothing too much'), []);
  }
  assert.notDeepEqual(ledgerProblems([{ ...line, acknowledged: 9 }], undisturbed, 'nothing too much'), []);
});

test('steps of several trainers should be compared', () => {
  const comparison = new StepComparison();
  for (const name of ['one', 'two']) comparison.enter(name);
  comparison.note('one', 0, 'a');
  comparison.note('one', 1, 'b');
  comparison.note('two', 0, 'a');
  comparison.note('two', 0, 'a');
  assert.deepEqual([comparison.compared >= 1, comparison.problems], [true, []]);
  comparison.note('two', 1, 'x');
  assert.deepEqual(comparison.problems, ['two has other bytes at step 1 than the others']);
});

test('a spec should get the names of the Python client', () => {
  assert.deepEqual(snakeCase({ baseSize: 1, schedule: [{ mixupAlpha: 0.5 }], dtype: 'uint8' }), {
    base_size: 1,
    schedule: [{ mixup_alpha: 0.5 }],
    dtype: 'uint8',
  });
});

describe('a loss of power', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-unsynced-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('should keep what was on the disk, and lose of the rest what chance takes', () => {
    const state = join(folder, 'state.sqlite');
    const database = new SqliteDatabase(state);
    const synced = syncedFrames(state);
    const run = { name: 'r', spec: '{}', specDigest: 's', manifestDigest: 'm', engineVersion: 'e', createdAt: 1 };
    database.transaction({ writes: true, toDisk: false }, () => database.apply({ kind: 'create-run', run }));
    const before = readFileSync(`${state}-wal`);
    // Always the greatest loss.
    loseUnsynced(state, synced, () => 0.999);
    const after = readFileSync(`${state}-wal`);
    assert.ok(!after.equals(before));
    const frame = 24 + before.readUInt32BE(8);
    const kept = 32 + synced.frames * frame;
    assert.ok(after.subarray(0, kept).equals(before.subarray(0, kept)));
    database.close();
  });
});

test('every row of the page should be a fault, and every fault a row', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url)), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(
    rows,
    FAULTS.map(({ name }) => name),
  );
});
