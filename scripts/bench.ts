/**
 * `npm run bench`: `crescendo bench` with the demo's photographs (`--data demo`), which are its default. With `--source` it
 * compares the places where they can lie instead (test/bench/source-runs.ts).
 */
import { CommanderError } from 'commander';
import { benchCommand } from '../src/cli/bench.ts';
import { EXIT, report } from '../src/cli/exit.ts';
import { preparePhotos } from './photos.ts';

async function bench(args: readonly string[]): Promise<void> {
  if (args.some((arg) => arg === '--source' || arg.startsWith('--source='))) {
    const { benchSources } = await import('../test/bench/source-runs.ts');
    await benchSources(args);
    return;
  }
  await benchCommand(() => preparePhotos((message) => console.error(message)))
    .exitOverride()
    .parseAsync();
}

try {
  await bench(process.argv.slice(2));
} catch (error) {
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.usage) : report(error);
}
