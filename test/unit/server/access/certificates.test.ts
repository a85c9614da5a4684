/** Callers that are known by their certificate, over TLS. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import { test } from 'vitest';
import { guarded, line, SPEC } from '../../../support/access.ts';

/** Signs itself: the certificate of the server, that of the client, and the authority of both. */
const PEM = fileURLToPath(new URL('../../../../clients/conformance/localhost.pem', import.meta.url));
const pem = readFileSync(PEM);
const tls = { certificate: PEM, key: PEM };
const known = {
  credentials: credentials.createSsl(pem, pem, pem),
  channelOptions: { 'grpc.ssl_target_name_override': 'localhost' },
};
const unknown = { ...known, credentials: credentials.createSsl(pem) };

test('a certificate should have the role of its subject, and a token counts more', async () => {
  const lines = ['node subject:CN=localhost train', line('root', 'root', 'admin')];
  const { client, write } = await guarded(lines, { tls: { ...tls, clientAuthority: PEM } });
  const node = client('', known);
  await node.openRun('a', SPEC);
  const root = client('root', known);
  await root.openRun('b', SPEC);
  const owners = (await node.listRuns()).map(({ owner }) => owner);
  assert.deepEqual(owners, ['node', 'root']);
  await assert.rejects(node.deleteRun('b'), { reason: 'NOT_OWNER' });
  await assert.rejects(client('wrong', known).listRuns(), { code: 'UNAUTHENTICATED', reason: 'TOKEN_UNKNOWN' });
  // Without a certificate there is no connection.
  await assert.rejects(client('root', { ...unknown, timeoutMs: 2000 }).listRuns(), { code: 'UNAVAILABLE' });

  const watching = node.watchRun('a');
  await watching.next();
  write(line('root', 'root', 'admin'));
  await assert.rejects(
    async () => {
      for (;;) if ((await watching.next()).done) return;
    },
    { reason: 'TOKEN_UNKNOWN' },
  );
  await assert.rejects(node.listRuns(), {
    ...{ code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING' },
    message: /no line of the token file has the certificate subject:CN=localhost/,
  });
});

test('TLS without client certificates should ask for a token', async () => {
  const { client } = await guarded(['node subject:CN=localhost train', line('a', 'a', 'read')], { tls });
  assert.deepEqual(await client('a', unknown).listRuns(), []);
  await assert.rejects(client('', unknown).listRuns(), { reason: 'TOKEN_MISSING' });
  // The server has not asked for this certificate, and so has not checked it.
  await assert.rejects(client('', known).listRuns(), { reason: 'TOKEN_MISSING' });
});
