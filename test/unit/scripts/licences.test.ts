/** What NOTICE and the bill of materials say of the packages in the lock file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { packagesByLicence, withPackages } from '../../../scripts/licences.ts';
import { softwareBillOfMaterials } from '../../../scripts/sbom.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as Parameters<typeof packagesByLicence>[0];
const installed = [...packagesByLicence(lock).values()].flat();

/** Licences under which packages may be used as they are; another one is a decision to be made, and a remark in NOTICE. */
const ACCEPTED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
];

test('NOTICE should name every package that is installed with the server, and libvips with its licence', () => {
  assert.equal(read('NOTICE'), withPackages(root), 'run npm run generate');
  const words = read('NOTICE').replaceAll(/\s+/g, ' ');
  assert.ok(installed.length > 100);
  for (const each of installed) assert.ok(words.includes(each), each);
  assert.match(words, /LGPL-3\.0-or-later The libraries of libvips.*?@img\/sharp-libvips/);
  assert.ok(!words.includes('vitest'));
});

test('every licence should be one of those that are accepted', () => {
  for (const licence of packagesByLicence(lock).keys()) {
    for (const name of licence.match(/[\w.-]+/g)!.filter((word) => word !== 'AND' && word !== 'OR')) {
      assert.ok(ACCEPTED.includes(name), `${licence}: ${packagesByLicence(lock).get(licence)}`);
    }
  }
});

test('a package without a licence should be an error', () => {
  const packages = { '': {}, 'node_modules/odd': { version: '1.0.0' } };
  assert.throws(() => packagesByLicence({ packages }), /names no licence of odd 1\.0\.0/);
});

test('the bill of materials should list the same packages, with their licences, and always be the same', () => {
  const sbom = softwareBillOfMaterials();
  assert.equal(sbom.bomFormat, 'CycloneDX');
  assert.equal(sbom.metadata.component.name, 'crescendo');
  const listed = new Set(sbom.components.map(({ name, version }) => `${name} ${version}`));
  const missing = installed.filter((each) => !listed.has(each));
  assert.deepEqual(missing, []);
  assert.ok(sbom.components.every(({ licenses }) => (licenses?.length ?? 0) > 0));
  assert.deepEqual(softwareBillOfMaterials(), sbom);
});
