import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, test } from 'vitest';
import { parseConfig } from '../../../src/cli/config.ts';
import { memberConfigs, processCount, siblingAddress } from '../../../src/cli/processes/members.ts';
import { numaNodes, pinning } from '../../../src/cli/processes/numa.ts';
import { Supervisor } from '../../../src/cli/processes/supervisor.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TLS = { tls: { certificate: 'c.pem', key: 'k.pem' } };

test('auto should take a process for each 16 workers, or 8 with TLS', () => {
  const auto = parseConfig({ processes: 'auto' });
  assert.deepEqual(
    [1, 16, 17, 32, 33, 96].map((workers) => processCount(auto, workers)),
    [1, 1, 2, 2, 3, 6],
  );
  const encrypted = parseConfig({ processes: 'auto', ...TLS });
  assert.deepEqual(
    [8, 9, 16, 64].map((workers) => processCount(encrypted, workers)),
    [1, 2, 2, 8],
  );
  assert.equal(processCount(parseConfig({}), 96), 1);
});

test('processes without a worker, or without state that they can share, should be refused with what to do', () => {
  assert.throws(() => processCount(parseConfig({ processes: 4 }), 3), /4 processes need at least 4 workers .*given: 3/);
  const memory = parseConfig({ processes: 2, state: ':memory:' });
  assert.throws(() => processCount(memory, 4), /cannot be in memory: give --state FILE/);
});

test('members should divide all workers, and never more memory than there is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.nat(512),
      fc.integer({ min: 64, max: 9999 }),
      (count, more, mib) => {
        const workers = count + more;
        const config = parseConfig({ memory_mib: mib, replay_memory_mib: mib });
        const members = memberConfigs(config, { count, workers, manifests: new Map() });
        const sum = (of: (member: (typeof members)[number]) => number): number =>
          members.reduce((total, member) => total + of(member), 0);
        assert.equal(
          sum((member) => member.workers!),
          workers,
        );
        assert.ok(members.every((member) => member.workers! >= 1 && member.processes === 1));
        assert.ok(sum((member) => member.memory_mib) <= mib && sum((member) => member.replay_memory_mib) <= mib);
      },
    ),
  );
});

test('each member should listen on an address of its own, and read the manifest instead of the folder', () => {
  const addresses = (listen: string, count = 3): string[] =>
    memberConfigs(parseConfig({ listen }), { count, workers: count, manifests: new Map() }).map((each) => each.listen);
  assert.deepEqual(addresses('0.0.0.0:7077'), ['0.0.0.0:7077', '0.0.0.0:7078', '0.0.0.0:7079']);
  assert.deepEqual(addresses('[::1]:0'), ['[::1]:0', '[::1]:0', '[::1]:0']);
  assert.deepEqual(addresses('unix:/run/c'), ['unix:/run/c', 'unix:/run/c.1', 'unix:/run/c.2']);
  assert.throws(() => addresses('127.0.0.1:65534'), /3 processes take 3 ports from 65534 on/);
  const config = parseConfig({ datasets: { train: { root: 'photos', classes: ['a'] }, val: { root: 'v' } } });
  const [first] = memberConfigs(config, { count: 2, workers: 2, manifests: new Map([['train', '/tmp/0']]) });
  assert.deepEqual(first!.datasets.train, {
    ...{ root: 'photos', follow_links: false, allow_truncated: false, manifest: '/tmp/0' },
  });
});

test('clients should look for a member that listens on all addresses at the host that they know', () => {
  assert.deepEqual(['0.0.0.0:70', '[::]:70', '10.0.0.1:70', 'unix:/run/c'].map(siblingAddress), [
    ':70',
    ':70',
    '10.0.0.1:70',
    'unix:/run/c',
  ]);
});

test('members should be spread over the NUMA nodes that have CPUs, where there are several', () => {
  for (const [node, cpus] of Object.entries({ node0: '0-15', node1: '16-31', node10: '', node2: '32' })) {
    mkdirSync(join(folder, node));
    writeFileSync(join(folder, node, 'cpulist'), `${cpus}\n`);
  }
  mkdirSync(join(folder, 'possible'));
  const nodes = numaNodes(folder);
  assert.deepEqual(nodes, ['0-15', '16-31', '32']);
  assert.deepEqual(numaNodes(join(folder, 'none')), []);
  assert.deepEqual(
    pinning(4, nodes, () => true),
    ['taskset', '--cpu-list', '16-31'],
  );
  assert.deepEqual(
    pinning(4, nodes, () => false),
    [],
  );
  assert.deepEqual(
    pinning(1, ['0-3'], () => true),
    [],
  );
});

class FakeProcess extends EventEmitter {
  connected = true;
  readonly sent: { kind: string; addresses: string[] }[] = [];
  readonly signals: string[] = [];

  send(message: { kind: string; addresses: string[] }): void {
    this.sent.push(message);
  }

  kill(signal: string): void {
    this.signals.push(signal);
    this.exit(0);
  }

  exit(code: number | null, signal: string | null = null): void {
    this.connected = false;
    this.emit('exit', code, signal);
  }

  listens(address: string): void {
    this.emit('message', { kind: 'ready', address, workers: 1, spectral: { used: 'wasm', why: '' } });
  }
}

function supervise() {
  const started: { member: number; address: string | undefined; process: FakeProcess }[] = [];
  const clock = { now: 0, due: [] as { ms: number; run: () => void }[] };
  const start = (member: number, address: string | undefined): ChildProcess => {
    const process = new FakeProcess();
    started.push({ member, address, process });
    // The cast says that a supervisor uses no more of a process than the fake has.
    return process as unknown as ChildProcess;
  };
  const supervisor = new Supervisor(start, pino({ level: 'silent' }), {
    now: () => clock.now,
    after: (ms, run) => {
      const entry = { ms, run };
      clock.due.push(entry);
      return () => void clock.due.splice(clock.due.indexOf(entry), 1);
    },
  });
  return { supervisor, started, clock };
}

test('members should know each other once they listen, and be started again where they listened', async () => {
  const { supervisor, started, clock } = supervise();
  const starting = supervisor.start(2);
  started[0]!.process.listens('127.0.0.1:1');
  started[1]!.process.listens('127.0.0.1:2');
  const ready = await starting;
  assert.ok(Array.isArray(ready));
  assert.deepEqual(
    ready.map(({ address }) => address),
    ['127.0.0.1:1', '127.0.0.1:2'],
  );
  assert.deepEqual(started[0]!.process.sent.at(-1), { kind: 'siblings', addresses: ['127.0.0.1:2'] });
  assert.deepEqual(started[1]!.process.sent.at(-1), { kind: 'siblings', addresses: ['127.0.0.1:1'] });
  // Ends in a row wait longer and longer; one after a minute does not count.
  const delays: number[] = [];
  for (const lived of [0, 0, 0, 0, 0, 0, 0, 0, 60_000, 0]) {
    clock.now += lived;
    started.at(-1)!.process.exit(null, 'SIGKILL');
    await turn();
    const [due] = clock.due.splice(0);
    delays.push(due!.ms);
    due!.run();
    assert.deepEqual([started.at(-1)!.member, started.at(-1)!.address], [1, '127.0.0.1:2']);
  }
  assert.deepEqual(delays, [0, 100, 200, 400, 800, 1600, 3200, 5000, 0, 100]);
  started.at(-1)!.process.listens('127.0.0.1:2');
  assert.deepEqual(started.at(-1)!.process.sent, [{ kind: 'siblings', addresses: ['127.0.0.1:1'] }]);
  assert.deepEqual(await supervisor.stop('SIGTERM'), [0, 0]);
  assert.deepEqual(started.at(-1)!.process.signals, ['SIGTERM']);
  assert.equal(clock.due.length, 0);
});

test('a stop should prevent the start that is due', async () => {
  const { supervisor, started, clock } = supervise();
  const starting = supervisor.start(1);
  started[0]!.process.listens('127.0.0.1:1');
  await starting;
  started[0]!.process.exit(1);
  await turn();
  assert.equal(clock.due.length, 1);
  await supervisor.stop('SIGINT');
  assert.deepEqual([clock.due.length, started.length], [0, 1]);
});

test('a member that cannot start should end the others, and be named', async () => {
  const { supervisor, started } = supervise();
  const starting = supervisor.start(3);
  started[0]!.process.listens('127.0.0.1:1');
  started[2]!.process.exit(2);
  assert.deepEqual(await starting, { member: 2, end: 2 });
  assert.deepEqual(started[1]!.process.signals, ['SIGTERM']);
});
