/** The cases of clients/conformance, which the Python client's tests walk too. */
import assert from 'node:assert/strict';
import { status } from '@grpc/grpc-js';
import { describe, test } from 'vitest';
import { CrescendoError, connect } from '../src/index.ts';
import { CLIENT_VERSION, checkServerVersion } from '../src/version.ts';
import { conformance, type Expected, type Failure, type StreamCase, scriptOf, trailerOf } from './conformance.ts';
import { FakeServer, pixels, STAGES, trailing } from './fake-server.ts';

interface Refusal {
  message: string;
  upgrade: string;
  server: string;
  known: number | null;
  needed: number;
}

interface VersionCase {
  name: string;
  client_needs?: number;
  server: { revision: number; least_peer_revision?: number; program: string } | null;
  expect: { program?: string; refusal?: Refusal };
}

/** Checks what was thrown against what a case expects. */
function assertError(error: unknown, { code, reason, message = [], metadata = {} }: Expected): void {
  assert.ok(error instanceof CrescendoError, String(error));
  assert.deepEqual([error.code, error.reason], [code, reason ?? error.reason], error.message);
  for (const part of message) assert.ok(error.message.includes(part), `"${error.message}" has no "${part}"`);
  for (const [name, value] of Object.entries(metadata)) assert.equal(error.metadata[name], value, name);
}

describe('batch streams', () => {
  const { schedule, cases } = conformance<{ schedule: object[]; cases: StreamCase[] }>('streams.json');

  test('the fake server has the schedule of the cases', () => {
    assert.deepEqual(
      STAGES.map(({ steps, bandwidth, globalBatch }) => ({ steps, bandwidth, global_batch: globalBatch })),
      schedule,
    );
  });

  test.for(cases)('$name', async (given, { onTestFinished }) => {
    const { expect } = given;
    const fake = await FakeServer.start({ script: scriptOf(given) });
    const client = connect(fake.address);
    onTestFinished(() => {
      client.close();
      fake.kill();
    });
    const [steps, notices]: [number[], object[]] = [[], []];
    const onNotice = (notice: object) => notices.push(notice);
    let error: unknown;
    try {
      for await (const batch of client.batches({ run: 'r', start: 'beginning', onNotice })) {
        assert.deepEqual(batch.images, pixels(batch.step));
        steps.push(batch.step);
      }
    } catch (thrown) {
      error = thrown;
    }
    if (expect.error !== undefined) assertError(error, expect.error);
    else if (error !== undefined) throw error;
    assert.deepEqual(steps, expect.steps);
    assert.deepEqual(notices, expect.notices ?? []);
    assert.deepEqual(
      fake.subscriptions.map(({ step }) => step ?? 0),
      expect.subscriptions,
    );
  });
});

describe('failed calls', () => {
  interface CallCase {
    name: string;
    fail: Failure;
    expect: { code: string; reason: string; message: string; metadata: Record<string, string> };
  }
  const { cases } = conformance<{ cases: CallCase[] }>('calls.json');

  test.for(cases)('$name', async ({ fail, expect }, { onTestFinished }) => {
    const failure = { code: status[fail.code], details: fail.message, metadata: trailing(trailerOf(fail)) };
    const fake = await FakeServer.start({ failure });
    const client = connect(fake.address);
    onTestFinished(() => {
      client.close();
      fake.kill();
    });
    await assert.rejects(client.openRun('r'), { name: 'CrescendoError', ...expect });
  });
});

describe('servers of other releases', () => {
  const now = CLIENT_VERSION.revision!;

  /** What a case says of the server, in the contract's terms. */
  const versionOf = ({ server }: VersionCase) =>
    server && {
      revision: now + server.revision,
      leastPeerRevision: server.least_peer_revision === undefined ? 0 : now + server.least_peer_revision,
      program: server.program,
    };

  const refusalOf = ({ message, upgrade, server, known, needed }: Refusal) => {
    const client = CLIENT_VERSION.program!;
    const [value, bound] = [String(known === null ? 0 : now + known), String(now + needed)];
    const names: Record<string, string> = { client, known: value, needed: bound };
    return {
      name: 'CrescendoError',
      ...{ code: 'FAILED_PRECONDITION', reason: 'VERSION_SKEW' },
      message: message.replace(/\{(\w+)\}/g, (_, name: string) => names[name]!),
      metadata: { client, server, upgrade, field: 'revision', value, bound },
    };
  };

  test.for(conformance<{ cases: VersionCase[] }>('versions.json').cases)('$name', async (given, { onTestFinished }) => {
    const { program, refusal } = given.expect;
    if (given.client_needs !== undefined) {
      const client = { ...CLIENT_VERSION, leastPeerRevision: now + given.client_needs };
      assert.throws(() => checkServerVersion(versionOf(given), client), refusalOf(refusal!));
      return;
    }
    const serverVersion = versionOf(given);
    const fake = await FakeServer.start(serverVersion === null ? {} : { run: { serverVersion } });
    const client = connect(fake.address);
    onTestFinished(() => {
      client.close();
      fake.kill();
    });
    if (refusal === undefined) {
      assert.equal((await client.openRun('r')).server, program);
      return;
    }
    const expected = refusalOf(refusal);
    await assert.rejects(client.openRun('r'), expected);
    const stream = client.batches({ run: 'r', retryMs: 60_000 });
    await assert.rejects(stream[Symbol.asyncIterator]().next(), expected);
    assert.equal(fake.opened.length, 2, 'a refusal is not tried again');
  });
});
