/** A server that does not answer: the client says so, at intervals that grow, and until when it waits. */
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { describe, test } from 'vitest';
import { connect, type Notice } from '../src/index.ts';
import { type Clock, limitOfCall, limitOfRetries, Silence } from '../src/silence.ts';
import { conformance } from './conformance.ts';

interface Case {
  name: string;
  call: string;
  limit_seconds: number | null;
  /** True if the limit is that of repeated attempts. */
  retries?: boolean;
  silent_seconds: number;
  failure?: string;
  /** Seconds and message of each notice. */
  expect: [number, string][];
}

/** Time that passes when the test says so. */
class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  goTo(ms: number): void {
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= ms).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = due.at;
      due.call();
    }
    this.#now = ms;
  }
}

describe('notices', () => {
  test.for(conformance<{ cases: Case[] }>('silence.json').cases)('$name', (given) => {
    const clock = new FakeClock();
    const told: [number, string][] = [];
    const onNotice = ({ reason, message }: Notice): void => {
      assert.equal(reason, 'NO_ANSWER');
      told.push([clock.now() / 1000, message]);
    };
    const limitMs = given.limit_seconds === null ? undefined : given.limit_seconds * 1000;
    const limit = given.retries ? limitOfRetries(limitMs!) : limitOfCall(limitMs);
    const silence = new Silence('host:7077', given.call, limit, onNotice, clock);
    silence.begin();
    if (given.failure !== undefined) silence.failed(given.failure);
    clock.goTo(given.silent_seconds * 1000);
    silence.end();
    clock.goTo(10_000_000);
    assert.deepEqual(told, given.expect);
  });
});

test('calls and a stream without an answer should give notice, each once', async ({ onTestFinished }) => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const heard = Promise.withResolvers<void>();
  const notices: Notice[] = [];
  const { port } = server.address() as { port: number };
  const onNotice = (notice: Notice): void => {
    notices.push(notice);
    if (notices.length === 4) heard.resolve();
  };
  const client = connect(`127.0.0.1:${port}`, { onNotice });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const calls = [
    client.openRun('r', undefined, { timeoutMs: 60_000 }),
    client.listRuns(),
    client.watchRun('r').next(),
    client.batches({ run: 'r' })[Symbol.asyncIterator]().next(),
  ];
  await heard.promise;
  client.close();
  await Promise.allSettled(calls);
  const said = (call: string, limit: string): string =>
    `the server at 127.0.0.1:${port} has not answered ${call} for 1.5 s; the client waits ${limit}`;
  const expected = [
    said('OpenRun', 'for 60 s in all'),
    said('ListRuns', 'for 30 s in all'),
    said('WatchRun', 'without limit'),
    said('OpenRun', 'until attempts have failed for 300 s'),
  ];
  assert.deepEqual(notices.map(({ message }) => message.replace(/for 1\.\d s/, 'for 1.5 s')).sort(), expected.sort());
});
