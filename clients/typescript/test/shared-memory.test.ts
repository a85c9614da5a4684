import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type crescendo, v1 } from '@crescendo/proto';
import { afterAll, test } from 'vitest';
import { connect, type Notice } from '../src/index.ts';
import { mayShare, renewalMs, SharedRing } from '../src/shared-memory.ts';
import { ALL_STEPS, type Call, FakeServer, header, pixels, STAGES, send } from './fake-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-ring-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SLOTS_OFFSET = 4096;
const SLOT_BYTES = 4096;
const PROOF = Buffer.alloc(32, 7);

/** A ring whose slots hold the given bytes under the given generations. */
function ringFile(name: string, slots: { generation: number; bytes: Uint8Array }[]): crescendo.v1.SharedMemoryOffer {
  const file = Buffer.alloc(SLOTS_OFFSET + slots.length * SLOT_BYTES);
  file.write('crsc-shm');
  PROOF.copy(file, 8);
  for (const [k, { generation, bytes }] of slots.entries()) {
    file.writeBigUInt64LE(BigInt(generation), 64 + 8 * k);
    file.set(bytes, SLOTS_OFFSET + k * SLOT_BYTES);
  }
  const path = join(folder, name);
  writeFileSync(path, file);
  const shape = { slots: slots.length, slotBytes: SLOT_BYTES, slotsOffset: SLOTS_OFFSET, leaseSeconds: 60 };
  return v1.SharedMemoryOffer.create({ path, ...shape });
}

test('a slot should be read as long as it has the generation of the header', () => {
  const bytes = new Uint8Array(100).fill(9);
  const ring = new SharedRing(ringFile('good', [{ generation: 3, bytes }]));
  assert.deepEqual(Buffer.from(ring.proof), PROOF);
  const target = new Uint8Array(100);
  assert.equal(ring.read({ slot: 0, generation: 3 }, target), true);
  assert.deepEqual(target, bytes);
  assert.equal(ring.read({ slot: 0, generation: 2 }, target), false);
  assert.equal(ring.read({ slot: 1, generation: 3 }, target), false);
  assert.equal(ring.read({ slot: 0, generation: 3 }, new Uint8Array(SLOT_BYTES + 1)), false);
  ring.close();
});

test('only a ring of this user should be opened, whatever path a server offers', () => {
  const offer = ringFile('ring', [{ generation: 1, bytes: new Uint8Array() }]);
  const at = (path: string) => v1.SharedMemoryOffer.create({ ...offer, path });
  symlinkSync(offer.path, join(folder, 'link'));
  writeFileSync(join(folder, 'other'), Buffer.alloc(SLOTS_OFFSET + SLOT_BYTES));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const refused: [string, RegExp][] = [
    ['none', /ENOENT/],
    ['link', /ELOOP/],
    ['fifo', /not a file/],
    ['.', /not a file/],
    ['other', /not a ring/],
  ];
  for (const [name, message] of refused) assert.throws(() => new SharedRing(at(join(folder, name))), { message });
  assert.throws(() => new SharedRing(v1.SharedMemoryOffer.create({ ...offer, slots: 2 })), {
    message: /of 12288 bytes/,
  });
  const { geteuid } = process;
  process.geteuid = () => (geteuid?.() ?? 0) + 1;
  try {
    assert.throws(() => new SharedRing(offer), { message: /another user/ });
  } finally {
    process.geteuid = geteuid!;
  }
});

test('an offer of any values should be declined with a sentence, or give slots that hold nothing else', () => {
  const good = ringFile('fields', [{ generation: 1, bytes: new Uint8Array(8).fill(5) }]);
  const numbers = [0, 1, 63, 64, 4095, 4096, 8192, 2 ** 32 - 1, 2 ** 53, 2 ** 63];
  let opened = 0;
  for (const slots of numbers) {
    for (const slotBytes of numbers) {
      for (const slotsOffset of numbers) {
        let ring: SharedRing;
        try {
          ring = new SharedRing(v1.SharedMemoryOffer.create({ ...good, slots, slotBytes, slotsOffset }));
        } catch (error) {
          assert.match((error as Error).message, /is not a (file of|ring)/);
          continue;
        }
        opened += 1;
        for (const slot of numbers) {
          for (const generation of [0, 1, 2 ** 63]) {
            const target = new Uint8Array(8);
            if (ring.read({ slot, generation }, target)) assert.deepEqual([slot, generation, target[0]], [0, 1, 5]);
          }
        }
        ring.close();
      }
    }
  }
  assert.ok(opened > 0);
  assert.throws(() => new SharedRing(v1.SharedMemoryOffer.create({ ...good, path: 'a\0b' })), Error);
});

test('a lease of any length should be renewed neither all the time nor too late', () => {
  const none = [0, -1, Number.NaN].map(renewalMs);
  assert.deepEqual(none, [undefined, undefined, undefined]);
  const some = [1e-9, 30, Number.MAX_VALUE, Number.POSITIVE_INFINITY].map(renewalMs);
  assert.deepEqual(some, [50, 10_000, 60_000, 60_000]);
});

test('only addresses that lead to this host for certain should be taken for local', () => {
  const local = [
    '127.0.0.1:1',
    '127.8.0.1:1',
    'localhost:7077',
    'unix:/run/c.sock',
    '[::1]:7077',
    'dns:///localhost:1',
  ];
  const remote = ['10.0.0.1:1', 'localhost.example.org:1', 'dns:///trainer:1', '128.0.0.1:1', 'my-unix:1', '[::2]:1'];
  assert.deepEqual(local.filter(mayShare), local);
  assert.deepEqual(remote.filter(mayShare), []);
});

/** Sends every step through the ring once the client has proved it; `generation` is that of a step's slot. */
async function shareAll(call: Call, offer: crescendo.v1.SharedMemoryOffer, first: number): Promise<void> {
  send(call, { sharedMemoryOffer: offer });
  await new Promise<void>((resolve) => {
    call.on('data', ({ sharedMemory }: { sharedMemory?: { proof?: Uint8Array } }) => {
      if (sharedMemory && Buffer.from(sharedMemory.proof ?? []).equals(PROOF)) resolve();
    });
  });
  for (const step of ALL_STEPS.slice(first)) {
    const stage = STAGES.find(({ firstStep }) => firstStep === step);
    if (stage) send(call, { stageChange: { stage } });
    send(call, { header: header(step, { sharedMemory: { slot: step, generation: 10 + step } }) });
  }
}

async function read(address: string, options: object = {}): Promise<Buffer[]> {
  const client = connect(address);
  const found: Buffer[] = [];
  for await (const { images } of client.batches({ run: 'r', start: 'beginning', sharedMemory: true, ...options })) {
    found.push(Buffer.from(images as Uint8Array));
  }
  client.close();
  return found;
}

const whole = ALL_STEPS.map((step) => Buffer.from(pixels(step)));

test('batches should be read from the slots that their headers name, and given back at once', async () => {
  const offer = ringFile(
    'all',
    ALL_STEPS.map((step) => ({ generation: 10 + step, bytes: pixels(step) })),
  );
  const server = await FakeServer.start({
    script: (call, step) => {
      if (step === 0) void shareAll(call, offer, 0).then(() => call.end());
      return true;
    },
  });
  assert.deepEqual(await read(server.address), whole);
  assert.deepEqual(
    server.subscriptions.map(({ sharedMemorySlots }) => sharedMemorySlots),
    [5],
  );
  // Batches in flight when the call ended are lost with it.
  assert.ok(server.releases.length > 0);
  assert.deepEqual(server.releases, [1, 2, 3, 4, 5, 6].slice(0, server.releases.length));
  server.kill();
  assert.ok(existsSync(offer.path));
});

test('a slot that was written again should bring the same step in chunks, and no shared memory any more', async () => {
  // Step 4's slot holds something newer.
  const slots = ALL_STEPS.map((step) => ({ generation: step === 4 ? 99 : 10 + step, bytes: pixels(step) }));
  const offer = ringFile('torn', slots);
  const server = await FakeServer.start({
    script: (call, step, stream) => {
      if (stream > 1) return false;
      if (step === 0) void shareAll(call, offer, 0);
      return true;
    },
  });
  const notices: Notice[] = [];
  assert.deepEqual(await read(server.address, { onNotice: (notice: Notice) => notices.push(notice) }), whole);
  assert.deepEqual(
    server.subscriptions.map(({ step, sharedMemorySlots }) => [step, sharedMemorySlots ?? 0]),
    [
      [0, 5],
      [4, 0],
    ],
  );
  assert.deepEqual(
    notices.map(({ reason }) => reason),
    ['SHARED_MEMORY'],
  );
  server.kill();
});

test('an offer that cannot be taken should be declined with the reason, and batches come in chunks', async () => {
  const offer = v1.SharedMemoryOffer.create({
    path: join(folder, 'gone'),
    slots: 1,
    slotBytes: 4096,
    slotsOffset: 4096,
  });
  const server = await FakeServer.start({
    script: (call, step) => {
      if (step === 0) send(call, { sharedMemoryOffer: offer });
      return false;
    },
  });
  assert.deepEqual(await read(server.address), whole);
  assert.equal(server.answers.length, 1);
  assert.match(server.answers[0]!.refusal ?? '', /ENOENT/);
  server.kill();
});
