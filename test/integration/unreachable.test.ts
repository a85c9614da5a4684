/** The errors of both clients for a server that they cannot work with, and for a request that it refuses. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { CrescendoError, connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { runPythonClient } from '../support/python-client.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const PEM = fileURLToPath(new URL('../../clients/conformance/localhost.pem', import.meta.url));

interface Case {
  address: string;
  secure?: boolean;
  spec: Record<string, unknown>;
}

interface Told {
  code: string;
  reason: string;
  message: string;
  metadata: Record<string, string>;
}

const PYTHON = `
import json, sys, grpc, crescendo
for case in json.loads(sys.argv[1]):
    credentials = grpc.ssl_channel_credentials() if case.get("secure") else None
    with crescendo.connect(case["address"], credentials=credentials) as client:
        try:
            client.open_run("r", case["spec"])
        except crescendo.CrescendoError as error:
            told = {name: getattr(error, name) for name in ("code", "reason", "message", "metadata")}
            print(json.dumps({"class": type(error).__name__, **told}))
`;

async function python(cases: Case[]): Promise<(Told & { class: string })[]> {
  const { code, stdout, stderr } = await runPythonClient('-c', PYTHON, JSON.stringify(cases));
  assert.equal(code, 0, stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function typescript({ address, secure, spec }: Case): Promise<Told> {
  const client = connect(address, secure ? { credentials: credentials.createSsl() } : {});
  try {
    await client.openRun('r', spec as unknown as RunSpec);
    return assert.fail('the run was opened');
  } catch (error) {
    assert.ok(error instanceof CrescendoError, String(error));
    const { code, reason, message, metadata } = error;
    return { code, reason, message, metadata };
  } finally {
    client.close();
  }
}

describe('a client that cannot open its run', () => {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-unreachable-'));
  const website = createServer((_, response) => response.end('hello'));
  let plain: ServerProcess;
  let tls: ServerProcess;
  let gone: string;

  beforeAll(async () => {
    writeDataset(work, 4);
    plain = await startServer(work);
    tls = await startServer(work, '--tls-cert', PEM, '--tls-key', PEM);
    const stopped = await startServer(work);
    gone = stopped.address;
    await stopped.stop('SIGTERM');
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    website.close();
    await Promise.all([plain.stop('SIGTERM'), tls.stop('SIGTERM')]);
    rmSync(work, { recursive: true });
  });

  test('should say what is wrong, with which value, and what to do: in Python and in TypeScript', async () => {
    const good = { dataset: 'train' };
    const at = (address: string): Record<string, string> => ({ field: 'address', value: address });
    const web = `127.0.0.1:${(website.address() as AddressInfo).port}`;
    const lasting = 'FAILED_PRECONDITION';
    const spec = (dataset: object): Case => ({ address: plain.address, spec: { ...good, ...dataset } });
    const dataset = { field: 'dataset', value: 'imagenet' };
    const cases: [Case, kind: string, code: string, reason: string, message: RegExp, metadata: object][] = [
      [{ address: gone, spec: good }, 'Unavailable', 'UNAVAILABLE', 'UNREACHABLE', /nothing listens there/, at(gone)],
      [
        { address: tls.address, spec: good },
        'FailedPrecondition',
        lasting,
        'TLS_MISMATCH',
        /speaks TLS but the client speaks plain text: pass credentials/,
        at(tls.address),
      ],
      [
        { address: plain.address, secure: true, spec: good },
        'FailedPrecondition',
        lasting,
        'TLS_MISMATCH',
        /speaks plain text but the client speaks TLS: leave out the credentials/,
        at(plain.address),
      ],
      [
        { address: tls.address, secure: true, spec: good },
        'Unavailable',
        'UNAVAILABLE',
        'UNREACHABLE',
        /the certificate must be trusted and name the host/,
        at(tls.address),
      ],
      [
        { address: web, spec: good },
        'FailedPrecondition',
        lasting,
        'NOT_GRPC',
        /HTTP\/1 server.*: correct the address/,
        at(web),
      ],
      [
        spec({ dataset: 'imagenet' }),
        'NotFound',
        'NOT_FOUND',
        'UNKNOWN_DATASET',
        /"imagenet"; the datasets are: train/,
        dataset,
      ],
    ];
    const told = await python([...cases.map(([at]) => at), spec({ horizontal_flip: 2 })]);
    for (const [k, [one, kind, code, reason, message, metadata]] of cases.entries()) {
      const { class: found, ...python } = told[k]!;
      assert.equal(found, kind);
      for (const error of [python, await typescript(one)]) {
        assert.deepEqual([error.code, error.reason], [code, reason], error.message);
        assert.match(error.message, message);
        assert.deepEqual(error.metadata, metadata);
      }
    }
    const wrong = [told[cases.length]!, await typescript(spec({ horizontalFlip: 2 }))];
    assert.equal(wrong[0] && 'class' in wrong[0] && wrong[0].class, 'InvalidSpec');
    for (const [k, field] of ['horizontal_flip', 'horizontalFlip'].entries()) {
      const error = wrong[k]!;
      assert.deepEqual([error.code, error.reason], ['INVALID_ARGUMENT', 'INVALID_FIELD']);
      assert.equal(error.message, `invalid run spec: ${field}: must be a number in 0..1 (given: 2)`);
      assert.deepEqual(error.metadata, { field, value: '2', bound: '0..1' });
    }
  });
});
