/** `npm run bench`: `crescendo bench` with the demo's photographs (`--data demo`), which are its default. */
import { CommanderError } from 'commander';
import { benchCommand } from '../src/cli/bench.ts';
import { EXIT, report } from '../src/cli/exit.ts';
import { preparePhotos } from './photos.ts';

try {
  await benchCommand(() => preparePhotos((message) => console.error(message)))
    .exitOverride()
    .parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.usage) : report(error);
}
