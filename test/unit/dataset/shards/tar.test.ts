import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, test } from 'vitest';
import { indexShards, type ShardIndexOptions } from '../../../../src/dataset/shards/index-shards.ts';
import { contentsOf, paxRecord, type TarMember, tarEntry, tarOf } from '../../../support/shards.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-tar-'));
afterAll(() => rmSync(work, { recursive: true }));
const shard = join(work, 'a.tar');

async function index(archive: Uint8Array, options: ShardIndexOptions = {}) {
  writeFileSync(shard, archive);
  return await indexShards([shard], options);
}

async function samples(archive: Uint8Array, options: ShardIndexOptions = {}): Promise<[string, string, string][]> {
  return await contentsOf((await index(archive, options)).manifest, work);
}

const hex = (text: string): string => Buffer.from(text).toString('hex');
const cat: TarMember[] = [
  { path: 'x/1.jpg', body: 'one' },
  { path: 'x/1.cls', body: '3' },
];

describe('an index of tar archives', () => {
  test('should say which classes have no images, as when labels count from 1', async () => {
    const { skipped } = await index(tarOf(cat));
    assert.match(skipped.warnings().join(), /^3 of 4 classes without images: 0, 1, 2; .*--class-map/);
    const fromZero = await index(tarOf([cat[0]!, { path: 'x/1.cls', body: '0' }]));
    assert.deepEqual(fromZero.skipped.warnings(), []);
  });

  test('should find every sample where it lies, however its name and its size are written', async () => {
    const part = fc.stringMatching(/^[a-zé日0-9_-]{1,12}$/);
    const sample = fc.record({
      folders: fc.array(part, { maxLength: 30 }),
      stem: part,
      suffix: fc.constantFrom('jpg', 'JPEG', 'png', 'webp'),
      body: fc.uint8Array({ maxLength: 3000 }),
      label: fc.integer({ min: 0, max: 40 }),
      form: fc.constantFrom('ustar', 'prefix', 'gnu', 'pax', 'base256'),
      others: fc.subarray(['txt', 'seg.png', 'json']),
      isLabelFirst: fc.boolean(),
    });
    const shards = fc.uniqueArray(sample, {
      minLength: 1,
      maxLength: 12,
      selector: ({ folders, stem }) => [...folders, stem].join('/'),
    });
    await fc.assert(
      fc.asyncProperty(shards, async (drawn) => {
        const fits = ({ folders, stem, form }: (typeof drawn)[number]): TarMember['form'] => {
          const name = Buffer.byteLength(`${stem}.seg.png`);
          const folder = Buffer.byteLength(folders.join('/'));
          if (form === 'gnu' || form === 'pax') return form;
          if (form === 'prefix') return folder <= 155 && folder > 0 ? form : 'gnu';
          return folder + 1 + name <= 100 ? form : 'pax';
        };
        const members = drawn.flatMap((each): TarMember[] => {
          const key = [...each.folders, each.stem].join('/');
          const form = fits(each)!;
          const label = { path: `${key}.cls`, body: `${each.label}\n`, form };
          const rest = [
            { path: `${key}.${each.suffix}`, body: each.body, form },
            ...each.others.map((suffix) => ({ path: `${key}.${suffix}`, body: '{"label": 77}', form })),
          ];
          return each.isLabelFirst ? [label, ...rest] : [...rest, label];
        });
        assert.deepEqual(
          await samples(tarOf(members)),
          drawn.map(({ folders, stem, suffix, body, label }) => {
            const path = `${[...folders, stem].join('/')}.${suffix}`;
            const key = path.startsWith(`${label}/`) ? path : `${label}/${path}`;
            return [key, String(label), Buffer.from(body).toString('hex')];
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('a label that is a whole number should be the class of that number', async () => {
    const { manifest } = await index(tarOf([...cat, { path: 'y.png', body: '' }, { path: 'y.cls', body: ' 007\n' }]));
    assert.deepEqual([manifest.label(0), manifest.label(1)], [3, 7]);
    assert.deepEqual(manifest.classNames, ['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  test('names of classes should be numbered in the order of their bytes, or by a class map', async () => {
    const archive = tarOf([
      { path: '1.jpg' },
      { path: '1.cls', body: 'dog' },
      { path: '2.jpg' },
      { path: '2.json', body: '{"label": "cat"}' },
    ]);
    const { manifest } = await index(archive);
    assert.deepEqual([manifest.classNames, manifest.label(0), manifest.label(1)], [['cat', 'dog'], 1, 0]);
    const classes = {
      names: ['', '', 'dog', 'cat'],
      labels: new Map([
        ['dog', 2],
        ['cat', 3],
      ]),
    };
    const mapped = (await index(archive, { classes })).manifest;
    assert.deepEqual([mapped.label(0), mapped.label(1)], [2, 3]);
  });

  test('a field of .json should be the label where it is named, whatever .cls says', async () => {
    const archive = tarOf([...cat, { path: 'x/1.json', body: '{"label": 1, "fine": 5}' }]);
    assert.equal((await index(archive)).manifest.label(0), 3);
    assert.equal((await index(archive, { labelField: 'fine' })).manifest.label(0), 5);
    await assert.rejects(index(archive, { labelField: 'coarse' }), {
      message: /no field coarse; its fields are label, fine/,
    });
  });

  test('a label file should say the labels, by path or by key, and which samples count', async () => {
    const file = join(work, 'labels.csv');
    const archive = tarOf([{ path: 'x/1.jpg', body: 'one' }, { path: 'x/2.jpg', body: 'two' }, { path: 'x/3.jpg' }]);
    writeFileSync(file, 'path,label\nx/1.jpg,dog\nx/2,cat\n');
    const { manifest, skipped } = await index(archive, { labelFile: file });
    assert.deepEqual(await contentsOf(manifest, work), [
      ['dog/x/1.jpg', 'dog', hex('one')],
      ['cat/x/2.jpg', 'cat', hex('two')],
    ]);
    assert.deepEqual(skipped.warnings(), ['1 sample left out: the label file does not list it']);
    writeFileSync(file, 'path,label\nx/1.jpg,dog\nx/9.jpg,cat\n');
    await assert.rejects(index(archive, { labelFile: file }), {
      reason: 'PATH',
      message: /1 of its 2 samples are in no shard: x\/9\.jpg/,
    });
  });

  test.each<[string, TarMember[], RegExp]>([
    [
      'without a label',
      [{ path: 'x.jpg' }, { path: 'x.txt' }],
      /at byte 0: the sample x has no label: it has \.jpg, \.txt.*label_file/,
    ],
    ['with two images', [...cat, { path: 'x/1.png' }], /the sample x\/1 has two images, \.jpg and \.png.*image_field/],
    [
      'with two members of one suffix',
      [...cat, { path: 'x/1.jpg' }],
      /at byte 2048: the sample x\/1 has two members \.jpg/,
    ],
    [
      'whose members do not follow each other',
      [...cat, { path: 'y.jpg' }, { path: 'y.cls', body: '1' }, { path: 'x/1.txt' }],
      /at byte 3584: the sample x\/1 was already there/,
    ],
    ['that is a link', [{ path: 'x.jpg', type: '2' }], /x\.jpg is a link.*--dereference/],
    ['that is a hard link', [{ path: 'x.jpg', type: '1' }], /x\.jpg is a link.*--dereference/],
    ['that is sparse', [{ path: 'x.jpg', type: 'S' }], /the entry is a sparse file/],
    ['of an archive in several volumes', [{ path: 'x.jpg', type: 'M' }], /several volumes/],
    [
      'without a whole number as its label',
      [{ path: 'x.jpg' }, { path: 'x.cls', body: '-1' }],
      /the label is "-1".*-1 marks a split/,
    ],
    ['with an empty label', [{ path: 'x.jpg' }, { path: 'x.cls', body: ' \n' }], /the label is ""/],
    [
      'with a label that is a list',
      [{ path: 'x.jpg' }, { path: 'x.json', body: '{"label": [1]}' }],
      /the label is \[1\]/,
    ],
    ['whose .json is none', [{ path: 'x.jpg' }, { path: 'x.json', body: '{' }], /\.json is not JSON/],
  ])('should refuse a sample %s', async (_, members, message) => {
    await assert.rejects(index(tarOf(members)), { reason: 'PATH', message });
  });

  test('should refuse labels of which some are numbers and some are names', async () => {
    const archive = tarOf([...cat, { path: 'y.jpg' }, { path: 'y.cls', body: 'dog' }]);
    await assert.rejects(index(archive), {
      reason: 'INVALID_FIELD',
      message: /label of .*a\.tar, x\/1\.jpg is the number 3, and that of .*y\.jpg is the name "dog"/,
    });
  });

  test('should refuse a sparse file of pax, a damaged extended header and a name that is not UTF-8', async () => {
    const pax = (records: string): Buffer => tarEntry({ path: 'pax', body: records, type: 'x' });
    await assert.rejects(index(Buffer.concat([pax(paxRecord('GNU.sparse.major', '1')), tarOf(cat)])), {
      message: /sparse file/,
    });
    await assert.rejects(index(Buffer.concat([pax('9 path=x'), tarOf(cat)])), {
      message: /extended header \(pax\) that is damaged/,
    });
    const latin = tarOf([{ path: 'é.jpg' }]);
    latin[1] = 0xff;
    latin.write(
      `${latin
        .subarray(0, 512)
        .reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    await assert.rejects(index(latin), { message: /is not UTF-8/ });
  });

  test('should refuse compressed archives by name and by their first bytes', async () => {
    writeFileSync(join(work, 'z.tar.gz'), gzipSync(tarOf(cat)));
    await assert.rejects(indexShards([join(work, 'z.tar.gz')]), {
      reason: 'PATH',
      message: /z\.tar\.gz is compressed as a whole/,
    });
    await assert.rejects(index(gzipSync(tarOf(cat), { level: 0 })), {
      reason: 'PATH',
      message: /a\.tar: it is compressed with gzip/,
    });
  });

  test('should find every flipped bit of a header, or read the sample that the header then names', async () => {
    const archive = tarOf(cat);
    for (let at = 0; at < 512; at += 7) {
      const flipped = Buffer.from(archive);
      flipped[at]! ^= 1 << (at % 8);
      await assert.rejects(index(flipped), { reason: 'PATH', message: /at byte 0: no tar header: the checksum/ });
    }
  });

  test('should refuse a shard that is cut off anywhere, and index what is whole if that is allowed', async () => {
    const archive = tarOf([...cat, { path: 'x/2.jpg', body: 'x'.repeat(600) }, { path: 'x/2.cls', body: '4' }]);
    // A sample needs its image and its label. Padding is no part of it, and one block of the end marker is enough.
    for (const [length, whole] of [
      [archive.length - 1024, 2],
      [archive.length - 1025, 2],
      [archive.length - 1500, 2],
      [archive.length - 1535, 2],
      [archive.length - 1536, 1],
      [2048 + 512 + 100, 1],
      [2048, 1],
      [2047, 1],
    ] as const) {
      const cut = archive.subarray(0, length);
      await assert.rejects(index(cut), {
        reason: 'PATH',
        message: new RegExp(
          `a\\.tar at byte \\d+: the shard is cut off here: it lacks .* ${whole} samples before are whole.*--allow-truncated`,
        ),
      });
      const { manifest, skipped } = await index(cut, { allowTruncated: true });
      assert.equal(manifest.sampleCount, whole, `${length} bytes`);
      assert.match(skipped.warnings().join(), /a\.tar at byte \d+: the shard is cut off here/);
    }
    await assert.rejects(index(new Uint8Array(0)), { message: /the shard is empty/ });
    await assert.rejects(index(archive.subarray(0, 700), { allowTruncated: true }), {
      message: /the shards have no images/,
    });
  });

  test('should refuse a name that a manifest cannot state', async () => {
    const path = `${'x'.repeat(65_600)}.jpg`;
    const members: TarMember[] = [
      { path, form: 'pax' },
      { path: path.replace('.jpg', '.cls'), body: '1', form: 'gnu' },
    ];
    await assert.rejects(index(tarOf(members)), { reason: 'PATH', message: /has 65604 bytes; at most 65535/ });
  });

  test('should leave out what is no sample, and count it', async () => {
    const { progress, skipped } = await index(
      tarOf([
        { path: 'x/', type: '5' },
        { path: 'README' },
        ...cat,
        { path: 'x/1.txt', body: 'a caption' },
        { path: 'x/._1.jpg', body: 'of a Mac' },
        { path: 'x/only.txt' },
        { path: 'x/only.cls', body: '1' },
      ]),
    );
    assert.deepEqual([progress.samples, progress.ignored], [1, 5]);
    assert.equal(skipped.summary(), '5 other files (.txt 2, .cls 1, .jpg 1, no suffix 1)');
  });

  test('an image that changes after it was indexed should be found by the shard', async () => {
    const { manifest } = await index(tarOf(cat));
    writeFileSync(shard, tarOf([...cat, ...cat]));
    await assert.rejects(contentsOf(manifest, work), {
      reason: 'MISSING_SAMPLE',
      message: /x\/1\.jpg: a\.tar has 5120 bytes; the manifest says 3072 bytes/,
    });
  });
});
