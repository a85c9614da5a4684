import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CrescendoError } from '../../errors.ts';

/** What the kernels' module exports; the arguments are documented in src/pixels/kernels/assembly. */
export interface KernelExports {
  memory: WebAssembly.Memory;
  resampleHorizontal(
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    rows: number,
    width: number,
    table: number,
    pairs: number,
    flip: boolean,
  ): void;
  resampleVertical(
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    columns: number,
    rows: number,
    table: number,
    pairs: number,
  ): void;
  packRgb(
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    width: number,
    height: number,
    flip: boolean,
  ): void;
  expandRgb(source: number, target: number, count: number): void;
  histogram(image: number, pixels: number, counts: number): void;
  extremes(image: number, pixels: number, result: number): void;
  applyTables(image: number, pixels: number, tables: number, scratch: number): void;
  applyThreshold(image: number, pixels: number, below: number, addend: number, flip: number, keep: number): void;
  greySum(image: number, pixels: number): number;
  blendWithGrey(source: number, target: number, pixels: number, factor: number): void;
  blendWithSmooth(source: number, target: number, width: number, height: number, factor: number): void;
  affine: AffineKernel;
  /** For matrices (1, a1, a2, 0, 1, 0). */
  shiftRows: AffineKernel;
  /** For matrices (1, 0, 0, a3, 1, a5). */
  shiftColumns: AffineKernel;
  affineNearestScale(
    source: number,
    target: number,
    width: number,
    height: number,
    a0: number,
    a2: number,
    a4: number,
    a5: number,
    fill: number,
    columns: number,
  ): void;
  /** After the size: start x and y, then the steps of x and y by column and row. */
  affineNearestFixed(
    source: number,
    target: number,
    width: number,
    height: number,
    startX: number,
    startY: number,
    xx: number,
    xy: number,
    yx: number,
    yy: number,
    fill: number,
  ): void;
  boxBlurRows(
    source: number,
    target: number,
    width: number,
    height: number,
    radius: number,
    inner: number,
    outer: number,
  ): void;
  boxBlurColumns(
    source: number,
    target: number,
    width: number,
    height: number,
    sums: number,
    radius: number,
    inner: number,
    outer: number,
  ): void;
  convolve(
    source: number,
    target: number,
    width: number,
    height: number,
    weights: number,
    radius: number,
    scratch: number,
  ): void;
  shiftHue(source: number, target: number, pixels: number, shift: number): void;
  philoxBlocks(c1: number, c2: number, c3: number, k0: number, k1: number, blocks: number, target: number): void;
  startChains(image: number, kept: number, mixed: number, samples: number, blended: boolean): void;
  addChain: ChainKernel;
  blendChain: ChainKernel;
  blendSum: ChainKernel;
  takeBlended(image: number, mixed: number, samples: number): void;
  mixBytes: MixKernel;
  mixFloats: MixKernel;
  spectralCrop: SpectralKernel;
  spectralCropFloat: SpectralKernel;
}

export type MixKernel = (
  first: number,
  second: number,
  target: number,
  length: number,
  own: number,
  rest: number,
) => void;

export type ChainKernel = (image: number, kept: number, mixed: number, samples: number, weight: number) => void;

/** From output to source positions: sx = a0 x + a1 y + a2, sy = a3 x + a4 y + a5. */
export type Matrix = [a0: number, a1: number, a2: number, a3: number, a4: number, a5: number];

/** The last nine: the matrix a0..a5, whether bicubic or bilinear, the fill and scratch memory. */
export type AffineKernel = (
  ...args: [
    source: number,
    target: number,
    width: number,
    height: number,
    ...matrix: Matrix,
    bicubic: boolean,
    fill: number,
    scratch: number,
  ]
) => void;

export type SpectralKernel = (
  image: number,
  height: number,
  width: number,
  rows: number,
  columns: number,
  vertical: number,
  wave: number,
  waveGroup: number,
  horizontal: number,
  sine: number,
  scratch: number,
  output: number,
) => void;

/** Compiles the kernels; the module may be shared with other threads. Throws PATH if they were not built. */
export function loadKernels(): WebAssembly.Module {
  const path = fileURLToPath(new URL('../../../build/kernels.wasm', import.meta.url));
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CrescendoError(
      'PATH',
      `the kernels are not built (${path} is missing): run npm run build`,
      {},
      { cause: error },
    );
  }
  return new WebAssembly.Module(bytes);
}
