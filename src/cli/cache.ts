import { Command } from 'commander';
import { cacheContents, clearCache, verifyCache } from '../dataset/cache/maintenance.ts';
import { EXIT } from './exit.ts';
import { progressBar } from './progress.ts';
import { table } from './table.ts';

/** `crescendo cache`: looks at, verifies and clears the cache of `serve --cache`, which servers may be using. */
export function cacheCommand(): Command {
  const cache = new Command('cache')
    .description('Show, verify and clear the cache of data from remote storage (serve --cache).')
    .addHelpText(
      'after',
      '\nExamples:\n  crescendo cache show /mnt/nvme/cache\n  crescendo cache clear /mnt/nvme/cache',
    );
  for (const command of [showCommand(), verifyCommand(), clearCommand()]) cache.addCommand(command.exitOverride());
  return cache;
}

function subcommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<dir>', 'the folder that serve --cache names')
    .option('--json', 'print as JSON', false);
}

function showCommand(): Command {
  return subcommand('show', 'What is in the cache, and who uses it.').action(
    (dir: string, { json }: { json: boolean }) => {
      const { folder, limitBytes, usedBytes, processes, places } = cacheContents(dir);
      if (json) {
        const fields = { folder, limit_bytes: limitBytes, used_bytes: usedBytes, processes, places };
        console.log(JSON.stringify(fields));
        return;
      }
      const bound = limitBytes === 0 ? 'no limit set yet' : `limit ${size(limitBytes)}`;
      console.log(`cache ${folder}: at most ${size(usedBytes)} on disk, ${bound}; ${usersText(processes)}`);
      if (places.length === 0) return;
      const rows = places.map(({ place, parts, bytes, needed, writing }) => [
        ...[`${parts}`, size(bytes), `${needed}`, `${writing}`, place],
      ]);
      console.log(table(['parts', 'bytes', 'needed', 'being written', 'place'], rows));
    },
  );
}

function verifyCommand(): Command {
  return subcommand(
    'verify',
    'Read every part and remove those that are damaged, which are then fetched again.',
  ).action((dir: string, { json }: { json: boolean }) => {
    const bar = progressBar('verifying', 'parts');
    const { parts, bytes, damaged, unknown, foreign } = verifyCache(dir, (done, of) => bar.update(done, of, ''));
    bar.stop();
    if (damaged > 0) process.exitCode = EXIT.data;
    if (json) {
      console.log(JSON.stringify({ parts, bytes, damaged, unknown, foreign }));
      return;
    }
    console.log(
      `${parts} parts, ${size(bytes)}: ${damaged === 0 ? 'all as they were fetched' : `${damaged} damaged, removed`}`,
    );
    if (unknown > 0) console.log(`${unknown} files of parts that the index does not have, removed`);
    for (const path of foreign) console.log(`not made by the cache, left alone: ${path}`);
  });
}

function clearCommand(): Command {
  return subcommand(
    'clear',
    'Remove all parts but those that a server is reading. Nothing else is ever removed.',
  ).action((dir: string, { json }: { json: boolean }) => {
    const { parts, bytes, kept, keptBytes, processes } = clearCache(dir);
    if (json) {
      console.log(JSON.stringify({ parts, bytes, kept, kept_bytes: keptBytes, processes }));
      return;
    }
    console.log(`removed ${parts} parts, ${size(bytes)}`);
    if (kept === 0) return;
    console.log(`${kept} parts, ${size(keptBytes)}, stay, because they are being read: ${usersText(processes)}`);
    console.log('end these processes to remove them as well');
  });
}

function usersText(processes: readonly number[]): string {
  if (processes.length === 0) return 'no process uses it';
  return processes.length === 1 ? `in use by process ${processes[0]}` : `in use by processes ${processes.join(', ')}`;
}

function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`;
}
