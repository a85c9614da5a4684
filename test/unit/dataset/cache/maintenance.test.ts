import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, test, vi } from 'vitest';
import { cacheCommand } from '../../../../src/cli/cache.ts';
import { cached } from '../../../../src/dataset/cache/cached.ts';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { cacheContents, clearCache, verifyCache } from '../../../../src/dataset/cache/maintenance.ts';
import { FakeRemote } from '../../../support/fake-remote.ts';

const MIB = 1024 * 1024;
const folders: string[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** A cache with one object of 200,000 bytes for each name, which nobody uses any more. */
async function make(...objects: string[]): Promise<{ root: string; files: string[] }> {
  const root = fs.mkdtempSync(join(tmpdir(), 'crescendo-cache-'));
  folders.push(root);
  const storage = cached(new FakeRemote(), 'http://host/data/', { folder: root, bytes: 64 * MIB });
  for (const object of objects) {
    await storage.read(
      { object, offset: 0, length: 9, objectLength: 200_000, version: { etag: '"1"' } },
      new Uint8Array(9),
    );
  }
  storage.close();
  const folder = CacheFolder.open(root);
  return { root, files: folder.shelves.flatMap((shelf) => fs.readdirSync(shelf).map((name) => join(shelf, name))) };
}

async function command(...args: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await cacheCommand().parseAsync(args, { from: 'user' });
  const lines = log.mock.calls.map(([line]) => String(line)).join('\n');
  log.mockRestore();
  return lines;
}

test('show should say what is in a cache', async () => {
  const { root } = await make('a', 'b');
  const { limitBytes, usedBytes, places } = cacheContents(root);
  assert.equal(limitBytes, 64 * MIB);
  assert.ok(usedBytes > 400_000 && usedBytes < 16 * MIB);
  assert.deepEqual({ ...places[0] }, { place: 'http://host/data/', parts: 2, bytes: 400_000, needed: 0, writing: 0 });
  const text = await command('show', root);
  assert.match(text, /cache \/.*: at most \d+\.\d MB on disk, limit 67\.1 MB; /);
  assert.match(text, /\n +2 +400\.0 kB +0 +0 +http:\/\/host\/data\/$/);
  assert.equal(JSON.parse(await command('show', root, '--json')).places.length, 1);
  await assert.rejects(command('show', tmpdir()), { reason: 'PATH', message: /holds no cache/ });
});

test('verify should remove what is damaged, and leave alone what the cache did not make', async () => {
  const { root, files } = await make('a', 'b', 'c');
  assert.deepEqual(verifyCache(root), { parts: 3, bytes: 600_000, damaged: 0, unknown: 0, foreign: [] });
  const bytes = fs.readFileSync(files[0]!);
  bytes[1000]! ^= 4;
  fs.writeFileSync(files[0]!, bytes);
  fs.truncateSync(files[1]!, 199_999);
  // A whole part that no index has, a foreign file, and a link that is named like a part.
  const folder = CacheFolder.open(root);
  const unknown = folder.part(`${'ab'.repeat(20)}-3`);
  fs.writeFileSync(unknown, 'part');
  const foreign = [folder.part('README'.padStart(8, 'c')), folder.part(`${'cd'.repeat(20)}-0`)];
  fs.mkdirSync(folder.shelf('cc'), { recursive: true });
  fs.writeFileSync(join(folder.shelf('cc'), 'README'), 'text');
  fs.symlinkSync(files[2]!, foreign[1]!);
  const verified = verifyCache(root);
  assert.deepEqual(verified, {
    ...{ parts: 3, bytes: 600_000, damaged: 2, unknown: 1 },
    foreign: [join(folder.shelf('cc'), 'README'), foreign[1]!],
  });
  assert.deepEqual(
    [fs.existsSync(files[0]!), fs.existsSync(files[1]!), fs.existsSync(files[2]!)],
    [false, false, true],
  );
  assert.ok(!fs.existsSync(unknown) && fs.existsSync(foreign[1]!));
  assert.match(await command('verify', root), /^1 parts, 200\.0 kB: all as they were fetched\nnot made by the cache/);
});

test('clear should remove the parts of a cache that nobody uses, and nothing else', async () => {
  const { root, files } = await make('a', 'b');
  fs.writeFileSync(join(root, 'mine'), '');
  fs.writeFileSync(join(root, 'crescendo-cache', 'parts', '00', 'mine'), '');
  assert.equal(await command('clear', root), 'removed 2 parts, 400.0 kB');
  assert.ok(!files.some((file) => fs.existsSync(file)));
  assert.ok(fs.existsSync(join(root, 'mine')) && fs.existsSync(join(root, 'crescendo-cache', 'parts', '00', 'mine')));
  assert.deepEqual(cacheContents(root).places, []);
});

async function user(root: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../../../support/cache-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, root, `${128 * MIB}`, '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

test('clear should leave what a server reads, and say so', async () => {
  const { root } = await make('a');
  const child = await user(root);
  try {
    while ((cacheContents(root).places.find(({ place }) => place === 'fake:')?.parts ?? 0) < 3);
    // What the server does not read was read by this test a moment ago.
    const folder = CacheFolder.open(root);
    const before = folder.shelves.flatMap((shelf) => fs.readdirSync(shelf)).length;
    const { kept, processes } = clearCache(root);
    assert.ok(before > 0 && kept > 0);
    assert.deepEqual(processes, [child.pid]);
    assert.match(
      await command('clear', root),
      new RegExp(`stay, because they are being read: in use by process ${child.pid}\n`),
    );
  } finally {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  assert.equal(clearCache(root).kept, 0);
});
