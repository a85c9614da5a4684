import { PixelEngine } from '../../pixels/kernels/engine.ts';
import { loadKernels } from '../../pixels/kernels/module.ts';
import { cropBytes } from './crop-shape.ts';
import { CALIBRATION, type Speed } from './task.ts';

const WARM_UP = 20;
const IMAGES = 200;

/** Measures the WebAssembly crop on this thread. */
export function measureWasm(): Speed {
  const engine = new PixelEngine(loadKernels());
  const { size, bandwidth } = CALIBRATION;
  engine.loadImage(new Uint8Array(cropBytes(size)), size, size);
  const crop = (count: number): void => {
    for (let k = 0; k < count; k += 1) engine.lowFrequency(bandwidth, 'spectral', 'uint8');
  };
  crop(WARM_UP);
  const start = process.cpuUsage();
  crop(IMAGES);
  const { user, system } = process.cpuUsage(start);
  const cpuMs = (user + system) / 1000 / IMAGES;
  return { imagesPerSecond: 1000 / cpuMs, cpuMs };
}

/**
 * Whether the GPU pays off: it must crop at least as many images per second as all workers could if they did nothing
 * else, so that it never delays them, and it must take less processor time per image than the WebAssembly crop, so that
 * they gain.
 *
 * @param wasm speed of one worker
 */
export function gpuWins(gpu: Speed, wasm: Speed, workers: number): boolean {
  return gpu.imagesPerSecond >= workers * wasm.imagesPerSecond && gpu.cpuMs < wasm.cpuMs;
}

/** Both speeds in words. */
export function comparison(gpu: Speed, wasm: Speed, workers: number): string {
  const speed = ({ imagesPerSecond, cpuMs }: Speed): string =>
    `${imagesPerSecond.toFixed(0)} images/s, ${cpuMs.toFixed(3)} CPU ms each`;
  const all = { ...wasm, imagesPerSecond: workers * wasm.imagesPerSecond };
  return `${CALIBRATION.size} -> ${CALIBRATION.bandwidth}: GPU ${speed(gpu)}; WebAssembly, ${workers} workers, ${speed(all)}`;
}
