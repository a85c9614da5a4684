import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { describe, type TestContext, test } from 'vitest';
import { explain, placeOf } from '../src/diagnose.ts';
import { CrescendoError, connect } from '../src/index.ts';
import { conformance } from './conformance.ts';
import { FakeServer } from './fake-server.ts';

interface Case {
  name: string;
  at: 'nothing' | 'no socket' | 'unknown host' | 'gRPC server' | 'TLS server' | { answer: string };
  secure?: boolean;
  /** True if waiting does not change it. */
  lasting?: boolean;
  /** True if it is also to take the place of a server whose stream runs. */
  takes_over?: boolean;
  expect: { code: string; reason: string; message: string[] };
}

interface Cases {
  cases: Case[];
  addresses: { address: string; place: object | null }[];
}

const { cases, addresses } = conformance<Cases>('unreachable.json');
const FAILURE = new CrescendoError('UNAVAILABLE', 'what grpc says');

/** A listener that sends `answer` once it has heard something, and ends the connection; returns its address. */
async function listener(t: TestContext, answer: string, port: number): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  t.onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A gRPC server without any service; returns its address. */
async function grpcServer(t: TestContext, secure: boolean, at: number): Promise<string> {
  const pem = readFileSync(new URL('../../conformance/localhost.pem', import.meta.url));
  const credentials = secure
    ? ServerCredentials.createSsl(null, [{ private_key: pem, cert_chain: pem }])
    : ServerCredentials.createInsecure();
  const server = new Server();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${at}`, credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  t.onTestFinished(() => server.forceShutdown());
  return `127.0.0.1:${port}`;
}

async function unused(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `127.0.0.1:${port}`;
}

/** An address at which there is what a case says; at `port`, if one is given. */
async function addressOf(t: TestContext, at: Case['at'], port = 0): Promise<string> {
  if (typeof at === 'object') return listener(t, at.answer, port);
  if (at === 'nothing') return unused();
  if (at === 'unknown host') return 'no-such-host.invalid:7077';
  if (at !== 'no socket') return grpcServer(t, at === 'TLS server', port);
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-none-'));
  t.onTestFinished(() => rmSync(folder, { recursive: true }));
  return `unix:${folder}/none`;
}

async function thrownBy(promise: Promise<unknown>): Promise<CrescendoError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof CrescendoError, String(error));
  return error;
}

describe('a server that cannot be reached', () => {
  test.for(cases)('$name', async ({ at, secure, lasting, expect }, t) => {
    const address = await addressOf(t, at);
    const client = connect(address, secure ? { credentials: credentials.createSsl() } : {});
    t.onTestFinished(() => client.close());
    const stream = client.batches({ run: 'r', retryMs: lasting ? 600_000 : 300 });
    const failures = [await thrownBy(client.openRun('r')), await thrownBy(stream[Symbol.asyncIterator]().next())];
    for (const { code, reason, message, metadata } of failures) {
      assert.deepEqual([code, reason], [expect.code, expect.reason], message);
      assert.deepEqual(metadata, { field: 'address', value: address });
      for (const part of [address, ...expect.message]) assert.ok(message.includes(part), `"${message}": ${part}`);
    }
    assert.equal(failures[1]!.message.startsWith('no success within retryMs = 300: '), !lasting);
  });
});

describe('a stream whose server is replaced', () => {
  test.for(cases.filter(({ takes_over }) => takes_over))('by: $name', async ({ at, lasting, expect }, t) => {
    const fake = await FakeServer.start();
    const client = connect(fake.address);
    t.onTestFinished(() => client.close());
    const batches = client.batches({ run: 'r', window: 1, retryMs: lasting ? 600_000 : 1000 })[Symbol.asyncIterator]();
    assert.equal((await batches.next()).value?.step, 0);
    fake.kill();
    await addressOf(t, at, fake.port);
    const { code, reason, message } = await thrownBy(batches.next());
    assert.deepEqual([code, reason], [expect.code, expect.reason], message);
    assert.equal(message.startsWith('no success within retryMs = 1000: '), !lasting);
  });
});

test.for(addresses)('the address "$address" is read where it names one place', async ({ address, place }) => {
  assert.deepEqual(placeOf(address) ?? null, place);
  if (place === null) assert.equal(await explain(FAILURE, address, false), FAILURE);
});
