/** The installed command on a Node that is too old for the program. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { outside, pack, project, runIn } from '../support/packing.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-old-node-'));
afterAll(() => rmSync(work, { recursive: true }));
const old = oldNode();
if (old === undefined) console.log('skipped: no Node older than 22.18 on the PATH, on which to run the packed package');

/** A Node on the PATH that cannot run the program itself. */
function oldNode(): string | undefined {
  return (outside.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .find((path) => {
      const version = execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' });
      const [major = 0, minor = 0] = version.split('.').map(Number);
      return major < 22 || (major === 22 && minor < 18);
    });
}

describe.skipIf(old === undefined)('the packed command on an old Node', () => {
  const folder = join(work, 'project');
  const command = join(folder, 'node_modules', 'crescendo', 'dist', 'cli', 'launch.js');
  beforeAll(() => {
    const contract = pack('proto/dist', join(work, 'packed'));
    const tarball = pack('.', join(work, 'packed'), '--ignore-scripts');
    project(folder, {}, tarball.path, contract.path);
    writeDataset(join(folder, 'train'), 12);
  }, SLOW.timeout);

  test('should keep arguments, output and exit codes', () => {
    const apply = runIn(folder, old!, command, 'apply', 'no such image.jpg', '-o', 'x.png');
    assert.deepEqual([apply.status, apply.stdout], [2, '']);
    assert.match(apply.stderr, /^crescendo: cannot read no such image\.jpg: /);
    const runs = runIn(folder, old!, command, 'runs', '--state', 'none.sqlite');
    assert.doesNotMatch(runs.stderr, /No such built-in module/);
    const version = runIn(folder, old!, command, '--version');
    assert.deepEqual([version.status, /^\d+\.\d+\.\d+\n$/.test(version.stdout), version.stderr], [0, true, '']);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`should serve, and stop at ${signal} with code 0, even when it comes twice`, async () => {
      const args = [
        command,
        'serve',
        '--data',
        'train=train',
        '--listen',
        '127.0.0.1:0',
        '--state',
        ':memory:',
        '--json',
      ];
      const child = spawn(old!, args, { cwd: folder, env: outside, stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      assert.match(line.toString(), /"address":"127\.0\.0\.1:\d+"/);
      child.kill(signal);
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });
  }

  test('should say in one sentence what to do where the bundled Node is missing', () => {
    const program = join(folder, 'node_modules', 'node', 'bin', 'node');
    renameSync(program, `${program}.away`);
    const { status, stderr } = runIn(folder, old!, command, 'doctor');
    renameSync(`${program}.away`, program);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^crescendo: needs Node 22\.18 or newer, but this is Node \d+\..*: install .*npm rebuild node\n$/,
    );
  });
});
