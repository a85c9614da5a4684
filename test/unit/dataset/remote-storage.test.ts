import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, test } from 'vitest';
import { openStorage } from '../../../src/dataset/storage/open-store.ts';
import type { RemoteOptions } from '../../../src/dataset/storage/remote/remote-storage.ts';
import type { ObjectRange, RemoteStorage } from '../../../src/dataset/storage/storage.ts';
import { answer, etagOf, ObjectServer, type Trick } from '../../support/object-server.ts';

const BYTES = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 31) & 255);
const OTHER = new Uint8Array(1000).fill(7);
const RANGE: ObjectRange = {
  object: 'a/x.tar',
  offset: 100_000,
  length: 60_000,
  objectLength: BYTES.length,
  version: { etag: etagOf(BYTES) },
};
const EXPECTED = Buffer.from(BYTES.subarray(100_000, 160_000));
/** Pauses between tries are as short as they can be. */
const QUICK: RemoteOptions = { random: () => 0, readSeconds: 60 };

let server: ObjectServer;
let storage: RemoteStorage;

async function open(options: RemoteOptions = {}): Promise<void> {
  server = await ObjectServer.start([
    ['p/a/x.tar', BYTES],
    ['p/a/other.tar', OTHER],
  ]);
  storage = openStorage(`${server.url}p/`, { ...QUICK, probes: () => ['a/other.tar'], ...options }) as RemoteStorage;
}

afterEach(async () => {
  storage.close();
  await server.stop();
  for (const { method } of server.requests) assert.ok(['GET', 'HEAD'].includes(method), 'nothing is ever written');
});

const ofRange = ({ url }: IncomingMessage): boolean => url === '/p/a/x.tar';

async function read(range = RANGE): Promise<Buffer> {
  const into = new Uint8Array(range.length);
  await storage.read(range, into);
  return Buffer.from(into);
}

test('a range should be asked for exactly, on the condition of its entity tag, and land in the memory given', async () => {
  await open();
  assert.deepEqual(await read(), EXPECTED);
  const [request] = server.requests;
  assert.equal(request!.headers.range, 'bytes=100000-159999');
  assert.equal(request!.headers['if-match'], RANGE.version!.etag);
  assert.deepEqual(await read({ ...RANGE, length: 0 }), Buffer.alloc(0));
  assert.equal(server.requests.length, 1, 'nothing is asked for no bytes');
});

/** The right headers, and then part of the body. */
const cut: Trick = (_, response, right) => {
  const { end } = response;
  response.end = ((body: Uint8Array) => {
    response.write(body.subarray(0, 1000), () => response.socket?.destroy());
    return response;
  }) as typeof end;
  right();
  return true;
};
const withHeaders =
  (headers: Record<string, string>): Trick =>
  (_, response, right) => {
    const { writeHead } = response;
    response.writeHead = ((status: number, own: Record<string, string>) =>
      writeHead.call(response, status, { ...own, ...headers })) as typeof writeHead;
    right();
    return true;
  };
const reset: Trick = (request) => {
  request.socket.resetAndDestroy();
  return true;
};

describe('what passes is tried again, and the bytes are the same', () => {
  const tricks: Record<string, Trick> = {
    'a body that is cut': cut,
    'a connection that is reset': reset,
    'status 500': answer(500),
    'status 502 with a page': answer(502, { 'content-type': 'text/html' }, '<html>bad gateway</html>'),
    'status 503 with Retry-After': answer(503, { 'retry-after': '0' }),
    'status 429': answer(429),
    'status 408': answer(408),
    'status 200 instead of 206': (_, response) => {
      response.writeHead(200, { etag: etagOf(BYTES), 'content-length': BYTES.length }).end(BYTES);
      return true;
    },
    'another range': withHeaders({ 'content-range': `bytes 100001-160000/${BYTES.length}` }),
    'no range': withHeaders({ 'content-range': '' }),
    'an encoding': withHeaders({ 'content-encoding': 'gzip' }),
    'no entity tag': (_, response) => {
      response.writeHead(206, { 'content-range': `bytes 100000-159999/${BYTES.length}` }).end(EXPECTED);
      return true;
    },
    'fewer bytes than the range, in chunks': (_, response) => {
      response.writeHead(206, {
        etag: etagOf(BYTES),
        'content-range': `bytes 100000-159999/${BYTES.length}`,
      });
      response.end(EXPECTED.subarray(0, 59_999));
      return true;
    },
    'more bytes than the range, in chunks': (_, response) => {
      response.writeHead(206, { etag: etagOf(BYTES), 'content-range': `bytes 100000-159999/${BYTES.length}` });
      response.end(Buffer.concat([EXPECTED, Buffer.of(1)]));
      return true;
    },
  };
  for (const [name, trick] of Object.entries(tricks)) {
    test(name, async () => {
      await open();
      server.next(3, trick);
      assert.deepEqual(await read(), EXPECTED);
      assert.equal(server.requests.length, 4);
    });
  }

  test('an answer that never begins, and one that stalls', async () => {
    await open({ stallMs: 100 });
    server.next(1, () => true);
    server.next(1, (_, response) => {
      response.writeHead(206, {
        etag: etagOf(BYTES),
        'content-length': 60_000,
        'content-range': `bytes 100000-159999/${BYTES.length}`,
      });
      response.write(EXPECTED.subarray(0, 10));
      return true;
    });
    assert.deepEqual(await read(), EXPECTED);
    assert.equal(server.requests.length, 3);
  });

  test('the pause that the storage asks for is kept', async () => {
    await open();
    server.next(1, answer(503, { 'retry-after': '1' }));
    const start = performance.now();
    assert.deepEqual(await read(), EXPECTED);
    assert.ok(performance.now() - start >= 990);
  });
});

describe('an object that has changed is an error that names both tags, and never other pixels', () => {
  test('a failed condition', async () => {
    await open();
    const changed = new Uint8Array(BYTES).fill(1);
    server.objects.set('p/a/x.tar', changed);
    await assert.rejects(read(), {
      reason: 'MISSING_SAMPLE',
      message: new RegExp(
        `/p/a/x.tar has changed: its entity tag is ${etagOf(changed)}, and was ${RANGE.version!.etag} when it was indexed; .*index the dataset again`,
      ),
      metadata: { object: 'a/x.tar', errno: 'CHANGED' },
    });
  });

  test('another tag from a server that ignores the condition', async () => {
    await open();
    server.next(9, withHeaders({ etag: '"new"' }));
    await assert.rejects(read(), { reason: 'MISSING_SAMPLE', message: /entity tag is "new", and was "/ });
    assert.equal(server.requests.length, 1);
  });

  test('a weak tag, which no condition can have', async () => {
    await open();
    const range = { ...RANGE, version: { etag: 'W/"1"' } };
    server.next(1, withHeaders({ etag: 'W/"1"' }));
    assert.deepEqual(await read(range), EXPECTED);
    assert.equal(server.requests[0]!.headers['if-match'], undefined);
    server.next(1, withHeaders({ etag: 'W/"2"' }));
    await assert.rejects(read(range), { reason: 'MISSING_SAMPLE' });
  });

  test('another length, and another time where there is no tag', async () => {
    await open();
    const length = { ...RANGE, objectLength: BYTES.length + 1 };
    await assert.rejects(read(length), { reason: 'MISSING_SAMPLE', message: /has 200000 bytes, and had 200001/ });
    server.withoutHeaders.add('etag');
    const modifiedMs = Date.UTC(2026, 10, 2, 10);
    assert.deepEqual(await read({ ...RANGE, version: { modifiedMs } }), EXPECTED);
    const earlier = { ...RANGE, version: { modifiedMs: modifiedMs - 1000 } };
    await assert.rejects(read(earlier), { reason: 'MISSING_SAMPLE', message: /was modified at 2026-11-02T10:00:00/ });
  });

  test('a range beyond its end', async () => {
    await open();
    await assert.rejects(read({ object: 'a/x.tar', offset: 300_000, length: 5 }), {
      reason: 'MISSING_SAMPLE',
      message: /has changed: the storage answered 416/,
    });
  });
});

describe('what is gone or refused counts as missing only while others can be read', () => {
  for (const status of [404, 410, 403, 401]) {
    test(`status ${status} of one object`, async () => {
      await open();
      server.next(99, answer(status), ofRange);
      const hint = status < 404 ? /check the credentials, their permissions and the clock/ : /answered 4/;
      await assert.rejects(read(), { reason: 'MISSING_SAMPLE', message: hint });
      assert.equal(server.requests.filter(({ path }) => path === '/p/a/x.tar').length, 2, 'it is asked for again');
    });

    test(`status ${status} of all`, async () => {
      await open();
      server.next(99, answer(status));
      await assert.rejects(read(), { reason: 'READ_FAILED', message: /no other object can be read either/ });
      await assert.rejects(read(), ({ metadata }) => metadata.scope === 'storage');
    });
  }

  test('status 404 of the only object is an outage, as the whole place may be away', async () => {
    await open({ probes: () => [] });
    server.next(99, answer(404));
    await assert.rejects(read(), ({ reason, metadata }) => reason === 'READ_FAILED' && metadata.scope === 'storage');
  });

  test('an object that comes back while others are asked for is read', async () => {
    await open();
    server.next(1, answer(404), ofRange);
    assert.deepEqual(await read(), EXPECTED);
  });

  test('a name that leads out of the place', async () => {
    await open();
    await assert.rejects(read({ ...RANGE, object: '../x' }), {
      reason: 'MISSING_SAMPLE',
      message: /"..\/x" is not a name/,
    });
    assert.ok(server.requests.every(({ path }) => path === '/p/a/other.tar'));
  });
});

describe('what fails until the deadline', () => {
  test('concerns one sample if others can be read', async () => {
    await open({ readSeconds: 0.3, random: () => 0.5 });
    server.next(999, answer(500), ofRange);
    await assert.rejects(
      read(),
      ({ reason, message, metadata }) =>
        reason === 'READ_FAILED' &&
        metadata.scope === 'sample' &&
        /x.tar: the storage answered 500 \(HTTP 500\), while other objects can be read/.test(message),
    );
    assert.ok(server.requests.length > 1);
  });

  test('concerns the storage if none can', async () => {
    await open({ readSeconds: 0.3, random: () => 0.5 });
    server.next(999, answer(503));
    await assert.rejects(read(), ({ reason, metadata }) => reason === 'READ_FAILED' && metadata.scope === 'storage');
  });

  test('is an answer that trickles', async () => {
    await open({ readSeconds: 0.3 });
    server.next(
      99,
      (_, response) => {
        response.writeHead(206, {
          etag: etagOf(BYTES),
          'content-length': 60_000,
          'content-range': `bytes 100000-159999/${BYTES.length}`,
        });
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
        return true;
      },
      ofRange,
    );
    await assert.rejects(read(), ({ message, metadata }) => /in time/.test(message) && metadata.scope === 'sample');
  });

  test('a server that is away, and comes back', async () => {
    await open({ readSeconds: 3, random: () => 0.5 });
    const { port } = server;
    await server.stop();
    await assert.rejects(read(), ({ metadata }) => metadata.scope === 'storage' && metadata.errno === 'ECONNREFUSED');
    server = await ObjectServer.start([['p/a/x.tar', BYTES]], port);
    assert.deepEqual(await read(), EXPECTED);
  });

  test('a status that stays is not tried again', async () => {
    await open();
    server.next(99, answer(400), ofRange);
    await assert.rejects(read(), ({ reason, metadata }) => reason === 'READ_FAILED' && metadata.errno === 'HTTP 400');
    assert.equal(server.requests.filter(({ path }) => path === '/p/a/x.tar').length, 1);
  });
});

describe('redirections', () => {
  test('should be followed on the same server', async () => {
    await open();
    server.objects.set('moved.tar', BYTES);
    server.next(1, answer(302, { location: '/again' }), ofRange);
    server.next(1, answer(307, { location: 'moved.tar' }), ({ url }) => url === '/again');
    assert.deepEqual(await read(), EXPECTED);
    assert.equal(server.requests.at(-1)!.headers['if-match'], RANGE.version!.etag);
  });

  test('should be refused to another server, which is named and never asked', async () => {
    await open();
    const elsewhere = await ObjectServer.start([['p/a/x.tar', BYTES]]);
    server.next(9, answer(302, { location: `${elsewhere.url}p/a/x.tar?signature=secret` }), ofRange);
    await assert.rejects(
      read(),
      ({ reason, message }) =>
        reason === 'READ_FAILED' && message.includes(`redirects to ${new URL(elsewhere.url).origin}, another server`),
    );
    assert.equal(elsewhere.requests.length, 0);
    await elsewhere.stop();
  });

  test('should end', async () => {
    await open();
    server.next(99, answer(302, { location: '/p/a/x.tar' }), ofRange);
    await assert.rejects(read(), { message: /redirects more than 5 times/ });
  });
});

describe('a read that is not wanted any more', () => {
  test('should end at once with the reason, and touch its memory no more', async () => {
    await open();
    const controller = new AbortController();
    const into = new Uint8Array(RANGE.length);
    let send: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      server.next(1, (_, response, right) => {
        send = right;
        response.on('close', resolve);
        controller.abort(new Error('enough'));
        return true;
      });
    });
    await assert.rejects(storage.read(RANGE, into, controller.signal), /enough/);
    await asked;
    send();
    assert.ok(into.every((byte) => byte === 0));
    await assert.rejects(storage.read(RANGE, into, controller.signal), /enough/);
    assert.equal(server.requests.length, 1);
  });

  test('should end during a pause', async () => {
    await open();
    const controller = new AbortController();
    server.next(1, answer(503, { 'retry-after': '30' }));
    const reading = storage.read(RANGE, new Uint8Array(RANGE.length), controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await assert.rejects(reading, /enough/);
  });

  test('should end while others are asked for', async () => {
    await open();
    const controller = new AbortController();
    server.next(1, answer(404), ofRange);
    server.next(1, () => {
      controller.abort(new Error('enough'));
      return true;
    });
    await assert.rejects(storage.read(RANGE, new Uint8Array(RANGE.length), controller.signal), /enough/);
  });

  test('should end when the storage is closed', async () => {
    await open();
    server.next(9, () => {
      storage.close();
      return true;
    });
    await assert.rejects(read(), { reason: 'READ_FAILED', message: /the storage is closed/ });
  });
});

describe('a second request for what is late', () => {
  /** Reads so often that it is known how long reads take. */
  async function observe(): Promise<void> {
    for (let k = 0; k < 100; k += 1) await read({ ...RANGE, length: 10 });
    server.requests.length = 0;
  }

  test('should be sent after the first is late, and its answer be the bytes', async () => {
    await open();
    await observe();
    let closed: Promise<void> | undefined;
    server.next(1, (_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      // Other bytes, which must not be seen.
      response.writeHead(206, {
        etag: etagOf(BYTES),
        'content-length': 60_000,
        'content-range': `bytes 100000-159999/${BYTES.length}`,
      });
      response.write(Buffer.alloc(1000, 3));
      return true;
    });
    const into = new Uint8Array(RANGE.length);
    await storage.read(RANGE, into);
    assert.deepEqual(Buffer.from(into), EXPECTED);
    assert.equal(server.requests.length, 2);
    await closed;
    assert.deepEqual(Buffer.from(into), EXPECTED, 'the loser is ended and touches nothing');
  });

  test('should be at most one of twenty, so that a storage that is slow is not asked twice', async () => {
    await open();
    await observe();
    server.tricks.push((request, _, right) => {
      if (!ofRange(request)) return false;
      setTimeout(right, 120);
      return true;
    });
    await Promise.all(Array.from({ length: 60 }, () => read()));
    assert.ok(server.requests.length <= 68, `${server.requests.length} requests`);
  });
});

test('whatever fails, and however often, the bytes of every read should be those of its range', async () => {
  await open({ stallMs: 5000 });
  const late: Trick = (_, __, right) => {
    setTimeout(right, 60);
    return true;
  };
  const faults = [answer(500), answer(503, { 'retry-after': '0' }), cut, reset, late, withHeaders({ etag: '' })];
  const range = fc.record({ offset: fc.nat(BYTES.length - 1), length: fc.integer({ min: 1, max: 50_000 }) });
  const fault = fc.option(fc.nat(faults.length - 1), { freq: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(range, { minLength: 1, maxLength: 40 }), fc.array(fault), async (ranges, order) => {
      server.tricks.length = 0;
      let asked = 0;
      server.tricks.push((request, response, right) => {
        const which = order[asked++] ?? null;
        return which !== null && faults[which]!(request, response, right);
      });
      await Promise.all(
        ranges.map(async ({ offset, length }) => {
          const bytes = Math.min(length, BYTES.length - offset);
          const expected = Buffer.from(BYTES.subarray(offset, offset + bytes));
          assert.deepEqual(await read({ ...RANGE, offset, length: bytes }), expected);
        }),
      );
    }),
    { numRuns: 40 },
  );
});
