/** A page of a list of objects: objects with names and lengths, or a Fault that says what is wrong with it. */
import assert from 'node:assert/strict';
import { Fault } from '../../../src/dataset/storage/remote/fault.ts';
import { parseListPage } from '../../../src/dataset/storage/s3/list.ts';
import type { FuzzTarget } from '../target.ts';

const PREFIX = 'p/';

function page(encoding: string, key: string, end: string): Uint8Array {
  const entry = (k: number): string =>
    `<Contents><Key>${PREFIX}${key}${k}.tar</Key><LastModified>2026-11-02T10:00:00.000Z</LastModified>` +
    `<ETag>&quot;${k}a&quot;</ETag><Size>${k * 1000}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  const entries = Array.from({ length: 20 }, (_, k) => entry(k)).join('\n');
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
      `<Name>bucket</Name><!-- ${key} -->${encoding}${entries}${end}</ListBucketResult>`,
  );
}

export const s3ListsTarget: FuzzTarget = {
  name: 's3-lists',
  rounds: 3000,
  seeds: async () => ({
    encoded: page('<EncodingType>url</EncodingType>', 'a%20b%2B%C3%A9+', '<IsTruncated>false</IsTruncated>'),
    plain: page(
      '',
      'a &amp; b&#x43;<![CDATA[<&]]>',
      '<IsTruncated>true</IsTruncated><NextContinuationToken>to/ken=</NextContinuationToken>',
    ),
  }),
  async accepts(input) {
    try {
      const { objects, next } = parseListPage(Buffer.from(input).toString(), PREFIX);
      assert.ok(next !== '');
      for (const { object, length, version } of objects) {
        assert.ok(object !== '' && Number.isSafeInteger(length) && length >= 0);
        assert.ok(version?.etag === undefined || version.etag !== '');
      }
      return true;
    } catch (error) {
      if (error instanceof Fault && error.kind === 'settled') return false;
      throw error;
    }
  },
};
