import { affine, type Interpolation } from './affine.ts';
import type { AffineMatrix } from './affine-matrix.ts';
import { mapSamples, type Rgb, type RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

/**
 * Rotates about the centre, counter-clockwise for positive angles, keeping the size. Half turns, and quarter turns of
 * squares, move whole pixels. Source: Pillow, Image.rotate.
 */
export function rotate(image: RgbImage, degrees: number, interpolation: Interpolation, fill: Rgb): RgbImage {
  const { width, height } = image;
  const angle = wholeTurnsRemoved(degrees);
  if (angle === 0) return { ...image, data: image.data.slice() };
  if (angle === 180) return movePixels(image, (x, y) => [width - 1 - x, height - 1 - y]);
  if (angle === 90 && width === height) return movePixels(image, (x, y) => [width - 1 - y, x]);
  if (angle === 270 && width === height) return movePixels(image, (x, y) => [y, height - 1 - x]);
  return affine(image, rotationMatrix(degrees, width, height), interpolation, fill);
}

/** The matrix of a rotation about the centre of an image, its sine and cosine rounded to 15 decimals as Pillow does. */
export function rotationMatrix(degrees: number, width: number, height: number): AffineMatrix {
  const radians = -(wholeTurnsRemoved(degrees) * (Math.PI / 180));
  const cosine = roundTo15Decimals(Math.cos(radians));
  const sine = roundTo15Decimals(Math.sin(radians));
  const negativeSine = roundTo15Decimals(-Math.sin(radians));
  const centreX = width / 2;
  const centreY = height / 2;
  const shiftX = cosine * -centreX + sine * -centreY + centreX;
  const shiftY = negativeSine * -centreX + cosine * -centreY + centreY;
  return [cosine, sine, shiftX, negativeSine, cosine, shiftY];
}

/** The angle in [0, 360]: a tiny negative one rounds up to 360, which Pillow does not take for 0. */
function wholeTurnsRemoved(degrees: number): number {
  const angle = degrees % 360;
  return angle < 0 ? angle + 360 : angle;
}

function roundTo15Decimals(value: number): number {
  return Number(value.toFixed(15));
}

/** A new image whose pixel (x, y) is the old one at `from(x, y)`. */
function movePixels(image: RgbImage, from: (x: number, y: number) => [number, number]): RgbImage {
  const { width, data } = image;
  return mapSamples(image, (_, place) => {
    const pixel = Math.floor(place / 3);
    const [x, y] = from(pixel % width, Math.floor(pixel / width));
    return data[(y * width + x) * 3 + (place % 3)]!;
  });
}

export const ORACLES: Record<string, Oracle> = { Rotate: rotate };
