/** The life of a run through the command line, on a state file and through a server. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { type BatchRecord, record } from '../support/reading.ts';
import { runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-runs-'));
const data = join(work, 'data');
const state = join(work, 'state.sqlite');
afterAll(() => rmSync(work, { recursive: true }));

const SPEC: RunSpec = {
  dataset: 'train',
  baseSize: 64,
  budget: { steps: 12 },
  globalBatch: 4,
  schedule: [
    { until: 0.5, bandwidth: 32 },
    { until: 1, bandwidth: 64 },
  ],
};

/** The batches of a run from where it is up to and including step `last`; reports all but the last one. */
async function read(address: string, run: string, last: number): Promise<BatchRecord[]> {
  const client = connect(address);
  const records: BatchRecord[] = [];
  for await (const batch of client.batches({ run, start: 'resume' })) {
    if (batch.step > last) break;
    records.push(record(batch));
  }
  client.close();
  return records;
}

describe('crescendo runs', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    writeDataset(data, 20);
    server = await startServer(data, '--state', state);
  });
  afterAll(() => server.stop('SIGTERM'));

  /** The command on the state file, and on the server. */
  const targets = { 'a state file': () => ['--state', state], 'a server': () => ['--server', server.address] };
  const names = async (place: string[], ...flags: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await runCli('runs', 'list', '--json', ...flags, ...place);
    assert.equal(code, 0, stderr);
    return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
  };

  for (const [what, place] of Object.entries(targets)) {
    test(`runs of ${what} should be renamed, archived, reset, deleted and forked`, async () => {
      const client = connect(server.address);
      await client.openRun('a', SPEC);
      await client.reportProgress({ run: 'a', consumedStep: 4 });
      const run = async (...command: string[]): Promise<string> => {
        const { code, stdout, stderr } = await runCli('runs', ...command, ...place());
        assert.equal(code, 0, stderr);
        if (what === 'a state file') assert.match(stderr, new RegExp(`^state file ${state}$`, 'm'));
        return stdout;
      };
      assert.match(await run('fork', 'a', 'copy'), /^run copy begins at step 5 of 12: run a has spent 41\.7 %/);
      assert.match(await run('rename', 'copy', 'b'), /run copy is now b/);
      assert.equal((await client.getRun('b')).consumedStep, 4, 'the server should notice');
      await run('archive', 'b');
      assert.deepEqual([await names(place()), await names(place(), '--all')], [['a'], ['a', 'b']]);
      await assert.rejects(client.openRun('b'), { reason: 'RUN_ARCHIVED' });
      await run('archive', 'b', '--undo');
      assert.match(await run('show', 'b'), / +until +B +batch.*\n.*50\.0 % +32 +4 +0 +6/);

      const unasked = await runCli('runs', 'reset', 'b', ...place());
      assert.deepEqual([unasked.code, /forget the progress of run b of .*--yes/.test(unasked.stderr)], [2, true]);
      assert.equal((await client.getRun('b')).consumedStep, 4);
      await run('reset', 'b', '--yes');
      assert.equal((await client.getRun('b')).consumedStep, undefined);

      const taken = await runCli('runs', 'rename', 'a', 'b', ...place());
      assert.deepEqual([taken.code, /crescendo runs delete b/.test(taken.stderr)], [2, true]);
      for (const name of ['a', 'b']) await run('delete', name, '--yes');
      assert.deepEqual(await names(place(), '--all'), []);
      await assert.rejects(client.getRun('a'), { reason: 'UNKNOWN_RUN' });
      const missing = await runCli('runs', 'delete', 'x', '--yes', ...place());
      assert.deepEqual([missing.code, /no run "x"/.test(missing.stderr)], [2, true]);
      client.close();
    });
  }

  test('a fork should continue with the batches of the run that it was made from', async () => {
    const client = connect(server.address);
    await client.openRun('whole', SPEC);
    const expected = await read(server.address, 'whole', 99);
    await client.openRun('part', SPEC);
    await read(server.address, 'part', 4);
    const { consumedStep } = await client.getRun('part');
    const { firstStep } = await client.forkRun('part', 'next');
    assert.equal(firstStep, consumedStep! + 1);
    const rest = await read(server.address, 'next', 99);
    assert.deepEqual(
      rest.map(({ step, images }) => [step, images]),
      expected.slice(firstStep).map(({ step, images }) => [step, images]),
    );
    client.close();
  });

  test('a fork with another spec should print what differs, and need a server', async () => {
    const client = connect(server.address);
    await client.openRun('long', SPEC);
    await client.reportProgress({ run: 'long', consumedStep: 2 });
    client.close();
    const file = join(work, 'spec.yaml');
    const schedule = '{stages: [{until: 0.5, bandwidth: 32}, {until: 1, bandwidth: 64}]}';
    writeFileSync(file, `{dataset: train, base_size: 64, budget: {steps: 40}, global_batch: 2, schedule: ${schedule}}`);
    const alone = await runCli('runs', 'fork', 'long', 'longer', '--spec', file, '--state', state);
    assert.deepEqual([alone.code, /--server/.test(alone.stderr)], [2, true]);
    const { stdout, stderr } = await runCli(
      ...['runs', 'fork', 'long', 'longer', '--spec', file, '--server', server.address],
    );
    assert.match(stdout, /run longer begins at step 10 of 40: run long has spent 25\.0 % of its budget/, stderr);
    assert.match(stdout, /global_batch: 4 in long, 2 in longer/);
    const earlier = await runCli('runs', 'fork', 'long', 'copy', '--step', '2', '--state', state);
    assert.match(earlier.stdout, /run copy begins at step 2 of 12: run long .* of its budget before step 2\n/);
    assert.match(stdout, /budget: \{"steps":12\} in long, \{"steps":40\} in longer/);
  });

  test('what cannot be reached should be one line', async () => {
    const unreachable = await runCli('runs', '--server', '127.0.0.1:9');
    assert.deepEqual([unreachable.code, unreachable.stderr.trim().split('\n').length], [4, 1], unreachable.stderr);
    const scheme = await runCli('runs', '--server', 'http://127.0.0.1:9');
    assert.deepEqual([scheme.code, /without http:/.test(scheme.stderr)], [2, true]);
    const both = await runCli('runs', '--server', server.address, '--state', state);
    assert.equal(both.code, 2);
    const none = await runCli('runs', '--state', join(work, 'none'));
    assert.deepEqual([none.code, /there is no file .*none/.test(none.stderr)], [2, true]);
  });
});
