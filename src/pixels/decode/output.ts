/** Memory for `width` x `height` RGBX pixels, rows without gaps. Decoders write 255 to the fourth byte. */
export type Allocate = (width: number, height: number) => Uint8Array;

/** Throws a RangeError if the memory is too small, because native code writes to it. */
export function checkOutput(output: Uint8Array, width: number, height: number): Uint8Array {
  const needed = width * height * 4;
  if (output.length < needed) {
    throw new RangeError(`${width} x ${height} RGBX pixels are ${needed} bytes; the memory has ${output.length}`);
  }
  return output;
}
