const MIB = 1024 * 1024;

/**
 * Node itself, its heap and libraries, and gRPC's buffers between a batch and the network, with a margin of a fifth.
 */
const PROCESS_BYTES = 208 * MIB;
/** A thread's heap and code, and the kernels' tables (at most 32 MiB) and images, with the same margin. */
const WORKER_BYTES = 60 * MIB;
/** The region in RGBX, and the coefficients of a progressive JPEG without subsampling, or sharp's copies. */
const BYTES_PER_PIXEL = 12;

/** The inputs of the bound on a server's resident memory. */
export interface MemoryUse {
  workers: number;
  /** Bytes of all slots: of each stream `min(window, 3)` of its largest batch, in whole MiB, and at most `--memory`. */
  slotBytes: number;
  /** Bytes of the rings of shared memory: of each client on this host the slots that it asked for, at its largest batch. */
  sharedBytes: number;
  /** Bytes of replay buffers, at most `--replay-memory`. */
  replayBytes: number;
  /** Pixels of the largest image, and bytes of its file. */
  imagePixels: number;
  imageBytes: number;
}

/**
 * Bound of a server's resident memory in bytes. The two constants were measured on servers with 1 to 4 workers;
 * test/integration/memory.test.ts compares the bound with reality.
 */
export function residentBound(use: MemoryUse): number {
  const image = BYTES_PER_PIXEL * use.imagePixels + 2 * use.imageBytes;
  return PROCESS_BYTES + use.workers * (WORKER_BYTES + image) + use.slotBytes + use.sharedBytes + use.replayBytes;
}
