import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'vitest';
import { openStore } from '../../../src/dataset/storage/open-store.ts';
import type { ObjectStore } from '../../../src/dataset/storage/storage.ts';
import { answer, etagOf, ObjectServer } from '../../support/object-server.ts';

const BYTES = Uint8Array.from({ length: 5000 }, (_, at) => (at * 31) & 255);

let server: ObjectServer;
let store: ObjectStore;

async function open(readSeconds?: number): Promise<void> {
  server = await ObjectServer.start([['p/a b/x.tar', BYTES]]);
  store = openStore(`${server.url}p`, readSeconds === undefined ? {} : { readSeconds });
}

afterEach(async () => {
  await store.close();
  await server.stop();
});

describe('objects of a web server that are indexed', () => {
  test('should be described by length and entity tag, and read by ranges', async () => {
    await open();
    assert.equal(store.place, `${server.url}p/`);
    const info = await store.head('a b/x.tar');
    assert.deepEqual(info, { object: 'a b/x.tar', length: 5000, version: { etag: etagOf(BYTES) } });
    assert.equal(server.requests[0]!.method, 'HEAD');
    assert.deepEqual(Buffer.from(await store.read(info, 4990, 10)), Buffer.from(BYTES.subarray(4990)));
    assert.equal((await store.read(info, 5000, 0)).length, 0);
  });

  test('should be described by their time where there is no tag', async () => {
    await open();
    server.withoutHeaders.add('etag');
    const info = await store.head('a b/x.tar');
    assert.deepEqual(info.version, { modifiedMs: Date.UTC(2026, 10, 2, 10) });
    server.withoutHeaders.add('last-modified');
    assert.deepEqual(await store.head('a b/x.tar'), { object: 'a b/x.tar', length: 5000 });
  });

  test('should be tried again after what passes', async () => {
    await open();
    server.next(1, answer(503, { 'retry-after': '0' }));
    assert.equal((await store.head('a b/x.tar')).length, 5000);
    server.next(1, answer(500));
    assert.equal((await store.read({ object: 'a b/x.tar', length: 5000 }, 0, 3)).length, 3);
  });

  test('cannot be listed, which says how to name them', async () => {
    await open();
    await assert.rejects(
      async () => {
        for await (const _ of store.list()) assert.fail();
      },
      new RegExp(
        `${server.url}p/ cannot be listed.*name the shards, for example ${server.url}p/train-\\{0000\\.\\.0123\\}\\.tar`,
      ),
    );
    assert.equal(server.requests.length, 0);
  });

  test('should be refused by name and address if they cannot be read', async () => {
    await open();
    const refused = (act: Promise<unknown>, message: RegExp) => assert.rejects(act, { reason: 'PATH', message });
    await refused(store.head('y.tar'), /cannot read http:.*\/p\/y\.tar: the storage answered 404/);
    server.next(1, answer(403));
    await refused(store.head('y.tar'), /403; check the credentials/);
    server.next(1, answer(200, { 'accept-ranges': 'none', 'content-length': '5' }));
    await refused(store.head('x'), /does not answer ranges of bytes/);
    server.next(1, (_, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' }).end();
      return true;
    });
    await refused(store.head('x'), /does not say how long it is/);
    server.next(9, answer(200, {}, 'everything'));
    await refused(store.read({ object: 'x', length: 10 }, 1, 2), /does not answer ranges of bytes/);
    const last = server.requests.at(-1)!;
    assert.equal(server.requests.filter(({ path, method }) => path === last.path && method === 'GET').length, 1);
  });

  test('should be refused if they have changed since', async () => {
    await open();
    const info = await store.head('a b/x.tar');
    server.objects.set(
      'p/a b/x.tar',
      BYTES.map((byte) => byte ^ 1),
    );
    await assert.rejects(store.read(info, 0, 10), { reason: 'PATH', message: /answered 412/ });
  });

  test('should be refused by name if nobody answers', async () => {
    await open(0.1);
    await server.stop();
    await assert.rejects(store.head('x'), { reason: 'PATH', message: /cannot read http.*ECONNREFUSED/ });
    server = await ObjectServer.start();
  });
});
