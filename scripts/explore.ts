/**
 * `npm run test:explore [-- FILE]`: the property tests, or those of the files named, with a seed drawn anew. To see a
 * failure again: `CRESCENDO_PROPERTY_SEED=... npx vitest run FILE`.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The unit tests that hold properties. */
function propertyTests(): string[] {
  return ['test/unit', 'clients/typescript/test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.test.ts') && readFileSync(join(root, file), 'utf8').includes("'fast-check'"));
}

const seed = process.env.CRESCENDO_PROPERTY_SEED ?? String(randomInt(2 ** 31));
console.log(`CRESCENDO_PROPERTY_SEED=${seed}`);
const files = process.argv.length > 2 ? process.argv.slice(2) : propertyTests();
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--project=unit', '--project=exhaustive', ...files],
  {
    cwd: root,
    env: { ...process.env, CRESCENDO_PROPERTY_SEED: seed },
    stdio: 'inherit',
  },
);
console.log(`CRESCENDO_PROPERTY_SEED=${seed}`);
process.exitCode = status ?? 1;
