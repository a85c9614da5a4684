/** Sources of a project that has only the packed client: a trainer, and a CommonJS module. */

/** Prints one line of JSON: what it saw of a run's batches through shared memory and through the connection. */
export const TRAINER = `
import { createHash } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { type Batch, type BatchStream, type BatchStreamOptions, type Client, connect, CrescendoError, type RunSpec, softTargets } from '@crescendo/client';

const spec: RunSpec = {
  dataset: 'train',
  equivalentEpochs: 4,
  globalBatch: 6,
  mixing: { labelSmoothing: 0.1 },
  validation: { dataset: 'val', globalBatch: 4 },
};

/** Rings of shared memory that this process has open. */
function rings(): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync('/proc/self/fd/' + fd);
    } catch {
      return ''; // The folder's own, closed by now.
    }
  });
  return links.filter((link) => link.includes('.ring')).length;
}

async function read(client: Client, options: Omit<BatchStreamOptions, 'run'>): Promise<{ digest: string; steps: number; shared: boolean }> {
  const digest = createHash('sha256');
  let [steps, shared] = [0, false];
  const stream: BatchStream = client.batches({ run: 'packed', spec, start: 'beginning', ...options });
  for await (const batch of stream) {
    const { images, labels, shape }: Batch = batch;
    const [samples, height, width, channels] = shape;
    if (images.length !== samples * height * width * channels) throw new Error('shape');
    const classes = stream.run?.classNames.length ?? 0;
    const targets = softTargets(labels, batch.mixing, classes, spec.mixing?.labelSmoothing);
    if (targets.length !== samples * classes) throw new Error('targets');
    digest.update(images).update(labels);
    steps += 1;
    shared ||= rings() > 0;
  }
  return { digest: digest.digest('hex'), steps, shared };
}

/** Not at the top level: a bundle in CommonJS cannot wait there. */
async function main(): Promise<void> {
  const address: string = process.argv[2] ?? '';
  const client = connect(address);
  const memory = await read(client, { sharedMemory: true });
  const wire = await read(client, { sharedMemory: false });
  const validated: number[] = [];
  for await (const batch of client.validation({ run: 'packed' })) validated.push(...batch.labels);
  const refused: unknown = await client.getRun('no such run').catch((error: unknown) => error);
  if (!(refused instanceof CrescendoError)) throw new Error('not refused');
  client.close();
  console.log(JSON.stringify({ memory, wire, validated, code: refused.code }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;

/** In TypeScript as CommonJS. */
export const COMMONJS = `
import crescendo = require('@crescendo/client');
const client: crescendo.Client = crescendo.connect('127.0.0.1:1');
client.close();
console.log(typeof crescendo.softTargets);
`;

/** Compiler options of a strict project, with the dependencies' own types checked too. */
export function compilerOptions(module: 'nodenext' | 'bundler'): string {
  const modules = { module: module === 'bundler' ? 'preserve' : module, moduleResolution: module };
  const strict = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
  };
  const compilerOptions = { target: 'es2024', ...modules, ...strict, outDir: `out-${module}`, types: ['node'] };
  return JSON.stringify({ compilerOptions, include: module === 'bundler' ? ['*.ts'] : ['*.ts', '*.cts'] });
}
