/** A state file of runs: all of its runs with all of their ranks, or an error that says what to do. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawBelow, type RandomStream } from '../../../src/plan/sampling/random-stream.ts';
import { SqliteDatabase } from '../../../src/runs/store/sqlite-database.ts';
import { sqliteFailure } from '../../../src/runs/store/sqlite-failure.ts';
import type { Command, IssueBatch, StoredProgress, StoredRun } from '../../../src/runs/store/store.ts';
import type { FuzzTarget } from '../target.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-fuzz-state-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const FILE = join(folder, 'state.sqlite');
/** The note of the state file, which a mutant does not have: it must not be needed to notice damage. */
const NOTE = join(folder, 'note');

const RUNS = ['first', 'second'];
const RANKS = [0, 1];
const STAGES = [{ index: 0, firstStep: 0, steps: 1000, firstPosition: 0, globalBatch: 8 }];

/** What happens to a run of two ranks. */
function commandsOf(run: string): Command[] {
  const made = { name: run, spec: '{}', specDigest: 'd', manifestDigest: 'm', engineVersion: '2', createdAt: 5 };
  const place = (rank: number) => ({ worldSize: RANKS.length, rank });
  const bad = { index: 3, key: 'a/3.jpg', reason: 'truncated', replacedBy: 'a/4.jpg', step: 5 };
  return [
    { kind: 'create-run', run: made },
    { kind: 'append-schedule', run, entry: { sequence: 0, entry: '{}' } },
    ...RANKS.map((rank) => issued(run, rank, 7)),
    { ...issued(run, 0, 8), badSamples: [bad] },
    ...RANKS.map((rank) => reported(run, rank, 7)),
    { kind: 'take-lease', run, place: place(0), stream: 's', client: 'c', host: 'h', takeover: false, leaseMs: 60 },
  ];
}

const issued = (run: string, rank: number, step: number): IssueBatch => ({
  ...{ kind: 'issue-batch', run, place: { worldSize: RANKS.length, rank }, step },
  deliveries: [{ stage: 0, epoch: 0, samples: 4, replayed: 0 }],
  ...{ badSamples: [], badSamplesAllowed: 9 },
});

const reported = (run: string, rank: number, consumedStep: number): Command => ({
  ...{ kind: 'report-progress', run, stages: STAGES, sampleCount: 40 },
  report: { worldSize: RANKS.length, rank, consumedStep, stepSeconds: 0.1, stage: 0 },
});

function carryOut(database: SqliteDatabase, commands: readonly Command[]): void {
  for (const command of commands) {
    database.transaction({ writes: true, toDisk: false }, () => database.apply(command));
  }
}

function removeFiles(): void {
  for (const suffix of ['', '-wal', '-shm', '.id']) rmSync(FILE + suffix, { force: true });
}

/** Uses a state file as a server does that goes on with its runs. */
function use(database: SqliteDatabase): void {
  const names = (database.query({ kind: 'runs' }) as StoredRun[]).map(({ name }) => name);
  assert.deepEqual(names.sort(), RUNS, 'a run is gone without notice');
  for (const run of RUNS) {
    const ranks = (database.query({ kind: 'progress', run }) as StoredProgress[]).map(({ rank }) => rank);
    // SQLite has no checksums: another number in its place is a number.
    assert.equal(ranks.length, RANKS.length, `a rank of run ${run} begins at step 0 without notice`);
    for (const kind of ['ledger', 'step-times'] as const) database.query({ kind, run });
    database.query({ kind: 'schedule', run, from: 0 });
    database.query({ kind: 'bad-samples', run, limit: 10 });
    database.query({ kind: 'lease', run, place: { worldSize: RANKS.length, rank: 0 } });
    carryOut(database, [issued(run, 0, 9), reported(run, 0, 9)]);
  }
  database.query({ kind: 'usage', owner: 'nobody' });
}

const PAGE = 4096;
/** Where the seed has bytes that are not zero. */
let used: readonly number[] = [];

/** Other bytes where there are any, a page of zeros or of noise, or an end that is missing. */
function mutate(seed: Uint8Array, random: RandomStream): Buffer {
  const bytes = Buffer.from(seed);
  const page = (): number => PAGE * drawBelow(random, seed.length / PAGE);
  switch (drawBelow(random, 8)) {
    case 0:
      return drawBelow(random, 2) === 0 ? bytes.fill(0, page()) : bytes.subarray(0, page());
    case 1: {
      const at = page();
      return bytes.fill(0, at, at + PAGE);
    }
    case 2: {
      const at = page();
      for (let k = 0; k < PAGE; k += 1) bytes[at + k] = drawBelow(random, 256);
      return bytes;
    }
    default:
      // Most of a file is empty, and says nothing.
      for (let edits = 1 + drawBelow(random, 2); edits > 0; edits -= 1) {
        bytes[used[drawBelow(random, used.length)]!] = drawBelow(random, 256);
      }
      return bytes;
  }
}

export const stateTarget: FuzzTarget = {
  name: 'state',
  rounds: 500,
  acceptedMin: 5,
  async seeds() {
    removeFiles();
    const database = new SqliteDatabase(FILE, () => 1000);
    carryOut(database, RUNS.flatMap(commandsOf));
    database.close();
    copyFileSync(`${FILE}.id`, NOTE);
    const closed = readFileSync(FILE);
    used = [...closed.keys()].filter((at) => closed[at] !== 0);
    return { closed };
  },
  mutate,
  async accepts(input) {
    removeFiles();
    writeFileSync(FILE, input);
    if (existsSync(NOTE)) copyFileSync(NOTE, `${FILE}.id`);
    let database: SqliteDatabase | undefined;
    try {
      database = new SqliteDatabase(FILE, () => 1000);
      use(database);
      return true;
    } catch (error) {
      const { reason } = sqliteFailure(error, FILE);
      if (reason === 'DAMAGED_FILE' || reason === 'PATH' || reason === 'STATE_UNAVAILABLE') return false;
      throw error;
    } finally {
      database?.close();
    }
  },
};
