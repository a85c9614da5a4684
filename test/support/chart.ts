/** The chart in deploy/helm: what helm makes of it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { helmProgram } from '../../scripts/helm.ts';

export const chart = fileURLToPath(new URL('../../deploy/helm/crescendo', import.meta.url));
/** Values that the chart must accept, by file. */
export const VALUES = readdirSync(join(chart, 'ci')).map((name) => join(chart, 'ci', name));

/** An object of Kubernetes, or values. */
export type Yaml = Record<string, unknown>;

/** What is at a path, such as `spec.template.spec` or `ports.0.name`; undefined if nothing is. */
export function at<T = Yaml>(value: unknown, path: string): T {
  const keys = path.split('.');
  return keys.reduce((inner: unknown, key) => (inner as Yaml | undefined)?.[key], value) as T;
}

/** Arguments for values from a file of the chart's folder ci. */
export const values = (name: string): string[] => ['--values', join(chart, 'ci', `${name}-values.yaml`)];

export interface Output {
  code: number;
  /** Both streams. */
  text: string;
}

/** Runs helm on the chart: `lint`, or `template` for the release "data" in the namespace "vision". */
export function helm(verb: 'lint' | 'template', ...args: string[]): Output {
  const what = verb === 'lint' ? ['lint', '--strict', chart] : ['template', 'data', chart, '--namespace', 'vision'];
  const { status, stdout, stderr } = spawnSync(helmProgram(), [...what, ...args], { encoding: 'utf8' });
  return { code: status ?? -1, text: stdout + stderr };
}

/** The objects that the chart makes of values, by kind. */
export function objects(...args: string[]): Record<string, Yaml> {
  const { code, text } = helm('template', ...args);
  if (code !== 0) throw new Error(text);
  const all = parseAllDocuments(text).map((document) => document.toJS() as Yaml);
  return Object.fromEntries(all.map((object) => [object.kind as string, object]));
}

export const readYaml = (file: string): Yaml => parse(readFileSync(join(chart, file), 'utf8')) as Yaml;
