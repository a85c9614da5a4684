/**
 * Prints the bytes that the server's pool copies for the images of a folder, each once, as JSON: `node --import
 * copy-counter.ts count-copies.ts FOLDER PLAN`.
 */
import { setEnvironmentData } from 'node:worker_threads';
import { openFolder } from '../../src/dataset/open-folder.ts';
import { chunkLayout } from '../../src/delivery/chunk-layout.ts';
import { WorkerPool } from '../../src/make/workers/pool.ts';
import { programOf } from '../../src/plan/program.ts';
import type { SamplingPlan } from '../../src/plan/sampling/recipe.ts';
import { imageTensor } from '../../src/plan/tensors.ts';
import { COPY_COUNTS } from './copy-counter.ts';

const [folder, text] = process.argv.slice(2) as [string, string];
const plan = JSON.parse(text) as SamplingPlan;
const memory = new SharedArrayBuffer(16);
setEnvironmentData(COPY_COUNTS, memory);
const counts = new Float64Array(memory);
const { manifest, source } = await openFolder('test', folder, undefined);
const positions = Array.from({ length: manifest.sampleCount }, (_, k) => k);
const layout = chunkLayout([imageTensor(plan.bandwidth, plan.dtype)], positions.length, 1 << 20);
const batch = { buffer: new SharedArrayBuffer(layout.byteLength), layout };
const phase = programOf(plan, false, { batchCrop: false })[0]!;
const samples = positions.map((index) => ({ epoch: 0, index }));
const pool = new WorkerPool(1);
// Tables of weights are made once for each size: the second run is the steady state.
for (let run = 0; run < 2; run += 1) {
  counts.fill(0);
  const { replacements } = await pool.run({ phase, source, plan, samples, positions, batch });
  if (replacements.length > 0) throw new Error('an image was replaced');
}
console.log(JSON.stringify({ read: counts[0], moved: counts[1], images: positions.length }));
await pool.close();
