/**
 * Shifts the hue of every pixel: Pillow's convert('HSV'), an addition to the byte of the hue, and convert('RGB') back,
 * which loses something even where the shift is 0. Source: libImaging/Convert.c, rgb2hsv_row and hsv2rgb, with their
 * mixture of single and double precision.
 *
 * @param shift 0..255, added to the hue modulo 256
 */
export function shiftHue(source: usize, target: usize, pixels: i32, shift: i32): void {
  const end = source + <usize>pixels * 3;
  for (; source < end; source += 3, target += 3) {
    const r = <i32>load<u8>(source);
    const g = <i32>load<u8>(source, 1);
    const b = <i32>load<u8>(source, 2);
    const value = max(r, max(g, b));
    const range = value - min(r, min(g, b));
    const saturation = range == 0 ? 0 : <i32>(<f64>(<f32>range / <f32>value) * 255.0);
    if (saturation == 0) {
      store<u8>(target, <u8>value);
      store<u8>(target, <u8>value, 1);
      store<u8>(target, <u8>value, 2);
    } else {
      storeColour(target, (hueOf(r, g, b, value, <f32>range) + shift) & 255, saturation, <f64>value);
    }
  }
}

/** The hue as a byte. */
// @ts-ignore: decorator
@inline
function hueOf(r: i32, g: i32, b: i32, value: i32, range: f32): i32 {
  const rc = <f32>(value - r) / range;
  const gc = <f32>(value - g) / range;
  const bc = <f32>(value - b) / range;
  let hue: f32;
  if (r == value) hue = bc - gc;
  else if (g == value) hue = <f32>(2.0 + <f64>rc - <f64>bc);
  else hue = <f32>(4.0 + <f64>gc - <f64>rc);
  // Between 5/6 and 11/6, so the remainder modulo 1 is exact.
  const turns = <f64>hue / 6.0 + 1.0;
  const share = <f32>(turns >= 1.0 ? turns - 1.0 : turns);
  return <i32>(<f64>share * 255.0);
}

/** Stores the pixel of a hue, a saturation that is not 0, and a value. */
// @ts-ignore: decorator
@inline
function storeColour(target: usize, hue: i32, saturation: i32, value: f64): void {
  const sixths = <f64>hue * 6.0 / 255.0;
  const sector = <i32>sixths;
  const f = <f64><f32>(sixths - <f64>sector);
  const fs = <f64><f32>(<f64>saturation / 255.0);
  const p = rounded(value * (1.0 - fs));
  const q = rounded(value * (1.0 - fs * f));
  const t = rounded(value * (1.0 - fs * (1.0 - f)));
  const v = <i32>value;
  let r = v;
  let g = p;
  let b = q;
  if (sector == 1) { r = q; g = v; b = p; }
  else if (sector == 2) { r = p; g = v; b = t; }
  else if (sector == 3) { r = p; g = q; b = v; }
  else if (sector == 4) { r = t; g = p; b = v; }
  else if (sector != 5) { r = v; g = t; b = p; }
  store<u8>(target, <u8>r);
  store<u8>(target, <u8>g, 1);
  store<u8>(target, <u8>b, 2);
}

/** C's round of what is not negative: halves go up. */
// @ts-ignore: decorator
@inline
function rounded(value: f64): i32 {
  return <i32>(value + 0.5);
}
