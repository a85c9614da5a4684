import koffi from 'koffi';

const MIB = 2 ** 20;
/** Parameters of mallopt, from glibc's malloc.h. */
const [M_TRIM_THRESHOLD, M_MMAP_THRESHOLD] = [-1, -3];
/** Blocks from this size on are mapped, and so given back to the system when they are freed. */
const MAPPED_BYTES = 8 * MIB;
/** Free bytes that each of the allocator's arenas may keep. */
const KEPT_BYTES = 16 * MIB;
const VARIABLES = ['MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_', 'MALLOC_TOP_PAD_', 'GLIBC_TUNABLES'];

/**
 * Makes glibc give back the memory of large images. By itself it keeps blocks of up to 32 MiB in arenas, of which every
 * thread of libuv has its own, so that a server of mid-sized images keeps several times what one image needs. Blocks of
 * common photographs are smaller than the limit and are reused as before. Does nothing with another allocator, or if the
 * environment sets these parameters.
 */
export function returnLargeBlocks(): void {
  if (process.platform !== 'linux' || VARIABLES.some((name) => process.env[name] !== undefined)) return;
  let mallopt: (parameter: number, value: number) => number;
  try {
    mallopt = koffi.load(null).func('mallopt', 'int', ['int', 'int']);
  } catch {
    return;
  }
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
  mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
}
