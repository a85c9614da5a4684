import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, connect, constants, type Http2Session } from 'node:http2';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterEach, test } from 'vitest';
import { ConnectionGuard, guardConnections, listenersOf } from '../../../src/server/connection-guard.ts';

const log = pino({ level: 'silent' });

test('a connection should have a hundred cancels at once and ten a second, and its address wait longer each time', () => {
  const clock = { ms: 0 };
  const guard = new ConnectionGuard(log, () => clock.ms);
  const cancel = (session: Http2Session, times: number): boolean[] =>
    Array.from({ length: times }, () => guard.cancelled(session, '10.0.0.1'));
  const session = (): Http2Session => ({}) as Http2Session;
  const slow = session();
  assert.ok(!cancel(slow, 100).includes(true));
  for (let second = 0; second < 100; second += 1) {
    clock.ms += 1000;
    assert.ok(!cancel(slow, 10).includes(true));
  }
  assert.equal(guard.waitMs('10.0.0.1'), 0);
  for (const wait of [1000, 2000, 4000, 5000, 5000]) {
    assert.deepEqual([cancel(session(), 101).at(-1), cancel(session(), 101).at(-1)], [true, true]);
    assert.equal(guard.waitMs('10.0.0.1'), wait);
    assert.equal(guard.waitMs('10.0.0.2'), 0);
    clock.ms += wait;
    assert.equal(guard.waitMs('10.0.0.1'), 0);
  }
  clock.ms += 60_001;
  guard.waitMs('10.0.0.1');
  cancel(session(), 101);
  assert.equal(guard.waitMs('10.0.0.1'), 1000);
});

test('many connections of an address should have no more than four of them', () => {
  const clock = { ms: 0 };
  const guard = new ConnectionGuard(log, () => clock.ms);
  const sessions = Array.from({ length: 40 }, () => ({}) as Http2Session);
  // A job of many ranks that ends: nobody has cancelled too much.
  const closed = sessions.flatMap((each) => Array.from({ length: 10 }, () => guard.cancelled(each, '10.0.0.1')));
  assert.ok(!closed.includes(true));
  assert.equal(guard.cancelled(sessions[0]!, '10.0.0.1'), true);
  assert.equal(guard.cancelled(sessions[0]!, '10.0.0.2'), false);
  clock.ms += 1000;
  assert.deepEqual(
    sessions.map((each) => guard.cancelled(each, '10.0.0.1')).indexOf(true),
    // The one above the bound counts as well.
    39,
  );
});

let server: Server | undefined;
afterEach(() => server?.forceShutdown());

/** A gRPC server with a method that never answers. */
async function guarded(): Promise<string> {
  server = new Server();
  const bytes = (value: Buffer): Buffer => value;
  const common = { requestStream: false, responseStream: false, requestSerialize: bytes, requestDeserialize: bytes };
  const method = { ...common, path: '/t/Hang', responseSerialize: bytes, responseDeserialize: bytes };
  server.addService({ hang: method }, { hang: () => {} });
  const port = await new Promise<number>((resolve, reject) => {
    server!.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  assert.equal(listenersOf(server).length, 1, 'grpc-js keeps its listeners elsewhere: see listenersOf');
  guardConnections(server, new ConnectionGuard(log));
  return `http://127.0.0.1:${port}`;
}

async function open(address: string): Promise<ClientHttp2Session> {
  const session = connect(address);
  session.on('error', () => {});
  await once(session, 'connect');
  return session;
}

function cancelled(session: ClientHttp2Session): Promise<unknown> {
  const headers = { ':method': 'POST', ':path': '/t/Hang', 'content-type': 'application/grpc', te: 'trailers' };
  const stream = session.request(headers);
  stream.on('error', () => {});
  const closed = once(stream, 'close');
  stream.write(Buffer.from([0, 0, 0, 0, 0]), () => stream.close(constants.NGHTTP2_CANCEL));
  return closed;
}

test('a connection that cancels too much should be closed, others live, and the next one wait', async () => {
  const address = await guarded();
  const [honest, bad] = [await open(address), await open(address)];
  const closed = once(bad, 'close');
  // All of them in a few packets: the session is closed while the server is in the middle of them.
  for (let k = 0; k < 900 && !bad.destroyed; k += 1) void cancelled(bad);
  await closed;
  assert.equal(honest.destroyed, false);
  const asked = performance.now();
  const later = await open(address);
  const [settings] = await once(later, 'remoteSettings');
  assert.ok(settings);
  assert.ok(performance.now() - asked >= 500, 'the new connection was served at once');
  await cancelled(honest);
  assert.equal(honest.destroyed, false);
  honest.destroy();
  later.destroy();
});
