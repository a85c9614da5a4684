/** Emits dist/: JavaScript of the server, JavaScript and types of the TypeScript client. With an argument, of that folder alone. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['.', 'clients/typescript'];
for (const folder of folders) {
  const project = join(root, folder);
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', join(project, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  // Generated code is JavaScript with types beside it: the compiler passes over both.
  cpSync(join(project, 'src', 'gen'), join(project, 'dist', 'gen'), { recursive: true });
}
