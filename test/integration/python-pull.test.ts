/** The Python client at several servers that share the state of their runs: the same batches, whatever happens to them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { runPythonClient } from '../support/python-client.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-python-pull-'));
const state = join(work, 'state.sqlite');
const data = join(work, 'data');
const STEPS = 90;
const BATCH = 4;
const SPEC = {
  dataset: 'train',
  base_size: 32,
  budget: { steps: STEPS },
  global_batch: BATCH,
  schedule: [
    { until: 0.5, bandwidth: 16 },
    { until: 1, bandwidth: 32 },
  ],
  validation: { dataset: 'train' },
};

/** Reads a run; at given steps it sends signals to servers or writes the file of addresses. */
const READER = `
import hashlib, json, os, signal, sys, time, crescendo
task = json.loads(sys.argv[1])
places = task["addresses"]
arguments = {"window": 6, "start": "beginning", **task.get("arguments", {})}
lines, waits = [], []
validation = task.get("validation", False)
kind = crescendo.ValidationLoader if validation else crescendo.Loader
if validation:
    del arguments["start"]
with kind(places, task["run"], spec=task["spec"], **arguments) as loader:
    asked_at = time.perf_counter()
    for batch in loader:
        waits.append(time.perf_counter() - asked_at)
        lines.append([batch.step, hashlib.sha256(batch.images.data).hexdigest(), list(batch.keys)])
        for pid, name in task.get("signals", {}).get(str(batch.step), []):
            os.kill(pid, getattr(signal, name))
        for path, text in task.get("files", {}).get(str(batch.step), []):
            with open(path + ".new", "w") as file:
                file.write(text)
            os.replace(path + ".new", path)
            time.sleep(task.get("pause", 0))
        asked_at = time.perf_counter()
with crescendo.connect(places) as client:
    status = client.get_run(task["run"])
print(json.dumps({
    "lines": lines, "longest": max(waits[1:], default=0), "state": status.state, "issued": status.issued_samples,
    "reissued": status.reissued_samples, "acknowledged": status.acknowledged_samples,
}))
`;

interface Task {
  addresses: string | string[];
  run: string;
  arguments?: Record<string, unknown>;
  signals?: Record<number, [number, string][]>;
  files?: Record<number, [string, string][]>;
  pause?: number;
  validation?: boolean;
  spec?: Record<string, unknown>;
}

interface Read {
  lines: [number, string, string[]][];
  longest: number;
  state: string;
  issued: number;
  reissued: number;
  acknowledged: number;
  stderr: string;
}

async function read(task: Task): Promise<Read> {
  const { code, stdout, stderr } = await runPythonClient('-c', READER, JSON.stringify({ spec: SPEC, ...task }));
  assert.equal(code, 0, stderr);
  return { ...(JSON.parse(stdout) as Omit<Read, 'stderr'>), stderr };
}

const start = (...flags: string[]): Promise<ServerProcess> =>
  startServer(data, '--workers', '1', '--state', state, ...flags);

describe('the Python client at several servers', () => {
  let servers: ServerProcess[] = [];
  let expected: Read;
  const addresses = (): string[] => servers.map(({ address }) => address);
  const pid = (k: number): number => servers[k]!.process.pid!;

  beforeAll(async () => {
    writeDataset(data, 30);
    servers = await Promise.all([start(), start(), start()]);
    expected = await read({ addresses: addresses()[0]!, run: 'one-server' });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    rmSync(work, { recursive: true });
  });

  /** The batches are those of one server, and the ledger has each of them. */
  function check(found: Read): void {
    assert.deepEqual(found.lines, expected.lines);
    const samples = expected.lines.length * BATCH;
    const { state: end, issued, acknowledged } = found;
    assert.deepEqual({ end, issued, acknowledged }, { end: 'finished', issued: samples, acknowledged: samples });
  }

  test('should get the batches of one server, in shared memory and in chunks', async () => {
    for (const shared_memory of ['auto', false] as const) {
      const run = `three-${shared_memory}`;
      check(await read({ addresses: addresses().join(','), run, arguments: { shared_memory } }));
    }
  });

  test('should lose and repeat nothing when a server is killed and another one stops', SLOW, async () => {
    const signals: Task['signals'] = { 20: [[pid(1), 'SIGKILL']], 50: [[pid(2), 'SIGTERM']] };
    const listen = addresses();
    try {
      const found = await read({ addresses: listen, run: 'killed', signals });
      check(found);
      console.log(`longest wait after SIGKILL and SIGTERM: ${found.longest.toFixed(3)} s`);
      assert.ok(found.longest < 10);
    } finally {
      await Promise.all(servers.slice(1).map((server) => server.stop('SIGKILL')));
      servers = [servers[0]!, ...(await Promise.all(listen.slice(1).map((address) => start('--listen', address))))];
    }
  });

  test('should wait for a frozen server only once, and ask it again when it goes on', SLOW, async () => {
    const signals: Task['signals'] = { 20: [[pid(1), 'SIGSTOP']], 60: [[pid(1), 'SIGCONT']] };
    const found = await read({ addresses: addresses(), run: 'frozen', signals });
    check(found);
    console.log(`longest wait after SIGSTOP: ${found.longest.toFixed(3)} s`);
    assert.ok(found.longest < 10);
  });

  test('should leave out a server with other data, by name', async () => {
    const other = join(work, 'other');
    writeDataset(other, 31);
    const misfit = await startServer(other, '--workers', '1', '--state', state);
    const found = await read({ addresses: [misfit.address, ...addresses()].reverse(), run: 'misfit' });
    check(found);
    assert.match(
      found.stderr,
      new RegExp(`the server at ${misfit.address} is left out: its dataset train has the manifest `),
    );
    assert.equal(await misfit.stop(), 0);
  });

  test('should follow a file of addresses, and pull from a single server too', async () => {
    const path = join(work, 'addresses');
    const [first, second] = addresses();
    writeFileSync(path, `# servers\n${first}\n`);
    const files: Task['files'] = { 20: [[path, `${first}\n${second}\n`]], 50: [[path, `${second}\n`]] };
    check(await read({ addresses: `file:${path}`, run: 'listed', files, pause: 1.5 }));
    check(await read({ addresses: `file:${path}`, run: 'alone' }));
  });

  test('should give the ranks and the validation data of one server', async () => {
    const ranks = await Promise.all(
      [0, 1].map((rank) => read({ addresses: addresses(), run: 'ranks', arguments: { rank, world_size: 2 } })),
    );
    for (const [step, line] of expected.lines.entries()) {
      assert.deepEqual([...ranks[0]!.lines[step]![2], ...ranks[1]!.lines[step]![2]], line[2]);
    }
    const validation = { run: 'ranks', validation: true, arguments: {} };
    const one = await read({ addresses: addresses()[0]!, ...validation });
    assert.deepEqual((await read({ addresses: addresses(), ...validation })).lines, one.lines);
    assert.ok(one.lines.length > 0);
  });

  test('should read from all processes of a server by the address of one, and close them in order', async () => {
    const shared = join(work, 'processes.sqlite');
    const server = await startServer(data, '--workers', '2', '--processes', '2', '--state', shared);
    check(await read({ addresses: server.addresses[0]!, run: 'processes' }));
    const program = `
import json, sys, crescendo
with crescendo.Loader(sys.argv[1], "links", spec=json.loads(sys.argv[2]), start="beginning") as loader:
    for batch in loader:
        pass
    print(type(loader._client).__name__, sorted(server.address for server in loader._client.servers.current()))
`;
    const { stdout, stderr } = await runPythonClient('-c', program, server.addresses[1]!, JSON.stringify(SPEC));
    assert.equal(stdout.trim(), `SpreadClient ['${server.addresses.toSorted().join("', '")}']`, stderr);
    assert.equal(await server.stop(), 0);
  });

  test('should find the end of a run whose budget is measured', async () => {
    const spec = { ...SPEC, budget: { wall_hours: 0.0002 } };
    const found = await read({ addresses: addresses(), run: 'measured', spec });
    const { state: end, acknowledged } = found;
    assert.deepEqual(
      found.lines.map(([step]) => step),
      found.lines.map((_, step) => step),
    );
    assert.deepEqual({ end, acknowledged }, { end: 'finished', acknowledged: found.lines.length * BATCH });
  });

  test('should leave the rank free at once when it closes', async () => {
    const program = `
import json, sys, crescendo
places, spec = json.loads(sys.argv[1]), json.loads(sys.argv[2])
for trainer in range(3):
    with crescendo.Loader(places, "left", spec=spec, start="beginning", window=3) as loader:
        assert next(loader).step == 0
    import crescendo._client_id
    crescendo._client_id._free.clear()  # The next loader is another trainer.
`;
    const { code, stderr } = await runPythonClient('-c', program, JSON.stringify(addresses()), JSON.stringify(SPEC));
    assert.equal(code, 0, stderr);
  });
});
