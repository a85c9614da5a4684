/** What is written for every batch and report, within a transaction of `SqliteDatabase`. */
import { beginsStage, deliveriesOf, stepBefore } from '../deliveries.ts';
import { BLOCK_BYTES, blockOf, hasBit, hasBitBefore, withBit } from './issued-steps.ts';
import type { SqliteAccess } from './sqlite-access.ts';
import type {
  CommandResults,
  IssueBatch,
  LedgerTotals,
  RankId,
  ReportProgress,
  StoredBadSample,
  StoredDelivery,
  StoredReport,
} from './store.ts';

const NO_STEPS = new Uint8Array(BLOCK_BYTES);

export function issueBatch(database: SqliteAccess, command: IssueBatch): CommandResults['issue-batch'] {
  const { run, badSamples, badSamplesAllowed } = command;
  if (badSamples.length > 0) {
    recordBadSamples(database, run, badSamples);
    if (badSampleCount(database, run) > badSamplesAllowed) return { issued: false };
  }
  recordIssued(database, command);
  return { issued: true };
}

function recordBadSamples(database: SqliteAccess, run: string, samples: readonly StoredBadSample[]): void {
  const sql = 'INSERT INTO bad_samples VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  const added = samples.map(({ index, key, reason, replacedBy, step }) =>
    database.write(sql, run, index, key, reason, replacedBy, step),
  );
  if (added.some((rows) => rows > 0)) database.touch(run);
}

export function badSampleCount(database: Pick<SqliteAccess, 'get'>, run: string): number {
  return Number(database.get('SELECT count(*) AS n FROM bad_samples WHERE run = ?', run)?.n ?? 0);
}

function recordIssued(database: SqliteAccess, { run, place, step, deliveries }: IssueBatch): void {
  const { worldSize, rank } = place;
  const again = enterStep(database, run, place, step);
  for (const { stage, epoch, samples, replayed } of deliveries) {
    database.write(
      `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO UPDATE SET
         issued = issued + excluded.issued, reissued = reissued + excluded.reissued,
         replayed = replayed + excluded.replayed`,
      ...[run, worldSize, rank, stage, epoch, again ? 0 : samples, again ? samples : 0, again ? 0 : replayed],
    );
  }
}

/** Notes that a step is sent to a rank. Returns true if it was before. */
function enterStep(database: SqliteAccess, run: string, { worldSize, rank }: RankId, step: number): boolean {
  const { block, bit } = blockOf(step);
  const row = database.get(
    'SELECT bits FROM issued WHERE run = ? AND world_size = ? AND rank = ? AND block = ?',
    ...[run, worldSize, rank, block],
  );
  const bits = (row?.bits as Uint8Array | undefined) ?? NO_STEPS;
  if (hasBit(bits, bit)) return true;
  const sql = 'INSERT OR REPLACE INTO issued VALUES (?, ?, ?, ?, ?)';
  database.write(sql, run, worldSize, rank, block, withBit(bits, bit));
  // An earlier step of the block says that the first one lies before this one, which saves a write for each batch.
  if (!hasBitBefore(bits, bit)) lowerFirstIssued(database, run, { worldSize, rank }, step);
  return false;
}

function lowerFirstIssued(database: SqliteAccess, run: string, { worldSize, rank }: RankId, step: number): void {
  database.write(
    `INSERT INTO progress VALUES (?, ?, ?, -1, ?, 0) ON CONFLICT DO UPDATE SET
       first_issued = excluded.first_issued WHERE first_issued < 0 OR first_issued > excluded.first_issued`,
    ...[run, worldSize, rank, step],
  );
}

export function reportProgress(
  database: SqliteAccess,
  { run, report, stages, sampleCount }: ReportProgress,
): CommandResults['report-progress'] {
  const { worldSize, rank, consumedStep, stepSeconds, stage } = report;
  const before = consumedBefore(database, run, report);
  if (consumedStep <= before) return { consumedStep: before };
  database.write(
    `INSERT INTO progress VALUES (?, ?, ?, ?, -1, ?) ON CONFLICT DO UPDATE SET
       consumed_step = excluded.consumed_step,
       step_seconds = CASE WHEN excluded.step_seconds > 0 THEN excluded.step_seconds ELSE step_seconds END`,
    ...[run, worldSize, rank, consumedStep, stepSeconds],
  );
  for (const { stage: of, epoch, samples } of deliveriesOf(stages, sampleCount, before + 1, consumedStep, report)) {
    database.write(
      `INSERT INTO ledger VALUES (?, ?, ?, ?, ?, 0, 0, ?, 0) ON CONFLICT DO UPDATE SET
         acknowledged = acknowledged + excluded.acknowledged`,
      ...[run, worldSize, rank, of, epoch, samples],
    );
  }
  if (stepSeconds > 0) {
    // A report may cover several steps.
    const steps = consumedStep - before;
    // Releases before `first_step_times` add to `step_times` only, so this holds the first steps as well.
    const tables = beginsStage(stages, stage, before + 1) ? ['step_times', 'first_step_times'] : ['step_times'];
    for (const table of tables) {
      database.write(
        `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
           steps = steps + excluded.steps, seconds = seconds + excluded.seconds`,
        ...[run, stage, worldSize, steps, steps * stepSeconds],
      );
    }
  }
  database.touch(run);
  return { consumedStep };
}

function consumedBefore(database: SqliteAccess, run: string, { worldSize, rank, consumedStep }: StoredReport): number {
  const row = database.get(
    `SELECT consumed_step AS consumed, first_issued AS first FROM progress
      WHERE run = ? AND world_size = ? AND rank = ?`,
    ...[run, worldSize, rank],
  );
  return stepBefore(Number(row?.consumed ?? -1), Number(row?.first ?? -1), consumedStep);
}

export function ledgerOf(database: Pick<SqliteAccess, 'all'>, run: string): StoredDelivery[] {
  return database.all<StoredDelivery>(
    `SELECT world_size AS worldSize, rank, stage, epoch, issued, reissued, acknowledged, replayed
      FROM ledger WHERE run = ? ORDER BY world_size, rank, stage, epoch`,
    run,
  );
}

export function ledgerTotals(database: Pick<SqliteAccess, 'all'>, run: string): LedgerTotals {
  return database.all<LedgerTotals>(
    `SELECT coalesce(sum(issued), 0) AS issued, coalesce(sum(reissued), 0) AS reissued,
        coalesce(sum(acknowledged), 0) AS acknowledged, coalesce(sum(replayed), 0) AS replayed
      FROM ledger WHERE run = ?`,
    run,
  )[0]!;
}
