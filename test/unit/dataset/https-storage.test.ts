/** Storage over TLS. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { openStore } from '../../../src/dataset/storage/open-store.ts';
import { ObjectServer } from '../../support/object-server.ts';

/** Signs itself: the certificate of the server, and its authority. */
const FILE = fileURLToPath(new URL('../../../clients/conformance/localhost.pem', import.meta.url));

let server: ObjectServer;
beforeAll(async () => {
  server = await ObjectServer.start([['x.tar', Buffer.from('hello')]], 0, readFileSync(FILE, 'utf8'));
});
afterAll(() => server.stop());

test('a server whose certificate is not trusted should be asked for nothing, and once', async () => {
  const store = openStore(server.url);
  await assert.rejects(store.head('x.tar'), {
    reason: 'PATH',
    message: /https:\/\/localhost:\d+\/x\.tar: its certificate is not trusted \(.*\): NODE_EXTRA_CA_CERTS names/,
  });
  await store.close();
  assert.equal(server.requests.length, 0);
});

test('a server whose certificate is trusted should be read', async () => {
  const module = new URL('../../../src/dataset/storage/open-store.ts', import.meta.url).href;
  const program = `
    import { openStore } from ${JSON.stringify(module)};
    const store = openStore(${JSON.stringify(server.url)});
    const info = await store.head('x.tar');
    console.log(Buffer.from(await store.read(info, 1, 3)).toString());
    await store.close();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: FILE },
  });
  assert.equal(stdout, 'ell\n');
});
