/** What becomes of calls and streams when the token file changes. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterAll, test } from 'vitest';
import type { CrescendoError } from '../../../../src/errors.ts';
import { Access } from '../../../../src/server/access/access.ts';
import type { IncomingCall } from '../../../../src/server/access/credentials.ts';
import { guarded, line, SPEC } from '../../../support/access.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-rotation-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const callOf = (token: string): IncomingCall => {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return { metadata, getAuthContext: () => ({}) };
};

/** Access by a file, which looks only when the test says so. */
function fileAccess(...lines: string[]) {
  const path = join(folder, `tokens-${files++}.txt`);
  const write = (...lines: string[]): void => writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  write(...lines);
  const log: string[] = [];
  const clock = { now: Date.parse('2027-01-01') };
  const sink = pino({ level: 'warn' }, { write: (text) => void log.push((JSON.parse(text) as { msg: string }).msg) });
  const access = Access.of(path, sink, { now: () => clock.now });
  /** A change counts once it is the same at two looks. */
  const settle = async (): Promise<void> => {
    await access.look();
    await access.look();
  };
  const role = (token: string): string => access.identify(callOf(token)).entry!.role;
  return { access, path, write, log, clock, settle, role };
}

test('a change should count once it is the same at two looks, without a restart', async () => {
  const { access, write, log, settle, role } = fileAccess(line('a', 'old', 'read'));
  write(line('a', 'old', 'train'), line('a', 'new', 'train'));
  await access.look();
  assert.equal(role('old'), 'read');
  assert.throws(() => role('new'), { reason: 'TOKEN_UNKNOWN' });
  await access.look();
  assert.deepEqual([role('old'), role('new')], ['train', 'train']);
  assert.match(log.join('\n'), /^the token file has changed: its new lines count$/);
  write(line('a', 'new', 'train'));
  await settle();
  assert.throws(() => role('old'), { reason: 'TOKEN_UNKNOWN' });
});

test('a file that takes its place, and a link that leads elsewhere, should count as well', async () => {
  const { access, path, settle, role } = fileAccess(line('a', 'one', 'read'));
  for (const [name, token] of [
    ['second', 'two'],
    ['third', 'three'],
  ] as const) {
    writeFileSync(join(folder, name), line('a', token, 'read'));
    if (name === 'second') renameSync(join(folder, name), path);
    else {
      symlinkSync(join(folder, name), join(folder, 'link'));
      renameSync(join(folder, 'link'), path);
    }
    await settle();
    assert.equal(role(token), 'read');
  }
  access.close();
});

test('a broken, missing or world-writable file should keep what was read before, and be told once', async () => {
  const { path, write, log, settle, role } = fileAccess(line('a', 'one', 'read'));
  const problems: [() => void, RegExp][] = [
    [() => write('a nonsense'), /line 1: must be NAME CREDENTIAL ROLE.*the lines that were read before still count/],
    [() => write(''), /no line gives anybody access/],
    [() => rmSync(path), /cannot read .*ENOENT/],
    [
      () => {
        write(line('a', 'two', 'read'));
        chmodSync(path, 0o666);
      },
      /every user may write/,
    ],
  ];
  for (const [harm, message] of problems) {
    log.length = 0;
    harm();
    await settle();
    await settle();
    assert.equal(role('one'), 'read');
    assert.equal(log.length, 1, log.join('\n'));
    assert.match(log[0]!, message);
  }
  chmodSync(path, 0o600);
  await settle();
  assert.equal(role('two'), 'read');
});

test('a file that is wrong at the start should be an error', () => {
  assert.throws(() => fileAccess('a nonsense'), { reason: 'INVALID_FIELD' });
  const missing = () => Access.of(join(folder, 'none'), pino({ level: 'silent' }), {});
  assert.throws(missing, { reason: 'PATH', message: /--token-file: cannot read .*none/ });
});

test.for([
  ['removed', (name: string) => [line(name, 'other', 'train')], 'TOKEN_UNKNOWN'],
  ['given to another name', () => [line('b', 'one', 'train')], 'TOKEN_UNKNOWN'],
  ['lowered', (name: string) => [line(name, 'one', 'read')], 'ROLE_REQUIRED'],
  ['bound to other runs', (name: string) => [line(name, 'one', 'train runs=s-*')], 'RUN_NOT_ALLOWED'],
] as const)('a call that lasts should end when its token is %s', async ([, lines, reason]) => {
  const { access, write, settle } = fileAccess(line('a', 'one', 'train'));
  const ends: CrescendoError[] = [];
  const caller = access.identify(callOf('one'));
  access.follow(caller, { role: 'train', run: 'r' }, (why) => ends.push(why));
  const over = access.follow(caller, { role: 'train', run: 'r' }, () => assert.fail('this call is over'));
  over();
  write(line('a', 'one', 'train'), line('c', 'three', 'read'));
  await settle();
  assert.equal(ends.length, 0);
  write(...lines('a'));
  await settle();
  await settle();
  assert.deepEqual(
    ends.map((end) => end.reason),
    [reason],
  );
});

test('a call that lasts should end when its token expires, without a change of the file', async () => {
  const { access, clock } = fileAccess(line('a', 'one', 'train expires=2027-01-02'));
  const ends: CrescendoError[] = [];
  access.follow(access.identify(callOf('one')), { role: 'read' }, (why) => ends.push(why));
  await access.look();
  assert.equal(ends.length, 0);
  clock.now = Date.parse('2027-01-02');
  await access.look();
  assert.equal(ends[0]?.reason, 'TOKEN_EXPIRED');
  assert.throws(() => access.identify(callOf('one')), { reason: 'TOKEN_EXPIRED', message: /2027-01-02T00:00/ });
});

test('a stream and a watch of a removed token should end, and those of other tokens go on', async () => {
  const { client, write } = await guarded([line('a', 'one', 'train'), line('a', 'two', 'train')]);
  const [leaver, stayer] = [client('one'), client('two')];
  await stayer.openRun('r', SPEC);
  const left = leaver.watchRun('r');
  await left.next();
  const training = leaver.batches({ run: 'r', window: 1 });
  const steps = training[Symbol.asyncIterator]();
  assert.equal((await steps.next()).value?.step, 0);
  const stays = stayer.watchRun('r');
  await stays.next();
  write(line('a', 'two', 'train'));
  const gone = { code: 'UNAUTHENTICATED', reason: 'TOKEN_UNKNOWN' };
  await assert.rejects(async () => {
    for (;;) if ((await left.next()).done) return;
  }, gone);
  await assert.rejects(async () => {
    for (;;) if ((await steps.next()).done) return;
  }, gone);
  await stayer.reportProgress({ run: 'r', consumedStep: 3 });
  for (;;) {
    const { value } = await stays.next();
    if (value?.consumedStep === 3) break;
  }
  await stays.return();
});
