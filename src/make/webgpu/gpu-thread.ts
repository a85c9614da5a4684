import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { BatchExecutor } from '../run-program.ts';
import type { PhaseJob } from '../workers/pool.ts';
import type { AdapterSummary } from './adapters.ts';
import { type GpuCropTask, NO_ADAPTER, type OpenResult, type Speed } from './task.ts';
import { hasVulkan } from './vulkan.ts';

/** Crops in flight: far above what the streams' slots allow. */
const CONCURRENT_TASKS = 1024;

/** A GPU device in a thread of its own. */
export class GpuThread implements BatchExecutor {
  readonly adapter: AdapterSummary;
  /** Called once with the reason if the device is lost. */
  onLost: (why: string) => void = () => {};
  /** Called with an error message if a stream's batch memory has no room for the images that wait for the GPU. */
  onShortage: (message: string) => void = () => {};
  readonly #piscina: Piscina;
  #lost = false;

  private constructor(piscina: Piscina, adapter: AdapterSummary) {
    this.#piscina = piscina;
    this.adapter = adapter;
  }

  /** Opens a device on the best adapter, or returns a string that says why there is none. */
  static async open(): Promise<GpuThread | string> {
    if (!hasVulkan()) return NO_ADAPTER;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const piscina = new Piscina({
      filename: fileURLToPath(new URL(`./thread.${extension}`, import.meta.url)),
      minThreads: 1,
      maxThreads: 1,
      concurrentTasksPerWorker: CONCURRENT_TASKS,
      // Waiting on an atomic would stop Dawn's polling, and therefore all work in flight.
      atomics: 'disabled',
    });
    const result = await (piscina.run({}, { name: 'open' }) as Promise<OpenResult>).catch(
      (error: Error): OpenResult => ({ failure: error.message }),
    );
    if ('adapter' in result) return new GpuThread(piscina, result.adapter);
    await piscina.destroy();
    return result.failure;
  }

  /** False once the device is lost. */
  get usable(): boolean {
    return !this.#lost;
  }

  /**
   * Crops the images of a phase, see `BatchExecutor`.
   *
   * @returns false if the device is lost: the crops must be made in another way
   */
  async run({ positions, batch, whole }: PhaseJob): Promise<boolean> {
    if (this.#lost || whole === undefined) return false;
    const task: GpuCropTask = {
      positions: Uint32Array.from(positions),
      input: { buffer: whole.buffer, tensor: whole.layout.tensors[0] },
      output: { buffer: batch.buffer, tensor: batch.layout.tensors[0] },
    };
    let failure: string | undefined;
    try {
      failure = (await this.#piscina.run(task)) as string | undefined;
    } catch (error) {
      // The thread is dead.
      failure = error instanceof Error ? error.message : String(error);
    }
    if (failure === undefined) return true;
    if (!this.#lost) this.onLost(failure);
    this.#lost = true;
    return false;
  }

  /** Measures the speed of the crops described by `CALIBRATION`. */
  async measure(): Promise<Speed> {
    return (await this.#piscina.run({}, { name: 'measure' })) as Speed;
  }

  /** Ends the device, then its thread. */
  async close(): Promise<void> {
    this.#lost = true;
    try {
      await this.#piscina.run({}, { name: 'close' });
    } finally {
      await this.#piscina.destroy();
    }
  }
}
