/** Emits dist/: JavaScript and types of the server and of the TypeScript client. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const folder of ['.', 'clients/typescript']) {
  const project = join(root, folder);
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', join(project, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  // Generated code is JavaScript with types beside it: the compiler passes over both.
  cpSync(join(project, 'src', 'gen'), join(project, 'dist', 'gen'), { recursive: true });
}
