/** What the client says it is; which servers it works with is in clients/conformance/versions.json. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { v1 } from '@crescendo/proto';
import { test } from 'vitest';
import { connect } from '../src/index.ts';
import { FakeServer } from './fake-server.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const PROGRAM = `@crescendo/client ${manifest.version}`;

test('the client should say what it is when it opens a run and a stream', async ({ onTestFinished }) => {
  const fake = await FakeServer.start();
  const client = connect(fake.address);
  onTestFinished(() => {
    client.close();
    fake.kill();
  });
  for await (const _ of client.batches({ run: 'r' })) break;
  const version = { revision: v1.ContractRevision.CONTRACT_REVISION_6, leastPeerRevision: 0, program: PROGRAM };
  for (const sent of [fake.opened[0]?.clientVersion, fake.subscriptions[0]?.clientVersion]) {
    assert.deepEqual(v1.Version.toObject(v1.Version.fromObject(sent!), { defaults: true }), version);
  }
});

test('a spec that asks for named tensors should need a server that knows them', async ({ onTestFinished }) => {
  const spec = { dataset: 'train', outputs: ['images', 'crop_box'] } as const;
  const fake = await FakeServer.start({ run: { serverVersion: { revision: 1, program: 'crescendo 0.1.0' } } });
  const client = connect(fake.address);
  onTestFinished(() => {
    client.close();
    fake.kill();
  });
  await assert.rejects(client.openRun('r', spec), { reason: 'VERSION_SKEW', message: /needs revision 2 or later/ });
  assert.equal(fake.opened[0]?.clientVersion?.leastPeerRevision, 2);
  const wide = { dataset: 'train', baseSize: [192, 320] } as const;
  await assert.rejects(client.openRun('r', wide), { reason: 'VERSION_SKEW', message: /needs revision 4 or later/ });
  for (const newer of [{ grayscale: 0.1 }, { gaussianBlur: 0.1 }, { sideMultiple: 16 }]) {
    await assert.rejects(client.openRun('r', { dataset: 'train', ...newer }), { reason: 'VERSION_SKEW' });
  }
  for (const known of [{ outputs: ['images'] as const }, { grayscale: 0 }, { sideMultiple: 1 }]) {
    assert.equal((await client.openRun('r', { ...spec, outputs: ['images'], ...known })).server, 'crescendo 0.1.0');
  }
  for (const newer of [{ verticalFlip: 0.5 }, { augmentationRepeats: 3 }, { mixing: { until: 0.9 } }]) {
    const opening = client.openRun('r', { dataset: 'train', ...newer });
    await assert.rejects(opening, { reason: 'VERSION_SKEW', message: /needs revision 4 or later/ });
  }
  const windows = { dataset: 'train', shuffle: { scope: 'window', shards: 4 } } as const;
  await assert.rejects(client.openRun('r', windows), { reason: 'VERSION_SKEW', message: /needs revision 6 or later/ });
  const unchanged = {
    shuffle: { scope: 'global' },
    verticalFlip: 0,
    augmentationRepeats: 1,
    mixing: { until: 1, mixupAlpha: 0.2 },
  } as const;
  assert.equal((await client.openRun('r', { dataset: 'train', ...unchanged })).server, 'crescendo 0.1.0');
});
