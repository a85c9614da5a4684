/** `npm run bench`: the preprocessing benchmark on the demo's photographs. Further arguments go to `crescendo bench`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { preparePhotos } from './photos.ts';

const photos = await preparePhotos((message) => console.error(message));
const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const args = [cli, 'bench', '--data', photos, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
