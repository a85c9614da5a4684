import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { AddressWatch } from '../src/address-watch.ts';
import { type Addresses, addressForm, addressLines, siblingAddress } from '../src/addresses.ts';
import { connect } from '../src/client.ts';
import { Endpoints } from '../src/endpoints.ts';
import type { CrescendoError } from '../src/errors.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-addresses-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('what a caller may give', () => {
  test.each<[Addresses, object]>([
    ['a:1', { kind: 'fixed', text: 'a:1', addresses: ['a:1'] }],
    ['a:1, b:2,a:1', { kind: 'fixed', text: 'a:1, b:2,a:1', addresses: ['a:1', 'b:2'] }],
    [['a:1', 'unix:/x,y'], { kind: 'fixed', text: 'a:1,unix:/x,y', addresses: ['a:1', 'unix:/x,y'] }],
    ['ipv4:1.1.1.1:1,2.2.2.2:2', { kind: 'fixed', addresses: ['ipv4:1.1.1.1:1,2.2.2.2:2'] }],
    ['dns:///a:1', { kind: 'fixed', addresses: ['dns:///a:1'] }],
    ['dns:a:1', { kind: 'dns', host: 'a', port: '1' }],
    ['dns:[::1]:1', { kind: 'dns', host: '::1', port: '1' }],
    ['file:list', { kind: 'file', path: 'list' }],
    ['file:///tmp/list', { kind: 'file', path: '/tmp/list' }],
  ])('%j', (given, form) => {
    assert.partialDeepStrictEqual(addressForm(given), form);
    connect(given).close();
  });

  test.each<[unknown, RegExp]>([
    [[], /address list must have at least one address \(given: \[\]\)/],
    [['a:1', 'b'], /address must be HOST:PORT: write "b:7077" \(given: "b"\)/],
    ['a:1,', /address must be HOST:PORT without blanks/],
    ['a:1,http://b', /address must not be a URL: write "b:7077"/],
    [['a:1', 'file:x'], /file:PATH and dns:NAME:PORT cannot be in a list \(given: "file:x"\)|must be HOST:PORT/],
    ['a:1,dns:b:2', /must be that of one server: file:PATH and dns:NAME:PORT cannot be in a list \(given: "dns:b:2"\)/],
    ['file:', /must name a file: write file:PATH/],
    ['dns:b', /must be HOST:PORT: write "dns:b:7077"/],
    [[3], /address must be a text, such as 127\.0\.0\.1:7077 \(given: 3\)/],
    [{ a: 1 }, /address must be a text/],
  ])('%j should be refused', (given, message) => {
    assert.throws(
      () => connect(given as Addresses),
      (error: CrescendoError) => {
        assert.deepEqual(
          [error.code, error.reason, error.metadata.field],
          ['INVALID_ARGUMENT', 'INVALID_FIELD', 'address'],
        );
        assert.match(error.message, message);
        return true;
      },
    );
  });
});

test('a file should have one address a line, and a wrong line be named', () => {
  assert.deepEqual(addressLines('f', '# all\na:1\n\n  b:2  # second\r\na:1\n'), ['a:1', 'b:2']);
  assert.throws(() => addressLines('f', 'a:1\nb\n'), {
    message: /^f, line 2: address must be HOST:PORT: write "b:7077"/,
  });
  assert.throws(() => addressLines('f', '# none\n'), { message: /has no address yet/ });
});

test.each([
  ['host:7077', ':7078', 'host:7078'],
  ['[::1]:7077', ':7078', '[::1]:7078'],
  ['dns:///host:7077', ':7078', 'host:7078'],
  ['ipv4:127.0.0.1:7077', ':7078', '127.0.0.1:7078'],
  ['unix:/run/a', ':7078', '127.0.0.1:7078'],
  ['host:7077', 'other:1', 'other:1'],
  ['host:7077', 'unix:/run/b', 'unix:/run/b'],
  ['xds:///name', ':7078', undefined],
])('the sibling of %s at %s should be at %s', (dialled, sibling, address) => {
  assert.equal(siblingAddress(dialled, sibling), address);
});

/** What a watch tells, in order. */
function watched(given: Addresses): { watch: AddressWatch; told: string[] } {
  const form = addressForm(given);
  if (form.kind === 'fixed') throw new Error('it never changes');
  const told: string[] = [];
  const changed = (found: readonly { address: string; name?: string }[]): void => {
    told.push(found.map(({ address, name }) => (name === undefined ? address : `${name}=${address}`)).join());
  };
  return { watch: new AddressWatch(form, { changed, failed: ({ message }) => told.push(`failed: ${message}`) }), told };
}

test('a file should be read again, also when it is replaced, and a bad one leave the old list', async () => {
  const path = join(work, 'list');
  const { watch, told } = watched(`file:${path}`);
  await watch.refresh();
  writeFileSync(path, 'a:1\n');
  await watch.refresh();
  await watch.refresh();
  writeFileSync(`${path}.new`, 'b:2\n');
  renameSync(`${path}.new`, path);
  await watch.refresh();
  writeFileSync(path, 'b:2\noops\n');
  await watch.refresh();
  assert.match(told.shift()!, /^failed: ENOENT/);
  assert.match(told.pop()!, /^failed: .*list, line 2: address must be HOST:PORT: write "oops:7077"/);
  assert.deepEqual(told, ['a:1', 'b:2']);
  // By itself, within its interval.
  told.length = 0;
  writeFileSync(path, 'c:3\n');
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(told, ['c:3']);
  watch.stop();
});

test('a name should have all its addresses, with the name that certificates must have', async () => {
  const { watch, told } = watched('dns:localhost:7077');
  await watch.refresh();
  watch.stop();
  assert.match(told[0]!, /localhost=(127\.0\.0\.1|\[::1\]):7077/);
  const unknown = watched('dns:no-such-host.invalid:7077');
  await unknown.watch.refresh();
  unknown.watch.stop();
  assert.match(unknown.told[0]!, /^failed: getaddrinfo/);
});

test('a function may be async, may fail, and must return a list', async () => {
  const answers: unknown[] = [['a:1'], 'b:2', [], new Error('not now'), ['a:1', 'c:3']];
  const { watch, told } = watched(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer as string[];
  });
  for (let k = 0; k < 5; k += 1) await watch.refresh();
  watch.stop();
  assert.equal(told.length, 5);
  assert.deepEqual([told[0], told[3], told[4]], ['a:1', 'failed: not now', 'a:1,c:3']);
  assert.match(told[1]!, /^failed: address of several servers must be a list of texts \(given: "b:2"\)/);
  assert.match(told[2]!, /^failed: address list must have at least one address/);
});

test('an endpoint that is gone from the list should be closed once nobody uses it', async () => {
  const lists = [['a:1', 'b:2'], ['b:2']];
  const endpoints = new Endpoints(() => lists.shift() ?? ['b:2'], { onNotice: () => {} });
  await endpoints.ready();
  const [a] = endpoints.listed;
  const done = endpoints.use(a!);
  endpoints.learn('a:1', [':5']);
  assert.deepEqual(
    endpoints.listed.map(({ address }) => address),
    ['a:1', 'b:2', 'a:5'],
  );
  const changed = new Promise<void>((resolve) => endpoints.onChange(resolve));
  await new Promise((resolve) => setTimeout(resolve, 1001));
  endpoints.serverFailed();
  await changed;
  assert.deepEqual(
    endpoints.listed.map(({ address }) => address),
    ['b:2'],
  );
  let closed = false;
  a!.connection.whenAborted(undefined, () => {
    closed = true;
  });
  assert.equal(closed, false);
  done();
  assert.equal(closed, true);
  endpoints.close();
});

test('a token should not travel to a name of another machine in plain text', () => {
  assert.throws(() => connect('dns:crescendo:7077', { token: 'secret' }), {
    message: /would travel to dns:crescendo:7077/,
  });
  assert.throws(() => connect(['127.0.0.1:1', 'crescendo:1'], { token: 'secret' }), {
    message: /travel to crescendo:1 /,
  });
  connect('dns:localhost:7077', { token: 'secret' }).close();
});
