/** The packed client in bundles of every common bundler, in Bun and in Deno, and with the oldest TypeScript. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { installPackages } from '../../scripts/node-packages.ts';
import { type RunningServer, startServer } from '../../scripts/server.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { compilerOptions, TRAINER } from '../support/packed-trainer.ts';
import { outside, pack, project, root, runIn } from '../support/packing.ts';

const tools = join(root, 'scripts', 'bundlers');
const tool = (name: string): string => join(tools, 'node_modules', '.bin', name);
const work = mkdtempSync(join(tmpdir(), 'crescendo-bundles-'));
const folder = join(work, 'client');
let server: RunningServer;

/** What webpack's own command would read from its configuration. */
const WEBPACK = `
import webpack from ${JSON.stringify(join(tools, 'node_modules', 'webpack', 'lib', 'index.js'))};
const output = { path: import.meta.dirname + '/bundles', filename: 'webpack.cjs' };
webpack({ mode: 'production', target: 'node22', entry: './out/trainer.js', output }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
`;

/** In ESM, esbuild leaves the calls of \`require\` in packages of CommonJS to whoever has that function. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

beforeAll(async () => {
  installPackages(tools);
  const tarballs = ['proto/dist', 'clients/typescript'].map((packed) => pack(packed, join(work, 'packed')).path);
  const { compilerOptions: usual } = JSON.parse(compilerOptions('nodenext'));
  // The browser's types of that TypeScript contradict those of today's Node, whatever package is used.
  const options = JSON.stringify({ compilerOptions: { ...usual, lib: ['es2024'], outDir: 'out' }, include: ['*.ts'] });
  project(folder, { 'trainer.ts': TRAINER, 'tsconfig.json': options, 'webpack.mjs': WEBPACK }, ...tarballs);
  const data = (split: string): string => join(work, split);
  for (const split of ['train', 'val']) writeDataset(data(split), 12);
  server = await startServer(
    ['train', 'val'].flatMap((split) => ['--data', `${split}=${data(split)}`]),
    { env: outside },
  );
}, SLOW.timeout);

afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(work, { recursive: true });
});

function build(program: string, ...args: string[]): void {
  const { status, stdout, stderr } = runIn(folder, program, ...args);
  assert.equal(status, 0, stdout + stderr);
}

/** Runs a program that reads the run's batches, and returns what it saw. */
function read(program: string, ...args: string[]): { digest: string; shared: boolean[] } {
  const { status, stdout, stderr } = runIn(folder, program, ...args, server.address);
  assert.equal(status, 0, stdout + stderr);
  const { memory, wire, validated, code } = JSON.parse(stdout);
  assert.equal(memory.digest, wire.digest);
  assert.ok(memory.steps > 0 && validated.length === 12);
  assert.equal(code, 'NOT_FOUND');
  return { digest: wire.digest, shared: [memory.shared, wire.shared] };
}

const esbuild = (format: string, outfile: string, ...more: string[]): void =>
  build(
    tool('esbuild'),
    'trainer.ts',
    '--bundle',
    '--platform=node',
    `--format=${format}`,
    `--outfile=${outfile}`,
    ...more,
  );

describe('the packed client', () => {
  let plain: { digest: string; shared: boolean[] };

  test('should compile with the oldest TypeScript that its read-me names, and run', () => {
    const { version } = JSON.parse(readFileSync(join(tools, 'node_modules', 'typescript', 'package.json'), 'utf8'));
    const readme = readFileSync(join(root, 'clients', 'typescript', 'README.md'), 'utf8');
    assert.equal(/TypeScript (\d+\.\d+) or later/.exec(readme)?.[1], version.replace(/\.\d+$/, ''));
    build(tool('tsc'), '-p', 'tsconfig.json');
    plain = read(process.execPath, join('out', 'trainer.js'));
    assert.deepEqual(plain.shared, [true, false]);
  });

  test('should run in a bundle of esbuild as ESM', () => {
    esbuild('esm', 'bundles/esbuild.mjs', `--banner:js=${REQUIRE}`);
    assert.deepEqual(read(process.execPath, 'bundles/esbuild.mjs'), plain);
  });

  test('should run in a bundle of esbuild as CommonJS', () => {
    esbuild('cjs', 'bundles/esbuild.cjs', '--minify');
    assert.deepEqual(read(process.execPath, 'bundles/esbuild.cjs'), plain);
  });

  test('should run in a bundle of webpack', () => {
    build(process.execPath, 'webpack.mjs');
    assert.deepEqual(read(process.execPath, 'bundles/webpack.cjs'), plain);
  });

  test('should run in a bundle of Bun', () => {
    build(tool('bun'), 'build', 'trainer.ts', '--target=node', '--outfile=bundles/bun.mjs');
    assert.deepEqual(read(process.execPath, 'bundles/bun.mjs'), plain);
  });

  test('should run in a program that Bun compiles', () => {
    build(tool('bun'), 'build', 'trainer.ts', '--compile', '--outfile=bundles/trainer');
    assert.equal(read(join(folder, 'bundles', 'trainer')).digest, plain.digest);
  });

  test('should read a stream in Bun', () => {
    assert.equal(read(tool('bun'), 'trainer.ts').digest, plain.digest);
  });

  test('should read a stream in Deno', () => {
    assert.equal(read(tool('deno'), 'run', '--allow-all', 'trainer.ts').digest, plain.digest);
  });
});
