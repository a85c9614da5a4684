import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { FileStorage } from '../../../src/dataset/storage/file.ts';
import { openStorage, openStore } from '../../../src/dataset/storage/open-store.ts';
import type { LocalStorage, ObjectInfo, ObjectStore } from '../../../src/dataset/storage/storage.ts';

const work = fs.mkdtempSync(join(tmpdir(), 'crescendo-local-'));
afterAll(() => fs.rmSync(work, { recursive: true }));
let folders = 0;

function folderOf(files: Record<string, string>): string {
  const folder = join(work, String(folders++));
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(join(folder, name, '..'), { recursive: true });
    fs.writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function listed(store: ObjectStore): Promise<ObjectInfo[]> {
  const infos: ObjectInfo[] = [];
  for await (const info of store.list()) infos.push(info);
  return infos;
}

describe('a folder that is indexed', () => {
  test('should list its files in the order of their names, with lengths and times', async () => {
    const folder = folderOf({ 'b/x.tar': 'bbb', 'b.tar': 'bb', 'a.tar': '', 'c/d/e.tar': 'e' });
    const infos = await listed(openStore(folder));
    assert.deepEqual(
      infos.map(({ object, length }) => [object, length]),
      [
        ['a.tar', 0],
        ['b.tar', 2],
        ['b/x.tar', 3],
        ['c/d/e.tar', 1],
      ],
    );
    assert.equal(infos[1]!.version?.modifiedMs, fs.statSync(join(folder, 'b.tar')).mtimeMs);
  });

  test('should read ranges of the file that was listed, and no other one', async () => {
    const folder = folderOf({ 'a.tar': 'hello' });
    const store = openStore(folder);
    const info = await store.head('a.tar');
    assert.equal(Buffer.from(await store.read(info, 1, 3)).toString(), 'ell');
    await assert.rejects(store.read(info, 3, 3), { reason: 'PATH', message: /a\.tar: it ends at byte 5/ });
    fs.writeFileSync(join(folder, 'a.tar'), 'longer');
    await assert.rejects(store.read(info, 0, 1), { reason: 'PATH', message: /has changed since it was listed/ });
    await assert.rejects(store.head('b.tar'), { reason: 'PATH', message: /there is no b\.tar.*did you mean a\.tar/ });
    await assert.rejects(store.head('../x'), { reason: 'PATH', message: /not a path below the folder/ });
    await assert.rejects(listed(openStore(join(folder, 'none'))), { reason: 'PATH', message: /there is no none/ });
  });

  test('should follow links only if that is asked for, and never leave one out silently', async () => {
    const folder = folderOf({ 'a.tar': 'a' });
    fs.symlinkSync(join(folder, 'a.tar'), join(folder, 'l.tar'));
    await assert.rejects(listed(openStore(folder)), {
      reason: 'PATH',
      message: /l\.tar: it is a symbolic link.*--follow-links/,
    });
    await assert.rejects(openStore(folder).head('l.tar'), { reason: 'PATH' });
    const infos = await listed(openStore(folder, { followLinks: true }));
    assert.deepEqual(
      infos.map(({ object }) => object),
      ['a.tar', 'l.tar'],
    );
  });
});

describe('large files that are read', () => {
  /** The system's calls, and how many files are opened and open. */
  function counted(limit = Number.POSITIVE_INFINITY) {
    const count = { opened: 0, open: 0 };
    const calls = {
      ...fs,
      openSync(...args: Parameters<typeof fs.openSync>) {
        if (count.open >= limit) throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
        const file = fs.openSync(...args);
        count.opened += 1;
        count.open += 1;
        return file;
      },
      closeSync(file: number) {
        count.open -= 1;
        fs.closeSync(file);
      },
    };
    return { count, calls };
  }
  const read = (storage: LocalStorage, object: string, offset = 0, length = 1): string => {
    const into = new Uint8Array(length);
    storage.read({ object, offset, length }, into);
    return Buffer.from(into).toString();
  };
  const files = { 'a.tar': 'abc', 'b.tar': 'b', 'c.tar': 'c' };

  test('should stay open, those that were used last', () => {
    const { count, calls } = counted();
    const storage = new FileStorage(folderOf(files), false, { calls, keepOpen: 2 });
    for (const object of ['a.tar', 'b.tar', 'a.tar', 'a.tar']) read(storage, object);
    assert.deepEqual(count, { opened: 2, open: 2 });
    storage.advise({ object: 'a.tar', offset: 0, length: 3 });
    assert.equal(read(storage, 'c.tar'), 'c');
    assert.deepEqual(count, { opened: 3, open: 2 });
    assert.equal(read(storage, 'a.tar', 2), 'c');
    assert.equal(count.opened, 3, 'b.tar was closed, not a.tar');
    storage.close();
    assert.equal(count.open, 0);
  });

  test('should be opened again if they are others by now', () => {
    const folder = folderOf(files);
    const storage = openStorage(folder) as LocalStorage;
    const path = join(folder, 'a.tar');
    const version = { modifiedMs: fs.statSync(path).mtimeMs };
    const range = { object: 'a.tar', offset: 0, length: 3, objectLength: 3, version };
    const into = new Uint8Array(3);
    storage.read(range, into);
    // Written anew in place: the open file is the changed one, and so is the one that is opened again.
    fs.writeFileSync(path, 'xyz');
    fs.utimesSync(path, 1, 1);
    assert.throws(() => storage.read(range, into), { reason: 'MISSING_SAMPLE', message: /a\.tar has changed/ });
    // The right file is put in its place.
    fs.writeFileSync(join(folder, 'new'), 'abc');
    fs.utimesSync(join(folder, 'new'), version.modifiedMs / 1000, version.modifiedMs / 1000);
    fs.renameSync(join(folder, 'new'), path);
    const exact = { ...range, version: { modifiedMs: fs.statSync(path).mtimeMs } };
    storage.read(exact, into);
    assert.equal(Buffer.from(into).toString(), 'abc');
    storage.close();
  });

  test('should make room if the process may open no more files', () => {
    const { count, calls } = counted(2);
    const storage = new FileStorage(folderOf(files), false, { calls, keepOpen: 64 });
    for (const object of ['a.tar', 'b.tar', 'c.tar', 'a.tar']) assert.equal(read(storage, object), object[0]);
    assert.ok(count.open <= 2);
    storage.close();
  });

  test('should be refused behind links', () => {
    const folder = folderOf(files);
    fs.symlinkSync(join(folder, 'a.tar'), join(folder, 'l.tar'));
    const storage = openStorage(folder, { probes: () => ['a.tar'] }) as LocalStorage;
    for (let k = 0; k < 2; k += 1)
      assert.throws(() => read(storage, 'l.tar'), { reason: 'MISSING_SAMPLE', message: /symbolic link/ });
    storage.close();
    const following = openStorage(folder, { followLinks: true }) as LocalStorage;
    assert.equal(read(following, 'l.tar'), 'a');
    following.close();
  });
});
