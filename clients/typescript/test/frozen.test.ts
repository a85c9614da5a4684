/** A server that accepts connections and then says nothing, as one that is frozen: no wait is without a bound. */
import assert from 'node:assert/strict';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'vitest';
import { connect } from '../src/index.ts';
import { ALL_STEPS, FakeServer } from './fake-server.ts';

/** Where a listener passes a connection on; undefined: it is never answered. */
type Route = (connection: number) => number | undefined;

/** A listener that accepts every connection. */
async function listener(t: TestContext, route: Route, at = 0): Promise<{ address: string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
    const port = route(sockets.length);
    if (port === undefined) return;
    const onward = connectTcp({ host: '127.0.0.1', port });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  t.onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

const deaf: Route = () => undefined;
const onNotice = (): void => {};

test('a call should end after its time, and the next one try another connection', async (t) => {
  const { address, sockets } = await listener(t, deaf);
  const client = connect(address, { timeoutMs: 100, onNotice });
  t.onTestFinished(() => client.close());
  for (const [calls, call] of [client.openRun('r'), client.getRun('r', { timeoutMs: 150 })].entries()) {
    await assert.rejects(call, {
      ...{ code: 'DEADLINE_EXCEEDED', reason: 'TIMEOUT', metadata: { field: 'address', value: address } },
      message: `the server at ${address} did not answer ${calls === 0 ? 'OpenRun' : 'GetRun'} within timeoutMs = ${calls === 0 ? 100 : 150}`,
    });
  }
  await assert.rejects(client.listRuns(), { reason: 'TIMEOUT' });
  assert.ok(sockets.length >= 2, `${sockets.length} connections`);
});

test('a stream should end after its retry time, though no attempt is answered', async (t) => {
  const { address, sockets } = await listener(t, deaf);
  const client = connect(address, { timeoutMs: 50, onNotice });
  t.onTestFinished(() => client.close());
  const first = client.batches({ run: 'r', retryMs: 300 })[Symbol.asyncIterator]().next();
  await assert.rejects(first, { reason: 'TIMEOUT', message: /^no success within retryMs = 300: / });
  assert.ok(sockets.length >= 3, `${sockets.length} connections`);
});

test('a stream should find its server again, though earlier connections hang for ever', async (t) => {
  const fake = await FakeServer.start();
  t.onTestFinished(() => fake.kill());
  const { address } = await listener(t, (connection) => (connection < 4 ? undefined : fake.port));
  const client = connect(address, { timeoutMs: 200, onNotice });
  t.onTestFinished(() => client.close());
  const steps: number[] = [];
  for await (const { step } of client.batches({ run: 'r', retryMs: 60_000 })) steps.push(step);
  assert.deepEqual(steps, ALL_STEPS);
});

test('a stream whose server is frozen after a restart should end after its retry time', async (t) => {
  const fake = await FakeServer.start();
  const client = connect(fake.address, { timeoutMs: 50, onNotice });
  t.onTestFinished(() => client.close());
  const batches = client.batches({ run: 'r', window: 1, retryMs: 300 })[Symbol.asyncIterator]();
  assert.equal((await batches.next()).value?.step, 0);
  fake.kill();
  await listener(t, deaf, fake.port);
  await assert.rejects(batches.next(), /^CrescendoError: no success within retryMs = 300: /);
});

test('a stream should not wait for a connection that is lost between its opening and its subscription', async (t) => {
  const fake = await FakeServer.start();
  t.onTestFinished(() => fake.kill());
  let [closed, left] = [false, 2];
  const { address, sockets } = await listener(t, () => {
    if (!closed) return fake.port;
    left -= 1;
    return left >= 0 ? undefined : fake.port;
  });
  const client = connect(address, { timeoutMs: 200, onNotice });
  t.onTestFinished(() => client.close());
  await client.openRun('r');
  const stream = client.batches({ run: 'r', start: 'beginning' });
  closed = true;
  for (const socket of sockets) socket.destroy();
  const steps: number[] = [];
  for await (const { step } of stream) steps.push(step);
  assert.deepEqual(steps, ALL_STEPS);
});
