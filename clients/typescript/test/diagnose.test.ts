import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { type TestContext, test } from 'vitest';
import { explain } from '../src/diagnose.ts';
import { CrescendoError, connect } from '../src/index.ts';
import { FakeServer } from './fake-server.ts';

const FAILURE = new CrescendoError('UNAVAILABLE', 'what grpc says');

/** A listener that sends `answer` once it has heard something, or ends the connection; returns its address. */
async function listener(t: TestContext, answer: string): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function unused(): Promise<string> {
  const probe = createHttp();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `127.0.0.1:${port}`;
}

async function openError(t: TestContext, address: string, secure = false): Promise<CrescendoError> {
  const client = connect(address, secure ? { credentials: credentials.createSsl() } : {});
  t.onTestFinished(() => client.close());
  const error: unknown = await client.openRun('r', { dataset: 'train' }).then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof CrescendoError);
  assert.deepEqual(error.metadata, { field: 'address', value: address });
  assert.ok(error.message.includes(address));
  return error;
}

test('where nothing listens the error should say so, keep what grpc says, and be tried again', async (t) => {
  const address = await unused();
  const error = await openError(t, address);
  assert.deepEqual([error.code, error.reason], ['UNAVAILABLE', 'UNREACHABLE']);
  assert.match(error.message, /nothing listens there: start "crescendo serve", or correct the address \(grpc: .+\)$/);
  const client = connect(address);
  t.onTestFinished(() => client.close());
  const iterating = (async () => {
    for await (const _ of client.batches({ run: 'r', retryMs: 300 })) assert.fail('a batch came');
  })();
  await assert.rejects(iterating, {
    code: 'UNAVAILABLE',
    message: /^no success within retryMs = 300: .*nothing listens/,
  });
});

test('a socket that is not there should be told', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-none-'));
  t.onTestFinished(() => rmSync(folder, { recursive: true }));
  assert.match((await openError(t, `unix:${folder}/none`)).message, /nothing listens there/);
});

test('a client that speaks TLS to a server that does not should be told', async (t) => {
  const fake = await FakeServer.start();
  t.onTestFinished(() => fake.kill());
  const error = await openError(t, fake.address, true);
  assert.deepEqual([error.code, error.reason], ['FAILED_PRECONDITION', 'TLS_MISMATCH']);
  assert.match(error.message, /it speaks plain text and the client TLS: leave the credentials out/);
});

test('something that is no gRPC server should be told, at once', async (t) => {
  const cases: [answer: string, what: RegExp][] = [
    ['HTTP/1.1 400 Bad Request\r\n\r\n', /an HTTP\/1 server, .* answers there: correct the address or the port/],
    ['220 mail ESMTP\r\n', /something that is no Crescendo server answers there/],
  ];
  for (const [answer, what] of cases) {
    const address = await listener(t, answer);
    const error = await openError(t, address);
    assert.deepEqual([error.code, error.reason], ['FAILED_PRECONDITION', 'NOT_GRPC']);
    assert.match(error.message, what);
    const client = connect(address);
    t.onTestFinished(() => client.close());
    const iterating = (async () => {
      for await (const _ of client.batches({ run: 'r', retryMs: 600_000 })) assert.fail('a batch came');
    })();
    await assert.rejects(iterating, { reason: 'NOT_GRPC' });
  }
});

test('a gRPC server of another service should be told', async (t) => {
  const server = new Server();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  t.onTestFinished(() => server.forceShutdown());
  const error = await openError(t, `127.0.0.1:${port}`);
  assert.deepEqual([error.code, error.reason], ['FAILED_PRECONDITION', 'NOT_GRPC']);
  assert.match(error.message, /has no Crescendo service/);
});

test('what may yet become a server should be tried again, and an address of many places be left alone', async (t) => {
  const silent = await listener(t, '');
  const error = await explain(FAILURE, silent, false);
  assert.deepEqual([error.code, error.reason], ['UNAVAILABLE', 'UNREACHABLE']);
  assert.match(error.message, /it may be starting or stopping.* \(grpc: what grpc says\)$/);
  for (const address of ['ipv4:10.0.0.1:1,10.0.0.2:1', 'xds:///crescendo', 'crescendo', ''])
    assert.equal(await explain(FAILURE, address, false), FAILURE);
});
