/**
 * `npm test`: everything that must hold, in one command: format, lint, types, contract, generated code, unit, golden,
 * integration and fuzz tests, memory over time, and the tests of both clients. With arguments, only the steps of those
 * names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPostgres } from './postgres.ts';
import { bareClientEnvironment, clientEnvironment, rayEnvironment } from './python-env.ts';
import { defaultPython, findPythons, SUPPORTED } from './python-versions.ts';
import { installSlurm } from './slurm.ts';
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

/** Where vitest lists the tests that fail: test/support/failed-tests.ts. */
const failedFolder = mkdtempSync(join(tmpdir(), 'crescendo-verify-'));
const failedTests = join(failedFolder, 'failed.txt');
process.env.CRESCENDO_FAILED_TESTS = failedTests;

/** The tests of the named projects of vitest.config.ts. */
const vitest = (...projects: string[]): boolean =>
  tool('vitest', 'run', ...projects.map((name) => `--project=${name}`));

/** CPU seconds of all processes that this one has started and that have ended; null where there is no /proc. */
function cpuSecondsOfSteps(): number | null {
  if (process.platform !== 'linux') return null;
  // After the name, which may hold anything: state is the third field, cutime the 16th, cstime the 17th, in ticks of
  // 10 ms on every Linux that Node runs on.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function pythonTool(...args: string[]): boolean {
  return command(clientEnvironment(), ['-m', ...args], pythonClient);
}

/** After so many seconds in one test pytest prints where every thread is, which names the test. */
const PYTEST = ['pytest', '-q', '-o', 'faulthandler_timeout=110'];

/** Checks the client's types for the oldest and the newest supported Python. */
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

/**
 * Runs the client's tests on every other installed Python, without the frameworks that have no wheels for some of them.
 */
function testOtherPythons(): boolean {
  const used = defaultPython()?.version;
  const others = findPythons().filter(({ version }) => version !== used);
  const missing = SUPPORTED.filter((version) => version !== used && !others.some((other) => other.version === version));
  if (missing.length > 0) console.log(`not found and therefore not tested: Python ${missing.join(', ')}`);
  return others.every(({ version, path }) => {
    console.log(`Python ${version}, ${path}`);
    return command(bareClientEnvironment(version, path), ['-m', ...PYTEST], pythonClient);
  });
}

/**
 * Data nodes in a Ray cluster on this machine. Ray is large and has an environment of its own; the client's other tests
 * do not need it.
 */
function testRay(): boolean {
  const data = mkdtempSync(join(tmpdir(), 'crescendo-ray-data-'));
  const quiet = '--disable-warning=ExperimentalWarning';
  // In a process of its own: a fault in the sources must not keep the other steps from running.
  const datasets = JSON.stringify(join(root, 'test', 'support', 'datasets.ts'));
  const write = `import { writeDataset } from ${datasets}; writeDataset(process.argv[1], 30);`;
  if (!command(process.execPath, [quiet, '--input-type=module', '-e', write, data])) return false;
  const server = [process.execPath, quiet, join(root, 'src', 'cli', 'main.ts')];
  const env = { ...process.env, CRESCENDO_COMMAND: JSON.stringify(server), CRESCENDO_DATA: data };
  const args = ['-m', ...PYTEST, 'tests_ray', 'tests/test_docstrings.py'];
  const { status } = spawnSync(rayEnvironment(), args, { cwd: pythonClient, stdio: 'inherit', env });
  rmSync(data, { recursive: true });
  return status === 0;
}

const STEPS: Step[] = [
  { name: 'format and lint', run: () => tool('biome', 'ci', '--colors=off', '--max-diagnostics=20', '.') },
  { name: 'types', run: () => tool('tsc', '-p', 'tsconfig.json') },
  { name: 'proto', run: () => tool('buf', 'lint') && tool('buf', 'format', '--diff', '--exit-code') },
  { name: 'generated', run: () => command(process.execPath, ['scripts/generate.ts', '--check']) },
  { name: 'build', run: () => command(process.execPath, ['scripts/build.ts']) },
  { name: 'software gpu', run: installSoftwareGpu },
  { name: 'slurm', run: installSlurm },
  { name: 'postgresql', run: installPostgres },
  { name: 'unit and golden', run: () => vitest('unit', 'exhaustive') },
  { name: 'fuzz', run: () => vitest('fuzz') },
  { name: 'integration', run: () => vitest('integration') },
  { name: 'memory', run: () => vitest('memory') },
  {
    name: 'python lint and types',
    run: () => pythonTool('ruff', 'check', '.') && pythonTool('ruff', 'format', '--check', '.') && checkPythonTypes(),
  },
  { name: 'python client', run: () => pythonTool(...PYTEST) && testOtherPythons() },
  { name: 'ray', run: testRay },
];

function main(): void {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`no step ${unknown.join(', ')}; the steps are ${STEPS.map(({ name }) => name).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const results = steps.map((step) => {
    console.log(`\n== ${step.name}`);
    const [start, cpuStart] = [performance.now(), cpuSecondsOfSteps()];
    const passed = step.run();
    const [seconds, cpu] = [(performance.now() - start) / 1000, cpuSecondsOfSteps()];
    return { name: step.name, passed, seconds, cpuSeconds: cpu === null ? 0 : cpu - cpuStart! };
  });
  console.log('');
  for (const { name, passed, seconds, cpuSeconds } of results) {
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU)`);
  }
  const total = (of: 'seconds' | 'cpuSeconds'): string =>
    (results.reduce((sum, result) => sum + result[of], 0) / 60).toFixed(1);
  console.log(`\n${total('seconds')} minutes, ${total('cpuSeconds')} of CPU`);
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  const names = failed.length === 0 ? '' : `: ${failed.join(', ')}`;
  console.log(`Steps of the test: ${results.length - failed.length} passed, ${failed.length} failed${names}`);
  if (existsSync(failedTests)) console.log(`\nFailed tests:\n${readFileSync(failedTests, 'utf8')}`);
  rmSync(failedFolder, { recursive: true });
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main();
