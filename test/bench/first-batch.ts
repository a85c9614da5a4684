/**
 * Time from subscribing to the first whole batch, in the middle of a run over 14 million samples:
 * `node test/bench/first-batch.ts [ENTRIES]`. The manifest repeats the demo's photographs; the server is a process of
 * its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../clients/typescript/src/index.ts';
import { preparePhotos } from '../../scripts/photos.ts';
import { startServer } from '../../scripts/server.ts';
import { indexFolder } from '../../src/dataset/index-folder.ts';
import { Manifest } from '../../src/dataset/manifest.ts';

const entries = Number(process.argv[2] ?? 14_000_000);
const photos = await preparePhotos((message) => console.error(message));
const { manifest: small } = await indexFolder(photos, {});
const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const path = join(work, 'large.manifest');

/** Repeats every photograph within its class, so that the classes stay in order. */
function large(): Manifest {
  const names = Array.from({ length: small.sampleCount }, (_, k) => Buffer.from(small.key(k).split('/')[1]!));
  const source = Uint32Array.from({ length: entries }, (_, k) => Math.floor((k * small.sampleCount) / entries));
  const nameLengths = Uint16Array.from(source, (k) => names[k]!.length);
  const bytes = Buffer.alloc(nameLengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const k of source) at += names[k]!.copy(bytes, at);
  return Manifest.fromColumns({
    classNames: [...small.classNames],
    labels: Uint32Array.from(source, (k) => small.label(k)),
    sizes: Uint32Array.from(source, (k) => small.size(k)),
    ...{ nameLengths, names: bytes, followLinks: false },
  });
}

large().save(path);
const started = performance.now();
const server = await startServer(['--data', `train=${photos}`, '--manifest', `train=${path}`]);
console.log(`${entries} samples: server ready in ${((performance.now() - started) / 1000).toFixed(2)} s`);
const client = connect(server.address);
const { totalSteps } = await client.openRun('r', { dataset: 'train', globalBatch: 256 });
for (const share of [0, 0.15, 0.37, 0.73, 0.999]) {
  const start = Math.floor(share * totalSteps!);
  // The batches in flight of the previous subscription are completed.
  await sleep(3000);
  const since = performance.now();
  for await (const { step, bandwidth, labels } of client.batches({ run: 'r', start })) {
    const seconds = (performance.now() - since) / 1000;
    console.log(`step ${step} of ${totalSteps}: ${labels.length} images of ${bandwidth} in ${seconds.toFixed(2)} s`);
    break;
  }
}
client.close();
await server.stop();
rmSync(work, { recursive: true });
