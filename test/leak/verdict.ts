import type { WatchResult } from './watch.ts';

/**
 * Growth that counts as noise: heaps and gRPC's buffers vary by a few MiB whatever the program does, and those of a
 * client whose speed changes in the middle by about 20.
 */
export const ALLOWED_BYTES = 32 * 1024 * 1024;

/** The processes that have grown. */
export function faults({ growth }: Pick<WatchResult, 'growth'>): string[] {
  return Object.entries(growth).flatMap(([name, bytes]) => (bytes > ALLOWED_BYTES ? [`${name} leaks`] : []));
}
