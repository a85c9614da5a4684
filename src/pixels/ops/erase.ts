import { NOISE_LEVELS, type PlannedErasing } from '../../plan/sampling/erasing.ts';
import { normalQuantile } from '../../plan/sampling/normal-quantile.ts';
import { PURPOSE, streamWords } from '../../plan/sampling/random-stream.ts';
import { CHANNELS, type Dtype, type Normalization } from '../../types.ts';
import type { PixelEngine } from '../kernels/engine.ts';

/** Pixel values of normal draws. */
interface Palette {
  key: string;
  /** 3 x 65,536 values: rounded and clamped for bytes, exact for floats. */
  values: Uint8ClampedArray | Float32Array;
}

let bytePalette: Palette | undefined;
let floatPalette: Palette | undefined;

/**
 * The pixel values of all noise levels: 255 (mean + std * z), which the trainer normalises back to z. Rounded to nearest
 * and clamped to 0..255 as bytes: with ImageNet's normalisation, 3 to 4 % of the draws lie outside and end at the
 * border.
 */
function palette(bytes: boolean, { mean, std }: Normalization): Uint8ClampedArray | Float32Array {
  const key = JSON.stringify([mean, std]);
  const cached = bytes ? bytePalette : floatPalette;
  if (cached?.key === key) return cached.values;
  const values = new (bytes ? Uint8ClampedArray : Float32Array)(CHANNELS * NOISE_LEVELS);
  for (let level = 0; level < NOISE_LEVELS; level += 1) {
    const z = normalQuantile((level + 0.5) / NOISE_LEVELS);
    for (let c = 0; c < CHANNELS; c += 1) values[c * NOISE_LEVELS + level] = 255 * (mean[c]! + std[c]! * z);
  }
  if (bytes) bytePalette = { key, values };
  else floatPalette = { key, values };
  return values;
}

/** The values in a sample's memory: bytes, or the floats that the bytes encode. */
export function sampleValues(bytes: Uint8Array, dtype: Dtype): Uint8Array | Float32Array {
  return dtype === 'uint8' ? bytes : new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

/**
 * Erases the planned boxes of an image in place.
 *
 * In normalised space the fillings are 0 (`const`) and N(0, 1) (`rand`, `pixel`); here they are the pixel values that
 * the trainer's normalisation maps to those: 255 * mean, and 255 * (mean + std * z). Float images get these values,
 * byte images the nearest byte: `const` is then up to half a byte (0.009 standard deviations) from 0.
 *
 * @param engine makes the noise, in its scratch memory
 * @param pixels height x width x 3 values (HWC) in units of 0..255
 * @param width of the image in pixels
 */
export function erase(
  engine: PixelEngine,
  pixels: Uint8Array | Float32Array,
  width: number,
  plan: PlannedErasing,
  normalization: Normalization,
): void {
  const bytes = pixels instanceof Uint8Array;
  if (plan.mode === 'const') {
    // A clamped array rounds as a byte does; a float array keeps the mean.
    const colour = new (bytes ? Uint8ClampedArray : Float32Array)(normalization.mean.map((value) => 255 * value));
    for (const box of plan.boxes) fill(pixels, width, box, colour);
    return;
  }
  const values = palette(bytes, normalization);
  if (plan.colours !== undefined) {
    for (const [k, box] of plan.boxes.entries()) {
      const levels = plan.colours[k]!;
      fill(
        pixels,
        width,
        box,
        levels.map((level, c) => values[c * NOISE_LEVELS + level]!),
      );
    }
  }
  if (plan.noise !== undefined) {
    const { seed, epoch, index, repeat } = plan.noise;
    const needed = plan.boxes.reduce((sum, box) => sum + box.height * rowWords(box), 0);
    const words = engine.randomWords(streamWords(seed, epoch, index, PURPOSE.eraseNoise, repeat), needed);
    let used = 0;
    for (const box of plan.boxes) {
      fillWithNoise(pixels, width, box, values, words.subarray(used));
      used += box.height * rowWords(box);
    }
  }
}

type ErasedBox = PlannedErasing['boxes'][number];

function fill(pixels: Uint8Array | Float32Array, width: number, box: ErasedBox, colour: ArrayLike<number>): void {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const start = (y * width + box.x) * CHANNELS;
    for (let at = start; at < start + box.width * CHANNELS; at += CHANNELS) {
      pixels[at] = colour[0]!;
      pixels[at + 1] = colour[1]!;
      pixels[at + 2] = colour[2]!;
    }
  }
}

/** Random words for a row of a box: two draws each. What is left of the last one is not carried over. */
function rowWords(box: ErasedBox): number {
  return Math.ceil((box.width * CHANNELS) / 2);
}

/** The upper half of a word comes before the lower one. */
function fillWithNoise(
  pixels: Uint8Array | Float32Array,
  width: number,
  box: ErasedBox,
  values: Uint8ClampedArray | Float32Array,
  words: Uint32Array,
): void {
  let used = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const start = (y * width + box.x) * CHANNELS;
    const end = start + box.width * CHANNELS;
    // Offsets of the channels of a word's two draws: 0 and 1, 2 and 0, 1 and 2, and so on.
    let [high, low] = [0, NOISE_LEVELS];
    for (let at = start; at < end; at += 2) {
      const word = words[used]!;
      used += 1;
      pixels[at] = values[high + (word >>> 16)]!;
      if (at + 1 < end) pixels[at + 1] = values[low + (word & 0xffff)]!;
      [high, low] = [
        high === 0 ? 2 * NOISE_LEVELS : high - NOISE_LEVELS,
        low === 0 ? 2 * NOISE_LEVELS : low - NOISE_LEVELS,
      ];
    }
  }
}
