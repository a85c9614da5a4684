import { CrescendoError } from '../../errors.ts';
import { comparison, gpuWins, measureWasm } from './calibrate.ts';
import { GpuThread } from './gpu-thread.ts';

/** Where the low-frequency crop is computed: the value of `--spectral`. */
export const SPECTRAL_MODES = ['auto', 'wasm', 'webgpu'] as const;
export type SpectralMode = (typeof SPECTRAL_MODES)[number];

/** The choice and its reason. */
export interface SpectralChoice {
  used: 'wasm' | 'webgpu';
  why: string;
  /** The device, if it is used. The caller closes it. */
  gpu?: GpuThread;
}

/**
 * Chooses where the low-frequency crop is computed. The bytes are the same everywhere. `wasm` loads nothing of WebGPU.
 *
 * @param workers worker threads of the server
 * @throws INVALID_FIELD if `webgpu` is asked for and there is no adapter, or no package
 */
export async function chooseSpectral(mode: SpectralMode, workers: number): Promise<SpectralChoice> {
  if (mode === 'wasm') return { used: 'wasm', why: 'as --spectral says' };
  const gpu = await GpuThread.open();
  if (typeof gpu === 'string') {
    if (mode === 'auto') return { used: 'wasm', why: gpu };
    throw new CrescendoError('INVALID_FIELD', `--spectral webgpu: ${gpu}`, { option: '--spectral', value: mode });
  }
  const { name, backend, type } = gpu.adapter;
  if (mode === 'webgpu') return { used: 'webgpu', why: `${name} (${backend}, ${type}), as --spectral says`, gpu };
  if (type === 'software') {
    await gpu.close();
    return { used: 'wasm', why: `the only adapter, ${name} (${backend}), computes in software` };
  }
  const [speed, wasm] = [await gpu.measure(), measureWasm()];
  const why = `${name} (${backend}); ${comparison(speed, wasm, workers)}`;
  if (gpuWins(speed, wasm, workers)) return { used: 'webgpu', why, gpu };
  await gpu.close();
  return { used: 'wasm', why };
}
