import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The version of an installed package; `unknown` if its manifest is not there.
 *
 * @param entry a file of the package that its `exports` let through
 */
export function packageVersion(entry: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(entry));
  for (;;) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
      if (manifest.version !== undefined) return manifest.version;
    } catch {
      // The entry lies in a folder below the package's own.
    }
    if (dirname(folder) === folder) return 'unknown';
    folder = dirname(folder);
  }
}
