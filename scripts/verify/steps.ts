/** The steps of `npm test`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prepare from '../../test/support/prepare.ts';
import { installPostgres } from '../postgres.ts';
import { bareClientEnvironment, clientEnvironment, rayEnvironment } from '../python-env.ts';
import { defaultPython, findPythons, SUPPORTED } from '../python-versions.ts';
import { installSlurm } from '../slurm.ts';
import { installSoftwareGpu } from '../software-gpu.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pythonClient = join(root, 'clients', 'python');

/** A part of `npm test`; it prints what it does and returns whether all of it holds. */
export interface Step {
  name: string;
  /**
   * Steps of different lanes run at the same time, those of one lane one after the other. Steps without a lane come before
   * all that have one.
   */
  lane?: 'node' | 'python';
  run(): boolean | Promise<boolean>;
}

function command(program: string, args: string[], cwd = root): boolean {
  return spawnSync(program, args, { cwd, stdio: 'inherit' }).status === 0;
}

const tool = (name: string, ...args: string[]): boolean => command(join(root, 'node_modules', '.bin', name), args);

/** The tests of the named projects of vitest.config.ts. */
const vitest = (...projects: string[]): boolean =>
  tool('vitest', 'run', ...projects.map((name) => `--project=${name}`));

/** Made once, before the steps of both lanes want them. */
async function makeFixtures(): Promise<boolean> {
  await prepare();
  return true;
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

/** In the order in which they start. */
export const STEPS: readonly Step[] = [
  { name: 'format and lint', run: () => tool('biome', 'ci', '--colors=off', '--max-diagnostics=20', '.') },
  { name: 'types', run: () => tool('tsc', '-p', 'tsconfig.json') },
  { name: 'proto', run: () => tool('buf', 'lint') && tool('buf', 'format', '--diff', '--exit-code') },
  { name: 'generated', run: () => command(process.execPath, ['scripts/generate.ts', '--check']) },
  { name: 'build', run: () => command(process.execPath, ['scripts/build.ts']) },
  { name: 'software gpu', run: installSoftwareGpu },
  { name: 'slurm', run: installSlurm },
  { name: 'postgresql', run: installPostgres },
  { name: 'fixtures', run: makeFixtures },
  { name: 'unit and golden', lane: 'node', run: () => vitest('unit', 'exhaustive') },
  { name: 'fuzz', lane: 'node', run: () => vitest('fuzz') },
  { name: 'integration', lane: 'node', run: () => vitest('integration') },
  { name: 'alone', lane: 'node', run: () => vitest('alone') },
  {
    name: 'python lint and types',
    lane: 'python',
    run: () => pythonTool('ruff', 'check', '.') && pythonTool('ruff', 'format', '--check', '.') && checkPythonTypes(),
  },
  { name: 'python client', lane: 'python', run: () => pythonTool(...PYTEST) && testOtherPythons() },
  { name: 'ray', lane: 'python', run: testRay },
  { name: 'memory', lane: 'python', run: () => vitest('memory') },
];
