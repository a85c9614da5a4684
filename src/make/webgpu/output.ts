import type { Normalization } from '../../types.ts';
import { FINISH_WORDS } from './shaders.ts';
import type { Arithmetic } from './tables.ts';

/** The form in which crops leave the GPU. */
export interface CropOutput {
  /** uint8 is rounded and clamped; floats keep the crop's ringing beyond 0..255. */
  dtype: 'uint8' | 'float16' | 'float32';
  /** Order of an image's values: rows of pixels, or one plane for each channel. */
  layout: 'nhwc' | 'nchw';
  /** Floats only: (x / 255 - mean) / std instead of x in 0..255. */
  normalization?: Normalization;
}

const BYTES = { uint8: 1, float16: 2, float32: 4 } as const;

/** Bytes of one image of side B: always whole words, as B is even. */
export function outputBytes(bandwidth: number, { dtype }: CropOutput): number {
  return bandwidth * bandwidth * 3 * BYTES[dtype];
}

export function arithmeticOf({ dtype }: CropOutput): Arithmetic {
  return dtype === 'uint8' ? 'integer' : 'float';
}

/** Names an output among others. */
export function outputKey({ dtype, layout, normalization }: CropOutput): string {
  return JSON.stringify([dtype, layout, normalization?.mean, normalization?.std]);
}

/** Factor and addend of every channel. */
export function affineConstants({ normalization }: CropOutput): Record<string, number> {
  const names = ['red', 'green', 'blue'];
  return Object.fromEntries(
    names.flatMap((name, c) => {
      const [mean, std] = normalization === undefined ? [0, 1 / 255] : [normalization.mean[c]!, normalization.std[c]!];
      return [
        [`${name}Factor`, 1 / (255 * std)],
        [`${name}Addend`, -mean / std],
      ];
    }),
  );
}

/** One word of the output from the values k, k + 1, ... in its order. */
const WORD = {
  uint8: 'byte(k) | (byte(k + 1u) << 8u) | (byte(k + 2u) << 16u) | (byte(k + 3u) << 24u)',
  float16: 'pack2x16float(vec2f(value(k), value(k + 1u)))',
  float32: 'bitcast<u32>(value(k))',
} as const;

/** The last step: images x B x 3B values in the order of the pixels to the words of the output. */
export function finishStep({ dtype, layout }: CropOutput): string {
  const integer = dtype === 'uint8';
  const affine = /* wgsl */ `
override redFactor: f32;
override redAddend: f32;
override greenFactor: f32;
override greenAddend: f32;
override blueFactor: f32;
override blueAddend: f32;

fn finished(x: f32, channel: u32) -> f32 {
  let factors = vec3f(redFactor, greenFactor, blueFactor);
  let addends = vec3f(redAddend, greenAddend, blueAddend);
  return x * factors[channel] + addends[channel];
}
`;
  return /* wgsl */ `
@group(0) @binding(0) var<storage, read> source: array<${integer ? 'i32' : 'f32'}>;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;
override bandwidth: u32;
var<private> image: u32;
${integer ? 'fn finished(x: i32, channel: u32) -> i32 { return x; }' : affine}
/** Value k of the image in the order of the output. */
fn value(k: u32) -> ${integer ? 'i32' : 'f32'} {
  let pixels = bandwidth * bandwidth;
  ${layout === 'nhwc' ? 'let channel = k % 3u; let at = k;' : 'let channel = k / pixels; let at = k % pixels * 3u + channel;'}
  return finished(source[image * pixels * 3u + at], channel);
}
${integer ? 'fn byte(k: u32) -> u32 { return u32(clamp(value(k), 0, 255)); }' : ''}
@compute @workgroup_size(${FINISH_WORDS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let values = bandwidth * bandwidth * 3u;
  let k = id.x * ${4 / BYTES[dtype]}u;
  if (k >= values) { return; }
  image = id.z;
  output[image * values / ${4 / BYTES[dtype]}u + id.x] = ${WORD[dtype]};
}
`;
}
