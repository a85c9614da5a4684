import { createHash } from 'node:crypto';
import type { Batch } from '../../../clients/typescript/src/index.ts';

/** SHA-256 of a batch in hex: pixels, labels (int32) and keys. */
export function digestOf({ images, labels, keys }: Batch): string {
  const hash = createHash('sha256');
  for (const part of [images, Int32Array.from(labels)]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.update(keys.join('\n')).digest('hex');
}
