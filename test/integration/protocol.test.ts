import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient, type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect } from '../../clients/typescript/src/index.ts';
import { drawBelow, PURPOSE, RandomStream } from '../../src/plan/sampling/random-stream.ts';
import { writeDataset } from '../support/datasets.ts';
import { readRun } from '../support/reading.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-protocol-'));
const data = join(work, 'data');
const SPEC = { dataset: 'train', equivalentEpochs: 2, globalBatch: 8 } as const;
const path = (method: string): string => `/crescendo.v1.CrescendoService/${method}`;
const raw = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

describe('the protocol', () => {
  let server: ServerProcess;
  let grpc: GrpcClient;

  beforeAll(async () => {
    writeDataset(data, 24);
    server = await startServer(data, '--workers', '2');
    grpc = new GrpcClient(server.address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
    const client = connect(server.address);
    await client.openRun('r', SPEC);
    await client.openRun('later', SPEC);
    client.close();
  });

  afterAll(async () => {
    grpc.close();
    assert.equal(await server.stop('SIGTERM'), 0);
    rmSync(work, { recursive: true });
  });

  /** A batch stream that sends and receives raw messages. */
  function open(messages: Uint8Array[]) {
    const responses: Buffer[] = [];
    const call = grpc.makeBidiStreamRequest(path('StreamBatches'), raw, (bytes: Buffer) => bytes);
    let arrived = (): void => {};
    call.on('data', (bytes: Buffer) => {
      responses.push(bytes);
      arrived();
    });
    call.on('error', () => {});
    const ended = new Promise<{ code: number; details: string }>((resolve) => call.on('status', resolve));
    for (const message of messages) call.write(message);
    return {
      ended,
      steps: () => headers(responses),
      /** Waits until that many batches have begun to arrive. */
      async batches(count: number): Promise<void> {
        while (headers(responses).length < count) {
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
        }
      },
      cancel: () => call.cancel(),
    };
  }

  /**
   * Waits until the server would have sent what the streams before asked for: the pool makes batches in the order in which
   * they are asked for, and those of this stream are asked for last.
   */
  async function laterBatches(run: string): Promise<void> {
    const later = open([subscribe({ run, window: 3 })]);
    await later.batches(3);
    later.cancel();
    await later.ended;
  }

  const subscribe = (fields: object): Uint8Array =>
    v1.StreamBatchesRequest.encode({ subscribe: { run: 'r', worldSize: 1, ...fields } }).finish();
  const progress = (consumedStep: number): Uint8Array =>
    v1.StreamBatchesRequest.encode({ progress: { consumedStep } }).finish();
  const headers = (responses: Buffer[]): number[] =>
    responses.flatMap((bytes) => {
      const { header } = v1.StreamBatchesResponse.decode(bytes);
      return header ? [Number(header.step ?? 0)] : [];
    });

  test('a client that reports nothing should get its window and no more', async () => {
    const stream = open([subscribe({ window: 3 })]);
    await stream.batches(3);
    await laterBatches('later');
    assert.deepEqual(stream.steps(), [0, 1, 2]);
    stream.cancel();
    assert.equal((await stream.ended).code, status.CANCELLED);
  });

  test('the window should follow the reports of this stream, also after going back', async () => {
    const ahead = open([subscribe({ window: 2 }), progress(0), progress(1), progress(6)]);
    await ahead.batches(9);
    ahead.cancel();
    await ahead.ended;
    const back = open([subscribe({ window: 2, step: 0 }), progress(0)]);
    await back.batches(3);
    await laterBatches('later');
    assert.deepEqual(back.steps(), [0, 1, 2]);
    back.cancel();
    await back.ended;
  });

  test('each wrong request should get its status, and name field, value and bound', async () => {
    const wrong: [Uint8Array, number, RegExp][] = [
      [progress(1), status.INVALID_ARGUMENT, /first message.*subscribe/],
      [new Uint8Array(), status.INVALID_ARGUMENT, /subscribe/],
      [subscribe({ run: 'none' }), status.NOT_FOUND, /no run "none"/],
      [
        subscribe({ worldSize: 7 }),
        status.FAILED_PRECONDITION,
        /world_size 7 does not fit run r: .*global_batch 8 must be a multiple/,
      ],
      [subscribe({ worldSize: 0 }), status.FAILED_PRECONDITION, /world_size 0 .* at least one rank/],
      [subscribe({ rank: 1 }), status.INVALID_ARGUMENT, /rank 1/],
      [subscribe({ window: 65 }), status.INVALID_ARGUMENT, /window 65 .* 64/],
      [subscribe({ step: 10_000 }), status.OUT_OF_RANGE, /step 10000/],
      [subscribe({ scheduleToken: 'stale' }), status.FAILED_PRECONDITION, /token stale/],
    ];
    for (const [message, code, details] of wrong) {
      const answer = await open([message]).ended;
      assert.equal(answer.code, code, answer.details);
      assert.match(answer.details, details);
    }
    const late = await open([subscribe({}), subscribe({})]).ended;
    assert.equal(late.code, status.INVALID_ARGUMENT);
    const beyond = await open([subscribe({}), progress(5000)]).ended;
    assert.match(beyond.details, /consumed_step 5000/);
  });

  test('thousands of malformed messages should not end the server', async () => {
    const random = new RandomStream(9, 0, 0, PURPOSE.crop);
    const methods = ['OpenRun', 'StreamBatches', 'ReportProgress', 'GetRun', 'WatchRun', 'NoSuchMethod'];
    const valid = [
      subscribe({}),
      progress(1),
      v1.OpenRunRequest.encode({ run: 'x', spec: { dataset: 'train' } }).finish(),
    ];
    for (let round = 0; round < 15; round += 1) {
      const calls = Array.from({ length: 100 }, () => {
        const bytes = Buffer.from(valid[drawBelow(random, valid.length)]!);
        for (let flips = drawBelow(random, 6); flips > 0; flips -= 1)
          bytes[drawBelow(random, bytes.length)]! = random.nextUint32();
        const method = methods[drawBelow(random, methods.length)]!;
        return new Promise<void>((resolve) => {
          const deadline = Date.now() + 300;
          const call = grpc.makeBidiStreamRequest(path(method), raw, (b: Buffer) => b, { deadline });
          call.on('data', () => {});
          call.on('error', () => {});
          call.on('status', () => resolve());
          call.write(bytes.subarray(0, drawBelow(random, bytes.length + 1)));
          if (drawBelow(random, 2) === 0) call.end();
          if (drawBelow(random, 8) === 0) call.cancel();
        });
      });
      await Promise.all(calls);
    }
    assert.ok((await readRun(server.address, { run: 'after', spec: SPEC })).length > 0);
  });

  test('bytes that are not HTTP/2 should not end the server', async () => {
    const [host, port] = server.address.split(':') as [string, string];
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\0'.repeat(5000), 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish']) {
      await new Promise<void>((resolve) => {
        const socket = connectTcp(Number(port), host, () => socket.end(bytes));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
        setTimeout(() => socket.destroy(), 500);
      });
    }
    assert.ok((await readRun(server.address, { run: 'after2', spec: SPEC })).length > 0);
  });

  test('health should be served by the standard protocol', async () => {
    const answer = await new Promise<Buffer | ServiceError>((resolve) => {
      grpc.makeUnaryRequest(
        '/grpc.health.v1.Health/Check',
        raw,
        (b: Buffer) => b,
        Buffer.alloc(0),
        (error, reply) => resolve(error ?? reply ?? Buffer.alloc(0)),
      );
    });
    // HealthCheckResponse.status = SERVING.
    assert.deepEqual(answer, Buffer.from([8, 1]));
  });

  test('a watcher should see a run from its first step to its end', async () => {
    const client = connect(server.address);
    await client.openRun('watched', SPEC);
    const states: (number | null | undefined)[] = [];
    const reading = readRun(server.address, { run: 'watched' });
    for await (const state of client.watchRun('watched')) {
      states.push(state.budgetConsumed);
      if (state.budgetConsumed === 1) break;
    }
    await reading;
    client.close();
    assert.deepEqual(
      [...states].sort((a, b) => (a ?? 0) - (b ?? 0)),
      states,
    );
    assert.ok(states.length >= 2);
  });
});

describe('the server process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-serve-'));
  beforeAll(() => writeDataset(folder, 6));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('SIGTERM should end streams between batches, with UNAVAILABLE, and the process with 0', async () => {
    const server = await startServer(folder);
    let stopped: Promise<number | string> | undefined;
    const options = { run: 'r', spec: { ...SPEC, equivalentEpochs: 2000 }, retryMs: 0 };
    let batches = 0;
    const reading = readRun(server.address, options, () => {
      batches += 1;
      if (batches === 5) stopped = server.stop('SIGTERM');
    });
    await assert.rejects(reading, { code: 'UNAVAILABLE' });
    assert.equal(await stopped, 0);
    assert.ok(batches >= 5);
  });

  test('a batch that does not fit the memory should be refused with the option', async () => {
    const server = await startServer(folder, '--memory', '1');
    const options = { run: 'r', spec: { ...SPEC, globalBatch: 64 } };
    await assert.rejects(readRun(server.address, options), { code: 'RESOURCE_EXHAUSTED', message: /--memory/ });
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('wrong command lines should end with code 2 and say what is wrong', async () => {
    const cases: [string[], RegExp][] = [
      [['serve'], /--data ID=PLACE/],
      [['serve', '--data', 'train'], /ID=PATH/],
      [['serve', '--data', 'train=/nowhere'], /nowhere/],
      [['serve', '--data', `train=${folder}`, '--listen', '0.0.0.0:0'], /--tls-cert.*--insecure/],
      [['serve', '--data', `train=${folder}`, '--listen', 'nonsense'], /HOST:PORT/],
      [['serve', '--data', `train=${folder}`, '--workers', '0'], /1\.\.1024/],
      [['serve', '--data', `train=${folder}`, '--tls-cert', 'x'], /must be given together/],
      [['serve', '--data', `../x=${folder}`], /datasets/],
      [['serve', '--data', `train=${folder}`, '--manifest', 'val=x'], /--data val=PLACE/],
      [['index', '/nowhere'], /nowhere/],
      [['frobnicate'], /frobnicate/],
    ];
    for (const [args, message] of cases) {
      // The default state file would be created in the working folder.
      const state = args[0] === 'serve' ? ['--state', ':memory:'] : [];
      const { code, stderr } = await runCli(...args, ...state);
      assert.equal(code, 2, `${args}: ${stderr}`);
      assert.match(stderr, message);
    }
  });

  test('an address that must not be bound should be refused before a state file is made', async () => {
    const state = join(folder, '..', `${Date.now()}.sqlite`);
    const { code } = await runCli('serve', '--data', `train=${folder}`, '--listen', '0.0.0.0:0', '--state', state);
    assert.equal(code, 2);
    assert.equal(existsSync(state), false);
  });

  test('a port in use should be one line, before a folder is indexed', async () => {
    const server = await startServer(folder);
    const { code, stderr } = await runCli('serve', '--data', 'train=/nowhere', '--listen', server.address);
    assert.deepEqual([code, stderr.trimEnd().split('\n').length], [2, 1], stderr);
    assert.match(stderr, /^crescendo: cannot listen on 127\.0\.0\.1:\d+: another process listens there/);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('index should write a manifest that serve takes', async () => {
    const manifest = join(folder, '..', `${Date.now()}.manifest`);
    const { code, stdout } = await runCli('index', folder, '-o', manifest, '--json');
    assert.equal(code, 0);
    const summary = JSON.parse(stdout) as { samples: number; digest: string };
    assert.equal(summary.samples, 6);
    const server = await startServer(folder, '--manifest', `train=${manifest}`);
    const client = connect(server.address);
    assert.equal((await client.openRun('r', SPEC)).manifestDigest, summary.digest);
    client.close();
    assert.equal(await server.stop('SIGTERM'), 0);
    rmSync(manifest);
  });

  test('help and version should be printed with code 0', async () => {
    const help = await runCli('--help');
    assert.equal(help.code, 0);
    for (const word of ['serve', 'index', 'preview', 'bench', 'Exit codes'])
      assert.ok(help.stdout.includes(word), word);
    assert.match((await runCli('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal((await runCli('serve', '--help')).code, 0);
  });
});
