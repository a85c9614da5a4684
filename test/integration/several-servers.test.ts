/** The TypeScript client at several real servers that share their state, while some of them die, freeze or stop. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Connection } from '../../clients/typescript/src/connection.ts';
import {
  type Batch,
  type BatchStreamOptions,
  CrescendoError,
  connect,
  type Notice,
  type RunSpec,
} from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { rawStream } from '../support/raw-stream.ts';
import { type BatchRecord, record } from '../support/reading.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-several-'));
const data = join(work, 'data');
const SPEC: RunSpec = {
  ...{ dataset: 'train', seed: 5, baseSize: 64, budget: { steps: 60 }, globalBatch: 8 },
  ...{ schedule: 'efficienttrain++', validation: { dataset: 'train', globalBatch: 4 } },
};

/** Three servers of one state file, by their position; those that a test has ended are started again at their address. */
const servers: ServerProcess[] = [];
const flags = ['--state', join(work, 'state.sqlite'), '--workers', '1'];
const addresses = (): string[] => servers.map(({ address }) => address);
/** The batches of an undisturbed server with a state of its own. */
let expected: BatchRecord[] = [];

beforeAll(async () => {
  writeDataset(data, 30);
  for (let k = 0; k < 3; k += 1) servers.push(await startServer(data, ...flags));
  const alone = await startServer(data, '--workers', '1');
  expected = await read(alone.address, { run: 'r', spec: SPEC });
  await alone.stop();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  rmSync(work, { recursive: true });
});

async function restart(k: number): Promise<void> {
  servers[k] = await startServer(data, ...flags, '--listen', servers[k]!.address);
}

interface Reading {
  each?: (batch: Batch) => unknown;
  /** Called with notices about servers, but not of answers that are slow, which depend on the machine. */
  onNotice?: (notice: Notice) => void;
}

/** Reads a run; returns what came, and prints the longest wait for a batch after the first ones. */
async function read(
  where: Parameters<typeof connect>[0],
  options: BatchStreamOptions,
  { each = () => {}, onNotice = () => {} }: Reading = {},
): Promise<BatchRecord[]> {
  const client = connect(where, {
    onNotice: (notice) => (notice.reason === 'ENDPOINT' ? onNotice(notice) : undefined),
  });
  const records: BatchRecord[] = [];
  let [longest, since] = [0, performance.now()];
  try {
    for await (const batch of client.batches(options)) {
      if (records.length > 0) longest = Math.max(longest, performance.now() - since);
      records.push(record(batch));
      await each(batch);
      since = performance.now();
    }
  } finally {
    client.close();
  }
  console.log(`${options.run}: the longest wait was ${Math.round(longest)} ms`);
  assert.ok(longest < 10_000, `a batch was waited for ${longest} ms`);
  return records;
}

/** What the servers have noted of a run. */
async function ledger(run: string): Promise<{ issued: number; acknowledged: number; again: number }> {
  const client = connect(addresses(), { onNotice: () => {} });
  const { issuedSamples: issued, acknowledgedSamples: acknowledged, reissuedSamples: again } = await client.getRun(run);
  client.close();
  return { issued, acknowledged, again };
}

const samples = (): number => expected.length * 8;

test('three servers should give the batches of one, and count each once', async () => {
  assert.ok(expected.length >= 60);
  const seen: string[] = [];
  const options = { run: 'three', spec: SPEC, window: 6 };
  assert.deepEqual(await read(addresses(), options, { onNotice: ({ message }) => seen.push(message) }), expected);
  const { issued, acknowledged } = await ledger('three');
  assert.deepEqual({ issued, acknowledged }, { issued: samples(), acknowledged: samples() });
  assert.deepEqual(seen, []);
});

describe('a server that', () => {
  test('is killed should not be missed, and be used again when it is back', async () => {
    let back: Promise<void> | undefined;
    const notices: string[] = [];
    const each = async ({ step }: Batch): Promise<void> => {
      if (step === 10) await servers[1]!.stop('SIGKILL');
      if (step === 20) back = restart(1);
    };
    const options = { run: 'killed', spec: SPEC };
    const found = await read(addresses(), options, { each, onNotice: ({ message }) => notices.push(message) });
    assert.deepEqual(found, expected);
    const { issued, acknowledged } = await ledger('killed');
    assert.deepEqual({ issued, acknowledged }, { issued: samples(), acknowledged: samples() });
    assert.match(
      notices[0] ?? '',
      new RegExp(`^the server at ${servers[1]!.address} has failed, and is tried again: `),
    );
    await back;
  });

  test('is frozen should not hold the run up', async () => {
    const { process: frozen } = servers[0]!;
    const each = ({ step }: Batch): void => {
      if (step === 12) frozen.kill('SIGSTOP');
      if (step === 40) frozen.kill('SIGCONT');
    };
    try {
      assert.deepEqual(await read(addresses(), { run: 'frozen', spec: SPEC }, { each }), expected);
    } finally {
      frozen.kill('SIGCONT');
    }
    const { issued } = await ledger('frozen');
    assert.equal(issued, samples());
  });

  test('shuts down should finish what it has begun', async () => {
    let stopped: Promise<number | string> | undefined;
    const each = ({ step }: Batch): void => {
      if (step === 15) stopped = servers[2]!.stop('SIGTERM');
    };
    assert.deepEqual(await read(addresses(), { run: 'stopped', spec: SPEC }, { each }), expected);
    assert.equal(await stopped, 0);
    const { issued } = await ledger('stopped');
    assert.equal(issued, samples());
    await restart(2);
  });

  test('has other data or another state should be left out by name, once', async () => {
    const other = join(work, 'other');
    writeDataset(other, 31);
    const strangers = [await startServer(other, ...flags), await startServer(data, '--workers', '1')];
    const notices: Notice[] = [];
    const where = [...addresses(), ...strangers.map(({ address }) => address)];
    const onNotice = (notice: Notice): number => notices.push(notice);
    assert.deepEqual(await read(where, { run: 'strangers', spec: SPEC }, { onNotice }), expected);
    const messages = notices.map(({ message }) => message).sort();
    assert.equal(messages.length, 2, messages.join('\n'));
    for (const [k, why] of ['its dataset train has the manifest ', 'its runs are kept elsewhere (state '].entries()) {
      const start = `the server at ${strangers[k]!.address} is left out: ${why}`;
      assert.ok(
        messages.some((message) => message.startsWith(start)),
        messages.join('\n'),
      );
    }
    await Promise.all(strangers.map((server) => server.stop('SIGKILL')));
  });
});

describe('the list in a file', () => {
  const list = join(work, 'servers.txt');

  test('may have one server', async () => {
    writeFileSync(list, `# the only one\n${servers[0]!.address}\n\n`);
    assert.deepEqual(await read(`file:${list}`, { run: 'one', spec: SPEC }), expected);
    const { issued, acknowledged, again } = await ledger('one');
    assert.deepEqual({ issued, acknowledged, again }, { issued: samples(), acknowledged: samples(), again: 0 });
  });

  test('may change during a run, to servers of other addresses', async () => {
    writeFileSync(list, `${servers[0]!.address}\n`);
    const notices: string[] = [];
    const onNotice = ({ reason, message }: Notice): unknown => reason === 'ENDPOINT' && notices.push(message);
    const client = connect(`file:${list}`, { onNotice });
    const records: BatchRecord[] = [];
    for await (const batch of client.batches({ run: 'changed', spec: SPEC })) {
      records.push(record(batch));
      if (batch.step === 5) {
        writeFileSync(`${list}.new`, `${servers[1]!.address} # the new one\n${servers[2]!.address}\n`);
        renameSync(`${list}.new`, list);
        // The server that is gone from the list is gone itself once the others have been found.
        for (let k = 0; k < 200 && (await streamsAt(servers[1]!.address)) === 0; k += 1) await pause(50);
        await servers[0]!.stop('SIGKILL');
      }
    }
    client.close();
    assert.deepEqual(records, expected);
    assert.deepEqual(notices, []);
    await restart(0);
  });
});

/** The first step that another trainer gets, as soon as the rank is free; its lease would last for a minute. */
async function firstStepOf(run: string, { address }: ServerProcess): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const raw = rawStream(address);
    try {
      raw.send({ subscribe: { run, rank: 0, worldSize: 1, window: 1, clientId: 'another trainer', step: 0 } });
      return (await raw.until(({ header }) => !!header)).header?.step ?? 0;
    } catch (error) {
      if (performance.now() - begun > 30_000) throw error;
      await pause(50);
    } finally {
      raw.close();
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Rings of shared memory that a process has mapped. */
function ringsOf(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  return lines.filter((line) => line.includes('/crescendo-') && line.includes('.ring')).length;
}

/** Streams that are open at a server. */
async function streamsAt(address: string): Promise<number> {
  const connection = new Connection(address);
  const { load } = await connection.getServer();
  connection.close();
  return load?.streams ?? 0;
}

describe('several servers', () => {
  test('should be found from the address of one, if they serve together', async () => {
    const together = await startServer(
      data,
      '--state',
      join(work, 'together.sqlite'),
      '--processes',
      '2',
      '--workers',
      '2',
    );
    const [address] = together.addresses;
    let streams = 0;
    const each = async ({ step }: Batch): Promise<void> => {
      if (step === 20) streams = await streamsAt(together.addresses[1]!);
    };
    assert.deepEqual(await read(address!, { run: 'together', spec: SPEC }, { each }), expected);
    assert.equal(streams, 1);
    await together.stop();
  });

  test('should send validation data, and batches through one shared memory each', async () => {
    const client = connect(addresses(), { onNotice: () => {} });
    await client.openRun('val', SPEC);
    const keys: string[] = [];
    for await (const { keys: found } of client.validation({ run: 'val', sharedMemory: false })) keys.push(...found);
    assert.equal(new Set(keys).size, 30);
    client.close();
    let rings: number[] = [];
    const each = ({ step }: Batch): void => {
      if (step === 30) rings = servers.map(({ process: { pid } }) => ringsOf(pid!));
    };
    assert.deepEqual(await read(addresses(), { run: 'shared', spec: SPEC, sharedMemory: true }, { each }), expected);
    assert.deepEqual(rings, [1, 1, 1]);
    assert.deepEqual(await read(addresses(), { run: 'chunks', spec: SPEC, sharedMemory: false }), expected);
  });

  test('should give the batches of a replay buffer that one gives', async () => {
    const stages = [{ until: 1, bandwidth: 32, replay: { times: 2, size: 2, split: 4 } }];
    const spec: RunSpec = { ...SPEC, schedule: { stages }, budget: { steps: 12 } };
    const alone = await read(servers[0]!.address, { run: 'replay-one', spec });
    assert.deepEqual(await read(addresses(), { run: 'replay-three', spec, window: 8 }), alone);
  });

  test('should end a measured run together, each step once', async () => {
    const schedule = [
      { until: 0.5, bandwidth: 32 },
      { until: 1, bandwidth: 64 },
    ];
    const spec: RunSpec = { ...SPEC, schedule, budget: { wallHours: 1.5 / 3600 } };
    const found = await read(addresses(), { run: 'measured', spec }, { each: () => pause(10) });
    assert.deepEqual(
      found.map(({ step }) => step),
      found.map((_, k) => k),
    );
    const client = connect(addresses());
    const { state, totalSteps } = await client.getRun('measured');
    client.close();
    assert.deepEqual([state, totalSteps], ['finished', found.length]);
  });

  test('should end the stream of a trainer whose rank another one has, and be free as soon as a trainer leaves', async () => {
    const client = connect(addresses(), { onNotice: () => {} });
    const first = client.batches({ run: 'leases', spec: SPEC })[Symbol.asyncIterator]();
    await first.next();
    const second = client.batches({ run: 'leases', start: 'beginning' });
    await assert.rejects(second[Symbol.asyncIterator]().next(), (error) => {
      assert.ok(error instanceof CrescendoError && error.reason === 'RANK_TAKEN', String(error));
      return true;
    });
    const third = client.batches({ run: 'leases', start: 'beginning', takeover: true })[Symbol.asyncIterator]();
    assert.equal((await third.next()).value?.step, 0);
    await assert.rejects(
      async () => {
        for (;;) if ((await first.next()).done) return;
      },
      { reason: 'RANK_TAKEN' },
    );
    // Its client is closed before the servers can have noticed anything.
    void third.return?.();
    client.close();
    assert.equal(await firstStepOf('leases', servers[2]!), 0);
  });

  test('should continue from a state, and answer calls while the first one is gone', async () => {
    const client = connect(addresses().join(', '), { onNotice: () => {} });
    const stream = client.batches({ run: 'state', spec: SPEC });
    const records: BatchRecord[] = [];
    for await (const batch of stream) {
      records.push(record(batch));
      if (batch.step === 7) break;
    }
    await servers[0]!.stop('SIGKILL');
    assert.equal((await client.getRun('state')).consumedStep, 6);
    for await (const batch of client.batches({ state: stream.state() })) records.push(record(batch));
    assert.deepEqual(records, expected);
    client.close();
    await restart(0);
  });

  test('that are all gone should end the stream after its retry time, with a message that names each', async () => {
    const spares = [await startServer(data, '--workers', '1')];
    const where = `file:${join(work, 'gone.txt')}`;
    writeFileSync(join(work, 'gone.txt'), `${spares[0]!.address}\n`);
    const reading = read(
      where,
      { run: 'gone', spec: SPEC, retryMs: 1000 },
      {
        each: async ({ step }) => {
          if (step === 3) await spares[0]!.stop('SIGKILL');
        },
      },
    );
    await assert.rejects(reading, (error) => {
      assert.ok(error instanceof CrescendoError && error.code === 'UNAVAILABLE', String(error));
      assert.match(
        error.message,
        /^no success within retryMs = 1000: none of the servers of file:.*gone\.txt can be used: /,
      );
      assert.ok(error.message.includes(`${spares[0]!.address}: `), error.message);
      return true;
    });
  });
});
