/** The thread of a SQLite database: carries out groups of requests, each group in one transaction. */
import { parentPort, workerData } from 'node:worker_threads';
import { SqliteDatabase } from './sqlite-database.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import type { Failure, FromThread, Outcome, Request, SqliteSetup } from './sqlite-protocol.ts';
import { SqliteWatcher } from './sqlite-watcher.ts';
import type { Command } from './store.ts';

const port = parentPort!;
const send = (message: FromThread): void => port.postMessage(message);

const { path } = workerData as SqliteSetup;

function failureOf(thrown: unknown): Failure {
  const { reason, message, metadata } = sqliteFailure(thrown, path);
  return { reason, message, metadata };
}

const NOT_TO_DISK: readonly Command['kind'][] = [
  'report-progress',
  'issue-batch',
  'record-unread',
  'take-lease',
  'renew-lease',
  'release-lease',
];

/** Everything but progress, the ledger, unread samples and leases must survive a loss of power. */
function waitsForDisk(request: Request): boolean {
  return request.kind === 'apply' && !NOT_TO_DISK.includes(request.command.kind);
}

function carryOut(database: SqliteDatabase, watcher: SqliteWatcher, request: Request): unknown {
  switch (request.kind) {
    case 'apply':
      return database.apply(request.command);
    case 'query':
      return database.query(request.query);
    case 'watch':
      return watcher.watch(request.run);
    case 'unwatch':
      return watcher.unwatch(request.run);
    case 'close':
      return watcher.close();
  }
}

/** One transaction for all requests of a group; one that fails takes back its own work only. */
function carryOutGroup(database: SqliteDatabase, watcher: SqliteWatcher, requests: readonly Request[]): FromThread {
  const writes = requests.some(({ kind }) => kind === 'apply');
  try {
    const { result: outcomes, changed } = database.transaction({ writes, toDisk: requests.some(waitsForDisk) }, () =>
      requests.map((request): Outcome => {
        try {
          return { value: carryOut(database, watcher, request) };
        } catch (error) {
          if (!database.inTransaction) throw error;
          return { failure: failureOf(error) };
        }
      }),
    );
    watcher.changedHere(changed);
    return { kind: 'done', outcomes, changed };
  } catch (error) {
    const failure = failureOf(error);
    return { kind: 'done', outcomes: requests.map(() => ({ failure })), changed: [] };
  }
}

function serve(database: SqliteDatabase): void {
  const watcher = new SqliteWatcher(database, (changed) => send({ kind: 'changed', changed }));
  port.on('message', (requests: Request[]) => {
    const answer = carryOutGroup(database, watcher, requests);
    const closes = requests.some(({ kind }) => kind === 'close');
    if (closes) {
      watcher.close();
      database.close();
    }
    send(answer);
    if (closes) port.close();
  });
  send({ kind: 'opened' });
}

try {
  serve(new SqliteDatabase(path));
} catch (error) {
  send({ kind: 'refused', failure: failureOf(error) });
  port.close();
}
