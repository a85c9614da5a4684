/** Client and server of different releases, as processes: an incompatible client is told so before a run is created. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, describe, test } from 'vitest';
import { Connection } from '../../clients/typescript/src/connection.ts';
import { connect } from '../../clients/typescript/src/index.ts';
import { startServer } from '../../scripts/server.ts';
import { serverVersion } from '../../src/server/version-skew.ts';
import { VERSION } from '../../src/version.ts';
import { writeDataset } from '../support/datasets.ts';
import { runPythonClient } from '../support/python-client.ts';

const data = mkdtempSync(join(tmpdir(), 'crescendo-version-'));
writeDataset(data, 6);
afterAll(() => rmSync(data, { recursive: true }));

const SPEC = { dataset: 'train', equivalentEpochs: 1, globalBatch: 2 } as const;
const later = fileURLToPath(new URL('../support/later-server.mjs', import.meta.url));

/** Opens the run `r` as any client; returns the answer, or the failure of the call. */
function open(address: string, clientVersion?: object): Promise<ServiceError | ReturnType<typeof answerOf>> {
  const client = new GrpcClient(address, credentials.createInsecure());
  const request = v1.OpenRunRequest.encode({ run: 'r', spec: SPEC, ...(clientVersion && { clientVersion }) }).finish();
  return new Promise((resolve) =>
    client.makeUnaryRequest(
      '/crescendo.v1.CrescendoService/OpenRun',
      (bytes: Uint8Array) => Buffer.from(bytes),
      (bytes: Buffer) => bytes,
      request,
      (error, bytes) => {
        client.close();
        resolve(error ?? answerOf(bytes!));
      },
    ),
  );
}

/** The revision of this release. */
const NOW = serverVersion().revision;

const answerOf = (bytes: Buffer) => v1.OpenRunResponse.toObject(v1.OpenRunResponse.decode(bytes), { defaults: true });

describe('a server of this release', () => {
  test('should refuse a client that needs a later one and make no run, and serve one that states nothing', async () => {
    const server = await startServer(['--data', `train=${data}`]);
    const needing = { revision: 7, leastPeerRevision: 7, program: 'crescendo-client 9.0.0' };
    const refused = (await open(server.address, needing)) as ServiceError;
    assert.equal(refused.code, status.FAILED_PRECONDITION);
    assert.equal(
      refused.details,
      `incompatible client and server: crescendo ${VERSION} (the server) knows revision ${NOW} of the contract, and ` +
        'crescendo-client 9.0.0 (the client) needs revision 7 or later; upgrade the server',
    );
    const answer = await open(server.address);
    assert.ok(!('code' in answer));
    // `created` shows that the refused call has not created a run.
    assert.equal(answer.created, true);
    const program = `crescendo ${VERSION}`;
    assert.deepEqual(answer.serverVersion, { revision: NOW, leastPeerRevision: 0, program });
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('should be refused by a Python client that needs a later one', async () => {
    const server = await startServer(['--data', `train=${data}`]);
    const program = `
import sys
from crescendo import _version, connect
_version.LEAST_SERVER_REVISION = 7
connect(sys.argv[1]).open_run("r", {"dataset": "train"})
`;
    const { code, stderr } = await runPythonClient('-c', program, server.address);
    assert.equal(code, 1);
    assert.match(stderr, /VersionSkew: FAILED_PRECONDITION \(VERSION_SKEW\): .* upgrade the server\n$/);
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});

describe('a server of a later release', () => {
  test('should refuse both clients of this one, whether they open a run or a stream', async () => {
    const server = await startServer(['--data', `train=${data}`], { node: ['--import', later] });
    try {
      const client = connect(server.address);
      const expected = { code: 'FAILED_PRECONDITION', reason: 'VERSION_SKEW', message: /upgrade the client$/ };
      await assert.rejects(client.openRun('r', SPEC), expected);
      const iterating = (async () => {
        for await (const _ of client.batches({ run: 'r', spec: SPEC })) assert.fail('a batch came');
      })();
      await assert.rejects(iterating, expected);
      const connection = new Connection(server.address);
      const call = connection.streamBatches();
      const failed = new Promise<ServiceError>((resolve) => call.on('error', resolve));
      call.on('data', () => assert.fail('a message came'));
      call.write({ subscribe: { run: 'r', worldSize: 1 } });
      assert.match(
        (await failed).details,
        /a client that states no version .* knows revision 0 .*; upgrade the client$/,
      );
      client.close();
      connection.close();
      const args = ['-m', 'crescendo', server.address, 'r', '--spec-json', '{"dataset": "train"}'];
      const { code, stderr } = await runPythonClient(...args);
      assert.equal(code, 1);
      assert.match(stderr, /^crescendo: FAILED_PRECONDITION \(VERSION_SKEW\): .*; upgrade the client\n$/);
    } finally {
      await server.stop('SIGTERM');
    }
  });
});
