/** Tokens from the command that makes them to the trainers that use them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type RunSpec } from '../../clients/typescript/src/index.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { writeDataset } from '../support/datasets.ts';
import { pythonSource, run } from '../support/python-client.ts';
import { cli, runCli, type ServerProcess, startServer } from '../support/server.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-access-'));
const file = join(work, 'tokens.txt');
const tokens: Record<string, string> = {};
const lines: Record<string, string> = {};
let server: ServerProcess;

/** `crescendo token new`: the token from standard error, and the line from standard output. */
async function newToken(name: string, ...flags: string[]): Promise<void> {
  const { code, stdout, stderr } = await runCli('token', 'new', name, ...flags);
  assert.equal(code, 0, stderr);
  tokens[name] = /: (crsc_[\w-]{43})$/m.exec(stderr)![1]!;
  lines[name] = stdout.trim();
  assert.doesNotMatch(stdout, new RegExp(tokens[name]!));
}

const write = (...names: string[]): void =>
  writeFileSync(file, names.map((name) => `${lines[name]}\n`).join(''), { mode: 0o600 });

const SPEC: RunSpec = {
  ...{ dataset: 'train', globalBatch: 4, baseSize: 32, budget: { steps: 3 } },
  schedule: { preset: 'constant' },
};

beforeAll(async () => {
  writeDataset(join(work, 'photos'), 12);
  await Promise.all([
    newToken('alice', '--role', 'train', '--runs', 'exp-*', '--quota', 'max-runs=5'),
    newToken('root', '--role', 'admin'),
  ]);
  write('alice', 'root');
  server = await startServer(join(work, 'photos'), '--token-file', file);
});

afterAll(async () => {
  await server.stop('SIGTERM');
  rmSync(work, { recursive: true });
});

test('a command should print a line that the server reads, and refuse a wrong one', async () => {
  expect(lines.alice).toMatch(/^alice sha256:[0-9a-f]{64} train runs=exp-\* max-runs=5$/);
  const cases: [string[], RegExp][] = [
    [['bob'], /--role/],
    [['bob', '--role', 'read', '--quota', 'max-run=1'], /did you mean max-runs/],
    [['bob', '--role', 'read', '--certificate', file], /cannot read a certificate/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await runCli('token', 'new', ...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
  const pem = new URL('../../clients/conformance/localhost.pem', import.meta.url).pathname;
  const { stdout } = await runCli('token', 'new', 'node', '--role', 'read', '--certificate', pem);
  assert.equal(stdout, 'node subject:CN=localhost read\n');
});

const PROGRAM = `
import sys, crescendo
address, name = sys.argv[1:]
try:
    with crescendo.Loader(address, name, spec={"dataset": "train", "global_batch": 4, "base_size": 32,
                                               "schedule": "constant", "budget": {"steps": 3}}) as loader:
        print([batch.step for batch in loader])
    with crescendo.connect(address) as client:
        print([(run.name, run.owner, run.consumed_step) for run in client.list_runs()])
except crescendo.CrescendoError as error:
    print(type(error).__name__, error.reason)
`;

const python = (token: string | undefined, name: string) =>
  run(clientEnvironment(), ['-c', PROGRAM, server.address, name], {
    ...process.env,
    ...{ PYTHONPATH: pythonSource, CRESCENDO_TOKEN: token },
  });

test('the Python client should train with the token of its environment, and tell a refusal at once', async () => {
  const trained = await python(tokens.alice, 'exp-python');
  assert.equal(trained.stdout, "[0, 1, 2]\n[('exp-python', 'alice', 2)]\n", trained.stderr);
  assert.equal((await python('', 'exp-python')).stdout, 'Unauthenticated TOKEN_MISSING\n');
  assert.equal((await python('crsc_wrong', 'exp-python')).stdout, 'Unauthenticated TOKEN_UNKNOWN\n');
  assert.equal((await python(tokens.alice, 'other')).stdout, 'PermissionDenied RUN_NOT_ALLOWED\n');
});

test('the TypeScript client should train with its token, and its last report should count', async () => {
  const client = connect(server.address, { token: tokens.alice! });
  const steps: number[] = [];
  for await (const { step } of client.batches({ run: 'exp-ts', spec: SPEC })) steps.push(step);
  assert.deepEqual(steps, [0, 1, 2]);
  assert.equal((await client.getRun('exp-ts')).state, 'finished');
  client.close();
  const stranger = connect(server.address, { token: '' });
  await assert.rejects(
    async () => {
      for await (const _batch of stranger.batches({ run: 'exp-ts', spec: SPEC, retryMs: 60_000 }))
        assert.fail('a batch');
    },
    { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING' },
  );
  stranger.close();
});

test('crescendo runs should take a token from its option or the variable', async () => {
  const runs = (env: NodeJS.ProcessEnv, ...flags: string[]) =>
    run(process.execPath, [cli, 'runs', '--server', server.address, '--json', ...flags], { ...process.env, ...env });
  const root = connect(server.address, { token: tokens.root! });
  await root.openRun('mine', {
    dataset: 'train',
    globalBatch: 4,
    baseSize: 32,
    schedule: { preset: 'constant' },
    budget: { steps: 3 },
  });
  root.close();
  const none = await runs({});
  assert.equal(none.code, 2);
  assert.match(none.stderr, /the server asks for a token/);
  const listed = await runs({ CRESCENDO_TOKEN: tokens.root! });
  const found = JSON.parse(listed.stdout) as { name: string; owner: string | null }[];
  assert.equal(found.find(({ name }) => name === 'mine')?.owner, 'root');
  const option = await runs({}, '--token', tokens.alice!);
  assert.ok(!option.stdout.includes('"mine"'), option.stdout);
  const plain = await run(process.execPath, [cli, 'runs', '--server', '192.0.2.1:1', '--token', tokens.root!]);
  assert.equal(plain.code, 2);
  assert.match(plain.stderr, /the token would travel to 192\.0\.2\.1:1 in plain text/);
});

test('a token that is removed should be refused without a restart', async () => {
  const client = connect(server.address, { token: tokens.alice! });
  await client.listRuns();
  write('root');
  await assert.rejects(
    async () => {
      for (;;) await client.listRuns();
    },
    { code: 'UNAUTHENTICATED', reason: 'TOKEN_UNKNOWN' },
  );
  write('alice', 'root');
  client.close();
});
