/** The commands that are not written for every batch, each in a transaction of its own. */
import { isLeaseCommand } from '../../leases.ts';
import { checkStateQuota, type StateQuota } from '../../quota.ts';
import { runExists } from '../life-errors.ts';
import type {
  AppendSchedule,
  Command,
  CommandResults,
  CreateRun,
  ForkRun,
  IssueBatch,
  NewRun,
  RecordUnread,
  RenameRun,
  ScheduleLogEntry,
  StoredRun,
} from '../store.ts';
import { isDuplicate } from './failure.ts';
import { applyLeaseCommand } from './leases.ts';
import type { Transaction } from './transaction.ts';

/** Reports are entries only: what they acknowledge is computed before. */
export type RareCommand = Exclude<Command, { kind: 'report-progress' }>;

export async function applyRare(
  transaction: Transaction,
  command: RareCommand,
): Promise<CommandResults[Command['kind']]> {
  if (command.kind === 'create-run') return await createRun(transaction, command);
  const stored = await transaction.held(command.run, 'generation' in command ? command.generation : undefined);
  switch (command.kind) {
    case 'update-spec':
      if (command.spec === stored.spec) return undefined;
      await transaction.write('UPDATE runs SET spec = $2 WHERE name = $1', command.run, command.spec);
      transaction.touch(command.run);
      return undefined;
    case 'append-schedule':
      return await appendSchedule(transaction, command);
    case 'issue-batch':
      return await issueBatch(transaction, command);
    case 'record-unread':
      return await recordUnread(transaction, command);
    case 'delete-run':
      await transaction.write('DELETE FROM runs WHERE name = $1', command.run);
      return await beginLife(transaction, command.run);
    case 'rename-run':
      return await renameRun(transaction, command);
    case 'reset-run':
      return await resetRun(transaction, command.run);
    case 'archive-run':
      if (command.archived === stored.archived) return undefined;
      await transaction.write('UPDATE runs SET archived = $2 WHERE name = $1', command.run, command.archived);
      transaction.touch(command.run);
      return undefined;
    case 'fork-run':
      return await forkRun(transaction, command);
    default:
      return isLeaseCommand(command) ? await applyLeaseCommand(transaction, command) : undefined;
  }
}

async function createRun(transaction: Transaction, { run, quota }: CreateRun): Promise<CommandResults['create-run']> {
  const created = (await insertRun(transaction, run)) > 0;
  if (created) {
    await checkQuota(transaction, run, quota);
    await beginLife(transaction, run.name);
  }
  return { run: (await transaction.run(run.name))!, created };
}

async function insertRun(transaction: Transaction, run: NewRun): Promise<number> {
  const { name, spec, specDigest, manifestDigest, engineVersion, createdAt, owner = null } = run;
  return await transaction.write(
    'INSERT INTO runs VALUES ($1, $2, $3, $4, $5, $6, $7, false) ON CONFLICT DO NOTHING',
    ...[name, spec, specDigest, manifestDigest, engineVersion, createdAt, owner],
  );
}

/** Throws QUOTA if the owner of a new run has too much with it, which undoes the command. */
async function checkQuota(transaction: Transaction, { owner }: NewRun, quota?: StateQuota): Promise<void> {
  if (owner === undefined || quota === undefined) return;
  checkStateQuota(owner, quota, await transaction.usage(owner), {});
}

/** Begins another generation of a name. */
async function beginLife(transaction: Transaction, name: string): Promise<undefined> {
  const sql = `INSERT INTO lives VALUES ($1, 1, 0)
    ON CONFLICT (run) DO UPDATE SET generation = lives.generation + 1`;
  await transaction.write(sql, name);
  transaction.touch(name);
}

async function appendSchedule(
  transaction: Transaction,
  { run, entry }: AppendSchedule,
): Promise<CommandResults['append-schedule']> {
  const sql = 'INSERT INTO schedule_log VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
  if ((await transaction.write(sql, run, entry.sequence, entry.entry)) > 0) transaction.touch(run);
  const stands = 'SELECT sequence, entry FROM schedule_log WHERE run = $1 AND sequence = $2';
  return (await transaction.all<ScheduleLogEntry>(stands, run, entry.sequence))[0]!;
}

/** @param command of a batch with bad samples: one without any is an entry */
async function issueBatch(transaction: Transaction, command: IssueBatch): Promise<CommandResults['issue-batch']> {
  const { run, place, step, deliveries, badSamples, badSamplesAllowed } = command;
  const rows = badSamples.map(({ index, key, reason, replacedBy, step: at }) => ({
    ...{ run, sample: index, key, reason, replaced_by: replacedBy, step: at },
  }));
  if ((await transaction.insert('bad_samples', rows)) > 0) transaction.touch(run);
  const [found] = await transaction.all<{ count: number }>('SELECT count(*) FROM bad_samples WHERE run = $1', run);
  if (found!.count > badSamplesAllowed) return { issued: false };
  const column = (of: (delivery: IssueBatch['deliveries'][number]) => number): number[] => deliveries.map(of);
  await transaction.write(
    'SELECT enter_issued_1($1, $2, $3, $4, $5, $6, $7, $8)',
    ...[run, place.worldSize, place.rank, step, column(({ stage }) => stage), column(({ epoch }) => epoch)],
    ...[column(({ samples }) => samples), column(({ replayed }) => replayed)],
  );
  return { issued: true };
}

async function recordUnread(transaction: Transaction, { run, samples }: RecordUnread): Promise<undefined> {
  const rows = samples.map(({ dataset, key, reason }) => ({ run, dataset, key, reason }));
  if ((await transaction.insert('unread_validation', rows)) > 0) transaction.touch(run);
}

async function renameRun(transaction: Transaction, { run, to }: RenameRun): Promise<{ run: StoredRun }> {
  if (run === to || (await transaction.run(to)) !== undefined) throw runExists(to);
  try {
    await transaction.write('UPDATE runs SET name = $2 WHERE name = $1', run, to);
  } catch (error) {
    throw isDuplicate(error) ? runExists(to) : error;
  }
  for (const name of [run, to]) await beginLife(transaction, name);
  return { run: (await transaction.run(to))! };
}

async function resetRun(transaction: Transaction, run: string): Promise<undefined> {
  await transaction.write('DELETE FROM schedule_log WHERE run = $1 AND sequence > 0', run);
  const others = ['progress', 'issued', 'ledger', 'step_times', 'bad_samples', 'unread_validation', 'leases'];
  for (const table of others) await transaction.write(`DELETE FROM ${table} WHERE run = $1`, run);
  return await beginLife(transaction, run);
}

async function forkRun(transaction: Transaction, command: ForkRun): Promise<{ run: StoredRun }> {
  const { to, quota, schedule, stepTimes, progress } = command;
  if ((await insertRun(transaction, to)) === 0) throw runExists(to.name);
  const run = to.name;
  await transaction.insert(
    'schedule_log',
    schedule.map((entry) => ({ run, ...entry })),
  );
  await transaction.insert(
    'step_times',
    stepTimes.map(({ stage, worldSize, steps, seconds, firstSteps, firstSeconds }) => ({
      ...{ run, stage, world_size: worldSize, steps, seconds, first_steps: firstSteps, first_seconds: firstSeconds },
    })),
  );
  await transaction.insert(
    'progress',
    progress.map(({ worldSize, rank, consumedStep, stepSeconds }) => ({
      ...{ run, world_size: worldSize, rank, consumed_step: consumedStep, first_issued: -1, step_seconds: stepSeconds },
    })),
  );
  await checkQuota(transaction, to, quota);
  await beginLife(transaction, run);
  return { run: (await transaction.run(run))! };
}
