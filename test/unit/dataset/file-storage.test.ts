import assert from 'node:assert/strict';
import fs, { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { FileStorage } from '../../../src/dataset/storage/file.ts';
import type { FileCalls } from '../../../src/dataset/storage/open-below.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-storage-'));
afterAll(() => rmSync(work, { recursive: true }));

const NAMES = ['a/0.jpg', 'a/1.jpg', 'b/0.jpg', 'b/1.jpg'];
let folders = 0;

function folder(): string {
  folders += 1;
  const root = join(work, String(folders));
  for (const name of NAMES) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), name);
  }
  return root;
}

/** System calls of which those on some paths fail; a path counts by its end. */
function failing(
  codeOf: (path: string, call: 'open' | 'read') => string | undefined,
): FileCalls & { opened: string[] } {
  const paths = new Map<number, string>();
  const opened: string[] = [];
  const check = (path: string, call: 'open' | 'read'): void => {
    const code = codeOf(path, call);
    if (code !== undefined) throw Object.assign(new Error(`${code}: injected`), { code });
  };
  // The casts state that the storage calls these functions with a path or a file first.
  return {
    ...fs,
    opened,
    openSync: ((path: string, flags: number) => {
      opened.push(path);
      check(path, 'open');
      const file = fs.openSync(path, flags);
      paths.set(file, path);
      return file;
    }) as typeof fs.openSync,
    readSync: ((file: number, ...rest: [Uint8Array, number, number, number]) => {
      check(paths.get(file)!, 'read');
      return fs.readSync(file, ...rest);
    }) as typeof fs.readSync,
  };
}

const storageOf = (root: string, calls?: FileCalls): FileStorage =>
  new FileStorage(root, false, { probes: () => NAMES, ...(calls === undefined ? {} : { calls }) });

function read(storage: FileStorage, object: string): string {
  const into = new Uint8Array(7);
  storage.read({ object, offset: 0, length: 7, objectLength: 7 }, into);
  return Buffer.from(into).toString();
}

const MISSING = { reason: 'MISSING_SAMPLE' };
const AWAY = { reason: 'READ_FAILED', metadata: { scope: 'storage' } };
const isAway = (error: unknown): boolean => {
  const { reason, metadata } = error as { reason: string; metadata: { scope: string } };
  assert.deepEqual({ reason, metadata: { scope: metadata.scope } }, AWAY, String(error));
  return true;
};

test('a file that is gone should be a missing sample, and a root that is gone an outage', () => {
  const root = folder();
  const storage = storageOf(root);
  assert.equal(read(storage, 'a/0.jpg'), 'a/0.jpg');
  rmSync(join(root, 'a/1.jpg'));
  assert.throws(() => read(storage, 'a/1.jpg'), MISSING);
  renameSync(root, `${root}-away`);
  for (const name of NAMES) assert.throws(() => read(storage, name), isAway);
  // An empty mount point is there, and nothing in it.
  mkdirSync(root);
  for (const name of NAMES) assert.throws(() => read(storage, name), isAway);
  rmSync(root, { recursive: true });
  renameSync(`${root}-away`, root);
  assert.throws(() => read(storage, 'a/1.jpg'), MISSING);
  assert.equal(read(storage, 'b/1.jpg'), 'b/1.jpg');
});

test('a storage that is opened while its root is away should read once it is back', () => {
  const root = folder();
  renameSync(root, `${root}-away`);
  const storage = storageOf(root);
  assert.throws(() => read(storage, 'a/0.jpg'), isAway);
  renameSync(`${root}-away`, root);
  assert.equal(read(storage, 'a/0.jpg'), 'a/0.jpg');
});

test('a root that comes back as a link to its new place should be read there', () => {
  const root = folder();
  const storage = storageOf(root);
  read(storage, 'a/0.jpg');
  renameSync(root, `${root}-new`);
  symlinkSync(`${root}-new`, root);
  assert.throws(() => read(storage, 'a/0.jpg'), isAway, 'the first read finds the link');
  assert.equal(read(storage, 'a/0.jpg'), 'a/0.jpg');
});

test('an outage that ends between two system calls should condemn nothing', () => {
  const root = folder();
  // Any number of calls fail, so that the storage comes back at every point of the decision.
  for (const code of ['ENOENT', 'EACCES']) {
    for (let calls = 1; calls < 20; calls += 1) {
      let left = calls;
      const storage = storageOf(
        root,
        failing((_, call) => (call === 'open' && left-- > 0 ? code : undefined)),
      );
      try {
        assert.equal(read(storage, 'a/0.jpg'), 'a/0.jpg');
      } catch (error) {
        isAway(error);
      }
    }
  }
});

test('each code of a failed call should condemn the file, or be an outage, or be worth more tries', () => {
  const root = folder();
  const kinds: Record<string, string> = {};
  const codes =
    'ENOENT EACCES EPERM ELOOP ENOTDIR ESTALE EIO EUCLEAN ENOTCONN ETIMEDOUT EMFILE ENFILE ENOMEM EWHATEVER';
  for (const code of codes.split(' ')) {
    const storage = storageOf(
      root,
      failing((path) => (path.endsWith('a/1.jpg') ? code : undefined)),
    );
    assert.throws(
      () => read(storage, 'a/1.jpg'),
      (error) => {
        const { reason, metadata, message } = error as {
          reason: string;
          metadata: Record<string, string>;
          message: string;
        };
        assert.match(message, new RegExp(`a/1.jpg: ${code}`));
        kinds[code] = metadata.scope ?? reason;
        return true;
      },
    );
  }
  const [missing, one, all] = ['MISSING_SAMPLE', 'sample', 'storage'];
  assert.deepEqual(kinds, {
    ...{ ENOENT: missing, EACCES: missing, EPERM: missing, ELOOP: missing, ENOTDIR: missing },
    ...{ ESTALE: one, EIO: one, EUCLEAN: one, EWHATEVER: one },
    ...{ ENOTCONN: all, ETIMEDOUT: all, EMFILE: all, ENFILE: all, ENOMEM: all },
  });
});

test('a disk on which nothing can be read should be an outage, although its files can be opened', () => {
  const root = folder();
  let broken = false;
  const storage = storageOf(
    root,
    failing((_, call) => (broken && call === 'read' ? 'EIO' : undefined)),
  );
  read(storage, 'a/0.jpg');
  broken = true;
  assert.throws(() => read(storage, 'a/1.jpg'), isAway);
  broken = false;
  assert.equal(read(storage, 'a/1.jpg'), 'a/1.jpg');
});

test('each of several roots should be away on its own', () => {
  const roots = [folder(), folder()];
  const probes = roots.flatMap((_, k) => NAMES.map((name) => `${k}/${name}`));
  const storage = new FileStorage(roots, false, { probes: () => probes });
  const readFrom = (object: string): void => storage.read({ object, offset: 0, length: 1 }, new Uint8Array(1));
  renameSync(roots[1]!, `${roots[1]}-away`);
  readFrom('0/a/0.jpg');
  assert.throws(() => readFrom('1/a/0.jpg'), isAway);
  rmSync(join(roots[0]!, 'a/0.jpg'));
  assert.throws(() => readFrom('0/a/0.jpg'), MISSING);
});

test('a folder that becomes a link should be refused, wherever on the path it is, and nothing read through it', () => {
  const [root, outside] = [folder(), folder()];
  const storage = storageOf(root);
  read(storage, 'a/0.jpg');
  renameSync(join(root, 'b'), join(root, 'c'));
  for (const target of [join(outside, 'b'), join(root, 'c')]) {
    symlinkSync(target, join(root, 'b'));
    assert.throws(() => read(storage, 'b/0.jpg'), { ...MISSING, message: /ELOOP.*symbolic link/ });
    rmSync(join(root, 'b'));
  }
  const following = new FileStorage(root, true, { probes: () => NAMES });
  symlinkSync(join(outside, 'b'), join(root, 'b'));
  assert.equal(read(following, 'b/0.jpg'), 'b/0.jpg');
});

test('no file should stay open, whatever fails', () => {
  const root = folder();
  const storage = storageOf(
    root,
    failing((path, call) => (path.endsWith('1.jpg') && call === 'read' ? 'EIO' : undefined)),
  );
  const open = (): number => fs.readdirSync('/proc/self/fd').length;
  read(storage, 'a/0.jpg');
  const before = open();
  rmSync(join(root, 'b/0.jpg'));
  symlinkSync(join(root, 'a/0.jpg'), join(root, 'b/0.jpg'));
  for (const name of ['a/1.jpg', 'b/0.jpg', 'b/1.jpg', 'b/2.jpg']) assert.throws(() => read(storage, name));
  assert.equal(open(), before);
});
