/**
 * What it costs to pull from one server instead of having it send: `node test/bench/pull.ts [--rounds N] [--megabytes N]
 * [--client TypeScript|Python]`.
 *
 * The same server, with a pool that makes no pixels, is read in turn by today's stream (`HOST:PORT`) and by one that pulls
 * from the same server (`file:PATH` with its address), so that a machine that slows down slows both. Prints the CPU time of
 * a batch on both sides, and the ratio of the medians, which must be 1.02 at most for whole images. Images of 2 x 2 pixels
 * show the fixed cost of a batch: its difference tells more than the ratios on a machine that is busy.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { table } from '../../src/cli/table.ts';
import { LIMITS } from '../../src/limits.ts';

const IMAGES = 64;
const SIDE = 224;
const BATCH_BYTES = IMAGES * SIDE * SIDE * 3;
const WARM = 12;
const WAYS = ['sent', 'pulled'] as const;
const PATHS = ['TCP loopback', 'shared memory', '2 x 2 pixels'];
const SMALL = { side: 2, batches: 1500 };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    megabytes: { type: 'string', default: '1500' },
    client: { type: 'string', default: 'TypeScript' },
  },
});
const large = { side: SIDE, batches: Math.ceil((Number(values.megabytes) * 1e6) / BATCH_BYTES) };
const isPython = values.client === 'Python';

/** CPU milliseconds of a batch. */
interface Cost {
  server: number;
  client: number;
}

const here = (file: string): string => fileURLToPath(new URL(`transport/${file}`, import.meta.url));

function answer<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('message', (message) => resolve(message as T));
    server.once('exit', () => reject(new Error('the server of the benchmark ended')));
  });
}

async function cpuSeconds(server: ChildProcess): Promise<number> {
  const answered = answer<{ cpuSeconds: number }>(server);
  server.send('cpu');
  return (await answered).cpuSeconds;
}

async function measure(server: ChildProcess, address: string, path: string, run: string): Promise<Cost> {
  const { side, batches } = path === '2 x 2 pixels' ? SMALL : large;
  const budget = { steps: 10_000 };
  const schedule = [{ until: 1, bandwidth: side }];
  const size = isPython ? { global_batch: IMAGES } : { globalBatch: IMAGES };
  const task = {
    run,
    spec: { dataset: 'train', budget, schedule, ...size },
    warm: WARM,
    batches,
    path,
    batchBytes: BATCH_BYTES,
  };
  const args = [here(isPython ? 'reader.py' : 'reader.ts'), address, JSON.stringify(task)];
  const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL('../../clients/python/src', import.meta.url)) };
  const program = isPython ? clientEnvironment() : process.execPath;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let before = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') {
      before = await cpuSeconds(server);
      continue;
    }
    const spent = (await cpuSeconds(server)) - before;
    const { cpuSeconds: own } = JSON.parse(line) as { cpuSeconds: number };
    return { server: (spent / batches) * 1000, client: (own / batches) * 1000 };
  }
  throw new Error(`the ${values.client} client gave no figures`);
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const folder = mkdtempSync(join(tmpdir(), 'crescendo-pull-'));
const server: ChildProcess = fork(here('server.ts'), [folder, String(LIMITS.chunkBytes), String(BATCH_BYTES)]);
try {
  server.setMaxListeners(0);
  const { tcp } = await answer<{ tcp: string }>(server);
  const list = join(folder, 'servers');
  writeFileSync(list, `${tcp}\n`);
  const found = new Map<string, Cost[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const path of PATHS) {
      // Each way is first in every second round.
      for (const way of round % 2 === 0 ? WAYS : WAYS.toReversed()) {
        const run = `${path.replaceAll(' ', '-')}-${way}-${round}`;
        const cost = await measure(server, way === 'pulled' ? `file:${list}` : tcp, path, run);
        found.set(`${path} ${way}`, [...(found.get(`${path} ${way}`) ?? []), cost]);
      }
    }
  }
  const rows = PATHS.map((path) => {
    const [sent, pulled] = WAYS.map((way) => found.get(`${path} ${way}`)!) as [Cost[], Cost[]];
    const of = (costs: Cost[], value: (cost: Cost) => number): number => median(costs.map(value));
    const both = ({ server, client }: Cost): number => server + client;
    const ratio = of(pulled, both) / of(sent, both);
    const cells = [sent, pulled].flatMap((costs) => [
      of(costs, (cost) => cost.server),
      of(costs, (cost) => cost.client),
    ]);
    return [path, ...cells.map((ms) => ms.toFixed(3)), ratio.toFixed(3)];
  });
  console.log(
    `${values.client} client; batches of ${IMAGES} x ${SIDE} x ${SIDE} x 3 bytes; CPU ms of a batch, median of ` +
      `${values.rounds} rounds of ${large.batches} batches in turn`,
  );
  console.log(table(['path', 'sent: server', 'client', 'pulled: server', 'client', 'ratio of both'], rows));
} finally {
  server.disconnect();
  rmSync(folder, { recursive: true });
}
