/** An RGB image of 8-bit samples: rows of width * 3 bytes, top left first. */
export interface RgbImage {
  /** Pixels of a row, 1 or more. */
  readonly width: number;
  /** Rows, 1 or more. */
  readonly height: number;
  /** width * height * 3 samples. */
  readonly data: Uint8Array;
}

/** A colour: red, green, blue, each 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A new image of the same size, each sample made from its old value and its place in `data`. */
export function mapSamples(image: RgbImage, sample: (value: number, place: number) => number): RgbImage {
  return { ...image, data: image.data.map(sample) };
}

/** The sample of a channel; coordinates outside the image mean the nearest pixel inside. */
export function clampedSample(image: RgbImage, x: number, y: number, channel: number): number {
  const column = Math.max(0, Math.min(image.width - 1, x));
  const row = Math.max(0, Math.min(image.height - 1, y));
  return image.data[(row * image.width + column) * 3 + channel]!;
}
