/** Whose runs are, and what each may use. */
import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import type { ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
import { test } from 'vitest';
import { Connection } from '../../../../clients/typescript/src/connection.ts';
import { fromServiceError } from '../../../../clients/typescript/src/errors.ts';
import { CrescendoError } from '../../../../src/errors.ts';
import { LIMITS } from '../../../../src/limits.ts';
import { SqliteStore } from '../../../../src/runs/store/sqlite.ts';
import { Audit } from '../../../../src/server/access/audit.ts';
import { guarded, line, SPEC } from '../../../support/access.ts';

const TOKENS = [
  line('a', 'a', 'train'),
  line('b', 'b', 'train'),
  line('root', 'root', 'admin'),
  line('r', 'r', 'read'),
];
const NOT_OWNER = { code: 'PERMISSION_DENIED', reason: 'NOT_OWNER' };

test('a run should belong to the token that made it, through renaming, resetting and forking', async () => {
  const { client } = await guarded(TOKENS);
  const [a, b, root] = [client('a'), client('b'), client('root')];
  await a.openRun('x', SPEC);
  await assert.rejects(b.openRun('x', SPEC), {
    ...NOT_OWNER,
    message: /run x belongs to token a, so token b may read/,
  });
  await a.renameRun('x', 'y');
  await a.resetRun('y');
  await assert.rejects(b.deleteRun('y'), NOT_OWNER);
  await root.forkRun('y', 'z');
  const owners = (await b.listRuns()).map(({ run, owner }) => [run, owner]);
  assert.deepEqual(owners, [
    ['y', 'a'],
    ['z', 'root'],
  ]);
  await a.deleteRun('y');
  assert.equal((await b.openRun('y', SPEC)).created, true);
  await assert.rejects(a.resetRun('y'), NOT_OWNER);
  await root.deleteRun('y');
});

test('a run that was made without a token should be an admin’s to train and change', async () => {
  const store = await SqliteStore.open(':memory:');
  const { client } = await guarded(TOKENS, { store });
  const stored = { name: 'old', spec: '', specDigest: 'd', manifestDigest: 'm', engineVersion: '1', createdAt: 5 };
  await client('root').openRun('made', SPEC);
  const { spec } = (await store.query({ kind: 'run', run: 'made' }))!;
  await store.apply({ kind: 'create-run', run: { ...stored, spec } });
  await assert.rejects(client('a').deleteRun('old'), { ...NOT_OWNER, message: /was made without a token/ });
  await client('root').deleteRun('old');
});

test('a reader should join a run without a spec, and validate', async () => {
  const { client } = await guarded(TOKENS);
  const reader = client('r');
  await client('a').openRun('x', SPEC);
  assert.equal((await reader.openRun('x')).created, false);
  const needs = {
    code: 'PERMISSION_DENIED',
    reason: 'ROLE_REQUIRED',
    message: /token r has the role read.*needs train/,
  };
  await assert.rejects(reader.openRun('x', SPEC), needs);
  await assert.rejects(reader.openRun('configured'), { reason: 'UNKNOWN_RUN' });
  let samples = 0;
  for await (const { labels } of reader.validation({ run: 'x' })) samples += labels.length;
  assert.equal(samples, 100);
  assert.equal((await client('a').openRun('configured')).created, true);
  // A trainer is a reader of the runs of others.
  assert.equal((await client('b').openRun('configured')).created, false);
  await assert.rejects(async () => {
    for await (const _batch of client('b').batches({ run: 'configured', start: 'beginning' })) assert.fail('a batch');
  }, NOT_OWNER);
});

test('only the trainer that has a rank should report its progress', async () => {
  const { client } = await guarded(TOKENS);
  const a = client('a');
  await a.openRun('x', SPEC);
  const trainer = client('a').batches({ run: 'x', spec: SPEC });
  for await (const { step } of trainer) {
    if (step > 0) break;
    await assert.rejects(a.reportProgress({ run: 'x', consumedStep: 5 }), {
      ...{ code: 'FAILED_PRECONDITION', reason: 'RANK_TAKEN' },
      message: new RegExp(`rank 0 of 1 of run x belongs to a trainer on host ${hostname()}`),
    });
  }
  // The trainer's own last report, after its stream.
  assert.equal((await a.getRun('x')).consumedStep, 0);
  assert.equal(await a.reportProgress({ run: 'x', consumedStep: 5 }), 5);
});

test('a trainer should report with its id while it has the rank', async () => {
  const { client, server } = await guarded(TOKENS);
  await client('a').openRun('x', SPEC);
  const connection = new Connection(server.address, { token: 'a' });
  const call = connection.streamBatches();
  const begun = new Promise((resolve) => call.once('data', resolve));
  call.on('error', () => {});
  call.write({ subscribe: { run: 'x', worldSize: 1, step: 0, clientId: 'me' } });
  await begun;
  const report = (id: string) => connection.reportProgress({ run: 'x', consumedStep: 2 }, {}, id);
  for (const id of ['', 'you']) await assert.rejects(report(id), { reason: 'RANK_TAKEN' });
  assert.equal(await report('me'), 2);
  await assert.rejects(report('x'.repeat(129)), { reason: 'INVALID_FIELD', message: /at most 128 characters/ });
  call.cancel();
  connection.close();
});

test('without tokens, a report should be refused only if its id is not that of the trainer', async () => {
  const { client, server } = await guarded(TOKENS, { tokenFile: undefined });
  const anybody = client('');
  const connection = new Connection(server.address);
  for await (const { step } of anybody.batches({ run: 'x', spec: SPEC })) {
    if (step > 0) break;
    const reported = connection.reportProgress({ run: 'x', consumedStep: 1 }, {}, 'another trainer');
    await assert.rejects(reported, { code: 'FAILED_PRECONDITION', reason: 'RANK_TAKEN' });
    // A client that gives no id is older than ids.
    assert.equal(await anybody.reportProgress({ run: 'x', consumedStep: 1 }), 1);
  }
  connection.close();
  assert.equal((await anybody.listRuns())[0]?.owner, '');
});

test('a trainer without an id should be refused where the server has tokens', async () => {
  const { client, server } = await guarded(TOKENS);
  await client('a').openRun('x', SPEC);
  const connection = new Connection(server.address, { token: 'a' });
  const call = connection.streamBatches();
  const ended = new Promise((resolve) => call.on('error', resolve));
  call.write({ subscribe: { run: 'x', worldSize: 1, step: 0 } });
  const error = fromServiceError((await ended) as ServiceError);
  assert.deepEqual([error.reason, error.metadata.field], ['INVALID_FIELD', 'subscribe.client_id']);
  connection.close();
});

test('quotas should name what is used up, its value and its bound', async () => {
  const { client } = await guarded([
    line('runs', 'runs', 'train max-runs=2'),
    line('spec', 'spec', 'train max-spec-bytes=100'),
    line('state', 'state', 'train max-state-bytes=64'),
    line('streams', 'streams', 'train max-streams=1'),
  ]);
  const quota = (name: string, needed: number | RegExp, bound: number) => (error: unknown) => {
    assert.ok(error instanceof Error && 'reason' in error && 'metadata' in error && 'code' in error);
    assert.deepEqual([error.code, error.reason], ['RESOURCE_EXHAUSTED', 'QUOTA']);
    const { field, bound: stated, value } = error.metadata as Record<string, string>;
    assert.deepEqual([field, stated], [name, String(bound)]);
    assert.match(value!, needed instanceof RegExp ? needed : new RegExp(`^${needed}$`));
    return true;
  };
  const runs = client('runs');
  await runs.openRun('1', SPEC);
  await runs.openRun('2', SPEC);
  await assert.rejects(runs.openRun('3', SPEC), quota('max-runs', 3, 2));
  await assert.rejects(runs.forkRun('1', '3'), quota('max-runs', 3, 2));
  assert.deepEqual((await runs.listRuns()).length, 2);
  assert.equal((await runs.openRun('1', SPEC)).created, false);
  await runs.deleteRun('2');
  await runs.openRun('3', SPEC);

  await assert.rejects(client('spec').openRun('s', SPEC), quota('max-spec-bytes', /^\d{3,}$/, 100));

  const state = client('state');
  await state.openRun('t', SPEC);
  await state.reportProgress({ run: 't', consumedStep: 0 }).catch(quota('max-state-bytes', /^\d+$/, 64));
  const other = client('state');
  await assert.rejects(other.openRun('u', SPEC), quota('max-state-bytes', /^\d+$/, 64));

  const streams = client('streams');
  await streams.openRun('v', SPEC);
  const first = streams.watchRun('v');
  await first.next();
  await assert.rejects(streams.watchRun('v').next(), quota('max-streams', 2, 1));
  await first.return();
  // The server learns of the end a moment later.
  for (;;) {
    const again = streams.watchRun('v');
    const began = await again.next().then(
      () => true,
      (error: { reason: string }) => {
        assert.equal(error.reason, 'QUOTA');
        return false;
      },
    );
    await again.return();
    if (began) break;
  }
});

test('each refused call should have a line in the log, with who, what and why, but not the token', async () => {
  const { client, log } = await guarded(TOKENS);
  await assert.rejects(client('secret-token').getRun('x'));
  await client('a').openRun('x', SPEC);
  await assert.rejects(client('b').deleteRun('x'));
  const lines = log.filter(({ audit }) => audit === 'refused');
  assert.deepEqual(
    lines.map(({ token, path, reason, level }) => ({ token, path, reason, level })),
    [
      { token: '', path: '/crescendo.v1.CrescendoService/GetRun', reason: 'TOKEN_UNKNOWN', level: 40 },
      { token: 'b', path: '/crescendo.v1.CrescendoService/DeleteRun', reason: 'NOT_OWNER', level: 40 },
    ],
  );
  assert.match(String(lines[0]?.peer), /^127\.0\.0\.1:\d+$/);
  assert.doesNotMatch(JSON.stringify(log), /secret-token/);
});

test('many refused calls should have few lines', () => {
  const lines: Record<string, unknown>[] = [];
  const audit = new Audit(
    pino({ level: 'warn' }, { write: (text) => void lines.push(JSON.parse(text) as Record<string, unknown>) }),
  );
  const error = new CrescendoError('TOKEN_UNKNOWN', 'wrong');
  for (let port = 0; port < 5000; port += 1) audit.note({ token: '', peer: `10.0.0.1:${port}`, path: '/p' }, error);
  audit.note({ token: 'a', peer: '10.0.0.2:1', path: '/p' }, error);
  assert.equal(lines.length, LIMITS.auditLines + 1);
  audit.flush();
  assert.equal(lines.length, LIMITS.auditLines + 2);
  assert.deepEqual([lines.at(-1)?.calls, lines.at(-1)?.peer], [5000 - LIMITS.auditLines, '10.0.0.1']);
  // Thousands of clients do not take its memory or the log.
  for (let client = 0; client < 5000; client += 1) {
    audit.note({ token: '', peer: `10.1.${client >> 8}.${client & 255}:1`, path: '/p' }, error);
  }
  assert.ok(lines.length < 1100, String(lines.length));
  audit.flush();
});
