import type { Batch } from './batch.ts';
import { CrescendoError } from './errors.ts';

/** Checks that a batch has as many values as its shape says. Throws `INVALID_ARGUMENT`, reason `INVALID_FIELD`. */
export function checkPixels({ images, shape }: Pick<Batch, 'images' | 'shape'>): void {
  if (images.length === shape.reduce((product, length) => product * length)) return;
  const sizes = `${images.length} values, and a shape of [${shape.join(', ')}]`;
  throw new CrescendoError('INVALID_ARGUMENT', `the batch has ${sizes}: they do not belong together`, {
    reason: 'INVALID_FIELD',
    metadata: { field: 'shape', value: String(shape) },
  });
}
