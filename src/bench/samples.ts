import { openImages } from '../dataset/open-images.ts';
import { openSource } from '../dataset/open-source.ts';
import type { SourceDescriptor } from '../dataset/source.ts';
import { CrescendoError, isBadSample } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Executor } from '../make/execute.ts';
import type { ImageHeader } from '../pixels/decode/index.ts';
import { SampleOrder } from '../plan/sampling/position.ts';

/** One image of the benchmark, held in memory. */
export interface BenchSample {
  /** Index in the manifest. */
  index: number;
  bytes: Uint8Array;
  header: ImageHeader;
}

export interface BadSample {
  key: string;
  reason: string;
}

export interface BenchSamples {
  source: SourceDescriptor;
  /** SHA-256 of the folder's manifest, in hexadecimal. */
  manifest: string;
  /** One or more, that can all be decoded. */
  samples: BenchSample[];
  /** What was left out. */
  bad: BadSample[];
}

const MIB = 1024 * 1024;

/**
 * Reads images of a folder, in an order that is random and always the same. Images that cannot be decoded are left out,
 * because the cost of a replacement says nothing about them.
 *
 * @param images how many to take, at most
 * @throws PATH, LIMIT if they pass `LIMITS.benchBytes`, BAD_IMAGE if none can be decoded, READ_FAILED
 */
export async function loadSamples(root: string, images: number, executor: Executor): Promise<BenchSamples> {
  const { manifest, source } = await openImages('bench', root);
  const order = new SampleOrder(manifest.sampleCount, 0);
  const count = Math.min(images, manifest.sampleCount);
  const indices = Array.from({ length: count }, (_, position) => order.at(position).index);
  checkMemory(
    indices.reduce((sum, index) => sum + manifest.size(index), 0),
    count,
  );
  const reader = openSource(source);
  const found: BenchSamples = { source, manifest: manifest.digest, samples: [], bad: [] };
  for (const index of indices) {
    try {
      // What the source returns is valid until its next read.
      const bytes = (await reader.read(index)).slice();
      found.samples.push({ index, bytes, header: await decodeWhole(executor, bytes) });
    } catch (error) {
      if (!isBadSample(error)) throw error;
      found.bad.push({ key: manifest.key(index), reason: `${error.reason}: ${error.message}` });
    }
  }
  reader.close();
  if (found.samples.length > 0) return found;
  const { key, reason } = found.bad[0]!;
  throw new CrescendoError('BAD_IMAGE', `none of ${count} images can be decoded; ${key}: ${reason}`, { key });
}

function checkMemory(bytes: number, images: number): void {
  if (bytes <= LIMITS.benchBytes) return;
  const [value, bound] = [Math.ceil(bytes / MIB), LIMITS.benchBytes / MIB];
  throw new CrescendoError(
    'LIMIT',
    `${images} images have ${value} MiB and are held in memory, but the limit benchBytes is ${bound} MiB: lower --images`,
    { option: '--images', limit: 'benchBytes', value: String(bytes), bound: String(LIMITS.benchBytes) },
  );
}

/** Whether an image is bad depends only on its bytes, but it shows only when the image is decoded. */
async function decodeWhole({ engine, decoder }: Executor, bytes: Uint8Array): Promise<ImageHeader> {
  const header = await decoder.readHeader(bytes);
  const whole = { x: 0, y: 0, width: header.width, height: header.height };
  await decoder.decodeRegion(bytes, header, whole, (width, height) => engine.region(width, height));
  return header;
}
