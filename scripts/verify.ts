/**
 * `npm test`: everything that must hold, in one command: format, lint, types, contract, generated code, unit, golden,
 * integration and fuzz tests, memory over time, and the tests of both clients. With arguments, only the steps of those
 * names.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareClientEnvironment, clientEnvironment } from './python-env.ts';
import { defaultPython, findPythons, SUPPORTED } from './python-versions.ts';
import { installSoftwareGpu } from './software-gpu.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pythonClient = join(root, 'clients', 'python');

interface Step {
  name: string;
  run(): boolean;
}

function command(program: string, args: string[], cwd = root): boolean {
  return spawnSync(program, args, { cwd, stdio: 'inherit' }).status === 0;
}

const tool = (name: string, ...args: string[]): boolean => command(join(root, 'node_modules', '.bin', name), args);

/** Test files below a folder, in order of name. */
function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file))
    .sort();
}

function nodeTests(folder: string, ...more: string[]): boolean {
  const flags = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=dot', '--test-timeout=600000'];
  return command(process.execPath, [...flags, ...more, ...testFiles(folder)]);
}

/** The tests of the named projects of vitest.config.ts. */
const vitest = (...projects: string[]): boolean =>
  tool('vitest', 'run', ...projects.map((name) => `--project=${name}`));

/** One file at a time: they start servers of several workers, and the first to need photographs or Python makes them. */
const ONE_AT_A_TIME = '--test-concurrency=1';

function pythonTool(...args: string[]): boolean {
  return command(clientEnvironment(), ['-m', ...args], pythonClient);
}

/** The client's types, as the oldest and the newest Python that it supports see them. */
function checkPythonTypes(): boolean {
  const versions = [SUPPORTED[0], SUPPORTED[SUPPORTED.length - 1]!];
  return versions.every((version) =>
    pythonTool(
      'mypy',
      '--strict',
      '--python-version',
      version,
      '--cache-dir',
      `.mypy_cache/${version}`,
      'src',
      'examples',
    ),
  );
}

/** The client's tests on every other Python that is here, without the frameworks that have no wheels for some of them. */
function testOtherPythons(): boolean {
  const used = defaultPython()?.version;
  const others = findPythons().filter(({ version }) => version !== used);
  const missing = SUPPORTED.filter((version) => version !== used && !others.some((other) => other.version === version));
  if (missing.length > 0) console.log(`not found, and so not tested: Python ${missing.join(', ')}`);
  return others.every(({ version, path }) => {
    console.log(`Python ${version}, ${path}`);
    return command(bareClientEnvironment(version, path), ['-m', 'pytest', '-q'], pythonClient);
  });
}

const STEPS: Step[] = [
  { name: 'format and lint', run: () => tool('biome', 'ci', '--colors=off', '--max-diagnostics=20', '.') },
  { name: 'types', run: () => tool('tsc', '-p', 'tsconfig.json') },
  { name: 'proto', run: () => tool('buf', 'lint') && tool('buf', 'format', '--diff', '--exit-code') },
  { name: 'generated', run: () => command(process.execPath, ['scripts/generate.ts', '--check']) },
  { name: 'build', run: () => command(process.execPath, ['scripts/build.ts']) },
  { name: 'software gpu', run: installSoftwareGpu },
  { name: 'unit and golden', run: () => vitest('unit') },
  { name: 'fuzz', run: () => vitest('fuzz') },
  { name: 'integration', run: () => vitest('integration') },
  { name: 'memory', run: () => nodeTests('test/leak', ONE_AT_A_TIME) },
  {
    name: 'python lint and types',
    run: () => pythonTool('ruff', 'check', '.') && pythonTool('ruff', 'format', '--check', '.') && checkPythonTypes(),
  },
  { name: 'python client', run: () => pythonTool('pytest', '-q') && testOtherPythons() },
];

function main(): void {
  const wanted = process.argv.slice(2);
  const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const results = steps.map((step) => {
    console.log(`\n== ${step.name}`);
    const start = performance.now();
    const passed = step.run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    return { ...step, passed, seconds };
  });
  console.log('');
  for (const { name, passed, seconds } of results) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && results.length > 0 ? 0 : 1;
}

main();
