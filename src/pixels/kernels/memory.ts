/**
 * The kernels' memory, planned here once: fixed in size because growth would detach every view of it. It is virtual
 * memory; pages that no image has touched cost nothing.
 */
import { LIMITS } from '../../limits.ts';

const PAGE_BYTES = 65_536;
const MIB = 1024 * 1024;
/** Kernels read and write whole vectors: room after every buffer. */
const SLACK_BYTES = 256;

export interface MemoryArea {
  start: number;
  bytes: number;
}

let end = PAGE_BYTES;

function area(bytes: number): MemoryArea {
  const start = end;
  end = Math.ceil((start + bytes + SLACK_BYTES) / 64) * 64;
  return { start, bytes };
}

const imageBytes = LIMITS.baseSizeMax ** 2 * 3;

export const MEMORY = {
  /** Weight tables of the resampling passes. */
  resampleTables: area(16 * MIB),
  /** Weight tables of the low-frequency crop. */
  spectralTables: area(16 * MIB),
  /** The current image and the one that an operation makes of it, packed RGB. */
  images: [area(imageBytes), area(imageBytes)] as const,
  /** Result of the low-frequency crop, of up to 4 bytes a sample. */
  result: area(imageBytes * 4),
  /** Between the two passes of an operation. The largest use is a resize of the tallest image to the greatest width. */
  scratch: area((LIMITS.imageSide + 4) * (Math.ceil((LIMITS.baseSizeMax * 3 + 1) / 16) * 16)),
  /** The decoded region, RGBX. Last, so that small images keep the touched memory together. */
  region: area(LIMITS.imagePixels * 4),
};

export const MEMORY_PAGES = Math.ceil(end / PAGE_BYTES);
