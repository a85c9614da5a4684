import type { WatchResult } from './watch.ts';

/**
 * Growth that is noise: heaps and the buffers of gRPC breathe by some MiB whatever the program does, and those of a client
 * whose speed changes in the middle by some 20.
 */
export const ALLOWED_BYTES = 32 * 1024 * 1024;

/** What has grown. */
export function faults({ growth }: Pick<WatchResult, 'growth'>): string[] {
  return Object.entries(growth).flatMap(([name, bytes]) => (bytes > ALLOWED_BYTES ? [`${name} leaks`] : []));
}
