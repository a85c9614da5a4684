import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import sharp from 'sharp';
import { returnLargeBlocks } from '../allocator.ts';

/** Loaders that may run, all from memory: no file paths, and none that runs scripts or fetches (SVG, PDF). */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);
/** Environment data that a thread which has restricted libvips leaves for the threads it starts. */
const RESTRICTED = 'crescendo: libvips is restricted';

/**
 * Restricts libvips to decoding. libvips has one set of operations for the whole process, and all loaders are blocked
 * for a moment before the wanted ones are allowed: a thread that did this while another decodes would make that other's
 * images unreadable. So code that starts threads which decode calls this first, and the threads inherit the mark.
 */
export function restrictLoaders(): void {
  if (getEnvironmentData(RESTRICTED) === true) return;
  returnLargeBlocks();
  sharp.cache(false);
  // The workers provide the parallelism.
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  setEnvironmentData(RESTRICTED, true);
}
