import { areaOf, CHANNELS, type ImageSize } from '../../types.ts';

/** What a pipeline is made for. */
export interface CropShape {
  /** Size of the images, even. */
  size: ImageSize;
  /** Size of the crops, even, below that of the images on both axes. */
  bandwidth: ImageSize;
}

/** Bytes of an RGB image of even sides, which are whole words. */
export function cropBytes(size: ImageSize): number {
  return areaOf(size) * CHANNELS;
}
