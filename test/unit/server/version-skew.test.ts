import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'vitest';
import { CrescendoError } from '../../../src/errors.ts';
import { checkClientVersion, serverVersion, serverVersionFor } from '../../../src/server/version-skew.ts';
import { parseRunSpec } from '../../../src/spec/spec.ts';
import { VERSION } from '../../../src/version.ts';

const packageVersion = (path: string): string =>
  (JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as { version: string }).version;

/** The error that a check throws; undefined if it throws none. */
function refusal(...args: Parameters<typeof checkClientVersion>): CrescendoError | undefined {
  try {
    checkClientVersion(...args);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof CrescendoError);
    return error;
  }
}

test('the server and the packages that are published with it should be of one version', () => {
  for (const folder of ['', 'proto/', 'clients/typescript/']) {
    assert.equal(packageVersion(`${folder}package.json`), VERSION, folder);
  }
  assert.equal(serverVersion().program, `crescendo ${VERSION}`);
});

test('clients of this revision, of a later one that needs no more, and of none should be served', () => {
  const revision = serverVersion().revision!;
  for (const client of [undefined, null, {}, { revision }, { revision: revision + 9, leastPeerRevision: revision }]) {
    assert.equal(refusal(client), undefined);
  }
});

test('a refusal should name both programs, both revisions, and which side to upgrade', () => {
  const server = { revision: 4, leastPeerRevision: 3, program: 'crescendo 2.0.0' };
  const old = refusal({ revision: 2, program: 'crescendo-client 1.0.0' }, server);
  assert.equal(old?.reason, 'VERSION_SKEW');
  assert.equal(old.code, 'FAILED_PRECONDITION');
  assert.equal(
    old.message,
    'incompatible client and server: crescendo-client 1.0.0 (the client) knows revision 2 of the contract, and crescendo ' +
      '2.0.0 (the server) needs revision 3 or later; upgrade the client',
  );
  const metadata = { client: 'crescendo-client 1.0.0', server: 'crescendo 2.0.0', field: 'revision' };
  assert.deepEqual(old.metadata, { ...metadata, upgrade: 'client', value: '2', bound: '3' });
  const later = refusal({ revision: 9, leastPeerRevision: 5, program: 'crescendo-client 1.0.0' }, server);
  assert.deepEqual(later?.metadata, { ...metadata, upgrade: 'server', value: '4', bound: '5' });
  assert.match(refusal({}, server)?.message ?? '', /a client that states no version .* knows revision 0/);
});

test('a client should be refused exactly if one side knows less than the other needs', () => {
  const side = fc.record({ revision: fc.nat(5), leastPeerRevision: fc.nat(5) });
  fc.assert(
    fc.property(side, side, (client, server) => {
      const fits = client.revision >= server.leastPeerRevision && server.revision >= client.leastPeerRevision;
      assert.equal(refusal(client, server) === undefined, fits);
    }),
  );
});

test('a name that is too long should be refused with its length and the bound', () => {
  assert.equal(refusal({ program: 'x'.repeat(128) }), undefined);
  const error = refusal({ program: 'x'.repeat(129) });
  assert.equal(error?.reason, 'INVALID_FIELD');
  assert.deepEqual(error.metadata, { field: 'client_version.program', value: '129', bound: '128' });
});

test('runs that older clients would read wrongly should need the revision that added them', () => {
  const least = (spec: object): number | null | undefined =>
    serverVersionFor(parseRunSpec({ dataset: 'train', ...spec })).leastPeerRevision;
  assert.deepEqual([least({}), least({ base_size: [192, 320] })], [0, 4]);
  const datasets = ['a', 'b'].map((id) => ({ id, weight: 1 }));
  assert.equal(least({ dataset: undefined, datasets }), 6);
});
