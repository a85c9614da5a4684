import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, test } from 'vitest';
import { RemoteObjects } from '../../../src/dataset/storage/remote/remote-storage.ts';
import { type Credentials, CurrentCredentials, type Provider } from '../../../src/dataset/storage/s3/credentials.ts';
import { listQuery, parseListPage } from '../../../src/dataset/storage/s3/list.ts';
import { S3Requester } from '../../../src/dataset/storage/s3/s3-requester.ts';
import { S3Store } from '../../../src/dataset/storage/s3/s3-store.ts';
import { s3Settings } from '../../../src/dataset/storage/s3/settings.ts';
import { parseXml, textOf } from '../../../src/dataset/storage/s3/xml.ts';
import type { ObjectInfo } from '../../../src/dataset/storage/storage.ts';
import { answer, etagOf, ObjectServer, refuse, type Trick } from '../../support/object-server.ts';

const BYTES = Uint8Array.from({ length: 5000 }, (_, at) => at & 255);
const RANGE = { object: 'x y+z.tar', offset: 10, length: 100, objectLength: 5000, version: { etag: etagOf(BYTES) } };
const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

let server: ObjectServer;
afterEach(async () => server?.stop());

async function requester(provider: Provider = async () => KEYS, anonymous = false): Promise<S3Requester> {
  server = await ObjectServer.start([['bucket/p/x y+z.tar', BYTES]]);
  const settings = { region: 'eu-test-1', endpoint: new URL(server.url), anonymous };
  return new S3Requester('bucket', 'p/', settings, new CurrentCredentials(async () => provider));
}

async function openS3(provider?: Provider, anonymous?: boolean): Promise<RemoteObjects> {
  return new RemoteObjects(await requester(provider, anonymous), { random: () => 0 });
}

async function read(storage: RemoteObjects, range = RANGE): Promise<Buffer> {
  const into = new Uint8Array(range.length);
  await storage.read(range, into);
  return Buffer.from(into);
}

describe('requests', () => {
  test('should be signed for bucket, region and key, once for all ranges of an object', async () => {
    const storage = await openS3();
    assert.deepEqual(await read(storage), Buffer.from(BYTES.subarray(10, 110)));
    await read(storage, { ...RANGE, offset: 0 });
    const [first, second] = server.requests;
    assert.equal(first!.path, '/bucket/p/x%20y%2Bz.tar');
    assert.match(
      first!.headers.authorization!,
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-test-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    assert.equal(first!.headers['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
    assert.equal(second!.headers.authorization, first!.headers.authorization);
    assert.notEqual(second!.headers.range, first!.headers.range);
    storage.close();
  });

  test('should have no signature if that is asked for, and no search for credentials', async () => {
    const storage = await openS3(() => assert.fail('nobody looks for credentials'), true);
    await read(storage);
    assert.equal(server.requests[0]!.headers.authorization, undefined);
    storage.close();
  });

  test('should go to the bucket of that region, or to the path of a store of that endpoint', () => {
    const of = (bucket: string, region: string, endpoint?: string) => {
      const settings = { region, endpoint: endpoint === undefined ? undefined : new URL(endpoint), anonymous: true };
      const s3 = new S3Requester(bucket, '', settings);
      return s3.origin + (s3.request('GET', 'k') as { path: string }).path;
    };
    assert.equal(of('b', 'eu-west-1'), 'https://b.s3.eu-west-1.amazonaws.com/k');
    assert.equal(of('b', 'cn-north-1'), 'https://b.s3.cn-north-1.amazonaws.com.cn/k');
    assert.equal(of('b.dots', 'eu-west-1'), 'https://s3.eu-west-1.amazonaws.com/b.dots/k');
    assert.equal(of('b', 'auto', 'https://minio.example:9000/base/'), 'https://minio.example:9000/base/b/k');
  });
});

describe('refusals', () => {
  test('a slow-down and an internal error are tried again, whatever their status', async () => {
    const storage = await openS3();
    server.next(1, refuse(503, 'SlowDown'));
    server.next(1, refuse(400, 'RequestTimeout'));
    server.next(1, refuse(500, 'InternalError'));
    assert.deepEqual(await read(storage), Buffer.from(BYTES.subarray(10, 110)));
    assert.equal(server.requests.length, 4);
    storage.close();
  });

  test('expired credentials are replaced once', async () => {
    const asked: unknown[] = [];
    const storage = await openS3(async (options) => {
      asked.push(options);
      return { ...KEYS, accessKeyId: `AKID${asked.length}`, sessionToken: 'token' };
    });
    server.next(1, refuse(400, 'ExpiredToken'));
    await read(storage);
    assert.deepEqual(asked, [{}, { forceRefresh: true }]);
    const ids = server.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization!)![1]);
    assert.deepEqual(ids, ['AKID1', 'AKID2']);
    assert.equal(server.requests[0]!.headers['x-amz-security-token'], 'token');
    storage.close();
  });

  const words: [string, Trick, string, RegExp][] = [
    [
      'a missing key',
      refuse(404, 'NoSuchKey'),
      'MISSING_SAMPLE',
      /s3:\/\/bucket\/p\/x y\+z.tar: the storage answered 404 NoSuchKey/,
    ],
    ['a missing bucket', refuse(404, 'NoSuchBucket'), 'READ_FAILED', /NoSuchBucket/],
    [
      'a refusal',
      refuse(403, 'AccessDenied'),
      'READ_FAILED',
      /AccessDenied.*credentials, their permissions and the clock/,
    ],
    ['a clock that is wrong', refuse(403, 'RequestTimeTooSkewed'), 'READ_FAILED', /RequestTimeTooSkewed.*clock/],
    [
      'another region',
      refuse(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'us-west-2', location: 'http://127.0.0.1:1/' }),
      'READ_FAILED',
      /the bucket is in the region us-west-2, not eu-test-1: set AWS_REGION/,
    ],
  ];
  for (const [name, trick, reason, message] of words) {
    test(`${name} is said by name`, async () => {
      const storage = await openS3();
      server.next(9, trick);
      await assert.rejects(read(storage), { reason, message });
      storage.close();
    });
  }

  test('no credentials are said by name', async () => {
    const s3 = await requester(() => Promise.reject(new Error('nothing found')));
    const store = new S3Store(s3, { readSeconds: 0.1 });
    await assert.rejects(store.head('x'), {
      reason: 'PATH',
      message: /no AWS credentials were found \(nothing found\): set AWS_ACCESS_KEY_ID .*AWS_NO_SIGN_REQUEST=YES/,
    });
    store.close();
  });
});

describe('credentials', () => {
  const valid = (ms: number): Credentials => ({ ...KEYS, expiration: new Date(ms) });

  test('should be looked for once by all who need them, and before they expire without anybody waiting', async () => {
    let now = 0;
    const searches: ((found: Credentials) => void)[] = [];
    const current = new CurrentCredentials(
      async () => () => new Promise((resolve) => searches.push(resolve)),
      () => now,
    );
    const both = [current.get(), current.get()];
    await new Promise(setImmediate);
    assert.equal(searches.length, 1);
    const first = valid(3_600_000);
    searches[0]!(first);
    for (const got of both) assert.equal(await got, first);
    now = 3_400_000;
    assert.equal(current.get(), first, 'they can still be used');
    assert.equal(current.get(), first);
    await new Promise(setImmediate);
    assert.equal(searches.length, 2);
    const second = valid(7_200_000);
    searches[1]!(second);
    await new Promise(setImmediate);
    assert.equal(current.get(), second);
  });

  test('should be waited for once they have expired, and kept while a search for others fails', async () => {
    let now = 0;
    let found: Credentials | undefined = valid(1_000_000);
    const provider = async (): Promise<Credentials> => found ?? Promise.reject(new Error('away'));
    const current = new CurrentCredentials(
      async () => provider,
      () => now,
    );
    const first = await current.get();
    found = undefined;
    now = 900_000;
    assert.equal(current.get(), first);
    await new Promise(setImmediate);
    assert.equal(current.get(), first);
    now = 999_000;
    await assert.rejects(async () => current.get(), { code: 'NO_CREDENTIALS' });
    found = valid(2_000_000);
    assert.equal(await current.get(), found);
  });
});

describe('lists', () => {
  const page = (keys: string[], next?: string, encode = true) => {
    const of = (key: string) =>
      encode ? encodeURIComponent(key).replaceAll('%20', '+') : key.replaceAll('&', '&amp;');
    const contents = keys.map(
      (key) =>
        `<Contents><Key>${of(key)}</Key><Size>${key.length}</Size><ETag>&quot;${key.length}&quot;</ETag></Contents>`,
    );
    const end =
      next === undefined
        ? '<IsTruncated>false</IsTruncated>'
        : `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`;
    const type = encode ? '<EncodingType>url</EncodingType>' : '';
    return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${type}${contents.join('')}${end}</ListBucketResult>`;
  };

  async function listed(store: S3Store): Promise<ObjectInfo[]> {
    const infos: ObjectInfo[] = [];
    for await (const info of store.list()) infos.push(info);
    store.close();
    return infos;
  }

  test('should have all pages, in order, without what stands for a folder', async () => {
    const store = new S3Store(await requester(), { maxKeys: 2 });
    server.next(1, answer(200, {}, page(['p/b', 'p/c & d+e/é'], 'to/k+n=')));
    server.next(1, answer(500));
    server.next(1, answer(200, {}, page(['p/', 'p/a'])));
    assert.deepEqual(await listed(store), [
      { object: 'a', length: 3, version: { etag: '"3"' } },
      { object: 'b', length: 3, version: { etag: '"3"' } },
      { object: 'c & d+e/é', length: 11, version: { etag: '"11"' } },
    ]);
    assert.equal(server.requests[0]!.path, '/bucket/?encoding-type=url&list-type=2&max-keys=2&prefix=p%2F');
    assert.match(server.requests.at(-1)!.path, /\?continuation-token=to%2Fk%2Bn%3D&encoding-type=url&/);
  });

  const wrong: [string, string, RegExp][] = [
    ['a page of a proxy', '<html><body>hello</body></html>', /<html> instead of a list/],
    ['what is cut', page(['p/a']).slice(0, -30), /not XML/],
    ['a list that goes on nowhere', page([]).replace('>false<', '>true<'), /goes on, but not where/],
    ['keys of another prefix', page(['q/a']), /the key q\/a, which does not begin with p\//],
    ['a size that is none', page(['p/a']).replace('<Size>3<', '<Size>x<'), /no size of p\/a/],
  ];
  for (const [name, body, message] of wrong) {
    test(`${name} is an error`, async () => {
      const store = new S3Store(await requester());
      server.next(1, answer(200, {}, body));
      await assert.rejects(listed(store), { reason: 'PATH', message });
    });
  }

  test('a list without end is an error', async () => {
    const store = new S3Store(await requester());
    server.next(9, answer(200, {}, page(['p/a'], 'same')));
    await assert.rejects(listed(store), { reason: 'PATH', message: /has no end/ });
  });

  test('keys should be what they are, whether or not the store encodes them', () => {
    // Neither XML nor URLs can have every character.
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -%'-;=?-~é→😀]+$/u)), (names) => {
        const keys = names.map((name) => `p/${name}x`);
        for (const encode of [true, false]) {
          const { objects } = parseListPage(page(keys, undefined, encode), 'p/');
          assert.deepEqual(
            objects.map(({ object }) => `p/${object}`),
            keys,
          );
        }
      }),
    );
  });

  test('a query should be in the order in which it is signed, with spaces as %20', () => {
    assert.equal(listQuery('a b/', undefined, 5), 'encoding-type=url&list-type=2&max-keys=5&prefix=a%20b%2F');
  });
});

describe('XML', () => {
  test('elements, text, entities, CDATA, comments and attributes', () => {
    const root = parseXml(
      '\uFEFF<?xml version="1.0"?><!-- c --><A x="1" y=\'>\'><B>a&amp;&#65;&#x42;&lt;</B><C/><B><![CDATA[<&]]></B></A>\n',
    );
    assert.deepEqual([root.name, root.children.map(({ name }) => name)], ['A', ['B', 'C', 'B']]);
    assert.equal(textOf(root, 'B'), 'a&AB<');
    assert.equal(root.children[2]!.text, '<&');
  });

  for (const wrong of [
    '',
    'text',
    '<A>',
    '</A>',
    '<A></B>',
    '<A/><B/>',
    '<A>&nbsp;</A>',
    '<A>&amp</A>',
    '<A>&#x110000;</A>',
    '<!DOCTYPE A [<!ENTITY e "x">]><A>&e;</A>',
    '<A b=1/>',
    '<'.repeat(1000),
    '<A>'.repeat(1000),
  ]) {
    test(`${JSON.stringify(wrong.slice(0, 40))} is refused`, () => {
      assert.throws(() => parseXml(wrong), SyntaxError);
    });
  }
});

describe('settings', () => {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-s3-'));
  afterAll(() => rmSync(work, { recursive: true }));
  const file = join(work, 'config');
  writeFileSync(file, '[default]\nregion = eu-north-1 # home\n[profile "lab"]\noutput = json\nregion=ap-east-1\n');

  test('the region comes from the environment, the profile, or is the default', () => {
    const region = (env: Record<string, string>) => s3Settings({ AWS_CONFIG_FILE: join(work, 'none'), ...env }).region;
    assert.equal(region({}), 'us-east-1');
    assert.equal(region({ AWS_CONFIG_FILE: file }), 'eu-north-1');
    assert.equal(region({ AWS_CONFIG_FILE: file, AWS_PROFILE: 'lab' }), 'ap-east-1');
    assert.equal(region({ AWS_CONFIG_FILE: file, AWS_DEFAULT_REGION: 'a-1' }), 'a-1');
    assert.equal(region({ AWS_DEFAULT_REGION: 'a-1', AWS_REGION: 'b-1' }), 'b-1');
    assert.throws(() => region({ AWS_REGION: 'evil.example/' }), { reason: 'INVALID_FIELD', message: /AWS_REGION/ });
  });

  test('the endpoint and whether requests are signed', () => {
    const of = (env: Record<string, string>) => s3Settings({ AWS_REGION: 'x', ...env });
    assert.equal(of({}).endpoint, undefined);
    assert.equal(of({ AWS_ENDPOINT_URL: 'http://a:1' }).endpoint?.origin, 'http://a:1');
    assert.equal(
      of({ AWS_ENDPOINT_URL: 'http://a:1', AWS_ENDPOINT_URL_S3: 'http://b:2' }).endpoint?.origin,
      'http://b:2',
    );
    for (const url of ['minio:9000', 'ftp://a', 'http://user:pw@a']) {
      assert.throws(
        () => of({ AWS_ENDPOINT_URL_S3: url }),
        (error: Error) => /AWS_ENDPOINT_URL_S3/.test(error.message) && !/pw/.test(error.message),
      );
    }
    assert.equal(of({}).anonymous, false);
    assert.deepEqual(
      ['YES', 'true', '1', 'no', '0', ''].map((value) => of({ AWS_NO_SIGN_REQUEST: value }).anonymous),
      [true, true, true, false, false, false],
    );
  });
});
