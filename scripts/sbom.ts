/**
 * Writes build/sbom.cdx.json, the packages that the server may install, as npm lists them from the lock file (CycloneDX 1.5).
 * `npm pack` runs it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesByLicence } from './licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of a CycloneDX document that are changed or tested here. */
export interface Sbom {
  bomFormat: 'CycloneDX';
  serialNumber?: string;
  metadata: { timestamp?: string; component: { 'bom-ref': string; name: string; version: string } };
  components: {
    'bom-ref': string;
    name: string;
    version: string;
    licenses?: { license?: { id?: string }; expression?: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * The same lock file gives the same text: npm's time and random number are left out, and the root has its own name. npm
 * itself cannot leave out what only development has: with `--omit dev` it forgets packages that development also has.
 */
export function softwareBillOfMaterials(): Sbom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  const { serialNumber: _, ...sbom } = JSON.parse(text) as Sbom;
  const { timestamp: __, component, ...metadata } = sbom.metadata;
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Parameters<
    typeof packagesByLicence
  >[0];
  const installed = new Set([...packagesByLicence(lock).values()].flat());
  const components = sbom.components.filter((each) => installed.has(`${each.name} ${each.version}`));
  const refs = new Set([component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return { ...sbom, metadata: { ...metadata, component: { ...component, name } }, components, dependencies };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'build', 'sbom.cdx.json'), `${JSON.stringify(softwareBillOfMaterials(), null, 2)}\n`);
}
