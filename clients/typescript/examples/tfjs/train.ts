/**
 * Trains an image classifier from scratch on TensorFlow.js, in WebAssembly, with only TypeScript and npm.
 *
 *     node train.ts --serve DATA
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { Presets, SingleBar } from 'cli-progress';
import { Command, Option } from 'commander';
import { type RunningServer, startServer } from '../../../../scripts/server.ts';
import { type Batch, type Client, connect, type RunSpec } from '../../src/index.ts';
import { initialWeights, logits, type Weights } from './network.ts';

const BASE_SIZE = 112;
const WARM_UP = 0.1;
const MEAN = [0.485, 0.456, 0.406] as const;
const STD = [0.229, 0.224, 0.225] as const;

interface Options {
  serve?: string;
  address?: string;
  name: string;
  epochs: number;
  batch: number;
  seed: number;
  lr: number;
  smoke: boolean;
}

/** A line of the final table. */
interface StageRow {
  stage: number;
  bandwidth: number;
  steps: number;
  images: number;
  loss: number;
  seconds: number;
  accuracy: number;
}

function options(): Options {
  const command = new Command('train')
    .description('Train an image classifier on TensorFlow.js.')
    .addOption(
      new Option('--serve <data>', 'start a server on the folders DATA/train and DATA/val').conflicts('address'),
    )
    .option('--address <host:port>', 'a server that has the datasets train and val')
    .option('--name <name>', 'name of the run on the server', 'tfjs')
    .option('--epochs <n>', 'budget: passes over the data at the base size', Number, 6)
    .option('--batch <n>', 'samples of a batch', Number, 64)
    .option('--seed <n>', 'of the weights and of the run', Number, 0)
    .option('--lr <rate>', 'peak learning rate', Number, 2e-3)
    .option('--smoke', '20 steps in three stages: shows that it runs, learns little', false)
    .parse();
  const given = command.opts<Options>();
  if (given.serve === undefined && given.address === undefined)
    command.error('give --serve DATA or --address HOST:PORT');
  return given;
}

/** The run spec: here, efficienttrain++ has sides of 48, 80 and 112, and RandAugment by stage. */
function runSpec({ seed, batch, epochs, smoke }: Options): RunSpec {
  const stages = [
    { until: 0.4, bandwidth: 48 },
    { until: 0.7, bandwidth: 80 },
    { until: 1, bandwidth: 112 },
  ];
  return {
    dataset: 'train',
    seed,
    baseSize: BASE_SIZE,
    globalBatch: batch,
    cropScale: [0.25, 1],
    validation: { dataset: 'val', globalBatch: 128 },
    ...(smoke ? { schedule: stages, budget: { steps: 20 } } : { equivalentEpochs: epochs }),
  };
}

/** Linear warm-up, then half a cosine, by the share of the budget, not by the step. */
function learningRate(peak: number, budget: number): number {
  if (budget < WARM_UP) return (peak * budget) / WARM_UP;
  return (peak / 2) * (1 + Math.cos((Math.PI * (budget - WARM_UP)) / (1 - WARM_UP)));
}

class ScheduledAdam extends tf.AdamOptimizer {
  setLearningRate(rate: number): void {
    this.learningRate = rate;
  }
}

/** Bytes to numbers of mean 0 and variance 1, (N, B, B, 3). */
function normalized(batch: Batch): tf.Tensor4D {
  const pixels = tf.tensor4d(batch.images, [...batch.shape], 'int32');
  return tf.div(tf.sub(tf.div(pixels, 255), MEAN), STD);
}

function trainingStep(weights: Weights, optimizer: tf.Optimizer, batch: Batch): number {
  return tf.tidy(() => {
    const images = normalized(batch);
    const targets = tf.oneHot(tf.tensor1d(Int32Array.from(batch.labels), 'int32'), weights['head/bias']!.shape[1]);
    const loss = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(targets, logits(weights, images)).asScalar(),
      true,
      Object.values(weights),
    );
    return loss!.dataSync()[0]!;
  });
}

/** Share of the validation images that are classified correctly. */
async function validate(client: Client, run: string, weights: Weights): Promise<number> {
  let [right, all] = [0, 0];
  for await (const batch of client.validation({ run })) {
    const classes = tf.tidy(() => tf.argMax(logits(weights, normalized(batch)), 1).dataSync());
    for (const [k, label] of batch.labels.entries()) {
      if (batch.valid?.[k] === 0) continue;
      all += 1;
      right += classes[k] === label ? 1 : 0;
    }
  }
  return right / all;
}

async function train(client: Client, given: Options): Promise<void> {
  const stream = client.batches({ run: given.name, spec: runSpec(given), start: 'beginning' });
  const { classNames, totalSteps = 0 } = await client.openRun(given.name, runSpec(given));
  const weights = initialWeights(classNames.length, given.seed);
  const optimizer = new ScheduledAdam(given.lr, 0.9, 0.999);
  const bar = new SingleBar(
    { format: 'training {bar} {value}/{total} B={side} loss={loss}', noTTYOutput: false },
    Presets.shades_classic,
  );
  bar.start(totalSteps, 0, { side: '', loss: '' });
  const rows: StageRow[] = [];
  let before = performance.now();
  for await (const batch of stream) {
    if (batch.stage !== rows.at(-1)?.stage) {
      await endStage(client, given.name, weights, rows.at(-1));
      rows.push({
        stage: batch.stage,
        bandwidth: batch.bandwidth,
        steps: 0,
        images: 0,
        loss: 0,
        seconds: 0,
        accuracy: 0,
      });
      before = performance.now();
    }
    optimizer.setLearningRate(learningRate(given.lr, batch.budgetStart));
    const row = rows.at(-1)!;
    row.loss += trainingStep(weights, optimizer, batch);
    row.steps += 1;
    row.images += batch.labels.length;
    row.seconds += (performance.now() - before) / 1000;
    before = performance.now();
    bar.update(batch.step + 1, { side: batch.bandwidth, loss: (row.loss / row.steps).toFixed(3) });
  }
  bar.stop();
  await endStage(client, given.name, weights, rows.at(-1));
  console.log(table(rows));
  console.log(`chance ${percent(1 / classNames.length)}; SHA-256 of the weights: ${digest(weights)}`);
}

async function endStage(client: Client, run: string, weights: Weights, row: StageRow | undefined): Promise<void> {
  if (row !== undefined) row.accuracy = await validate(client, run, weights);
}

function digest(weights: Weights): string {
  const sha256 = createHash('sha256');
  for (const variable of Object.values(weights)) sha256.update(Buffer.from(variable.dataSync().slice().buffer));
  return sha256.digest('hex');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

function table(rows: readonly StageRow[]): string {
  const cells = [
    ['stage', 'B', 'steps', 'images', 'images/s', 'loss', 'accuracy'],
    ...rows.map(({ stage, bandwidth, steps, images, seconds, loss, accuracy }) => [
      ...[stage, bandwidth, steps, images].map(String),
      (images / seconds).toFixed(0),
      (loss / steps).toFixed(3),
      percent(accuracy),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')).join('\n');
}

/** Starts a server on the image folders `data`/train and `data`/val. */
function serverOf(data: string): Promise<RunningServer> {
  // Told to end, a trainer takes its server along: by default SIGTERM would end this process without an exit event.
  process.once('SIGTERM', () => process.exit(143));
  return startServer(['train', 'val'].flatMap((name) => ['--data', `${name}=${join(data, name)}`]));
}

async function main(): Promise<void> {
  const given = options();
  await tf.setBackend('wasm');
  const server = given.serve === undefined ? undefined : await serverOf(given.serve);
  const client = connect(server?.address ?? given.address!);
  try {
    await train(client, given);
  } finally {
    client.close();
    await server?.stop();
  }
}

await main();
