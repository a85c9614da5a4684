import { LIMITS } from '../limits.ts';

const MIB = 1024 * 1024;

/**
 * Node itself, its heap and libraries, and gRPC's buffers between a batch and the network, with a margin of a fifth.
 */
const PROCESS_BYTES = 208 * MIB;
/** A thread's heap and code, and the kernels' tables (at most 32 MiB) and images, with the same margin. */
const WORKER_BYTES = 60 * MIB;
/** The region in RGBX. */
const REGION_BYTES = 4;

/**
 * Free blocks of up to 8 MiB that glibc's arenas hold on to when libraries decode images with threads of their own, as that
 * for AVIF does (node test/bench/decode-memory.ts --side 1400: at most 110 MiB).
 */
const ARENA_BYTES = 128 * MIB;

/**
 * What a worker needs for connections to remote storage and what comes on them, with a margin of a fifth: measured with 256
 * reads in flight (node test/bench/storage.ts).
 */
const REMOTE_BYTES = 58 * MIB;

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
  /** Bytes that decoding it takes besides, as its format states: at most 34 for each pixel. */
  scratchBytes: number;
  imageBytes: number;
  /** Datasets in remote storage; none by default. */
  remoteDatasets?: number;
  /** Whether a cache keeps what comes from remote storage. */
  cached?: boolean;
}

/**
 * Bound of a server's resident memory in bytes. The two constants were measured on servers with 1 to 4 workers;
 * test/integration/memory.test.ts compares the bound with reality.
 */
export function residentBound(use: MemoryUse): number {
  const image = REGION_BYTES * use.imagePixels + 2 * use.imageBytes;
  const ofWorkers = use.workers * (WORKER_BYTES + image + remoteBound(use)) + decodeBound(use);
  const parts = use.cached === true ? use.workers * LIMITS.cacheFetches + LIMITS.cachePrefetches : 0;
  const ofCache = parts * LIMITS.cachePartBytes;
  return PROCESS_BYTES + ofWorkers + ofCache + use.slotBytes + use.sharedBytes + use.replayBytes;
}

/** Bytes that a worker has of remote samples: of two batches of each dataset. */
function remoteBound({ remoteDatasets = 0 }: MemoryUse): number {
  return remoteDatasets === 0 ? 0 : REMOTE_BYTES + remoteDatasets * 2 * LIMITS.fetchBytes;
}

/** Bytes of all decoders at once: those of every worker, or what they share (src/pixels/decode/decode-memory.ts). */
function decodeBound({ workers, scratchBytes }: MemoryUse): number {
  const shared = Math.max(workers * LIMITS.decodeBytes, scratchBytes) + workers * LIMITS.decodeUnaskedBytes;
  const arenas = scratchBytes > 0 ? ARENA_BYTES : 0;
  return Math.min(workers * scratchBytes, shared) + arenas;
}
