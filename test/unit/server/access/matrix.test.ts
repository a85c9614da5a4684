/** Every call with every kind of credential. */
import assert from 'node:assert/strict';
import { v1 } from '@crescendo/proto';
import { credentials, Client as GrpcClient, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { beforeAll, test } from 'vitest';
import { specMessage } from '../../../../clients/typescript/src/spec.ts';
import { readErrorInfo } from '../../../../clients/typescript/src/status-details.ts';
import { SERVICE_DEFINITION } from '../../../../src/server/service.ts';
import { type Guarded, guarded, line, SPEC } from '../../../support/access.ts';

type Call = (token: string | undefined, run: string) => Promise<unknown>;

let server: Guarded;
let grpc: GrpcClient;
beforeAll(async () => {
  server = await guarded([
    line('reader', 'reader', 'read'),
    line('owner', 'owner', 'train'),
    line('other', 'other', 'train'),
    line('bound', 'bound', 'admin runs=b-*,one'),
    line('root', 'root', 'admin'),
    line('late', 'late', 'admin expires=2020-01-01'),
  ]);
  grpc = new GrpcClient(server.server.address, credentials.createInsecure());
  return () => grpc.close();
});

function metadataOf(token: string | undefined): Metadata {
  const metadata = new Metadata();
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

interface Codec {
  // biome-ignore lint/suspicious/noExplicitAny: the messages of all calls.
  encode(message: any): { finish(): Uint8Array };
}

function unary(name: string, codec: Codec, request: (run: string) => object): Call {
  return (token, run) =>
    new Promise((resolve, reject) => {
      grpc.makeUnaryRequest(
        `/crescendo.v1.CrescendoService/${name}`,
        (message: object) => Buffer.from(codec.encode(message).finish()),
        (bytes: Buffer) => bytes,
        request(run),
        metadataOf(token),
        (error, bytes) => (error === null ? resolve(bytes) : reject(error)),
      );
    });
}

/** Resolves at the first message. */
function streamed(name: string, codec: Codec, request: (run: string) => object): Call {
  return (token, run) => {
    const call = grpc.makeBidiStreamRequest(
      `/crescendo.v1.CrescendoService/${name}`,
      (message: object) => Buffer.from(codec.encode(message).finish()),
      (bytes: Buffer) => bytes,
      metadataOf(token),
    );
    const done = new Promise((resolve, reject) => {
      call.on('data', resolve);
      call.on('error', reject);
      call.on('end', resolve);
    });
    call.write(request(run));
    if (name === 'WatchRun') call.end();
    return done.finally(() => call.cancel());
  };
}

const spec = specMessage(SPEC);
const subscription = (run: string, more: object = {}) => ({
  subscribe: { run, worldSize: 1, step: 0, clientId: `matrix-${run}`, ...more },
});
const progress = { consumedStep: 0 };

/** Each call, the role that it needs, and whether it needs the run to be the caller's. */
const CALLS: Record<string, { call: Call; role: 'read' | 'train'; owned: boolean }> = {
  OpenRun: { call: unary('OpenRun', v1.OpenRunRequest, (run) => ({ run, spec })), role: 'train', owned: true },
  'OpenRun without a spec': {
    call: unary('OpenRun', v1.OpenRunRequest, (run) => ({ run })),
    role: 'read',
    owned: false,
  },
  StreamBatches: {
    ...{ call: streamed('StreamBatches', v1.StreamBatchesRequest, (run) => subscription(run)) },
    ...{ role: 'train', owned: true },
  },
  'StreamBatches of validation data': {
    call: streamed('StreamBatches', v1.StreamBatchesRequest, (run) => subscription(run, { split: v1.Split.SPLIT_VAL })),
    ...{ role: 'read', owned: false },
  },
  ReportProgress: {
    call: unary('ReportProgress', v1.ReportProgressRequest, (run) => ({ run, progress, clientId: `matrix-${run}` })),
    ...{ role: 'train', owned: true },
  },
  GetRun: { call: unary('GetRun', v1.GetRunRequest, (run) => ({ run })), role: 'read', owned: false },
  WatchRun: { call: streamed('WatchRun', v1.WatchRunRequest, (run) => ({ run })), role: 'read', owned: false },
  GetServer: { call: unary('GetServer', v1.GetServerRequest, () => ({})), role: 'read', owned: false },
  ListRuns: { call: unary('ListRuns', v1.ListRunsRequest, () => ({})), role: 'read', owned: false },
  ForkRun: {
    call: unary('ForkRun', v1.ForkRunRequest, (run) => ({ run, to: `${run}-fork` })),
    ...{ role: 'train', owned: true },
  },
  ArchiveRun: {
    call: unary('ArchiveRun', v1.ArchiveRunRequest, (run) => ({ run, undo: true })),
    ...{ role: 'train', owned: true },
  },
  ResetRun: { call: unary('ResetRun', v1.ResetRunRequest, (run) => ({ run })), role: 'train', owned: true },
  RenameRun: {
    call: unary('RenameRun', v1.RenameRunRequest, (run) => ({ run, to: `${run}-new` })),
    ...{ role: 'train', owned: true },
  },
  DeleteRun: { call: unary('DeleteRun', v1.DeleteRunRequest, (run) => ({ run })), role: 'train', owned: true },
};

test('the matrix should have every call of the service', () => {
  const names = Object.values(SERVICE_DEFINITION).map(({ path }) => path.split('/').at(-1));
  assert.deepEqual([...new Set(Object.keys(CALLS).map((name) => name.split(' ')[0]))].sort(), names.sort());
});

/** The reason that a refused call tells in its trailer. */
function reasonOf(error: ServiceError): string {
  return readErrorInfo(error.metadata.get('grpc-status-details-bin')[0] as Buffer)?.reason ?? '';
}

async function outcome(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'OK',
    (error: ServiceError) => `${status[error.code]} ${reasonOf(error)}`,
  );
}

test.for(Object.entries(CALLS))('%s', async ([name, { call, role, owned }]) => {
  const run = `run-${name.replaceAll(' ', '-')}`;
  await server.client('owner').openRun(run, SPEC);
  const by = (token: string | undefined, of = run) => outcome(call(token, of));
  assert.equal(await by(undefined), 'UNAUTHENTICATED TOKEN_MISSING');
  assert.equal(await by('wrong'), 'UNAUTHENTICATED TOKEN_UNKNOWN');
  assert.equal(await by('late'), 'UNAUTHENTICATED TOKEN_EXPIRED');
  if (role === 'train') assert.equal(await by('reader'), 'PERMISSION_DENIED ROLE_REQUIRED');
  if (name !== 'ListRuns' && name !== 'GetServer') assert.equal(await by('bound'), 'PERMISSION_DENIED RUN_NOT_ALLOWED');
  if (owned) {
    assert.equal(await by('other'), 'PERMISSION_DENIED NOT_OWNER');
    // Whether a run exists does not matter before the caller may name it.
    assert.equal(await by('bound', 'nobody'), 'PERMISSION_DENIED RUN_NOT_ALLOWED');
  }
  if (role === 'read') {
    assert.equal(await by('reader'), 'OK');
    assert.equal(await by('other'), 'OK');
  }
  assert.equal(await by('owner'), 'OK');
  await server.client('owner').openRun(`${run}-2`, SPEC);
  assert.equal(await by('root', `${run}-2`), 'OK');
});

test('a token bound to runs should name and see no others', async () => {
  const [bound, root] = [server.client('bound'), server.client('root')];
  await bound.openRun('b-1', SPEC);
  await root.openRun('c-1', SPEC);
  const names = (await bound.listRuns()).map(({ run }) => run);
  assert.deepEqual(names, ['b-1']);
  const refused = { code: 'PERMISSION_DENIED', reason: 'RUN_NOT_ALLOWED', message: /bound to runs b-\*,one/ };
  await assert.rejects(bound.renameRun('b-1', 'c-2'), refused);
  await assert.rejects(bound.forkRun('b-1', 'c-2'), refused);
  await bound.openRun('one', SPEC);
  await assert.rejects(bound.openRun('one-more', SPEC), refused);
});

test.for([
  ['of another scheme', 'Basic cmVhZGVyOg=='],
  ['without a token', 'Bearer'],
  ['of two words', 'Bearer two words'],
  ['that is too long', `Bearer ${'x'.repeat(513)}`],
] as const)('a header %s should be no token', async ([, header]) => {
  const metadata = new Metadata();
  metadata.set('authorization', header);
  const error = await new Promise<ServiceError | null>((resolve) => {
    const path = '/crescendo.v1.CrescendoService/ListRuns';
    grpc.makeUnaryRequest(
      path,
      () => Buffer.alloc(0),
      (bytes: Buffer) => bytes,
      {},
      metadata,
      resolve,
    );
  });
  assert.equal(await outcome(Promise.reject(error)), 'UNAUTHENTICATED TOKEN_MISSING');
});
