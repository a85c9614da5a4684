import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';
import { exclusively } from '../../../scripts/exclusively.ts';

const folder = mkdtempSync(join(tmpdir(), 'crescendo-exclusively-'));
afterAll(() => rmSync(folder, { recursive: true }));

const module = JSON.stringify(fileURLToPath(new URL('../../../scripts/exclusively.ts', import.meta.url)));
const log = join(folder, 'log');

/** A process that writes that it is in, and stays there for `ms`, or until it is killed. */
function start(ms: number): ChildProcess {
  const text = `
    import { appendFileSync } from 'node:fs';
    import { exclusively } from ${module};
    exclusively(${JSON.stringify(join(folder, 'lock'))}, () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      process.stdout.write('in');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', text];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('processes should be in one after the other, and one that is killed should let the next in', async () => {
  const killed = start(3_600_000);
  await once(killed.stdout!, 'data');
  const others = [start(50), start(50), start(50)];
  const ended = others.map((child) => once(child, 'close'));
  killed.kill('SIGKILL');
  await Promise.all(ended);
  assert.equal(readFileSync(log, 'utf8'), `in ${'in out '.repeat(3)}`);
});

test('the result should be returned, and an error should let the next in', () => {
  const lock = join(folder, 'new', 'lock');
  assert.throws(
    () =>
      exclusively(lock, () => {
        throw new RangeError('no room');
      }),
    RangeError,
  );
  assert.equal(
    exclusively(lock, () => 7),
    7,
  );
});
