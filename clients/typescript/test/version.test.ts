import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { v1 } from '@crescendo/proto';
import { type TestContext, test } from 'vitest';
import { connect } from '../src/index.ts';
import { CLIENT_VERSION, checkServerVersion } from '../src/version.ts';
import { FakeServer } from './fake-server.ts';

const NOW = CLIENT_VERSION.revision!;
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const PROGRAM = `@crescendo/client ${manifest.version}`;

async function serverOf(t: TestContext, serverVersion?: object) {
  const fake = await FakeServer.start(serverVersion && { run: { serverVersion } });
  const client = connect(fake.address);
  t.onTestFinished(() => {
    client.close();
    fake.kill();
  });
  return { fake, client };
}

test('the client should say what it is when it opens a run and a stream', async (t) => {
  const { fake, client } = await serverOf(t);
  for await (const _ of client.batches({ run: 'r' })) break;
  const version = { revision: v1.ContractRevision.CONTRACT_REVISION_2, leastPeerRevision: 0, program: PROGRAM };
  for (const sent of [fake.opened[0]?.clientVersion, fake.subscriptions[0]?.clientVersion]) {
    assert.deepEqual(v1.Version.toObject(v1.Version.fromObject(sent!), { defaults: true }), version);
  }
});

test('a later server that still knows this client, and one that states no version, should be worked with', async (t) => {
  const later = await serverOf(t, { revision: NOW + 3, leastPeerRevision: NOW, program: 'crescendo 9' });
  assert.equal((await later.client.openRun('r')).server, 'crescendo 9');
  const silent = await serverOf(t);
  assert.equal((await silent.client.openRun('r')).server, '');
});

test('a server that needs a later client should be refused, at once and with what to upgrade', async (t) => {
  const { client } = await serverOf(t, { revision: NOW + 9, leastPeerRevision: NOW + 2, program: 'crescendo 9' });
  const expected = {
    name: 'CrescendoError',
    code: 'FAILED_PRECONDITION',
    reason: 'VERSION_SKEW',
    message:
      `client and server do not fit: ${PROGRAM} (the client) knows revision ${NOW} of the contract, and crescendo 9 ` +
      `(the server) needs revision ${NOW + 2} or later; upgrade the client`,
    metadata: {
      client: PROGRAM,
      server: 'crescendo 9',
      upgrade: 'client',
      field: 'revision',
      value: String(NOW),
      bound: String(NOW + 2),
    },
  };
  await assert.rejects(client.openRun('r'), expected);
  const iterating = (async () => {
    for await (const _ of client.batches({ run: 'r', retryMs: 60_000 })) assert.fail('a batch came');
  })();
  await assert.rejects(iterating, expected);
});

test('a server that does not know enough should be refused, also if it states no version', () => {
  const needing = { ...CLIENT_VERSION, leastPeerRevision: NOW + 1 };
  for (const server of [undefined, { revision: NOW, program: 'crescendo 0.1.0' }]) {
    assert.throws(() => checkServerVersion(server, needing), {
      reason: 'VERSION_SKEW',
      message: /needs revision \d+ or later; upgrade the server$/,
    });
  }
});
