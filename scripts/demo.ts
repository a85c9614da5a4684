/**
 * The main job on real photographs: starts a server on an embedded configuration, trains through all stages of
 * efficienttrain++ with a small budget, and prints what each stage cost. `npm run demo`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Batch, type BatchStream, connect } from '../clients/typescript/src/index.ts';
import { type Progress, progressBar } from '../src/cli/progress.ts';
import { preparePhotos } from './photos.ts';
import { startServer } from './server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'src', 'cli', 'main.ts');
const output = join(root, '.cache', 'demo');

/** The embedded configuration: a run that takes half a minute on two cores. */
const RUN = 'demo';
const SPEC = {
  dataset: 'train',
  schedule: 'efficienttrain++',
  equivalentEpochs: 12,
  globalBatch: 64,
  seed: 1,
} as const;

interface StageTotals {
  bandwidth: number;
  budget: number;
  steps: number;
  images: number;
  bytes: number;
  seconds: number;
}

async function main(): Promise<void> {
  const photos = await preparePhotos((message) => console.error(message));
  mkdirSync(output, { recursive: true });
  const server = await startServer(['--data', `train=${photos}`]);
  const { samples, classes } = server.datasets[0]!;
  const { address, workers } = server;
  console.log(`server on ${address}, ${workers} workers; ${samples} photographs in ${classes} classes`);
  let totals: StageTotals[];
  try {
    totals = await train(address);
  } finally {
    await server.stop();
  }
  console.log(table(totals));
  const sheet = join(output, 'contact-sheet.png');
  const preview = ['preview', '--data', photos, '-o', sheet, '--seed', String(SPEC.seed), '--images', '6', '--json'];
  await finished(spawn(process.execPath, [cli, ...preview], { stdio: ['ignore', 'ignore', 'inherit'] }));
  console.log(`contact sheet, the same photographs in each stage: ${relative(process.cwd(), sheet)}`);
}

/** A trainer that looks at every pixel but learns nothing: what remains is the speed of the data. */
async function train(address: string): Promise<StageTotals[]> {
  const client = connect(address);
  const stream = client.batches({ run: RUN, spec: SPEC });
  const digest = createHash('sha256');
  const bar = progressBar('training', 'steps');
  const totals: StageTotals[] = [];
  let before = performance.now();
  for await (const batch of stream) {
    digest.update(new Uint8Array(batch.images.buffer, batch.images.byteOffset, batch.images.byteLength));
    const now = performance.now();
    count(totals, stream, batch, (now - before) / 1000);
    before = now;
    show(bar, stream, batch, totals);
  }
  bar.stop();
  client.close();
  console.log(`SHA-256 of all pixels in order: ${digest.digest('hex')}`);
  return totals;
}

function count(totals: StageTotals[], stream: BatchStream, batch: Batch, seconds: number): void {
  const stage = stream.run?.stages[batch.stage];
  totals[batch.stage] ??= {
    bandwidth: batch.bandwidth,
    budget: (stage?.budgetEnd ?? 0) - (stage?.budgetStart ?? 0),
    steps: 0,
    images: 0,
    bytes: 0,
    seconds: 0,
  };
  const total = totals[batch.stage]!;
  total.steps += 1;
  total.images += batch.labels.length;
  total.bytes += batch.images.byteLength;
  total.seconds += seconds;
}

function show(bar: Progress, stream: BatchStream, batch: Batch, totals: StageTotals[]): void {
  const stage = totals[batch.stage]!;
  const rate = (stage.images / stage.seconds).toFixed(0);
  const note = `| stage ${batch.stage}  B ${batch.bandwidth}  ${rate} images/s`;
  bar.update(batch.step + 1, stream.run?.totalSteps ?? 0, note);
}

function table(totals: StageTotals[]): string {
  const row = (name: string, t: Omit<StageTotals, 'bandwidth'>, side: string): string[] => [
    name,
    `${(t.budget * 100).toFixed(0)} %`,
    side,
    String(t.steps),
    String(t.images),
    (t.images / t.seconds).toFixed(0),
    `${(t.bytes / 1e6).toFixed(1)} MB`,
  ];
  const sum = (field: keyof StageTotals): number => totals.reduce((all, stage) => all + stage[field], 0);
  const whole = {
    budget: sum('budget'),
    steps: sum('steps'),
    images: sum('images'),
    bytes: sum('bytes'),
    seconds: sum('seconds'),
  };
  const rows = [
    ['stage', 'budget', 'B', 'steps', 'images', 'images/s', 'bytes'],
    ...totals.map((total, index) => row(String(index), total, String(total.bandwidth))),
    row('all', whole, ''),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows.map((cells) => cells.map((cell, column) => cell.padStart(widths[column]!)).join('  ')).join('\n');
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}`))));
  });
}

await main();
