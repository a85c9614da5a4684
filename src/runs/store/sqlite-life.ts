/** The commands about the life of a run, within a transaction of `SqliteDatabase`. */

import { checkStateQuota, type StateQuota } from '../quota.ts';
import { runExists } from './life-errors.ts';
import type { SqliteAccess } from './sqlite-access.ts';
import { RUN_TABLES } from './sqlite-schema.ts';
import type {
  ArchiveRun,
  CommandResults,
  DeleteRun,
  ForkRun,
  NewRun,
  RenameRun,
  ResetRun,
  StoredRun,
} from './store.ts';

export type LifeCommand = DeleteRun | RenameRun | ResetRun | ArchiveRun | ForkRun;

/** @param command about a run that exists */
export function applyLifeCommand(database: SqliteAccess, command: LifeCommand): CommandResults[LifeCommand['kind']] {
  switch (command.kind) {
    case 'delete-run':
      return deleteRun(database, command.run);
    case 'rename-run':
      return renameRun(database, command);
    case 'reset-run':
      return resetRun(database, command.run);
    case 'archive-run':
      return archiveRun(database, command);
    case 'fork-run':
      return forkRun(database, command);
  }
}

/** Begins another generation of a name. */
export function beginLife(database: SqliteAccess, name: string): void {
  database.write(
    `INSERT INTO lives VALUES (?, 1, 0) ON CONFLICT DO UPDATE SET generation = generation + 1, archived = 0`,
    name,
  );
}

function deleteRun(database: SqliteAccess, run: string): undefined {
  for (const table of RUN_TABLES) database.write(`DELETE FROM ${table} WHERE run = ?`, run);
  for (const table of ['runs WHERE name', 'owners WHERE run']) database.write(`DELETE FROM ${table} = ?`, run);
  beginLife(database, run);
  database.touch(run);
}

function renameRun(database: SqliteAccess, { run, to }: RenameRun): { run: StoredRun } {
  if (database.run(to) !== undefined) throw runExists(to);
  const archived = database.run(run)!.archived;
  for (const table of RUN_TABLES) database.write(`UPDATE ${table} SET run = ? WHERE run = ?`, to, run);
  database.write('UPDATE runs SET name = ? WHERE name = ?', to, run);
  // One of a run that an older Crescendo deleted may be left.
  database.write('DELETE FROM owners WHERE run = ?', to);
  database.write('UPDATE owners SET run = ? WHERE run = ?', to, run);
  for (const name of [run, to]) {
    beginLife(database, name);
    database.touch(name);
  }
  database.write('UPDATE lives SET archived = ? WHERE run = ?', Number(archived), to);
  return { run: database.run(to)! };
}

function resetRun(database: SqliteAccess, run: string): undefined {
  const { archived } = database.run(run)!;
  for (const table of RUN_TABLES) {
    const kept = table === 'schedule_log' ? ' AND sequence > 0' : '';
    database.write(`DELETE FROM ${table} WHERE run = ?${kept}`, run);
  }
  beginLife(database, run);
  database.write('UPDATE lives SET archived = ? WHERE run = ?', Number(archived), run);
  database.touch(run);
}

function archiveRun(database: SqliteAccess, { run, archived }: ArchiveRun): undefined {
  if (database.run(run)!.archived === archived) return;
  database.write(
    'INSERT INTO lives VALUES (?, 0, ?) ON CONFLICT DO UPDATE SET archived = excluded.archived',
    ...[run, Number(archived)],
  );
  database.touch(run);
}

function forkRun(database: SqliteAccess, { to, schedule, stepTimes, progress, quota }: ForkRun): { run: StoredRun } {
  if (database.run(to.name) !== undefined) throw runExists(to.name);
  insertRun(database, to);
  for (const { sequence, entry } of schedule) {
    database.write('INSERT INTO schedule_log VALUES (?, ?, ?)', to.name, sequence, entry);
  }
  for (const { stage, worldSize, steps, seconds, firstSteps, firstSeconds } of stepTimes) {
    const row = [to.name, stage, worldSize];
    database.write('INSERT INTO step_times VALUES (?, ?, ?, ?, ?)', ...row, steps, seconds);
    database.write('INSERT INTO first_step_times VALUES (?, ?, ?, ?, ?)', ...row, firstSteps, firstSeconds);
  }
  for (const { worldSize, rank, consumedStep, stepSeconds } of progress) {
    const sql = 'INSERT INTO progress VALUES (?, ?, ?, ?, -1, ?)';
    database.write(sql, to.name, worldSize, rank, consumedStep, stepSeconds);
  }
  enterOwner(database, to, quota);
  beginLife(database, to.name);
  database.touch(to.name);
  return { run: database.run(to.name)! };
}

/** Notes whose a new run is. Throws QUOTA if the owner has too much with it, which undoes the command. */
export function enterOwner(database: SqliteAccess, { name, createdAt, owner }: NewRun, quota?: StateQuota): void {
  if (owner === undefined) return;
  database.write('INSERT OR REPLACE INTO owners VALUES (?, ?, ?)', name, createdAt, owner);
  if (quota !== undefined) checkStateQuota(owner, quota, database.usage(owner), {});
}

function insertRun(database: SqliteAccess, run: NewRun): void {
  const { name, spec, specDigest, manifestDigest, engineVersion, createdAt } = run;
  const sql = 'INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)';
  database.write(sql, name, spec, specDigest, manifestDigest, engineVersion, createdAt);
}
