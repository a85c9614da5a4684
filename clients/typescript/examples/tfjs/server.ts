/** `crescendo serve` as a process of its own, for `--serve`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../../../src/cli/main.ts', import.meta.url));

/** Starts a server on the image folders `data`/train and `data`/val, on a free port. Whoever starts it stops it. */
export async function startServer(data: string): Promise<{ address: string; process: ChildProcess }> {
  const folders = ['train', 'val'].flatMap((name) => ['--data', `${name}=${join(data, name)}`]);
  const args = [cli, 'serve', ...folders, '--listen', '127.0.0.1:0', '--state', ':memory:', '--json'];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  // Told to end, a trainer takes its server along: by default SIGTERM would end it without this event.
  process.once('exit', () => server.kill());
  process.once('SIGTERM', () => process.exit(143));
  for await (const line of createInterface({ input: server.stdout })) {
    const { address } = JSON.parse(line) as { address: string };
    return { address, process: server };
  }
  throw new Error('the server ended before it was ready');
}
