/**
 * A trainer in plain TypeScript: a linear softmax classifier on 8 x 8 means of the images, by SGD.
 *
 *     node examples/trainer.ts ADDRESS DATASET [EQUIVALENT_EPOCHS]
 */
import { type Batch, connect } from '../src/index.ts';

const CELLS = 8;
const FEATURES = CELLS * CELLS * 3 + 1;
const PEAK_RATE = 0.5;
const WARM_UP = 0.05;

/** Linear warm-up, then half a cosine, by the share of the budget and not by the step. */
function learningRate(budget: number): number {
  if (budget < WARM_UP) return (PEAK_RATE * budget) / WARM_UP;
  return (PEAK_RATE / 2) * (1 + Math.cos((Math.PI * (budget - WARM_UP)) / (1 - WARM_UP)));
}

/** Means over an 8 x 8 grid, whatever the side B, in -1..1, and a constant. */
function features(batch: Batch, sample: number): Float64Array {
  const [, side, , channels] = batch.shape;
  const sums = new Float64Array(FEATURES);
  const counts = new Float64Array(FEATURES);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const cell = (Math.floor((y * CELLS) / side) * CELLS + Math.floor((x * CELLS) / side)) * channels;
      const at = ((sample * side + y) * side + x) * channels;
      for (let c = 0; c < channels; c += 1) {
        sums[cell + c]! += batch.images[at + c]!;
        counts[cell + c]! += 1;
      }
    }
  }
  const means = sums.map((sum, k) => sum / (counts[k]! || 1) / 127.5 - 1);
  means[FEATURES - 1] = 1;
  return means;
}

class LinearClassifier {
  readonly #classes: number;
  readonly #weights: Float64Array;

  constructor(classes: number) {
    this.#classes = classes;
    this.#weights = new Float64Array(classes * FEATURES);
  }

  /** One step of SGD; returns the mean cross-entropy before it. */
  step(batch: Batch, rate: number): number {
    const gradient = new Float64Array(this.#weights.length);
    let loss = 0;
    for (const [sample, label] of batch.labels.entries()) {
      const x = features(batch, sample);
      const logits = Array.from({ length: this.#classes }, (_, k) => this.#dot(k, x));
      const top = Math.max(...logits);
      const sum = logits.reduce((all, logit) => all + Math.exp(logit - top), 0);
      loss += top + Math.log(sum) - logits[label]!;
      for (const [k, logit] of logits.entries()) {
        const error = Math.exp(logit - top) / sum - (k === label ? 1 : 0);
        for (let f = 0; f < FEATURES; f += 1) gradient[k * FEATURES + f]! += error * x[f]!;
      }
    }
    const scale = rate / batch.labels.length;
    for (let k = 0; k < gradient.length; k += 1) this.#weights[k]! -= scale * gradient[k]!;
    return loss / batch.labels.length;
  }

  #dot(row: number, x: Float64Array): number {
    let sum = 0;
    for (let f = 0; f < FEATURES; f += 1) sum += this.#weights[row * FEATURES + f]! * x[f]!;
    return sum;
  }
}

async function main(): Promise<void> {
  const [address = '127.0.0.1:7077', dataset = 'train', epochs = '6'] = process.argv.slice(2);
  const client = connect(address);
  const spec = { dataset, equivalentEpochs: Number(epochs), globalBatch: 32 };
  const run = `linear-${epochs}`;
  const { classNames } = await client.openRun(run, spec);
  const model = new LinearClassifier(classNames.length);
  let [stage, losses, images, start] = [-1, [] as number[], 0, performance.now()];
  const report = (): void => {
    if (losses.length === 0) return;
    const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
    const rate = images / ((performance.now() - start) / 1000);
    console.log(`stage ${stage}: ${losses.length} steps, loss ${mean.toFixed(3)}, ${rate.toFixed(0)} images/s`);
  };
  for await (const batch of client.batches({ run, start: 'beginning' })) {
    if (batch.stage !== stage) {
      report();
      [stage, losses, images, start] = [batch.stage, [], 0, performance.now()];
    }
    losses.push(model.step(batch, learningRate(batch.budgetStart)));
    images += batch.labels.length;
  }
  report();
  client.close();
}

await main();
