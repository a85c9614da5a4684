/** Labels that the user states: lists and maps of classes, label files, several folders. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { indexDataset, type LabelOptions } from '../../../src/dataset/index-dataset.ts';
import { Manifest } from '../../../src/dataset/manifest.ts';
import { openFolder } from '../../../src/dataset/open-folder.ts';
import { openSource } from '../../../src/dataset/open-source.ts';
import { validationLabels } from '../../../src/dataset/validation-labels.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-labels-'));
afterAll(() => rmSync(work, { recursive: true }));

let made = 0;

function folder(files: Record<string, string>): string {
  made += 1;
  const root = join(work, String(made));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function file(name: string, text: string): string {
  made += 1;
  mkdirSync(join(work, String(made)));
  const path = join(work, String(made), name);
  writeFileSync(path, text);
  return path;
}

const samples = (manifest: Manifest): [string, number][] =>
  Array.from({ length: manifest.sampleCount }, (_, k) => [manifest.key(k), manifest.label(k)]);

const index = async (root: string | string[], labels: LabelOptions) => {
  const { manifest, skipped } = await indexDataset(root, labels);
  manifest.save(join(work, 'saved.manifest'));
  // What is stated must survive the file.
  const read = Manifest.open(join(work, 'saved.manifest'));
  assert.deepEqual(samples(read), samples(manifest));
  return { manifest: read, skipped };
};

const PETS = { 'cat/1.jpg': 'c', 'dog/1.jpg': 'dd', 'dog/2.jpg': 'ddd', 'fox/1.jpg': 'f' };

test('a list of classes should number them, leave out other folders and name what it lacks', async () => {
  const { manifest, skipped } = await index(folder(PETS), { classes: ['dog', 'owl', 'cat'] });
  assert.deepEqual(manifest.classNames, ['dog', 'owl', 'cat']);
  assert.deepEqual(samples(manifest), [
    ['cat/1.jpg', 2],
    ['dog/1.jpg', 0],
    ['dog/2.jpg', 0],
  ]);
  assert.deepEqual([skipped.absentClasses, skipped.unlistedClasses], [['owl'], ['fox']]);
  assert.match(skipped.warnings().join('\n'), /1 listed classes without images: "owl"\nfolder "fox" left out/);
  await assert.rejects(index(folder(PETS), { classes: ['bird'] }), {
    reason: 'PATH',
    message: /in the list of classes/,
  });
});

test('a class map should be a file of lines, JSON or a mapping, and change the digest', async () => {
  const root = folder(PETS);
  const plain = (await index(root, {})).manifest;
  const maps = [file('map.txt', 'fox\ndog\r\ncat\n'), file('map.json', '{"fox": 0, "dog": 1, "cat": 2}')];
  const digests = new Set<string>();
  for (const classMap of [...maps, { fox: 0, dog: 1, cat: 2 }]) {
    const { manifest } = await index(root, { classMap });
    assert.deepEqual(
      samples(manifest).map(([, label]) => label),
      [2, 1, 1, 0],
    );
    assert.equal(manifest.classMapped, true);
    digests.add(manifest.digest);
  }
  assert.equal(digests.size, 1);
  assert.ok(!digests.has(plain.digest));
  assert.equal((await index(root, { classMap: { cat: 0, dog: 1, fox: 2 } })).manifest.digest, plain.digest);
});

test('a class map may give classes the same label, and leave labels unused', async () => {
  const { manifest } = await index(folder(PETS), { classMap: { fox: 3, dog: 3, cat: 1 } });
  assert.deepEqual(manifest.classNames, ['', 'cat', '', 'fox']);
  assert.deepEqual(samples(manifest), [
    ['cat/1.jpg', 1],
    ['dog/1.jpg', 3],
    ['dog/2.jpg', 3],
    ['fox/1.jpg', 3],
  ]);
});

test('what is wrong with a class map should be named', async () => {
  const root = folder(PETS);
  const cases: [LabelOptions, RegExp][] = [
    [{ classes: ['cat', 'dog', 'cat'] }, /classes: "cat" is class 0 and class 2/],
    [{ classMap: { cat: -1 } }, /the label of "cat" is -1; a label is a whole number in 0\.\.999999/],
    [{ classMap: { cat: 1e9 } }, /the label of "cat" is 1000000000/],
    [{ classMap: {} }, /no class is listed/],
    [{ classMap: file('a.json', '["cat"]') }, /a\.json: a class map in JSON is an object/],
    [{ classMap: file('b.json', '{') }, /b\.json: .*JSON/],
    [{ classMap: file('c.txt', 'cat\n\ndog\n') }, /c\.txt: a class name is empty/],
    [{ classMap: { cat: 0 }, classes: ['cat'] }, /either classes or class_map/],
  ];
  for (const [labels, message] of cases)
    await assert.rejects(index(root, labels), { reason: 'INVALID_FIELD', message });
  await assert.rejects(index(root, { classMap: join(work, 'nowhere.txt') }), { reason: 'PATH', message: /class map/ });
});

const FLAT = { 'b.jpg': 'bb', 'a.jpg': 'a', 'sub/c.data': 'ccc', 'extra.jpg': '' };

test('a label file should state the samples and labels of a flat folder, in CSV and JSON', async () => {
  const root = folder(FLAT);
  const expected = [
    ['a.jpg', 1],
    ['b.jpg', 0],
    ['sub/c.data', 1],
  ];
  const files = [
    file('labels.csv', 'label,path,note\ncat,"b.jpg","x, y"\r\ndog,a.jpg,\ndog,sub/c.data,\n'),
    file('labels.json', '{"b.jpg": "cat", "a.jpg": "dog", "sub/c.data": "dog"}'),
    file(
      'list.json',
      '[{"path": "sub/c.data", "label": "dog"}, {"path": "a.jpg", "label": "dog"}, {"path": "b.jpg", "label": "cat"}]',
    ),
  ];
  const digests = new Set<string>();
  for (const labelFile of files) {
    const { manifest } = await index(root, { labelFile });
    assert.deepEqual(samples(manifest), expected);
    assert.deepEqual(manifest.classNames, ['cat', 'dog']);
    digests.add(manifest.digest);
  }
  assert.equal(digests.size, 1);
  const dataset = await openFolder('d', root, undefined, { labels: { labelFile: files[0]! } });
  assert.equal(Buffer.from(await openSource(dataset.source).read(2)).toString(), 'ccc');
});

test('numbers in a label file should stand for themselves, or for places in the list of classes', async () => {
  const root = folder(FLAT);
  const labelFile = file('numbers.csv', 'path,label\na.jpg,10\nb.jpg,2\n');
  const { manifest } = await index(root, { labelFile });
  assert.deepEqual(samples(manifest), [
    ['a.jpg', 10],
    ['b.jpg', 2],
  ]);
  assert.deepEqual([manifest.classNames.length, manifest.classNames[10]], [11, '10']);
  const listed = await index(root, { labelFile: file('n.json', '{"a.jpg": 1, "b.jpg": 0}'), classes: ['x', 'y', 'z'] });
  assert.deepEqual(listed.manifest.classNames, ['x', 'y', 'z']);
  assert.deepEqual(
    samples(listed.manifest).map(([, label]) => label),
    [1, 0],
  );
  assert.deepEqual(listed.skipped.absentClasses, ['z']);
});

test('what is wrong with a label file should be named', async () => {
  const root = folder(FLAT);
  symlinkSync('a.jpg', join(root, 'link.jpg'));
  const csv = (rows: string): string => file('l.csv', `path,label\n${rows}`);
  const cases: [LabelOptions, RegExp][] = [
    [{ labelFile: csv('a.jpg,x\nb.jpg,y\na.jpg,z\n') }, /l\.csv: a\.jpg is listed twice, with the labels "x" and "z"/],
    [{ labelFile: csv('../a.jpg,x\n') }, /"\.\.\/a\.jpg" is not a path below/],
    [{ labelFile: csv('/a.jpg,x\n') }, /not a path below/],
    [{ labelFile: csv('a.jpg,\n') }, /sample 1 needs a path and a label/],
    [{ labelFile: csv('a.jpg\n') }, /l\.csv: /],
    [{ labelFile: csv('') }, /lists no samples/],
    [{ labelFile: file('m.csv', 'file,class\na.jpg,1\n') }, /columns path and label \(it names file, class\)/],
    [{ labelFile: csv('a.jpg,99999999\n') }, /99999999 is too great/],
    [{ labelFile: csv('a.jpg,owl\n'), classes: ['cat'] }, /the label "owl" is not in the list of classes/],
    [{ labelFile: csv('a.jpg,1\n'), classes: ['cat'] }, /the label "1" is not in the list of classes/],
    [{ labelFile: file('n.json', '7') }, /an object of paths and labels/],
    [{ labelFile: file('o.json', '{"a.jpg": 1.5}') }, /label 1\.5/],
  ];
  for (const [labels, message] of cases)
    await assert.rejects(index(root, labels), { reason: 'INVALID_FIELD', message });
  await assert.rejects(index(root, { labelFile: csv('a.jpg,1\nno.jpg,2\nnot.jpg,2\n') }), {
    reason: 'PATH',
    message: /2 of its 3 files do not exist below .*: no\.jpg, not\.jpg/,
  });
  await assert.rejects(index(root, { labelFile: csv('link.jpg,1\n') }), { reason: 'PATH', message: /symbolic link/ });
  await assert.rejects(index([root, folder(PETS)], { labelFile: csv('a.jpg,1\n') }), { message: /2 are given/ });
});

test('several folders should be one dataset, with the classes of all', async () => {
  const [first, second] = [folder({ ...PETS, 'owl/notes.txt': '' }), folder({ 'cat/1.jpg': 'CC', 'ant/1.jpg': 'A' })];
  const { manifest, skipped } = await index([first, second], {});
  assert.deepEqual(manifest.classNames, ['ant', 'cat', 'dog', 'fox']);
  assert.deepEqual(samples(manifest), [
    ['1/ant/1.jpg', 0],
    ['0/cat/1.jpg', 1],
    ['1/cat/1.jpg', 1],
    ['0/dog/1.jpg', 2],
    ['0/dog/2.jpg', 2],
    ['0/fox/1.jpg', 3],
  ]);
  assert.deepEqual(skipped.emptyClasses, ['owl']);
  const { source } = await openFolder('d', [first, second], join(work, 'saved.manifest'));
  const texts = [0, 1, 2].map(async (k) => Buffer.from(await openSource(source).read(k)).toString());
  assert.deepEqual(await Promise.all(texts), ['A', 'c', 'CC']);
  assert.throws(() => openSource({ ...source, root: [first] }).read(0), {
    reason: 'MISSING_SAMPLE',
    message: /1 folders/,
  });
  await assert.rejects(openFolder('d', first, join(work, 'saved.manifest')), {
    reason: 'INVALID_FIELD',
    message: /made of 2 folders; root names 1/,
  });
  await assert.rejects(
    openFolder('d', [first, second], join(work, 'saved.manifest'), { labels: { classes: ['cat'] } }),
    {
      reason: 'INVALID_FIELD',
      message: /has the labels/,
    },
  );
  await assert.rejects(index([first, first], {}), { reason: 'PATH', message: /given twice/ });
  const one = await index([first], {});
  assert.equal(one.manifest.digest, (await index(first, {})).manifest.digest);
});

test('the class map of validation data should count where the training data lacks the name, and not contradict it', async () => {
  const train = await openFolder('train', folder(PETS), undefined);
  const root = folder({ 'Dog/1.jpg': 'D', 'fox/1.jpg': 'f' });
  const val = (classMap: Record<string, number>) => openFolder('val', root, undefined, { labels: { classMap } });
  assert.deepEqual([...validationLabels(train, await val({ Dog: 1, fox: 2 }))], [0, 1, 2]);
  const plain = await openFolder('val', root, undefined);
  assert.throws(() => validationLabels(train, plain), { reason: 'CLASS_MISMATCH', message: /train lacks "Dog"/ });
  const wrong = await val({ Dog: 1, fox: 0 });
  assert.throws(() => validationLabels(train, wrong), {
    reason: 'CLASS_MISMATCH',
    message: /class "fox" is 2 in training dataset train and 0 by the class_map of validation dataset val/,
  });
  const wrongPlace = await val({ Dog: 3, fox: 9 });
  const beyond = await val({ Dog: 7, fox: 2 });
  assert.throws(() => validationLabels(train, beyond), {
    reason: 'CLASS_MISMATCH',
    message:
      /class "Dog" is 7 by the class_map of .* val, but .* train has no images .* its labels are 0, 1, 2: correct/,
  });
  // A label that the training data's own class map leaves unused was not learnt either.
  const sparse = await openFolder('train', folder(PETS), undefined, {
    labels: { classMap: { cat: 0, dog: 5, fox: 9 } },
  });
  assert.throws(() => validationLabels(sparse, wrongPlace), {
    reason: 'CLASS_MISMATCH',
    message: /its labels are 0, 5, 9: correct/,
  });
  const listed = await openFolder('val', folder(PETS), undefined, { labels: { classes: ['fox', 'cat'] } });
  assert.deepEqual([...validationLabels(train, listed)], [2, 0]);
});
