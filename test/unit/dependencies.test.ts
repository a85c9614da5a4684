import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';

interface LockedPackage {
  version?: string;
  resolved?: string;
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lockedPackages = (folder: string): Record<string, LockedPackage> =>
  (JSON.parse(read(`${folder}package-lock.json`)) as { packages: Record<string, LockedPackage> }).packages;
const packages = lockedPackages('');

/** Folders with packages of their own: an example, and the generator of the docs. */
const FOLDERS = ['clients/typescript/examples/tfjs/', 'scripts/docs/'];

/** Versions below these have known faults that a client can reach; by major version if several are maintained. */
const FLOORS: Record<string, string[]> = {
  '@grpc/grpc-js': ['1.14.4'],
  protobufjs: ['7.6.1', '8.6.6'],
  sharp: ['0.35.0'],
  node: ['22.23.0'],
};

const numbers = (version: string): number[] => version.split(/[.-]/).map(Number);

function atLeast(version: string, floor: string): boolean {
  const [a, b] = [numbers(version), numbers(floor)];
  for (let k = 0; k < 3; k += 1) if (a[k] !== b[k]) return (a[k] ?? 0) > (b[k] ?? 0);
  return true;
}

test('no locked package should be below its security floor', () => {
  for (const [name, floors] of Object.entries(FLOORS)) {
    const found = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(found.length > 0, `${name} is not in the lock file`);
    for (const [path, { version = '' }] of found) {
      const floor = floors.find((candidate) => floors.length === 1 || numbers(candidate)[0] === numbers(version)[0]);
      assert.ok(floor !== undefined && atLeast(version, floor), `${path} is ${version}, below ${floors}`);
    }
  }
});

/** Libraries give ranges, so that a project shares one copy of what several of its packages need. */
const LIBRARIES = ['clients/typescript/', 'proto/'];
const PINNED = /^\d+\.\d+\.\d+$/;
const RANGE = /^\^\d+\.\d+\.\d+$/;

test('applications pin dependencies, libraries give ranges, and the lock file holds no registry', () => {
  for (const folder of ['', ...LIBRARIES, ...FOLDERS]) {
    const manifest = `${folder}package.json`;
    const {
      dependencies = {},
      devDependencies = {},
      optionalDependencies = {},
    } = JSON.parse(read(manifest)) as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      assert.match(version, LIBRARIES.includes(folder) ? RANGE : PINNED, `${manifest}: ${name}`);
    }
  }
  for (const [path, { resolved }] of ['', ...FOLDERS].flatMap((folder) => Object.entries(lockedPackages(folder)))) {
    assert.ok(resolved === undefined || !resolved.includes('://'), `${path}: ${resolved}`);
  }
});
