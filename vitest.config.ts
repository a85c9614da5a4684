import { defineConfig } from 'vitest/config';

/** Longer than any test of a project takes on a machine three times slower than the slowest it was measured on. */
const MINUTE = 60_000;

export default defineConfig({
  test: {
    // A process a file: the native modules (koffi, sharp, Dawn) do not load twice into the threads of one process.
    pool: 'forks',
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'clients/typescript/src/**/*.ts'], exclude: ['**/gen/**'] },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'clients/typescript/test/**/*.test.ts'],
          testTimeout: 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
      {
        test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 2 * MINUTE, hookTimeout: 2 * MINUTE },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          // They start servers of several workers, and the first to need photographs or Python makes them.
          fileParallelism: false,
          testTimeout: 2 * MINUTE,
          hookTimeout: 5 * MINUTE,
        },
      },
    ],
  },
});
