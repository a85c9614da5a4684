/** The packages as npm would publish them, in otherwise empty projects. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import { startServer } from '../../scripts/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { COMMONJS, compilerOptions, TRAINER } from '../support/packed-trainer.ts';
import {
  outside,
  pack,
  packagesOf,
  project,
  root,
  runIn,
  type Tarball,
  undeclaredImports,
} from '../support/packing.ts';

const work = mkdtempSync(join(tmpdir(), 'crescendo-packages-'));
afterAll(() => rmSync(work, { recursive: true }));
const SAMPLES = 12;
/** The contract, which both packages depend on: scripts/build.ts created its folder before the tests. */
const contract = pack('proto/dist', join(work, 'packed'));

async function assertSound(tarball: Tarball, folder: string): Promise<void> {
  const bytes = readFileSync(tarball.path);
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
  assert.deepEqual(readFileSync(join(root, folder, 'LICENSE')), readFileSync(join(root, 'LICENSE')));
}

/** Files of a package without those that `patterns` allow. */
const others = ({ files }: Tarball, ...patterns: RegExp[]): string[] =>
  files.filter((file) => !patterns.some((pattern) => pattern.test(file)));

test('imports are found in code and types, and not in comments', () => {
  const text = `
    /* import x from 'no'; */
    // import y from 'nor'
    import type { A } from '@scope/types/deep.js';
    import 'effect';
    export * from "named";
    const late = await import('late'), old = require('old/part'), found = require.resolve('found');
    import { readFile } from 'node:fs'; import path from 'path'; import z from './near.js';`;
  assert.deepEqual(packagesOf(text), ['@scope/types', 'effect', 'named', 'late', 'old', 'found']);
});

describe('the packed contract', () => {
  test('should hold the protobuf files, the modules made of them, and their types', async () => {
    await assertSound(contract, 'proto');
    assert.deepEqual([...contract.files].sort(), [
      'LICENSE',
      'README.md',
      'crescendo/v1/crescendo.proto',
      'crescendo/v1/status_details.proto',
      'gen/crescendo.d.ts',
      'gen/crescendo.js',
      'gen/spec-fields.d.ts',
      'gen/spec-fields.js',
      'index.d.ts',
      'index.js',
      'package.json',
      'spec-codec.d.ts',
      'spec-codec.js',
    ]);
  });
});

describe('the packed client', () => {
  const folder = join(work, 'client');
  let tarball: Tarball;
  beforeAll(() => {
    tarball = pack('clients/typescript', join(work, 'packed'));
    const configs = { 'nodenext.json': compilerOptions('nodenext'), 'bundler.json': compilerOptions('bundler') };
    project(folder, { 'trainer.ts': TRAINER, 'common.cts': COMMONJS, ...configs }, tarball.path, contract.path);
  });

  test('should hold modules, their types, a licence, a notice and a read-me, and nothing else', async () => {
    await assertSound(tarball, 'clients/typescript');
    assert.deepEqual(others(tarball, /^dist\/[a-z-]+\.(js|d\.ts)$/), [
      'LICENSE',
      'NOTICE',
      'README.md',
      'package.json',
    ]);
    const modules = tarball.files.filter((file) => file.endsWith('.js')).map((file) => file.replace(/\.js$/, '.d.ts'));
    assert.ok(modules.includes('dist/index.d.ts'));
    assert.deepEqual(
      modules.filter((file) => !tarball.files.includes(file)),
      [],
    );
  });

  test('should import nothing that it does not depend on, and depend on nothing that it does not import', () => {
    const installed = join(folder, 'node_modules', '@crescendo', 'client');
    assert.deepEqual(undeclaredImports(tarball, installed), []);
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const imported = tarball.files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => packagesOf(readFileSync(join(installed, file), 'utf8')));
    assert.deepEqual([...new Set(imported)].sort(), Object.keys(dependencies).sort());
    assert.deepEqual(undeclaredImports(contract, join(folder, 'node_modules', '@crescendo', 'proto')), []);
  });

  test('should read no file beside its modules, which a bundle does not have', () => {
    const modules = tarball.files.filter((file) => file.endsWith('.js'));
    const reading = modules.filter((file) =>
      /import\.meta|__dirname|__filename/.test(
        readFileSync(join(folder, 'node_modules/@crescendo/client', file), 'utf8'),
      ),
    );
    assert.deepEqual(reading, []);
  });

  for (const resolution of ['nodenext', 'bundler']) {
    test(`should have sound types for strict projects with ${resolution}`, () => {
      const { status, stdout } = runIn(folder, join(root, 'node_modules', '.bin', 'tsc'), '-p', `${resolution}.json`);
      assert.equal(status, 0, stdout);
    });
  }

  test('should load in CommonJS without a warning', () => {
    const { stdout, stderr } = runIn(folder, process.execPath, join('out-nodenext', 'common.cjs'));
    assert.deepEqual([stdout, stderr], ['function\n', '']);
  });
});

describe('the packed server', () => {
  const folder = join(work, 'server');
  const cli = join(folder, 'node_modules', 'crescendo', 'dist', 'cli', 'main.js');
  let tarball: Tarball;
  beforeAll(() => {
    // Its script has already run before the tests; running it again would remove files that they use.
    tarball = pack('.', join(work, 'packed'), '--ignore-scripts');
    project(
      folder,
      { 'run.yaml': 'dataset: train\nequivalent_epochs: 4\nglobal_batch: 6\n' },
      tarball.path,
      contract.path,
    );
    writeDataset(join(folder, 'train'), SAMPLES);
    writeDataset(join(folder, 'val'), SAMPLES);
  }, SLOW.timeout);

  test('should hold the program, its kernels and the documentation, and nothing else', async () => {
    await assertSound(tarball, '.');
    // Of its scripts, the one that lists its dependencies has not run.
    const allowed = [/^dist\/.*\.js$/, /^docs\//, /^[A-Z]+(\.md)?$/, /^build\/sbom\.cdx\.json$/];
    assert.deepEqual(others(tarball, ...allowed).sort(), ['build/kernels.wasm', 'package.json']);
    assert.ok(
      tarball.files.includes('dist/cli/main.js') &&
        tarball.files.includes('LICENSE') &&
        tarball.files.includes('NOTICE'),
    );
    assert.deepEqual(
      tarball.files.filter((file) => /test|photos|assembly/.test(file)),
      [],
    );
  });

  test('should hold no file that imports what only development has, and no test oracle', () => {
    assert.deepEqual(undeclaredImports(tarball, join(folder, 'node_modules', 'crescendo')), []);
    assert.deepEqual(
      tarball.files.filter((file) => /oracle|reference/.test(file)),
      [],
    );
  });

  test('npx should run its commands', SLOW, () => {
    const npx = (...args: string[]) => runIn(folder, 'npx', '--no', 'crescendo', ...args);
    for (const command of ['serve', 'doctor', 'plan']) {
      const { status, stdout, stderr } = npx(command, '--help');
      assert.deepEqual([status, stdout.split('\n')[0]?.startsWith(`Usage: crescendo ${command} `)], [0, true], stderr);
    }
    const { status, stdout, stderr } = npx('doctor');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^libturbojpeg +\//m);
    assert.match(npx('plan', 'run.yaml', '--data', 'train').stdout, /^ *9 +10\.0 % +224 +6 /m);
    assert.equal(npx('preview', '--data', 'train', '-o', 'sheet.png', '--images', '2').status, 0);
  });

  test('should serve a trainer that has only the packed client', async () => {
    const data = (split: string): string => join(folder, split);
    const server = await startServer(
      ['train', 'val'].flatMap((split) => ['--data', `${split}=${data(split)}`]),
      { cli, env: outside },
    );
    onTestFinished(() => void server.process.kill('SIGKILL'));
    const trainer = join('out-nodenext', 'trainer.js');
    const { status, stdout, stderr } = runIn(join(work, 'client'), process.execPath, trainer, server.address);
    assert.deepEqual([status, stderr], [0, '']);
    const { memory, wire, validated, code } = JSON.parse(stdout);
    assert.deepEqual([memory.shared, wire.shared, memory.digest], [true, false, wire.digest]);
    assert.ok(memory.steps > 0 && memory.steps === wire.steps);
    // Four of each class, in order of class.
    assert.deepEqual(
      validated,
      Array.from({ length: SAMPLES }, (_, k) => Math.floor(k / 4)),
    );
    assert.equal(code, 'NOT_FOUND');
    assert.equal(await server.stop('SIGTERM'), 0);
  });
});
