/**
 * Emits dist/: JavaScript of the server; JavaScript and types of the contract and the TypeScript client. With
 * arguments, only of those folders.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROTO = 'proto';

/**
 * Completes proto/dist as the package that is published. In the repository, its exports are TypeScript, which Node runs
 * directly, so nothing must be rebuilt after a change. Below node_modules, Node refuses TypeScript, so the published
 * package exports the compiler's output.
 */
function completeProto(folder: string): void {
  const dist = join(folder, 'dist');
  for (const copied of ['gen', 'crescendo']) cpSync(join(folder, copied), join(dist, copied), { recursive: true });
  for (const copied of ['LICENSE', 'README.md']) cpSync(join(folder, copied), join(dist, copied));
  const {
    scripts: _,
    exports,
    ...manifest
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: unknown;
    exports: Record<string, string>;
  };
  const published = Object.entries(exports).map(([name, target]) => {
    const module = target.replace(/\.ts$/, '');
    return [name, module === target ? target : { types: `${module}.d.ts`, default: `${module}.js` }];
  });
  const text = JSON.stringify({ ...manifest, exports: Object.fromEntries(published) }, null, 2);
  writeFileSync(join(dist, 'package.json'), `${text}\n`);
}

const folders = process.argv.length > 2 ? process.argv.slice(2) : [PROTO, '.', 'clients/typescript'];
for (const folder of folders) {
  const project = join(root, folder);
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', join(project, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (folder === PROTO) completeProto(project);
}
