/**
 * RandAugment's operations that are a table of 256 entries for each channel, as Pillow computes them
 * (ImageOps, ImageEnhance). Tables are 3 x 256 bytes.
 */

const SIZE = 256;

/** The same table for the three channels. */
function repeated(entry: (value: number) => number): Uint8Array {
  return Uint8Array.from({ length: 3 * SIZE }, (_, k) => entry(k % SIZE));
}

const clampToByte = (value: number): number => Math.max(0, Math.min(255, Math.trunc(value)));

export function invertTable(): Uint8Array {
  return repeated((value) => 255 - value);
}

/** @param bits bits to keep; 0 or less gives black, 8 or more changes nothing */
export function posterizeTable(bits: number): Uint8Array {
  const mask = bits <= 0 ? 0 : bits >= 8 ? 0xff : (0xff << (8 - bits)) & 0xff;
  return repeated((value) => value & mask);
}

/** Inverts what is not below the threshold. */
export function solarizeTable(threshold: number): Uint8Array {
  return repeated((value) => (value < threshold ? value : 255 - value));
}

/** Adds to what is below 128. */
export function solarizeAddTable(addend: number): Uint8Array {
  return repeated((value) => (value < 128 ? Math.min(255, value + addend) : value));
}

/** Pillow's blend of a value with a degenerate one, in single precision; see src/kernels/assembly/blend.ts. */
function blend(degenerate: number, value: number, factor: number): number {
  return clampToByte(Math.fround(degenerate + Math.fround(factor * (value - degenerate))));
}

export function brightnessTable(factor: number): Uint8Array {
  const alpha = Math.fround(factor);
  return repeated((value) => blend(0, value, alpha));
}

/** @param greyMean mean of the image's grey values */
export function contrastTable(factor: number, greyMean: number): Uint8Array {
  const alpha = Math.fround(factor);
  const grey = Math.trunc(greyMean + 0.5);
  return repeated((value) => blend(grey, value, alpha));
}

/** Makes a table of each channel's histogram. */
function byChannel(histogram: Uint32Array, table: (counts: Uint32Array) => (value: number) => number): Uint8Array {
  const output = new Uint8Array(3 * SIZE);
  for (let channel = 0; channel < 3; channel += 1) {
    const entry = table(histogram.subarray(channel * SIZE, (channel + 1) * SIZE));
    for (let value = 0; value < SIZE; value += 1) output[channel * SIZE + value] = entry(value);
  }
  return output;
}

/** Stretches each channel to 0..255. */
export function autoContrastTable(histogram: Uint32Array): Uint8Array {
  return byChannel(histogram, (counts) => {
    const low = counts.findIndex((count) => count > 0);
    const high = counts.findLastIndex((count) => count > 0);
    if (high <= low) return (value) => value;
    const scale = 255 / (high - low);
    // Pillow's expression: (value - low) * scale truncates to other values.
    const offset = -low * scale;
    return (value) => clampToByte(value * scale + offset);
  });
}

/** Makes each channel's histogram even. */
export function equalizeTable(histogram: Uint32Array): Uint8Array {
  return byChannel(histogram, (counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const last = counts.findLast((count) => count > 0) ?? 0;
    const step = Math.floor((total - last) / 255);
    if (step === 0) return (value) => value;
    let sum = Math.floor(step / 2);
    const entries = Array.from(counts, (count) => {
      const entry = Math.min(255, Math.floor(sum / step));
      // The count comes after its own entry.
      sum += count;
      return entry;
    });
    return (value) => entries[value]!;
  });
}
