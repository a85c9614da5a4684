import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { crescendo } from '@crescendo/proto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type BatchStreamOptions, connect, type Notice } from '../../clients/typescript/src/index.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { DatasetRegistry } from '../../src/dataset/dataset.ts';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import { CrescendoServer, type ServerOptions } from '../../src/server/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { rawStream } from '../support/raw-stream.ts';
import { type BatchRecord, readRun } from '../support/reading.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-shared-'));
const memory = mkdtempSync('/dev/shm/crescendo-test-');
const data = join(work, 'data');
const SPEC = {
  dataset: 'train',
  seed: 3,
  equivalentEpochs: 4,
  globalBatch: 12,
  validation: { dataset: 'train' },
} as const;
const SPEC_JSON = JSON.stringify({ dataset: 'train', seed: 3, equivalent_epochs: 4, global_batch: 12 });
const python = fileURLToPath(new URL('../../clients/python/src', import.meta.url));

beforeAll(() => {
  writeDataset(data, 30);
});
afterAll(() => {
  rmSync(work, { recursive: true });
  rmSync(memory, { recursive: true });
});

const files = (): string[] => readdirSync(memory).filter((name) => name.endsWith('.ring'));
const digests = (records: BatchRecord[]): string[] => records.map(({ step, sha256 }) => `${step} ${sha256}`);

/** Rings that a process has mapped. */
function mapped(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  return lines.filter((line) => line.includes('/crescendo-') && line.includes('.ring')).length;
}

async function eventually(what: string, holds: () => boolean): Promise<void> {
  for (let k = 0; k < 200; k += 1) {
    if (holds()) return;
    await sleep(50);
  }
  assert.fail(`not within 10 s: ${what}`);
}

/** A server in this process, for options that are not on the command line. */
async function serve(options: Partial<ServerOptions>): Promise<CrescendoServer> {
  const datasets = new DatasetRegistry();
  datasets.add(await openFolder('train', data, undefined, {}));
  return await CrescendoServer.start({
    ...{ listen: '127.0.0.1:0', datasets, store: await SqliteStore.open(':memory:'), workers: 1 },
    ...{ log: pino({ level: 'silent' }), sharedMemory: memory, ...options },
  });
}

interface PythonReader {
  child: ChildProcess;
  lines: string[];
  /** Resolves with the exit code, or the signal's name. */
  ended: Promise<number | string>;
}

/** `python -m crescendo`, whose lines are read as they come. */
function readByPython(address: string, run: string, ...flags: string[]): PythonReader {
  return startReader('-m', 'crescendo', address, run, '--spec-json', SPEC_JSON, '--json', ...flags);
}

/** Starts Python with a program that prints a line of JSON for each batch. */
function startReader(...args: string[]): PythonReader {
  const env = { ...process.env, PYTHONPATH: python };
  const child = spawn(clientEnvironment(), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { step, sha256 } = JSON.parse(line) as { step: number; sha256: string };
    lines.push(`${step} ${sha256}`);
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? -1));
  });
  return { child, lines, ended };
}

/** A Python trainer that looks at its batches only when it has them all, and goes on for some time with the first one. */
const KEEPING_TRAINER = `
import hashlib, itertools, json, sys
import crescendo
arguments = {"spec": json.loads(sys.argv[3]), "shared_memory": True, "buffers": 2}
with crescendo.Loader(sys.argv[1], sys.argv[2], **arguments) as loader:
    kept = [next(loader)]
    for batch in itertools.islice(loader, 10):
        kept.append(crescendo.Batch(**{**vars(batch), "images": batch.images.copy()}))
    kept.extend(loader)
for batch in kept:
    print(json.dumps({"step": batch.step, "sha256": hashlib.sha256(batch.images.tobytes()).hexdigest()}))
`;

/** A Python trainer that is busy with its first batch for ever. */
const BUSY_TRAINER = `
import json, sys, time
import crescendo
with crescendo.Loader(sys.argv[1], sys.argv[2], spec=json.loads(sys.argv[3]), shared_memory=True) as loader:
    next(iter(loader))
    time.sleep(3600)
`;

describe('shared memory of a server process', () => {
  let server: ServerProcess;
  let expected: string[] = [];

  beforeAll(async () => {
    server = await startServer(data, '--shared-memory', memory, '--workers', '2');
    expected = digests(await readRun(server.address, { run: 'chunks', spec: SPEC, sharedMemory: false }));
    assert.ok(expected.length > 20);
    assert.equal(mapped(server.process.pid!), 0);
  });

  afterAll(async () => {
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.deepEqual(files(), []);
  });

  test('both clients should get the same bytes as through the connection', async () => {
    let rings = 0;
    const options = { run: 'shared', spec: SPEC, sharedMemory: true };
    const records = await readRun(server.address, options, () => {
      rings = Math.max(rings, mapped(server.process.pid!));
      assert.deepEqual(files(), []);
    });
    assert.deepEqual(digests(records), expected);
    assert.equal(rings, 1);
    for (const flag of ['on', 'off', 'auto']) {
      const reader = readByPython(server.address, `python-${flag}`, '--shared-memory', flag);
      assert.equal(await reader.ended, 0);
      assert.deepEqual(reader.lines, expected);
    }
    const keeping = startReader('-c', KEEPING_TRAINER, server.address, 'python-keeping', SPEC_JSON);
    assert.equal(await keeping.ended, 0);
    assert.deepEqual(keeping.lines, expected);
    await eventually('no ring is left', () => mapped(server.process.pid!) === 0);
  });

  test('every rank and the validation data should have a ring of its own', async () => {
    const read = (rank: number, sharedMemory: boolean, each = () => {}): Promise<BatchRecord[]> => {
      const run = sharedMemory ? 'ranks-shared' : 'ranks-chunks';
      return readRun(server.address, { run, spec: SPEC, rank, worldSize: 3, sharedMemory }, each);
    };
    let rings = 0;
    const count = (): void => {
      rings = Math.max(rings, mapped(server.process.pid!));
    };
    const shared = await Promise.all([0, 1, 2].map((rank) => read(rank, true, count)));
    const chunks = await Promise.all([0, 1, 2].map((rank) => read(rank, false)));
    assert.deepEqual(shared.map(digests), chunks.map(digests));
    assert.equal(rings, 3);
    const client = connect(server.address);
    const validate = async (sharedMemory: boolean): Promise<string[]> => {
      const found: string[] = [];
      for await (const { step, images } of client.validation({ run: 'shared', sharedMemory, pad: true })) {
        found.push(`${step} ${Buffer.from(images.buffer, images.byteOffset, images.byteLength).toString('base64')}`);
      }
      return found;
    };
    assert.deepEqual(await validate(true), await validate(false));
    client.close();
  });

  test('a proof should put batches into slots, in the order and with the bytes that the contract says', async () => {
    const raw = rawStream(server.address);
    raw.send({ subscribe: { run: 'shared', worldSize: 1, window: 2, sharedMemorySlots: 2 } });
    const { sharedMemoryOffer: offer } = await raw.until(({ sharedMemoryOffer }) => Boolean(sharedMemoryOffer));
    if (!offer?.path) return assert.fail('no path');
    const { path } = offer;
    assert.ok(path.startsWith(memory));
    const file = readFileSync(path);
    assert.equal(file.length, offer.slotsOffset! + offer.slots! * offer.slotBytes!);
    const fd = openSync(path, 'r');
    const pixels = ({ slot }: crescendo.v1.ISharedMemorySlot, length: number): string => {
      const bytes = Buffer.alloc(length);
      readSync(fd, bytes, 0, length, offer.slotsOffset! + (slot ?? 0) * offer.slotBytes!);
      return createHash('sha256').update(bytes).digest('hex');
    };
    raw.send({ sharedMemory: { proof: file.subarray(8, 40) } });
    await eventually('the file has no name any more', () => !existsSync(path));
    // The window is open for two batches. Whether they came in chunks depends on how fast the proof was.
    await raw.until(({ header }) => header?.step === 1);
    raw.send({ release: { beforeStep: 2 } });
    raw.send({ progress: { consumedStep: 1 } });
    const { header } = await raw.until((response) => response.header?.step === 2);
    assert.ok(header?.sharedMemory);
    assert.equal(`2 ${pixels(header.sharedMemory, header.byteLength!)}`, expected[2]);
    raw.send({ release: { beforeStep: 3 } });
    raw.send({ progress: { consumedStep: 2 } });
    const next = await raw.until((response) => response.header?.step === 3);
    assert.ok(next.header!.sharedMemory!.generation! > header.sharedMemory.generation!);
    assert.equal(
      raw.seen.filter(({ chunk }) => chunk).length,
      raw.seen.filter((r) => r.header && !r.header.sharedMemory).length,
    );
    // Two slots are in use, and a further batch must not overwrite them.
    raw.send({ progress: { consumedStep: 3 } });
    const fourth = await raw.until((response) => response.header?.step === 4);
    const fifth = await raw.until((response) => response.header?.step === 5);
    assert.ok(fourth.header?.sharedMemory);
    assert.equal(fifth.header?.sharedMemory ?? undefined, undefined);
    assert.equal(`3 ${pixels(next.header!.sharedMemory!, header.byteLength!)}`, expected[3]);
    // A client that keeps step 3 may return step 4.
    raw.send({ release: { steps: [4] } });
    raw.send({ progress: { consumedStep: 4 } });
    const sixth = await raw.until((response) => response.header?.step === 6);
    assert.equal(sixth.header?.sharedMemory?.slot ?? 0, fourth.header.sharedMemory.slot ?? 0);
    assert.ok(sixth.header!.sharedMemory!.generation! > fourth.header.sharedMemory.generation!);
    assert.equal(`3 ${pixels(next.header!.sharedMemory!, header.byteLength!)}`, expected[3]);
    raw.close();
    closeSync(fd);
  });

  test('a wrong proof, a refusal and silence about it should give chunks, and a notice where there is a reason', async () => {
    const answers = [
      { sharedMemory: { proof: new Uint8Array(32) }, notice: /its proof is wrong; batches come in chunks/ },
      { sharedMemory: { proof: new Uint8Array() }, notice: /its proof is wrong/ },
      { sharedMemory: { refusal: 'no such file' }, notice: /no such file/ },
      undefined,
    ];
    for (const answer of answers) {
      const raw = rawStream(server.address);
      raw.send({ subscribe: { run: 'shared', worldSize: 1, window: 1, sharedMemorySlots: 2 } });
      await raw.until(({ sharedMemoryOffer }) => Boolean(sharedMemoryOffer));
      if (answer !== undefined) raw.send({ sharedMemory: answer.sharedMemory });
      await raw.until(({ chunk }) => Boolean(chunk));
      raw.send({ progress: { consumedStep: 0 } });
      await raw.until(({ chunk }) => Boolean(chunk));
      const notices = raw.seen.flatMap(({ notice }) => (notice ? [notice] : []));
      assert.equal(notices.length, answer === undefined ? 0 : 1);
      if (answer !== undefined) assert.match(notices[0]!.message!, answer.notice);
      raw.close();
    }
    await eventually('no file is left', () => files().length === 0);
  });

  test('who does not ask should get no offer, and too many slots are an error', async () => {
    const raw = rawStream(server.address);
    raw.send({ subscribe: { run: 'shared', worldSize: 1, window: 1 } });
    await raw.until(({ chunk }) => Boolean(chunk));
    assert.ok(raw.seen.every(({ sharedMemoryOffer }) => !sharedMemoryOffer));
    raw.close();
    const greedy = rawStream(server.address);
    greedy.send({ subscribe: { run: 'shared', worldSize: 1, window: 1, sharedMemorySlots: 257 } });
    await assert.rejects(
      greedy.until(() => true),
      /shared_memory_slots: must be at most 256 \(given: 257\)/,
    );
    greedy.close();
  });

  test('kill -9 of a client should free its ring', async () => {
    const env = { ...process.env, PYTHONPATH: python };
    const args = ['-c', BUSY_TRAINER, server.address, 'killed', SPEC_JSON];
    const trainer = spawn(clientEnvironment(), args, { env, stdio: 'inherit' });
    await eventually('a ring is in use', () => mapped(server.process.pid!) === 1 && files().length === 0);
    trainer.kill('SIGKILL');
    await eventually('the ring is gone', () => mapped(server.process.pid!) === 0);
  });

  test('a client of another user should get the same batches through the connection', {
    skip: process.getuid?.() !== 0,
  }, async () => {
    const program = `
      import { connect } from ${JSON.stringify(new URL('../../clients/typescript/src/index.ts', import.meta.url).href)};
      const notices = [];
      const client = connect(${JSON.stringify(server.address)});
      let steps = 0;
      const options = { run: 'shared', start: 'beginning', sharedMemory: true, onNotice: (n) => notices.push(n.message) };
      for await (const batch of client.batches(options)) if ((steps += 1) === 5) break;
      client.close();
      console.log(JSON.stringify({ steps, notices }));`;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program],
      {
        ...{ uid: 65_534, gid: 65_534, stdio: ['ignore', 'pipe', 'inherit'] },
      },
    );
    let text = '';
    child.stdout!.on('data', (bytes) => {
      text += String(bytes);
    });
    await new Promise((resolve) => child.once('close', resolve));
    const { steps, notices } = JSON.parse(text) as { steps: number; notices: string[] };
    assert.equal(steps, 5);
    assert.match(notices.join(), /does not share memory.*EACCES/);
  });
});

test('kill -9 of a server should leave no file after the next start', async () => {
  const first = await startServer(data, '--shared-memory', memory);
  const client = connect(first.address);
  await client.openRun('r', SPEC);
  client.close();
  const raw = rawStream(first.address);
  raw.send({ subscribe: { run: 'r', worldSize: 1, window: 1, sharedMemorySlots: 2 } });
  await raw.until(({ sharedMemoryOffer }) => Boolean(sharedMemoryOffer));
  await first.stop('SIGKILL');
  raw.close();
  assert.equal(files().length, 1);
  const second = await startServer(data, '--shared-memory', memory);
  assert.deepEqual(files(), []);
  await second.stop('SIGKILL');
});

test('a server killed in the middle should cost neither a batch nor a file', async () => {
  const state = join(work, 'state.sqlite');
  let server = await startServer(data, '--shared-memory', memory, '--state', state);
  const { address } = server;
  const expected = digests(await readRun(address, { run: 'chunks', spec: SPEC, sharedMemory: false }));
  const reader = readByPython(address, 'shared', '--shared-memory', 'on');
  for (const batches of [5, 12]) {
    await eventually(`${batches} batches have come`, () => reader.lines.length >= batches);
    await server.stop('SIGKILL');
    server = await startServer(data, '--shared-memory', memory, '--state', state, '--listen', address);
  }
  assert.equal(await reader.ended, 0);
  assert.deepEqual(reader.lines, expected);
  assert.deepEqual(files(), []);
  assert.equal(await server.stop('SIGTERM'), 0);
});

test('a ring past the limit should be refused with a notice, and batches come in chunks', async () => {
  const server = await serve({ sharedMemoryBytes: 1_000_000 });
  const notices: Notice[] = [];
  const options: BatchStreamOptions = { run: 'r', spec: SPEC, sharedMemory: true, onNotice: (n) => notices.push(n) };
  const records = await readRun(server.address, options, () => assert.equal(mapped(process.pid), 0));
  assert.ok(records.length > 20);
  assert.match(
    notices.map(({ reason, message }) => `${reason} ${message}`).join(),
    /SHARED_MEMORY .*limit leaves only 0 MiB/,
  );
  assert.equal(notices.length, 1);
  await server.stop();
});

test('a client that is silent for the lease should lose the ring, keep what it has, and get the rest in chunks', async () => {
  const server = await serve({ sharedMemoryLeaseSeconds: 0.4 });
  const raw = rawStream(server.address);
  const client = connect(server.address);
  await client.openRun('r', SPEC);
  client.close();
  raw.send({ subscribe: { run: 'r', worldSize: 1, window: 2, sharedMemorySlots: 8 } });
  const { sharedMemoryOffer: offer } = await raw.until(({ sharedMemoryOffer }) => Boolean(sharedMemoryOffer));
  raw.send({ sharedMemory: { proof: readFileSync(offer!.path!).subarray(8, 40) } });
  await raw.until(({ header }) => header?.step === 1);
  raw.send({ progress: { consumedStep: 1 } });
  const { header } = await raw.until((response) => response.header?.step === 2);
  assert.ok(header?.sharedMemory);
  await eventually('the ring is given up', () => mapped(process.pid) === 0);
  raw.send({ progress: { consumedStep: 3 } });
  const { notice } = await raw.until((response) => Boolean(response.notice));
  assert.match(notice!.message!, /silent for 0.4 s while it held \d slots; batches come in chunks/);
  await raw.until(({ chunk }) => Boolean(chunk));
  raw.close();
  await server.stop();
});

test('a stopped trainer should find its batches as they were, and the others in chunks', async () => {
  const server = await serve({ sharedMemoryLeaseSeconds: 0.4 });
  const expected = digests(await readRun(server.address, { run: 'chunks', spec: SPEC, sharedMemory: false }));
  const reader = readByPython(server.address, 'shared', '--shared-memory', 'on', '--window', '6');
  let errors = '';
  reader.child.stderr!.on('data', (bytes) => {
    errors += String(bytes);
  });
  await eventually('a ring is in use', () => reader.lines.length >= 2);
  assert.equal(mapped(process.pid), 1);
  reader.child.kill('SIGSTOP');
  await eventually('the ring is given up', () => mapped(process.pid) === 0);
  reader.child.kill('SIGCONT');
  assert.equal(await reader.ended, 0);
  assert.deepEqual(reader.lines, expected);
  assert.match(errors, /SHARED_MEMORY.*silent/);
  await server.stop();
});
