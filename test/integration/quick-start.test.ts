/** README's quick start, block by block, as it stands there. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { preparePhotoTiles } from '../../scripts/photo-tiles.ts';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { agrees, blocks, commands, section, sides } from '../support/documentation.ts';
import { SLOW } from '../support/limits.ts';
import { outside, root, runIn } from '../support/packing.ts';

const page = section(readFileSync(join(root, 'README.md'), 'utf8'), '## Quick start');
const cells = blocks(page, 'console').flatMap(commands);
/** Folder for the files that the reader would create. */
const work = mkdtempSync(join(tmpdir(), 'crescendo-quick-start-'));
afterAll(() => rmSync(work, { recursive: true }));

/** The command that begins with `start`, and its shown output. */
function cell(start: string): { command: string; output: string[] } {
  const found = cells.find(({ command }) => command.startsWith(start));
  assert.ok(found !== undefined, `no command ${start} in the quick start`);
  return found;
}

/** Runs `crescendo` of the build, with the arguments of a command on the page. */
function crescendo(command: string, ...more: string[]): [string, string[]] {
  const args = command.replace('npx crescendo ', '').replaceAll('.cache/', join(root, '.cache/')).split(' ');
  return [process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...args, ...more]];
}

/**
 * Runs a script of the page. It uses the environment of the client's tests instead of the one that the page creates;
 * the import defines what a torchvision built for another torch lacks.
 */
function python(name: string, source: string): string {
  const { status, stdout, stderr } = attempt(name, source);
  assert.equal(status, 0, stderr);
  return stdout;
}

function attempt(name: string, source: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(work, name), source);
  const folders = [join(root, 'clients', 'python', 'src'), join(root, 'test', 'support')];
  const program = `import runpy, timm_package; runpy.run_path(${JSON.stringify(name)}, run_name="__main__")`;
  return spawnSync(clientEnvironment(), ['-c', program], {
    cwd: work,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: folders.join(':') },
  });
}

describe('the quick start', () => {
  let server: ChildProcess;
  let printed = '';
  const scripts = sides(blocks(page, 'diff')[0]!);
  beforeAll(async () => {
    await preparePhotoTiles();
    // A free port instead of the default one.
    const [program, args] = crescendo(cell('npx crescendo serve').command, '--listen', '127.0.0.1:0');
    server = spawn(program, args, { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] });
    server.stdout!.on('data', (text) => {
      printed += text;
    });
    while (!printed.includes('In Python') && server.exitCode === null) await sleep(20);
  });
  afterAll(() => server.kill('SIGKILL'));

  test('npx should find the command in a clone', () => {
    assert.match(runIn(root, 'npx', '--no', 'crescendo', '--version').stdout, /^\d+\.\d+\.\d+\n$/);
  });

  test('the tiles and the server should be what is shown', () => {
    const { command, output } = cell('npm run -s photo-tiles');
    assert.ok(agrees(output, execFileSync('sh', ['-c', command], { cwd: root, env: outside, encoding: 'utf8' })));
    assert.ok(agrees(cell('npx crescendo serve').output, printed), printed);
  });

  test('the packages to install should be those of the client', () => {
    const { command } = cell('python3 -m venv');
    const extra = /pip install -q "clients\/python\[(\w+)\]"$/.exec(command)?.[1];
    assert.match(
      readFileSync(join(root, 'clients', 'python', 'pyproject.toml'), 'utf8'),
      new RegExp(`^${extra} = \\[`, 'm'),
    );
  });

  test('the trainer should run before the change', SLOW, () => {
    // The smaller half of the tiles, once.
    const once = scripts.before
      .replace('range(2)', 'range(1)')
      .replace('.cache/photo-tiles-v1/train', join(root, '.cache', 'photo-tiles-v1', 'val'));
    assert.match(python('before.py', once), /^epoch 0: loss \d\.\d\d\n$/);
  });

  test(
    'the trainer should run after it and print what is shown, refuse a second time, and the server know of it',
    SLOW,
    () => {
      const [, address] = /listening on (\S+)/.exec(printed) ?? [];
      const short = scripts.after.replace('"equivalent_epochs": 2', '"equivalent_epochs": 0.5');
      const stages = python('train.py', short.replace('127.0.0.1:7077', address!));
      assert.ok(agrees(cell('.cache/venv/bin/python train.py').output, stages), stages);
      assert.equal(stages.trim().split('\n').length, 10);
      const again = attempt('train.py', short.replace('127.0.0.1:7077', address!));
      assert.deepEqual([again.status, again.stdout], [1, '']);
      assert.match(again.stderr, /RUN_FINISHED\): run first is finished.*crescendo runs reset first --server \S+\n$/);
      const { command, output } = cell('npx crescendo runs');
      const [program, args] = crescendo(command);
      const runs = runIn(work, program, ...args).stdout;
      assert.ok(agrees(output, runs), runs);
      assert.match(runs, /done/);
    },
  );
});
