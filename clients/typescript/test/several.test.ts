/** Streams and calls of clients that have several servers, each a fake that a script can make fail. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, describe, test } from 'vitest';
import { type BatchStreamOptions, connect, type Notice } from '../src/index.ts';
import {
  ALL_STEPS,
  type Call,
  type FakeOptions,
  FakeServer,
  fail,
  pixels,
  sendBatch,
  statusDetails,
  trailing,
} from './fake-server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-several-'));
afterAll(() => rmSync(work, { recursive: true }));

const fakes: FakeServer[] = [];
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.kill();
});

async function start(options: FakeOptions = {}): Promise<FakeServer> {
  const fake = await FakeServer.start({ server: {}, ...options });
  fakes.push(fake);
  return fake;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Seen {
  steps: number[];
  notices: Notice[];
}

/** Reads the run, checks every pixel, and says which steps came and what people were told. */
async function read(
  where: Parameters<typeof connect>[0],
  options: Partial<BatchStreamOptions> = {},
  each: (step: number) => unknown = () => {},
): Promise<Seen> {
  const seen: Seen = { steps: [], notices: [] };
  // That an answer is slow depends on the machine.
  const onNotice = (notice: Notice): unknown => notice.reason === 'ENDPOINT' && seen.notices.push(notice);
  const client = connect(where, { onNotice, timeoutMs: 10_000 });
  try {
    const given = { run: 'r', start: 'beginning', window: 2, ...options } as BatchStreamOptions;
    for await (const batch of client.batches(given)) {
      assert.deepEqual(batch.images, pixels(batch.step));
      assert.equal(batch.stageChanged, batch.step === 0 || batch.step === 3);
      seen.steps.push(batch.step);
      await each(batch.step);
    }
    return seen;
  } finally {
    client.close();
  }
}

const places = (...servers: FakeServer[]): string[] => servers.map(({ address }) => address);
const refusal = (reason: string, code: status): Partial<FakeOptions> => {
  const details = statusDetails(reason, {});
  return { failure: { code, details: `refused: ${reason}`, metadata: trailing(details) } };
};

test('two servers should share the steps, and the reports', async () => {
  const servers = [await start(), await start()];
  const { steps, notices } = await read(places(...servers), {}, () => pause(60));
  assert.deepEqual([steps, notices], [ALL_STEPS, []]);
  const [a, b] = servers as [FakeServer, FakeServer];
  assert.deepEqual([...a.fetched, ...b.fetched].sort(), ALL_STEPS);
  assert.ok(a.fetched.length > 0 && b.fetched.length > 0);
  // The one that sent a batch is told that it is consumed, and how long the trainer has waited for it.
  assert.deepEqual(a.consumed, a.fetched);
  assert.deepEqual(b.consumed, b.fetched);
  assert.ok(a.reports.every(({ waitSeconds }) => waitSeconds! >= 0));
  assert.deepEqual(a.subscriptions[0]?.clientId, b.subscriptions[0]?.clientId);
  assert.deepEqual([a.subscriptions[0]?.pull, a.subscriptions[0]?.takeover], [true, false]);
});

test('one address should keep the stream that it had, however it is given', async () => {
  for (const form of [(address: string) => address, (address: string) => [address], (a: string) => `${a},${a}`]) {
    const fake = await start({ server: undefined! });
    assert.deepEqual((await read(form(fake.address))).steps, ALL_STEPS);
    assert.ok(!fake.subscriptions[0]?.pull);
    assert.ok(fake.reports.every(({ waitSeconds }) => waitSeconds! >= 0));
  }
});

test('siblings that the server names should be used as well', async () => {
  const sibling = await start();
  const fake = await start({ run: { siblings: [`:${sibling.port}`] }, server: { siblings: [`:${sibling.port}`] } });
  assert.deepEqual((await read(fake.address)).steps, ALL_STEPS);
  assert.ok(sibling.fetched.length > 0 && fake.fetched.length > 0);
});

describe('a server is left out by name, once,', () => {
  test.each([
    ['another pixel engine', { engineVersion: 'x' }, /its pixel engine is x, and the run's batches are made by /],
    ['other data', { datasets: [{ id: 'train', manifestDigest: 'm2' }] }, /its dataset train has the manifest m2, and/],
    ['no such dataset', { datasets: [] }, /it has no dataset train$/],
    ['another state', { stateId: 'elsewhere' }, /its runs are kept elsewhere \(state elsewhere, /],
    [
      'an old revision',
      { serverVersion: { revision: 4 } },
      /it knows revision 4 of the contract, and .* need 5: upgrade/,
    ],
    ['no GetServer', undefined, /does not know GetServer, which came with revision 5 of the contract: upgrade/],
    ['the end in view', { draining: true }, /it is shutting down$/],
  ])('if it has %s', async (_, server, why) => {
    const good = await start({ script: slow });
    const bad = await start({ server: server! });
    const { steps, notices } = await read(places(good, bad));
    assert.deepEqual(steps, ALL_STEPS);
    assert.deepEqual(bad.fetched, []);
    assert.equal(notices.length, 1, JSON.stringify(notices));
    assert.match(notices[0]!.message, new RegExp(`^the server at ${bad.address} is left out: `));
    assert.match(notices[0]!.message, why);
  });

  test('if it refuses the token', async () => {
    const [good, bad] = [await start({ script: slow }), await start(refusal('TOKEN_UNKNOWN', status.UNAUTHENTICATED))];
    const { steps, notices } = await read(places(bad, good));
    assert.deepEqual(steps, ALL_STEPS);
    const left = `the server at ${bad.address} is left out: refused: TOKEN_UNKNOWN`;
    assert.deepEqual([...new Set(notices.map(({ message }) => message))].length, notices.length);
    assert.ok(
      notices.some(({ message }) => message === left),
      JSON.stringify(notices),
    );
  });

  test('but silently if it is the same as another one', async () => {
    const fake = await start({ script: slow });
    const { steps, notices } = await read([fake.address, `localhost:${fake.port}`]);
    assert.deepEqual([steps, notices], [ALL_STEPS, []]);
    assert.equal(fake.subscriptions.length, 1);
  });
});

/** Gives the other servers time to be asked what they are. */
function slow(call: Call, step: number): 'sent' {
  setTimeout(() => sendBatch(call, step), 20);
  return 'sent';
}

test('a token that all servers refuse should end the stream at once', async () => {
  const bad = [1, 2].map(() => start(refusal('TOKEN_UNKNOWN', status.UNAUTHENTICATED)));
  await assert.rejects(read(places(...(await Promise.all(bad)))), { code: 'UNAUTHENTICATED', reason: 'TOKEN_UNKNOWN' });
});

test.each([
  ['RANK_TAKEN', status.FAILED_PRECONDITION],
  ['TOO_MANY_BAD_SAMPLES', status.DATA_LOSS],
  ['STEP_OUT_OF_RANGE', status.OUT_OF_RANGE],
] as const)('%s at one server should end the stream', async (reason, code) => {
  const good = await start();
  const bad = await start({ script: (call) => fail(call, code, 'refused', statusDetails(reason, {})) });
  await assert.rejects(read(places(good, bad)), { reason });
});

test('a run that no server knows should end the stream', async () => {
  const script = (call: Call): true => fail(call, status.NOT_FOUND, 'gone', statusDetails('UNKNOWN_RUN', {}));
  const servers = [await start({ script }), await start({ script })];
  await assert.rejects(read(places(...servers)), { code: 'NOT_FOUND', reason: 'UNKNOWN_RUN' });
});

test('a batch that was not asked for should end the stream', async () => {
  const script = (call: Call): 'sent' => {
    sendBatch(call, 5);
    return 'sent';
  };
  const servers = [await start({ script }), await start()];
  const failure = { reason: 'PROTOCOL', message: /step 5 came, which was not asked for/ };
  await assert.rejects(read(places(...servers)), failure);
});

test('a stream that breaks should have its steps from the other server, and be opened again', async () => {
  const script = (call: Call, step: number, stream: number): boolean | 'sent' =>
    stream === 1 && step > 0 ? fail(call, status.UNAVAILABLE) : slow(call, step);
  const servers = [await start({ script }), await start({ script: slow })];
  const { steps, notices } = await read(places(...servers), { window: 3 });
  assert.deepEqual(steps, ALL_STEPS);
  assert.match(notices[0]!.message, /has failed, and is tried again: .*gone/);
});

describe('a step that is late', () => {
  test('should come from the other server, be taken back, and be dropped if it comes all the same', async () => {
    let late: Call | undefined;
    const script = (call: Call, step: number): boolean | 'sent' => {
      if (step !== 0) return false;
      late = call;
      return 'sent';
    };
    const [a, b] = [await start({ script }), await start()];
    let other: FakeServer | undefined;
    const { steps } = await read(places(a, b), {}, async (step) => {
      if (step === 0) {
        other = b.fetched.includes(0) ? b : a;
        sendBatch(late!, 0);
      }
      await turn();
    });
    assert.deepEqual(steps, ALL_STEPS);
    assert.equal(other, b);
    assert.deepEqual(a.takenBack, [0]);
    // It is reported once, to the server whose batch it was.
    assert.ok(b.consumed.includes(0) && !a.consumed.includes(0));
  });

  test('in the middle of its batch should come whole from the other server, and the rest be passed over', async () => {
    const withheld: Uint8Array[] = [];
    const script = (call: Call, step: number): boolean | 'sent' => {
      for (const message of withheld.splice(0)) call.write(message);
      if (step !== 0) return false;
      const write = call.write.bind(call);
      let messages = 0;
      call.write = ((message: Uint8Array) => {
        messages += 1;
        // The stage, the header and the first chunk.
        if (messages <= 3) return write(message);
        withheld.push(message);
        return true;
      }) as typeof call.write;
      sendBatch(call, 0);
      call.write = write;
      return 'sent';
    };
    const servers = [await start({ script }), await start({ script: slow })];
    assert.deepEqual(
      (await read(places(...servers), {}, (step) => (step < 5 ? pause(150) : undefined))).steps,
      ALL_STEPS,
    );
    assert.deepEqual([withheld.length, servers[0]!.fetched.length > 1], [0, true]);
  });
});

test('the rank should be taken over by one stream only, before the others begin', async () => {
  const servers = [await start(), await start()];
  assert.deepEqual((await read(places(...servers), { takeover: true, window: 1 }, () => turn())).steps, ALL_STEPS);
  const subscriptions = servers.flatMap((server) => server.subscriptions);
  assert.deepEqual(subscriptions.filter(({ takeover }) => takeover).length, 1);
  assert.ok(subscriptions.length <= 2);
});

test('a measured run should end where a stream ends, at the first step that does not exist', async () => {
  const servers = [await start({ run: { totalSteps: 0 } }), await start({ run: { totalSteps: 0 } })];
  assert.deepEqual((await read(places(...servers), { window: 4 })).steps, ALL_STEPS);
});

test('a stream that ends with OK before its last step should be a fault of the server', async () => {
  const script = (call: Call): true => {
    call.end();
    return true;
  };
  const servers = [await start({ script }), await start({ script })];
  await assert.rejects(read(places(...servers)), { reason: 'PROTOCOL', message: /ended with OK before step 0 of 6/ });
});

describe('without a server that can be used', () => {
  test('a stream should end after retryMs, with what became of each', async () => {
    const [a, b] = [await start(), await start()];
    const reading = read(places(a, b), { retryMs: 300, window: 1 }, (step) => {
      if (step === 1) for (const server of [a, b]) server.kill();
    });
    await assert.rejects(reading, (error: Error & { code?: string; reason?: string }) => {
      assert.equal(error.code, 'UNAVAILABLE');
      assert.match(error.message, /^no success within retryMs = 300: none of the servers of .* can be used: /);
      for (const server of [a, b]) assert.ok(error.message.includes(`${server.address}: `), error.message);
      return true;
    });
  });

  test('without a second attempt, a stream should fail with the first', async () => {
    const server = await start();
    const list = join(work, 'once');
    writeFileSync(list, server.address);
    const reading = read(`file:${list}`, { retryMs: 0, window: 1 }, (step) => {
      if (step === 1) server.kill();
    });
    await assert.rejects(reading, { message: /^no success within retryMs = 0: / });
    assert.equal(server.subscriptions.length, 1);
  });

  test('a stream should wait for addresses, and end if there are none', async () => {
    const list = join(work, 'later');
    await assert.rejects(read(`file:${list}`, { retryMs: 100 }), { message: /none of the servers .*ENOENT/ });
    const server = await start();
    const told: string[] = [];
    const onNotice = ({ reason, message }: Notice): void => {
      if (reason !== 'ENDPOINT') return;
      told.push(message);
      writeFileSync(list, `\n# comment\n${server.address} # here\n`);
    };
    const client = connect(`file:${list}`, { onNotice });
    const steps: number[] = [];
    for await (const { step } of client.batches({ run: 'r', start: 'beginning' })) steps.push(step);
    client.close();
    assert.deepEqual(steps, ALL_STEPS);
    assert.equal(told.length, 1);
    assert.match(told[0]!, /^file:.*later: no server is known yet: ENOENT/);
  });
});

test('a server whose state is lost should be given the run again', async () => {
  const server = await start();
  const list = join(work, 'lost');
  writeFileSync(list, server.address);
  let next: FakeServer | undefined;
  const { steps } = await read(`file:${list}`, { spec: { dataset: 'train' }, window: 1 }, async (step) => {
    if (step !== 2) return;
    server.kill();
    next = await start({ port: server.port, server: { stateId: 'a new one' } });
  });
  assert.deepEqual(steps, ALL_STEPS);
  assert.equal(next!.opened.length > 0, true);
  assert.equal(next!.opened[0]!.run, 'r');
});

describe('calls', () => {
  test('should go to the next server if the first one does not answer', async () => {
    const [a, b] = [await start(), await start()];
    const client = connect([a.address, b.address], { onNotice: () => {} });
    await client.openRun('r');
    assert.deepEqual([a.opened.length, b.opened.length], [1, 0]);
    a.kill();
    await client.openRun('r');
    await client.deleteRun('r');
    assert.deepEqual([b.opened.length, b.deleted], [1, ['r']]);
    await assert.rejects(client.getRun('unknown'), { code: 'NOT_FOUND' });
    b.kill();
    await assert.rejects(client.getRun('r'), (error: Error) => {
      for (const server of [a, b]) assert.ok(error.message.includes(`${server.address}: `), error.message);
      return true;
    });
    client.close();
    await assert.rejects(client.getRun('r'), { reason: 'CLOSED' });
  });

  test('should never go to a server of another state', async () => {
    const [a, b] = [await start(), await start({ server: { stateId: 'elsewhere' } })];
    const client = connect([a.address, b.address], { onNotice: () => {} });
    await client.openRun('r');
    a.kill();
    await assert.rejects(client.openRun('r'), { code: 'UNAVAILABLE', message: /its runs are kept elsewhere/ });
    assert.equal(b.opened.length, 0);
    client.close();
  });
});
