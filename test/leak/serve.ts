/**
 * Memory over time: `node test/leak/serve.ts [SECONDS]` serves one endless run to one client and prints the server's
 * resident memory every few seconds. Ends with 1 if it grew by more than 64 MiB after the first third of the time.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../clients/typescript/src/index.ts';
import { writeDataset } from '../support/datasets.ts';
import { startServer } from '../support/server.ts';

const GROWTH_MIB = 64;
const seconds = Number(process.argv[2] ?? 60);
const work = mkdtempSync(join(tmpdir(), 'crescendo-leak-'));
writeDataset(work, 60);
const server = await startServer(work, '--workers', '2');
const client = connect(server.address);

function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

const start = performance.now();
let [settled, printed, latest, images] = [0, 0, 0, 0];
const spec = { dataset: 'train', equivalentEpochs: 1e6, globalBatch: 64, schedule: [{ until: 1, bandwidth: 160 }] };
for await (const batch of client.batches({ run: 'endless', spec })) {
  images += batch.labels.length;
  const elapsed = (performance.now() - start) / 1000;
  if (elapsed - printed < seconds / 12) continue;
  printed = elapsed;
  latest = residentMiB(server.process.pid ?? 0);
  if (settled === 0 && elapsed > seconds / 3) settled = latest;
  console.log(`${elapsed.toFixed(0).padStart(5)} s  ${images} images  ${latest.toFixed(0)} MiB`);
  if (elapsed > seconds) break;
}
client.close();
await server.stop('SIGTERM');
rmSync(work, { recursive: true });
const grown = latest - settled;
console.log(`grew by ${grown.toFixed(0)} MiB`);
process.exitCode = grown > GROWTH_MIB ? 1 : 0;
