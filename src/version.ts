import { readFileSync } from 'node:fs';

/** Crescendo's version: that of package.json, the one place where it is written. */
export function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
