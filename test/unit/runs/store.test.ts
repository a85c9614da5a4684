import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import type { StoredRun } from '../../../src/runs/store/store.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-store-'));
afterAll(() => rmSync(work, { recursive: true }));

const RUN: StoredRun = {
  name: 'r',
  spec: '{}',
  specDigest: 'd',
  manifestDigest: 'm',
  engineVersion: '1',
  createdAt: 5,
};

function store(): SqliteStore {
  const made = new SqliteStore(':memory:');
  made.createRun(RUN);
  return made;
}

test('the first writer of a run should win', () => {
  const s = store();
  const { run, created } = s.createRun({ ...RUN, spec: '{"other":1}' });
  assert.deepEqual([{ ...run }, created], [RUN, false]);
  assert.deepEqual({ ...s.getRun('r') }, RUN);
  assert.equal(s.getRun('x'), undefined);
  s.updateSpec('r', '{"a":1}');
  assert.equal(s.listRuns()[0]?.spec, '{"a":1}');
});

const report = (rank: number, consumedStep: number, stepSeconds: number, stage = 0) => ({
  worldSize: 4,
  ...{ rank, consumedStep, stepSeconds, stage },
});

test('progress should be a monotone maximum for each rank, whatever the order of reports', () => {
  const one = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(1000));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), (reports) => {
      const s = store();
      const expected = new Map<number, number>();
      for (const [rank, step] of reports) {
        expected.set(rank, Math.max(expected.get(rank) ?? 0, step));
        assert.equal(
          s.recordProgress('r', report(rank, step, 0), () => []),
          expected.get(rank),
        );
      }
      assert.deepEqual(new Map(s.progress('r').map((p) => [p.rank, p.consumedStep])), expected);
      for (let rank = 0; rank < 4; rank += 1)
        assert.equal(s.rankProgress('r', { worldSize: 4, rank: rank }), expected.get(rank));
      s.close();
    }),
    { numRuns: 50 },
  );
});

test('a report without a step time should keep the last one', () => {
  const s = store();
  s.recordProgress('r', report(0, 1, 0.25), () => []);
  s.recordProgress('r', report(0, 2, 0), () => []);
  assert.deepEqual({ ...s.progress('r')[0] }, { worldSize: 4, rank: 0, consumedStep: 2, stepSeconds: 0.25 });
});

test('the ledger should tell first deliveries from later ones, and acknowledge each step once', () => {
  const s = store();
  const rank = { worldSize: 1, rank: 0 };
  const batch = [
    { stage: 0, epoch: 0, samples: 3, replayed: 0 },
    { stage: 0, epoch: 1, samples: 1, replayed: 4 },
  ];
  for (const step of [5, 6, 7, 6, 7]) s.recordIssued('r', rank, step, batch);
  const asked: number[][] = [];
  const acknowledged = (from: number, to: number) => {
    asked.push([from, to]);
    return [{ stage: 0, epoch: 0, samples: 4 * (to - from), replayed: 0 }];
  };
  // A rank that began at step 5 has not consumed what lies before; late and repeated reports change nothing.
  for (const step of [6, 5, 6, 7]) {
    s.recordProgress('r', { ...rank, consumedStep: step, stepSeconds: 0.5, stage: 0 }, acknowledged);
  }
  assert.deepEqual(asked, [
    [4, 6],
    [6, 7],
  ]);
  assert.deepEqual(
    s.ledger('r').map((line) => ({ ...line })),
    [
      { ...rank, stage: 0, epoch: 0, issued: 9, reissued: 6, acknowledged: 12, replayed: 0 },
      { ...rank, stage: 0, epoch: 1, issued: 3, reissued: 2, acknowledged: 0, replayed: 12 },
    ],
  );
  assert.deepEqual(
    s.stepTimes('r').map((line) => ({ ...line })),
    [{ stage: 0, worldSize: 1, steps: 3, seconds: 1.5 }],
  );
});

test('bad samples should be counted once and listed in order of key', () => {
  const s = store();
  const bad = (index: number, key: string) => ({ index, key, reason: 'x', replacedBy: 'y', step: 3 });
  assert.equal(s.recordBadSamples('r', [bad(2, 'b'), bad(1, 'a')]), 2);
  assert.equal(s.recordBadSamples('r', [bad(2, 'b')]), 2);
  assert.deepEqual(
    s.badSamples('r', 1).map((sample) => sample.key),
    ['a'],
  );
  assert.equal(s.badSampleCount('r'), 2);
});

test('a failed transaction should leave nothing behind and the store usable', () => {
  const s = store();
  const bad = { index: 1, key: 'a', reason: 'x', replacedBy: 'y', step: 3 };
  assert.throws(() => s.recordBadSamples('r', [bad, { ...bad, index: 2, key: null as unknown as string }]));
  assert.equal(s.badSampleCount('r'), 0);
  assert.equal(s.recordBadSamples('r', [bad]), 1);
});

test('the schedule log should keep what was written first', () => {
  const s = store();
  assert.equal(s.appendSchedule('r', { sequence: 0, entry: 'first' }).entry, 'first');
  assert.equal(s.appendSchedule('r', { sequence: 0, entry: 'second' }).entry, 'first');
  s.appendSchedule('r', { sequence: 1, entry: 'next' });
  assert.deepEqual(
    s.scheduleLog('r').map((line) => line.entry),
    ['first', 'next'],
  );
});

test('a file should hold its state, and two servers should share it', () => {
  const path = join(work, 'state.sqlite');
  const a = new SqliteStore(path);
  const b = new SqliteStore(path);
  a.createRun(RUN);
  b.recordProgress('r', report(0, 7, 0), () => []);
  assert.equal(a.rankProgress('r', { worldSize: 4, rank: 0 }), 7);
  a.close();
  b.close();
  assert.equal(new SqliteStore(path).rankProgress('r', { worldSize: 4, rank: 0 }), 7);
});

test('files that are no state should be refused with the option', () => {
  const text = join(work, 'text');
  writeFileSync(text, 'this is not a database, and long enough to look like one'.repeat(50));
  assert.throws(() => new SqliteStore(text), { reason: 'PATH', message: /state file/ });
  assert.throws(() => new SqliteStore(join(work, 'no', 'folder')), { reason: 'PATH' });
  const newer = join(work, 'newer.sqlite');
  const database = new DatabaseSync(newer);
  database.exec('PRAGMA user_version = 99');
  database.close();
  assert.throws(() => new SqliteStore(newer), { reason: 'DAMAGED_FILE', message: /version 99/ });
});
