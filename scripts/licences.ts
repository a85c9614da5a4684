/**
 * The part of NOTICE about packages that the server installs, made from the lock file: each with its version, by licence.
 * scripts/generate.ts writes it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIRST_LINE = 'Packages that npm installs with this software, and their licences';
const WIDTH = 120;

/** Why a licence that asks for more than its text to be kept is met. */
const REMARKS: Readonly<Record<string, string>> = {
  'LGPL-3.0-or-later': `The libraries of libvips, which sharp loads. They are unchanged, dynamically linked, and come from npm as
packages of their own, so that they can be replaced; they are not part of this package. Their sources are at
https://github.com/lovell/sharp-libvips, and the README of each package names the licences of the libraries in it.`,
};

interface LockedPackage {
  version?: string;
  license?: string;
  dev?: boolean;
  link?: boolean;
}

/** The packages of a lock file that are installed with the server, by licence, each as `name version`. */
export function packagesByLicence(lock: { packages: Record<string, LockedPackage> }): Map<string, string[]> {
  const byLicence = new Map<string, Set<string>>();
  for (const [path, { version, license, dev, link }] of Object.entries(lock.packages)) {
    const at = path.lastIndexOf('node_modules/');
    if (at < 0 || dev === true || link === true) continue;
    const name = path.slice(at + 'node_modules/'.length);
    if (license === undefined) throw new Error(`the lock file names no licence of ${name} ${version}`);
    byLicence.set(license, (byLicence.get(license) ?? new Set()).add(`${name} ${version}`));
  }
  return new Map([...byLicence].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, set]) => [name, [...set].sort()]));
}

/** NOTICE with the part about packages replaced. */
export function withPackages(root: string): string {
  const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Parameters<
    typeof packagesByLicence
  >[0];
  const start = notice.indexOf(FIRST_LINE);
  const own = (start < 0 ? notice : notice.slice(0, start)).trimEnd();
  const parts = [...packagesByLicence(lock)].map(([licence, packages]) => {
    const remark = REMARKS[licence] === undefined ? [] : REMARKS[licence].split('\n');
    return [licence, ...[...remark, ...wrapped(packages)].map((line) => `  ${line}`)].join('\n');
  });
  return `${[own, FIRST_LINE, ...parts].join('\n\n')}\n`;
}

function wrapped(items: readonly string[]): string[] {
  const lines = [''];
  for (const [k, item] of items.entries()) {
    const text = k === items.length - 1 ? item : `${item},`;
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + text.length > WIDTH - 2) lines.push(text);
    else lines[lines.length - 1] = line === '' ? text : `${line} ${text}`;
  }
  return lines;
}
