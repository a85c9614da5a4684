import type { RgbImage } from './image.ts';
import type { Oracle } from './oracle.ts';

const f32 = Math.fround;

/**
 * A shift of the hue by way of Pillow's HSV bytes. Source: torchvision's `adjust_hue`, and libImaging/Convert.c.
 *
 * @param factor turns of the colour circle, -0.5..0.5
 */
export function hue(image: RgbImage, factor: number): RgbImage {
  const shift = Math.trunc(factor * 255);
  const data = new Uint8Array(image.data.length);
  for (let place = 0; place < data.length; place += 3) {
    const [red, green, blue] = image.data.subarray(place, place + 3);
    const [h, s, v] = toHsv(red!, green!, blue!);
    data.set(toRgb((h + shift + 256) % 256, s, v), place);
  }
  return { ...image, data };
}

type Triple = [number, number, number];

/** rgb2hsv_row; variables that are floats there are rounded, everything else is double precision. */
function toHsv(red: number, green: number, blue: number): Triple {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  if (range === 0) return [0, 0, value];
  const [rc, gc, bc] = [red, green, blue].map((sample) => f32((value - sample) / range)) as Triple;
  const hue = f32(red === value ? bc - gc : green === value ? 2 + rc - bc : 4 + gc - rc);
  const share = f32((hue / 6 + 1) % 1);
  return [Math.trunc(share * 255), Math.trunc(f32(range / value) * 255), value];
}

/** hsv2rgb. */
function toRgb(hue: number, saturation: number, value: number): Triple {
  if (saturation === 0) return [value, value, value];
  const sector = Math.floor((hue * 6) / 255);
  const f = f32((hue * 6) / 255 - sector);
  const fs = f32(saturation / 255);
  const p = Math.round(value * (1 - fs));
  const q = Math.round(value * (1 - fs * f));
  const t = Math.round(value * (1 - fs * (1 - f)));
  const sectors: Triple[] = [
    [value, t, p],
    [q, value, p],
    [p, value, t],
    [p, q, value],
    [t, p, value],
    [value, p, q],
  ];
  return sectors[sector % 6]!;
}

export const ORACLES: Record<string, Oracle> = { Hue: hue };
