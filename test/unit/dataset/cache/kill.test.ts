/** Three processes share a cache and are killed at random: the limit holds all the time, and nothing stale stays. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { CacheFolder } from '../../../../src/dataset/cache/folder.ts';
import { CacheIndex } from '../../../../src/dataset/cache/index-of-parts.ts';
import { SharedCacheState } from '../../../../src/dataset/cache/shared.ts';
import { diskUsage } from '../../../support/disk-usage.ts';

const LIMIT = 96 * 1024 * 1024;
const PROCESSES = 3;
const KILLS = 12;
const PROGRAM = fileURLToPath(new URL('../../../support/cache-process.ts', import.meta.url));

async function begin(folder: string, seed: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PROGRAM, folder, `${LIMIT}`, `${seed}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.once('exit', (code) => assert.equal(code, null, 'it ends only when it is killed'));
  await once(child.stdout!, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Looks at the disk as often as it can until it is told to stop; returns the most that it saw. */
async function watch(folder: string, stop: AbortSignal): Promise<number> {
  let most = 0;
  while (!stop.aborted) {
    most = Math.max(most, diskUsage(folder));
    await sleep(1);
  }
  return most;
}

test('three processes that are killed at random should never exceed the limit, and leave nothing stale', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crescendo-cache-kill-'));
  const children = await Promise.all(Array.from({ length: PROCESSES }, (_, k) => begin(folder, k)));
  try {
    const stop = new AbortController();
    const watched = watch(folder, stop.signal);
    for (let k = 0; k < KILLS; k += 1) {
      // Uneven moments, so that writes, renames and transactions are hit.
      await sleep(60 + ((k * 97) % 190));
      const at = k % PROCESSES;
      await kill(children[at]!);
      children[at] = await begin(folder, 100 + k);
    }
    stop.abort();
    const most = await watched;
    assert.ok(most <= LIMIT, `${most} bytes on disk, ${LIMIT} allowed`);
    assert.ok(most > LIMIT / 2, `${most} bytes on disk: the cache was used`);
    await Promise.all(children.map(kill));
    checkNothingStale(folder);
  } finally {
    await Promise.all(
      children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map(kill),
    );
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Files and index agree, once somebody opens the cache. */
function checkNothingStale(path: string): void {
  const folder = CacheFolder.open(path);
  const index = new CacheIndex(folder, { state: new SharedCacheState() });
  assert.deepEqual(readdirSync(folder.writing), []);
  const rows = index.database.all<{ name: string; bytes: number; ready: number }>(
    'SELECT name, bytes, ready FROM parts',
  );
  const files = folder.shelves.flatMap((shelf) => readdirSync(shelf));
  assert.deepEqual(rows.map(({ name }) => name).sort(), files.sort());
  for (const { name, bytes, ready } of rows) {
    assert.deepEqual([ready, statSync(folder.part(name)).size], [1, bytes]);
  }
  assert.deepEqual(index.database.all('SELECT * FROM streams'), []);
  assert.deepEqual(index.database.all('SELECT * FROM uses'), []);
  assert.deepEqual(
    index.owners().map(({ self }) => self),
    [true],
  );
  assert.ok(diskUsage(path) <= index.usedBytes, 'what is counted is at least what is there');
  index.close();
}
