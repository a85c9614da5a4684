import { createHash } from 'node:crypto';
import { type Batch, type BatchStreamOptions, connect } from '../../clients/typescript/src/index.ts';

/** The identity of a batch: everything except the memory that holds it. */
export interface BatchRecord {
  step: number;
  stage: number;
  bandwidth: number;
  shape: readonly number[];
  keys: string;
  labels: string;
  budget: string;
  replaced: number;
  sha256: string;
  /** A digest of each image, with commas between. */
  images: string;
}

export function record(batch: Batch): BatchRecord {
  const { images } = batch;
  const pixels = new Uint8Array(images.buffer, images.byteOffset, images.byteLength);
  return {
    step: batch.step,
    stage: batch.stage,
    bandwidth: batch.bandwidth,
    shape: batch.shape,
    keys: batch.keys.join(),
    labels: batch.labels.join(),
    budget: `${batch.budgetStart} ${batch.budgetEnd}`,
    replaced: batch.replaced,
    sha256: createHash('sha256').update(pixels).digest('hex'),
    images: Array.from(batch.labels, (_, k) => imageDigest(pixels, k, batch.labels.length)).join(),
  };
}

function imageDigest(pixels: Uint8Array, k: number, count: number): string {
  const bytes = pixels.length / count;
  return createHash('sha256')
    .update(pixels.subarray(k * bytes, (k + 1) * bytes))
    .digest('hex')
    .slice(0, 16);
}

/** Reads a whole run, or the rest of it. */
export async function readRun(
  address: string,
  options: BatchStreamOptions,
  each: (batch: Batch) => void | Promise<void> = () => {},
): Promise<BatchRecord[]> {
  const client = connect(address);
  try {
    const records: BatchRecord[] = [];
    for await (const batch of client.batches(options)) {
      records.push(record(batch));
      await each(batch);
    }
    return records;
  } finally {
    client.close();
  }
}
