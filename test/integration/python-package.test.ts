/** The Python client as a package: its contents, and that it works with nothing else installed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createVenv, pipInstall, pythonEnvironment } from '../../scripts/python-env.ts';
import { VERSION } from '../../src/version.ts';
import { writeDataset } from '../support/datasets.ts';
import { run } from '../support/python-client.ts';
import { readRun } from '../support/reading.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const project = fileURLToPath(new URL('../../clients/python', import.meta.url));
const contents = fileURLToPath(new URL('../support/package_contents.py', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'crescendo-package-'));
afterAll(() => rmSync(work, { recursive: true }));

const SPEC = { dataset: 'train', seed: 3, equivalentEpochs: 3, globalBatch: 6 } as const;
const SPEC_JSON = JSON.stringify({ dataset: 'train', seed: 3, equivalent_epochs: 3, global_batch: 6 });
const RELEASE = `crescendo_client-${VERSION}`;
const WHEEL = join(work, 'dist', `${RELEASE}-py3-none-any.whl`);
const SDIST = join(work, 'dist', `${RELEASE}.tar.gz`);
const CACHES = /^(__pycache__|\..*_cache|dist|.*\.egg-info)$/;

/** The strings of a list in pyproject.toml. */
function list(name: string): string[] {
  const text = readFileSync(join(project, 'pyproject.toml'), 'utf8');
  const found = new RegExp(`^${name} = \\[(.*?)\\]$`, 'ms').exec(text)?.[1] ?? '';
  return Array.from(found.matchAll(/"(.*?)"/g), ([, value]) => value!);
}

/** The build environment: the backend that pyproject.toml pins, and the renderer that PyPI uses for the description. */
function buildEnvironment(): string {
  return pythonEnvironment('build', ['build==1.6.1', ...list('requires'), 'readme-renderer[md]==46.0']);
}

interface Contents {
  wheel: string[];
  sdist: string[];
  metadata: Record<string, string[]>;
  scripts: string;
  description: string;
  html: string;
}

/** Files below a folder, without the leftovers of tools. */
function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.split('/').some((part) => CACHES.test(part)))
    .sort();
}

beforeAll(() => {
  // A copy: building must neither need nor touch the rest of the repository.
  const copy = join(work, 'source');
  cpSync(project, copy, { recursive: true, filter: (path) => !CACHES.test(basename(path)) });
  // The wheel is built from the sdist, which shows that the sdist is complete.
  const build = ['-m', 'build', '--no-isolation', '--outdir', join(work, 'dist'), copy];
  execFileSync(buildEnvironment(), build, { stdio: ['ignore', 'ignore', 'pipe'] });
}, SLOW.timeout);

describe('the package', () => {
  let found: Contents;

  beforeAll(() => {
    found = JSON.parse(execFileSync(buildEnvironment(), [contents, WHEEL, SDIST], { encoding: 'utf8' })) as Contents;
  });

  test('should hold the sources, their types, the licence and the notice, and nothing else', () => {
    const sources = files(join(project, 'src', 'crescendo')).map((path) => `crescendo/${path}`);
    for (const needed of ['py.typed', '_gen/crescendo_pb2.py', '_gen/crescendo_pb2.pyi', '_gen/status_details_pb2.py'])
      assert.ok(sources.includes(`crescendo/${needed}`), needed);
    const info = ['METADATA', 'RECORD', 'WHEEL', 'entry_points.txt', 'licenses/LICENSE', 'licenses/NOTICE'];
    assert.deepEqual(found.wheel, [...sources, ...info.map((name) => `${RELEASE}.dist-info/${name}`)].sort());
    const own = ['LICENSE', 'NOTICE', 'PKG-INFO', 'README.md', 'pyproject.toml'];
    const beside = found.sdist.filter((path) => path !== '.gitignore');
    assert.deepEqual(beside, [...own, ...sources.map((path) => `src/${path}`)].sort());
    const licence = fileURLToPath(new URL('../../LICENSE', import.meta.url));
    assert.equal(readFileSync(join(project, 'LICENSE'), 'utf8'), readFileSync(licence, 'utf8'));
  });

  test('should state its version, licence, command and needs', () => {
    const { metadata, scripts } = found;
    assert.deepEqual(metadata.Version, [VERSION]);
    assert.deepEqual(metadata['License-Expression'], ['Apache-2.0']);
    assert.deepEqual(metadata['License-File'], ['LICENSE', 'NOTICE']);
    assert.deepEqual(metadata['Requires-Python'], ['>=3.10']);
    assert.match(scripts, /^crescendo-client = crescendo\.__main__:main$/m);
    const needs = (metadata['Requires-Dist'] ?? []).map((line) => line.replace(/[ ;<>=].*/, ''));
    const extra = /extra == ["'](.*)["']/;
    const always = needs.filter((_, k) => !extra.test(metadata['Requires-Dist']![k]!));
    assert.deepEqual([...new Set(always)].sort(), ['grpcio', 'numpy', 'protobuf']);
    for (const framework of ['torch', 'jax']) {
      const lines = metadata['Requires-Dist']!.filter((line) => extra.exec(line)?.[1] === framework);
      assert.equal(lines.length, 1);
      assert.ok(lines[0]?.startsWith(`${framework}>=`), lines[0]);
    }
  });

  test('should have the README as its description, which PyPI can render', () => {
    assert.deepEqual(found.metadata['Description-Content-Type'], ['text/markdown']);
    assert.equal(found.description.trim(), readFileSync(join(project, 'README.md'), 'utf8').trim());
    assert.match(found.html, /<table>/);
    assert.match(found.html, /CrescendoDataset/);
    // A path in the repository would not work on PyPI.
    assert.doesNotMatch(found.html, /href="(?!https?:|#)/);
  });
});

/** Makes a fresh environment with the wheel and what it declares, and nothing else; returns its folder of programs. */
function install(name: string, more: string[]): string {
  const folder = join(work, name);
  createVenv(folder);
  pipInstall(join(folder, 'bin', 'python'), ['--only-binary', ':all:', WHEEL, ...more]);
  return join(folder, 'bin');
}

const PROGRAM = `
import hashlib, importlib, importlib.metadata, json, sys
import crescendo

def why_not(module):
    try:
        importlib.import_module(module)
    except ImportError as error:
        return str(error)

def wrong(spec):
    try:
        client.open_run("wrong", spec)
    except crescendo.InvalidSpec as error:
        return error.metadata

with crescendo.connect(sys.argv[1]) as client:
    run = client.open_run("r", json.loads(sys.argv[2]))
    with crescendo.Loader(client, run, start="beginning") as loader:
        batches = [(b.step, b.images.shape, hashlib.sha256(b.images.data).hexdigest()) for b in loader]
    print(json.dumps({
        "batches": batches,
        "server": run.server,
        "version": [crescendo.__version__, importlib.metadata.version("crescendo-client")],
        "installed": {d.name: d.version for d in importlib.metadata.distributions()},
        "torch": why_not("crescendo.torch"),
        "jax": why_not("crescendo.jax"),
        "keras": why_not("crescendo.keras"),
        "wrong": wrong({"dataset": "train", "global_batch": 2**31}),
    }))
`;

import { SLOW } from '../support/limits.ts';

interface Answer {
  batches: [step: number, shape: number[], sha256: string][];
  server: string;
  version: [string, string];
  installed: Record<string, string>;
  torch: string;
  jax: string;
  keras: string;
  wrong: Record<string, string>;
}

describe('a fresh environment with the wheel', () => {
  let server: ServerProcess;
  let expected: Answer['batches'];

  beforeAll(async () => {
    const data = join(work, 'data');
    writeDataset(data, 12);
    server = await startServer(data);
    const records = await readRun(server.address, { run: 'r', spec: SPEC });
    expected = records.map(({ step, shape, sha256 }) => [step, [...shape], sha256]);
  });
  afterAll(() => server.stop('SIGTERM'));

  /** Reads the run in an environment; the answer, which is what every environment must give. */
  async function read(programs: string, ...flags: string[]): Promise<Answer> {
    const python = [...flags, '-c', PROGRAM, server.address, SPEC_JSON];
    const { code, stdout, stderr } = await run(join(programs, 'python'), python);
    assert.equal(code, 0, stderr);
    const answer = JSON.parse(stdout) as Answer;
    assert.deepEqual(answer.batches, expected);
    assert.deepEqual(answer.version, [VERSION, VERSION]);
    assert.equal(answer.server, `crescendo ${VERSION}`);
    assert.equal(answer.torch, 'crescendo.torch needs torch: pip install "crescendo-client[torch]"');
    assert.equal(answer.jax, 'crescendo.jax needs jax: pip install "crescendo-client[jax]"');
    assert.equal(answer.keras, 'crescendo.keras needs keras: pip install "crescendo-client[keras]"');
    assert.equal(answer.wrong.field, 'global_batch');
    assert.deepEqual([answer.wrong.value, answer.wrong.bound], ['2147483648', '1..1048576']);
    return answer;
  }

  test('should read the batches of a server, and hold grpcio, numpy and protobuf alone', SLOW, async () => {
    const pins = join(project, 'requirements-bare.txt');
    const programs = install('newest', ['--constraint', pins]);
    const { installed } = await read(programs, '-W', 'error');
    // grpcio brings typing_extensions; the others come with the environment.
    const beside = new Set(['pip', 'setuptools', 'wheel', 'typing_extensions']);
    const names = Object.keys(installed).filter((name) => !beside.has(name));
    assert.deepEqual(names.sort(), ['crescendo-client', 'grpcio', 'numpy', 'protobuf']);
    const command = [server.address, 'r', '--steps', '2', '--start', 'beginning', '--json'];
    const { code, stdout, stderr } = await run(join(programs, 'crescendo-client'), command);
    assert.equal(code, 0, stderr);
    const lines = stdout.trim().split('\n');
    const digests = lines.map((line) => (JSON.parse(line) as { sha256: string }).sha256);
    assert.deepEqual(
      digests,
      expected.slice(0, 2).map(([, , sha256]) => sha256),
    );
  });

  test('should read the same with the lowest versions that pyproject.toml allows', SLOW, async () => {
    const floors = list('dependencies').map((line) => line.replace('>=', '=='));
    const { installed } = await read(install('lowest', floors));
    const { grpcio, numpy, protobuf } = installed;
    const lowest = new Set(floors.map((line) => line.replace(/;.*/, '').trim()));
    for (const pin of [`grpcio==${grpcio}`, `numpy==${numpy}`, `protobuf==${protobuf}`])
      assert.ok(lowest.has(pin), pin);
  });
});
