const MIB = 1024 * 1024;

/** Node itself, its heap and libraries, and what gRPC holds between a batch and the network, with a fifth to spare. */
const PROCESS_BYTES = 208 * MIB;
/** A thread's heap and code, and the kernels' tables (32 MiB at most) and images; likewise. */
const WORKER_BYTES = 60 * MIB;
/** The region in RGBX, and the coefficients of a progressive JPEG without subsampling, or sharp's copies. */
const BYTES_PER_PIXEL = 12;

/** What a server's resident memory depends on. */
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
 * Bound of a server's resident memory in bytes. The two constants are what servers of 1 to 4 workers were seen to need;
 * test/integration/memory.test.ts compares, from both sides.
 */
export function residentBound(use: MemoryUse): number {
  const image = BYTES_PER_PIXEL * use.imagePixels + 2 * use.imageBytes;
  return PROCESS_BYTES + use.workers * (WORKER_BYTES + image) + use.slotBytes + use.sharedBytes + use.replayBytes;
}
