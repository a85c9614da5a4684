import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openStorage, openStore } from '../../src/dataset/storage/open-store.ts';
import type { ObjectInfo, ObjectRange, RemoteStorage } from '../../src/dataset/storage/storage.ts';
import { describeSourceConformance } from '../conformance/source.ts';
import { objectSamples } from '../support/object-samples.ts';
import { Seaweed } from '../support/seaweed.ts';

let server: Seaweed;
const before = { ...process.env };
const BYTES = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7919) & 255);
/** Names that XML, URLs and signatures each treat in their own way. */
const NAMES = ['a b+c.tar', 'ä&<>"\'.tar', 'deep/er/x=1,(2)!*~.tar', 'x%20y.tar'];

beforeAll(async () => {
  server = await Seaweed.start();
  Object.assign(process.env, server.environment);
});
afterAll(async () => {
  await server.remove();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

async function listed(place: string, maxKeys?: number): Promise<ObjectInfo[]> {
  const store = openStore(place, maxKeys === undefined ? {} : { maxKeys });
  const infos: ObjectInfo[] = [];
  for await (const info of store.list()) infos.push(info);
  await store.close();
  return infos;
}

const rangeOf = ({ object, length, version }: ObjectInfo, offset: number, bytes: number): ObjectRange => ({
  ...{ object, offset, length: bytes, objectLength: length },
  ...(version === undefined ? {} : { version }),
});

async function read(storage: RemoteStorage, range: ObjectRange): Promise<Buffer> {
  const into = new Uint8Array(range.length);
  await storage.read(range, into);
  return Buffer.from(into);
}

const encodedKey = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

describe('a bucket of SeaweedFS', () => {
  test('should be listed page by page, with lengths and entity tags', async () => {
    const tags = new Map<string, string>();
    const names = Array.from({ length: 1100 }, (_, k) => `many/${String(k).padStart(4, '0')}.tar`);
    for (let k = 0; k < names.length; k += 50) {
      const some = names.slice(k, k + 50);
      const etags = await Promise.all(some.map((name, at) => server.put(name, BYTES.subarray(0, (k + at) % 7))));
      for (const [at, name] of some.entries()) tags.set(name, etags[at]!);
    }
    const expected = names.map((name, k) => ({
      object: name.slice('many/'.length),
      length: k % 7,
      version: { etag: tags.get(name)! },
    }));
    for (const maxKeys of [undefined, 97]) assert.deepEqual(await listed('s3://shards/many', maxKeys), expected);
  });

  test('should have objects of all names, whose ranges are the bytes that were put', async () => {
    for (const [k, name] of NAMES.entries()) await server.put(`names/${encodedKey(name)}`, BYTES.subarray(k));
    const infos = await listed('s3://shards/names/');
    assert.deepEqual(
      infos.map(({ object }) => object),
      [...NAMES].sort(),
    );
    const store = openStore('s3://shards/names/');
    const storage = openStorage('s3://shards/names/') as RemoteStorage;
    for (const info of infos) {
      const skipped = NAMES.indexOf(info.object);
      assert.deepEqual(await store.head(info.object), info);
      const expected = Buffer.from(BYTES.subarray(skipped + 2_000_000, skipped + 2_075_000));
      assert.deepEqual(Buffer.from(await store.read(info, 2_000_000, 75_000)), expected);
      assert.deepEqual(await read(storage, rangeOf(info, 2_000_000, 75_000)), expected);
    }
    await store.close();
    storage.close();
  });

  test('should give no bytes of an object that has changed or is gone', async () => {
    await server.put('changing.tar', BYTES);
    await server.put('there.tar', BYTES);
    const store = openStore('s3://shards');
    const storage = openStorage('s3://shards', { probes: () => ['there.tar'] }) as RemoteStorage;
    const info = await store.head('changing.tar');
    const range = rangeOf(info, 10, 1000);
    assert.deepEqual(await read(storage, range), Buffer.from(BYTES.subarray(10, 1010)));
    const etag = await server.put(
      'changing.tar',
      BYTES.map((byte) => byte ^ 1),
    );
    await assert.rejects(read(storage, range), {
      reason: 'MISSING_SAMPLE',
      message: new RegExp(
        `s3://shards/changing.tar has changed: its entity tag is ${etag}, and was ${info.version!.etag}`,
      ),
    });
    await assert.rejects(store.read(info, 10, 1000), { reason: 'PATH', message: /answered 412/ });
    await server.delete('changing.tar');
    await assert.rejects(read(storage, range), { reason: 'MISSING_SAMPLE', message: /answered 404 NoSuchKey/ });
    await assert.rejects(store.head('changing.tar'), { reason: 'PATH', message: /s3:\/\/shards\/changing.tar.*404/ });
    await store.close();
    storage.close();
  });

  test('should be refused by name: a missing bucket, a wrong secret, no signature', async () => {
    const failed = async (place: string, env: Record<string, string>, message: RegExp): Promise<void> => {
      Object.assign(process.env, env);
      try {
        await assert.rejects(listed(place), { reason: 'PATH', message });
      } finally {
        Object.assign(process.env, { AWS_NO_SIGN_REQUEST: '', ...server.environment });
      }
    };
    await failed('s3://nowhere', {}, /cannot read s3:\/\/nowhere\/.*404 NoSuchBucket/);
    await failed('s3://shards', { AWS_SECRET_ACCESS_KEY: 'x' }, /403 SignatureDoesNotMatch.*check the credentials/);
    await failed('s3://shards', { AWS_NO_SIGN_REQUEST: 'YES' }, /403 AccessDenied/);
  });

  test('should give the same bytes when it is killed while it is read, and started again', async () => {
    await server.put('killed.tar', BYTES);
    const [info] = (await listed('s3://shards')).filter(({ object }) => object === 'killed.tar');
    const storage = openStorage('s3://shards', { readSeconds: 120 }) as RemoteStorage;
    const count = 400;
    let done = 0;
    let next = 0;
    let killed: Promise<void> | undefined;
    const reader = async (): Promise<void> => {
      while (next < count) {
        const at = next++ * 7000;
        assert.deepEqual(await read(storage, rangeOf(info!, at, 75_000)), Buffer.from(BYTES.subarray(at, at + 75_000)));
        done += 1;
        if (done === 100) killed = server.kill().then(() => server.startAgain());
      }
    };
    await Promise.all(Array.from({ length: 16 }, reader));
    await killed;
    assert.ok(killed !== undefined && done === count);
    storage.close();
  });
});

let buckets = 0;
describeSourceConformance(
  'objects of SeaweedFS',
  objectSamples(async () => {
    const prefix = `conformance/${buckets++}`;
    let removed: Promise<unknown> = Promise.resolve();
    return {
      storage(probes) {
        const storage = openStorage(`s3://shards/${prefix}`, { probes }) as RemoteStorage;
        return {
          local: false,
          async read(range, into, signal) {
            await removed;
            await storage.read(range, into, signal);
          },
          close: () => storage.close(),
        };
      },
      async put(name, bytes) {
        return { etag: await server.put(`${prefix}/${name}`, bytes) };
      },
      remove(name) {
        removed = server.delete(`${prefix}/${name}`);
      },
    };
  }),
);
