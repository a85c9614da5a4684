import type { Batch } from './batch.ts';
import { invalidOption } from './errors.ts';
import { checkPixels } from './pixels.ts';

/** Mean of each channel of ImageNet's training images, R, G, B, in units of 0..1: the spec's default. */
const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
/** Standard deviation of each channel, R, G, B, in units of 0..1: the spec's default. */
const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Mean of each channel in units of 0..1; by default ImageNet's, which are the spec's default. */
  mean?: readonly [number, number, number];
  /** Standard deviation of each channel in units of 0..1; by default ImageNet's. */
  std?: readonly [number, number, number];
  /**
   * Order of the result: `NCHW` (the default, as PyTorch has it) is [samples, channels, height, width], `NHWC` that of
   * the batch.
   */
  layout?: 'NCHW' | 'NHWC';
  /** Memory of the result, of exactly as many values as the batch has; new memory by default. */
  into?: Float32Array;
}

/**
 * A normalised copy of a batch's images, `(pixel - 255 * mean) / (255 * std)` of each channel, as the adapters of the
 * Python client compute it in float32. The copy does not depend on the batch's buffer.
 *
 * @throws CrescendoError `INVALID_ARGUMENT`, reason `INVALID_FIELD`, for an option that does not fit
 */
export function normalize(
  { images, shape }: Pick<Batch, 'images' | 'shape'>,
  { mean = IMAGENET_MEAN, std = IMAGENET_STD, layout = 'NCHW', into }: NormalizeOptions = {},
): Float32Array {
  checkPixels({ images, shape });
  const [samples, height, width, channels] = shape;
  if (layout !== 'NCHW' && layout !== 'NHWC') throw invalidOption('layout', layout, "'NCHW' or 'NHWC'");
  if (into !== undefined && (!(into instanceof Float32Array) || into.length !== images.length)) {
    throw invalidOption('into', into?.length, `a Float32Array of ${images.length} values`);
  }
  const means = inBytes('mean', mean, channels, (value) => value >= 0 && value <= 1, '0..1');
  const deviations = inBytes('std', std, channels, (value) => value > 0, 'above 0');
  const result = into ?? new Float32Array(images.length);
  const area = height * width;
  const planar = layout === 'NCHW';
  const stride = planar ? 1 : channels;
  for (let sample = 0; sample < samples; sample += 1) {
    const first = sample * area * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      const [middle, scale] = [means[channel]!, deviations[channel]!];
      let to = first + (planar ? channel * area : channel);
      for (let from = first + channel; from < first + area * channels; from += channels, to += stride) {
        // Rounded to float32 after each operation, as torch and JAX do.
        result[to] = Math.fround(images[from]! - middle) / scale;
      }
    }
  }
  return result;
}

/** Constants of the channels in units of the pixels, 0..255, as float32. */
function inBytes(
  field: string,
  values: readonly number[],
  channels: number,
  allowed: (value: number) => boolean,
  bound: string,
): Float32Array {
  if (!Array.isArray(values) || values.length !== channels || !values.every((v) => Number.isFinite(v) && allowed(v))) {
    throw invalidOption(field, values, `${channels} finite numbers, ${bound}`);
  }
  return Float32Array.from(values, (value) => 255 * value);
}
