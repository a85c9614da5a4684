import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CrescendoError } from '../errors.ts';

/** What the kernels' module exports; the arguments are documented in src/kernels/assembly. */
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
  spectralCrop: SpectralKernel;
  spectralCropFloat: SpectralKernel;
}

export type SpectralKernel = (
  image: number,
  size: number,
  bandwidth: number,
  weights: number,
  wave: number,
  waveGroup: number,
  sine: number,
  scratch: number,
  output: number,
) => void;

/** Compiles the kernels; the module may be shared with other threads. Throws PATH if they were not built. */
export function loadKernels(): WebAssembly.Module {
  const path = fileURLToPath(new URL('../../build/kernels.wasm', import.meta.url));
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
