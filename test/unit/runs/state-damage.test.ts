import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { SqliteStore } from '../../../src/runs/store/sqlite.ts';
import { SqliteDatabase } from '../../../src/runs/store/sqlite-database.ts';
import { RUN } from '../../conformance/run-store.ts';

const PAGE = 4096;
const work = mkdtempSync(join(tmpdir(), 'crescendo-damage-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A closed state file with a run that has progress. */
function written(name: string): string {
  const path = join(work, name);
  const database = new SqliteDatabase(path);
  const stages = [{ index: 0, firstStep: 0, steps: 100, firstPosition: 0, globalBatch: 4 }];
  const report = { worldSize: 1, rank: 0, consumedStep: 7, stepSeconds: 0, stage: 0 };
  database.transaction({ writes: true, toDisk: true }, () => {
    database.apply({ kind: 'create-run', run: RUN });
    database.apply({ kind: 'report-progress', run: RUN.name, report, stages, sampleCount: 40 });
  });
  database.close();
  return path;
}

test('a page of a state file that is zeros should be damage, and not a run that begins again', () => {
  const path = written('zeros.sqlite');
  const whole = readFileSync(path);
  // The first page is the schema's: without it, there are no tables.
  let refused = 0;
  for (let at = PAGE; at < whole.length; at += PAGE) {
    writeFileSync(path, Buffer.from(whole).fill(0, at, at + PAGE));
    assert.throws(() => new SqliteDatabase(path), { message: /damaged|malformed|identity/ }, `page ${at / PAGE}`);
    refused += 1;
  }
  assert.ok(refused > 10);
  writeFileSync(path, whole);
  new SqliteDatabase(path).close();
});

test('rows of a run that is not there, and other columns, should be damage with the way on', async () => {
  for (const [from, to, message] of [
    // The run's name in its row and in the index; its progress keeps the old one.
    ['r{}dm', 'q{}dm', /is damaged \(.*\): restore it from a copy/],
    ['consumed_step', 'consumed_stew', /table progress has other columns/],
  ] as const) {
    const path = written(`${from.slice(0, 1)}.sqlite`);
    const bytes = readFileSync(path).toString('latin1');
    assert.ok(bytes.includes(from), from);
    writeFileSync(path, bytes.replaceAll(from, to), 'latin1');
    await assert.rejects(SqliteStore.open(path), { reason: 'DAMAGED_FILE', message });
  }
});
